/* SPDX-License-Identifier: MIT */
/* A whole session against any server: the input is what the server sends, cut into reads by the
 * input itself; the clock jumps, sends fall short, the application publishes in between, and a
 * connection that ended is followed by another on the same records.
 *
 * Oracles beside the sanitizers: topics and payloads lie within the bytes that have arrived,
 * records hold states that exist, no id occurs twice in a table, and a result is one that is
 * documented. Included by the target of each version.
 */
#ifndef MQTT_SESSION_H
#define MQTT_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core_mqtt.h"

#define BUFFER_BYTES 128u
#define RECORDS      4u
#define STEPS_MAX    400u
#define INPUT_MAX    1024u /* more bytes find nothing that fewer do not, only later */

struct NetworkContext {
    const uint8_t *bytes;
    size_t size;
};

static struct NetworkContext network;
static uint8_t buffer[BUFFER_BYTES];
static uint32_t now_ms;

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static uint8_t next_byte(void)
{
    if (network.size == 0) {
        return 0;
    }
    network.size--;
    return *network.bytes++;
}

static int32_t receive(struct NetworkContext *context, void *to, size_t wanted)
{
    (void)context;
    if (network.size < 2) {
        return -1;
    }
    size_t count = next_byte() % 16u;
    count = count < wanted ? count : wanted;
    count = count < network.size ? count : network.size;
    memcpy(to, network.bytes, count);
    network.bytes += count;
    network.size -= count;
    return (int32_t)count;
}

static int32_t transmit(struct NetworkContext *context, const void *from, size_t count)
{
    (void)context;
    volatile uint8_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum = (uint8_t)(sum + ((const uint8_t *)from)[i]); /* every byte is there */
    }
    if (network.size == 0) {
        return -1; /* the end, and not a wait for time to pass */
    }
    uint8_t mood = next_byte();
    if (mood == 0xff) {
        return -1;
    }
    return (int32_t)(mood % 8u == 0 ? count / 2u : count);
}

static uint32_t clock_ms(void)
{
    now_ms += 20;
    return now_ms;
}

static int32_t transmit_pieces(struct NetworkContext *context, TransportOutVector_t *pieces,
                               size_t count)
{
    int32_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        const int32_t taken = transmit(context, pieces[i].iov_base, pieces[i].iov_len);
        if (taken < 0) {
            return taken;
        }
        sum += taken;
        if ((size_t)taken < pieces[i].iov_len) {
            break;
        }
    }
    return sum;
}

static bool within(const MQTTContext_t *context, const void *at, size_t count)
{
    const uint8_t *first = at;
    return first >= buffer && first + count <= buffer + context->index;
}

static void check_records(const MQTTPubAckInfo_t *records)
{
    for (size_t i = 0; i < RECORDS; i++) {
        if (records[i].packetId == 0) {
            continue;
        }
        require(records[i].publishState > MQTTStateNull &&
                records[i].publishState < MQTTPublishDone);
        require(records[i].qos == MQTTQoS1 || records[i].qos == MQTTQoS2);
        for (size_t k = 0; k < i; k++) {
            require(records[k].packetId != records[i].packetId);
        }
    }
}

static void check(const MQTTContext_t *context, MQTTStatus_t status)
{
    check_records(context->outgoingPublishRecords);
    check_records(context->incomingPublishRecords);
    require(context->index < sizeof buffer);
    require(status == MQTTSuccess || status == MQTTNeedMoreBytes || status == MQTTNoMemory ||
            status == MQTTEventCallbackFailed || context->connectStatus == MQTTNotConnected);
    require(status != MQTTBadParameter && status != MQTTIllegalState);
}

static void check_told(const MQTTContext_t *context, const MQTTPacketInfo_t *packet,
                       const MQTTDeserializedInfo_t *told)
{
    require(packet != NULL && told != NULL);
    if (told->pPublishInfo != NULL) {
        const MQTTPublishInfo_t *message = told->pPublishInfo;
        require(within(context, message->pTopicName, message->topicNameLength));
        require(message->payloadLength == 0 ||
                within(context, message->pPayload, message->payloadLength));
        require((int)message->qos >= 0 && (int)message->qos <= 2);
    }
}

/* What each version does in its own way. */
static MQTTStatus_t begin(MQTTContext_t *context, const TransportInterface_t *transport,
                          const MQTTFixedBuffer_t *memory, MQTTPubAckInfo_t *outgoing,
                          MQTTPubAckInfo_t *incoming);
static void say_connect(MQTTContext_t *context, const MQTTConnectInfo_t *info);
static void say_publish(MQTTContext_t *context, const MQTTPublishInfo_t *message, uint16_t id);
static void say_subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *filter);
static void say_unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *filter);
static void say_disconnect(MQTTContext_t *context);

static void act(MQTTContext_t *context)
{
    MQTTPublishInfo_t message = {.qos = (MQTTQoS_t)(next_byte() % 3u),
                                 .pTopicName = "a/b",
                                 .topicNameLength = 3,
                                 .pPayload = "payload",
                                 .payloadLength = 7};
    MQTTSubscribeInfo_t filter = {.qos = MQTTQoS1, .pTopicFilter = "a/+", .topicFilterLength = 3};

    switch (next_byte() % 8u) {
    case 0:
        say_publish(context, &message, MQTT_GetPacketId(context));
        break;
    case 1:
        say_subscribe(context, &filter);
        break;
    case 2:
        say_unsubscribe(context, &filter);
        break;
    case 3:
        now_ms += UINT32_C(1) << (next_byte() % 32u);
        break;
    case 4:
        message.dup = message.qos != MQTTQoS0;
        say_publish(context, &message, (uint16_t)(1u + next_byte() % 8u));
        break;
    default:
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    MQTTContext_t context;
    MQTTPubAckInfo_t outgoing[RECORDS] = {0}, incoming[RECORDS] = {0};
    const TransportInterface_t transport = {.recv = receive,
                                            .send = transmit,
                                            .writev = size % 4u < 2u ? transmit_pieces : NULL,
                                            .pNetworkContext = &network};
    const MQTTFixedBuffer_t memory = {.pBuffer = buffer, .size = sizeof buffer};
    const MQTTConnectInfo_t connect = {.cleanSession = size % 2u == 0,
                                       .keepAliveSeconds = 5,
                                       .pClientIdentifier = "id",
                                       .clientIdentifierLength = 2};

    if (size > INPUT_MAX) {
        return 0;
    }
    network = (struct NetworkContext){bytes, size};
    now_ms = size > 0 ? UINT32_MAX - bytes[0] * 8u : 0;
    require(begin(&context, &transport, &memory, outgoing, incoming) == MQTTSuccess);
    for (unsigned step = 0; step < STEPS_MAX && network.size > 0; step++) {
        if (context.connectStatus == MQTTNotConnected) {
            say_connect(&context, &connect);
        } else {
            check(&context, MQTT_ProcessLoop(&context));
            act(&context);
        }
    }
    say_disconnect(&context);
    return 0;
}

#endif
