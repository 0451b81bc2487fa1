/* SPDX-License-Identifier: MIT */
/* Messages of 64 bytes over a transport that is memory: out, in, and their acknowledgements. */
#include <stdlib.h>
#include <string.h>

#include "core_mqtt.h"

#include "bench.h"

#define TOPIC   "devices/thing-0001/data"
#define PAYLOAD 64u

struct NetworkContext {
    const uint8_t *in;
    size_t in_length;
    unsigned writes;
};

static struct NetworkContext network;
static uint8_t sink[256];
static uint8_t buffer[512];
static MQTTContext_t context;
static unsigned events;

static int32_t receive(NetworkContext_t *stream, void *bytes, size_t length)
{
    const size_t count = length < stream->in_length ? length : stream->in_length;

    memcpy(bytes, stream->in, count);
    stream->in += count;
    stream->in_length -= count;
    return (int32_t)count;
}

static int32_t send_all(NetworkContext_t *stream, const void *bytes, size_t length)
{
    stream->writes++;
    memcpy(sink, bytes, length);
    return (int32_t)length;
}

static int32_t writev_all(NetworkContext_t *stream, TransportOutVector_t *pieces, size_t count)
{
    uint8_t *to = sink;

    stream->writes++;
    for (size_t i = 0; i < count; i++) {
        memcpy(to, pieces[i].iov_base, pieces[i].iov_len);
        to += pieces[i].iov_len;
    }
    return (int32_t)(to - sink);
}

static uint32_t now(void)
{
    return 0;
}

static void on_event(MQTTContext_t *client, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info)
{
    (void)client;
    (void)packet;
    (void)info;
    events++;
}

static void feed(const void *bytes, size_t length)
{
    network.in = bytes;
    network.in_length = length;
}

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

static void connect(void)
{
    static MQTTPubAckInfo_t outgoing[10], incoming[10];
    static const uint8_t connack[] = {0x20, 2, 0, 0};
    const TransportInterface_t transport = {receive, send_all, writev_all, &network};
    const MQTTFixedBuffer_t fixed = {buffer, sizeof buffer};
    const MQTTConnectInfo_t info = {.cleanSession = true,
                                    .keepAliveSeconds = 60,
                                    .pClientIdentifier = "thing-0001",
                                    .clientIdentifierLength = 10};
    bool present;

    must(MQTT_Init(&context, &transport, now, on_event, &fixed) == MQTTSuccess);
    must(MQTT_InitStatefulQoS(&context, outgoing, 10, incoming, 10) == MQTTSuccess);
    feed(connack, sizeof connack);
    must(MQTT_Connect(&context, &info, NULL, 0, &present) == MQTTSuccess);
}

void bench_run(void)
{
    static const uint8_t payload[PAYLOAD] = {1};
    static const uint8_t puback[] = {0x40, 2, 0, 1};
    static uint8_t publish[2 + 2 + sizeof TOPIC - 1 + 2 + PAYLOAD] = {0x32, sizeof publish - 2, 0,
                                                                      sizeof TOPIC - 1};
    const MQTTPublishInfo_t message = {.qos = MQTTQoS1,
                                       .pTopicName = TOPIC,
                                       .topicNameLength = sizeof TOPIC - 1,
                                       .pPayload = payload,
                                       .payloadLength = PAYLOAD};
    bool is_match = false;

    memcpy(&publish[4], TOPIC, sizeof TOPIC - 1);
    publish[4 + sizeof TOPIC] = 7; /* the packet id */
    connect();
    network.writes = 0;
    START(publish_qos1);
    MQTTStatus_t status = MQTT_Publish(&context, &message, 1);
    END(publish_qos1);
    must(status == MQTTSuccess && network.writes == 1);

    feed(puback, sizeof puback);
    START(puback);
    status = MQTT_ProcessLoop(&context);
    END(puback);
    must(status == MQTTSuccess && events == 1);

    feed(publish, sizeof publish);
    START(incoming_qos1);
    status = MQTT_ProcessLoop(&context);
    END(incoming_qos1);
    must(status == MQTTSuccess && events == 2 && sink[0] == 0x40);

    START(idle);
    status = MQTT_ProcessLoop(&context);
    END(idle);
    must(status == MQTTSuccess);

    START(match);
    status = MQTT_MatchTopic(TOPIC, sizeof TOPIC - 1, "devices/+/data", 14, &is_match);
    END(match);
    must(status == MQTTSuccess && is_match);
}
