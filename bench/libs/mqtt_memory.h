/* SPDX-License-Identifier: MIT */
/* Messages of 64 bytes over a transport that is memory: out, in, and their acknowledgements. A
 * version defines PROPERTY_BYTES of a message without properties, CONNACK, and how its client is
 * called. */
#ifndef MQTT_MEMORY_H
#define MQTT_MEMORY_H

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
static MQTTPubAckInfo_t outgoing[10], incoming[10];
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

static MQTTStatus_t prepare(const TransportInterface_t *transport, const MQTTFixedBuffer_t *fixed);
static MQTTStatus_t say_connect(const MQTTConnectInfo_t *info);
static MQTTStatus_t say_publish(const MQTTPublishInfo_t *message);

static void connect_client(void)
{
    static const uint8_t connack[] = CONNACK;
    const TransportInterface_t transport = {receive, send_all, writev_all, &network};
    const MQTTFixedBuffer_t fixed = {buffer, sizeof buffer};
    const MQTTConnectInfo_t info = {.cleanSession = true,
                                    .keepAliveSeconds = 60,
                                    .pClientIdentifier = "thing-0001",
                                    .clientIdentifierLength = 10};

    must(prepare(&transport, &fixed) == MQTTSuccess);
    feed(connack, sizeof connack);
    must(say_connect(&info) == MQTTSuccess);
}

void bench_run(void)
{
    static const uint8_t payload[PAYLOAD] = {1};
    static const uint8_t puback[] = {0x40, 2, 0, 1};
    static uint8_t publish[2 + 2 + sizeof TOPIC - 1 + 2 + PROPERTY_BYTES + PAYLOAD] = {
        0x32, sizeof publish - 2, 0, sizeof TOPIC - 1};
    const MQTTPublishInfo_t message = {.qos = MQTTQoS1,
                                       .pTopicName = TOPIC,
                                       .topicNameLength = sizeof TOPIC - 1,
                                       .pPayload = payload,
                                       .payloadLength = PAYLOAD};
    bool is_match = false;

    memcpy(&publish[4], TOPIC, sizeof TOPIC - 1);
    publish[4 + sizeof TOPIC] = 7; /* the packet id */
    connect_client();
    events = 0;
    network.writes = 0;
    START(publish_qos1);
    MQTTStatus_t status = say_publish(&message);
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

#endif
