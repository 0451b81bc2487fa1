/* SPDX-License-Identifier: MIT */
/* Every packet whose body is short, alone and in a session, beside the strict judgement:
 *
 *   bodies             bodies of 0 and 1 byte behind each of the 256 first bytes, and of 2 bytes
 *                      behind those with the flags of their type (any, for a PUBLISH)
 *   bodies FIRST LAST  all of 3 bytes, behind first bytes FIRST .. LAST with the flags of their
 * type
 *
 * The body lies in memory of exactly its size: a byte read too far is seen by the sanitizer. Ends
 * in: N passed, M failed */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "judge.h"
#include "strict.h"

#define LENGTH_MAX 3u

struct NetworkContext {
    const uint8_t *bytes;
    size_t left;
};

static struct NetworkContext network;
static uint8_t *exact[LENGTH_MAX + 1];
static MQTTContext_t context;
static unsigned long good, bad;

static int32_t receive(NetworkContext_t *from, void *bytes, size_t length)
{
    const size_t count = length < from->left ? length : from->left;

    memcpy(bytes, from->bytes, count);
    from->bytes += count;
    from->left -= count;
    return (int32_t)count;
}

static int32_t transmit(NetworkContext_t *to, const void *bytes, size_t length)
{
    (void)to;
    (void)bytes;
    return (int32_t)length;
}

/* The session is as after CONNACK, with nothing under way. A proper packet leaves it open, unless
 * it is a DISCONNECT or a second CONNACK; any other ends it. */
static bool session_agrees(uint8_t first, const uint8_t *body, size_t length, bool allowed)
{
    uint8_t packet[2 + LENGTH_MAX] = {first, (uint8_t)length};
    const unsigned type = first / 16u;

    memcpy(&packet[2], body, length);
    context.connectStatus = MQTTConnected;
    context.index = 0;
    for (size_t i = 0; i < context.incomingPublishRecordMaxCount; i++) {
        context.incomingPublishRecords[i].packetId = 0;
    }
    network = (struct NetworkContext){packet, length + 2u};
    const MQTTStatus_t status = MQTT_ReceiveLoop(&context);
    if (!allowed || type == 2) {
        return status == MQTTBadResponse && context.connectStatus == MQTTNotConnected;
    }
    return status == (type == 14 ? MQTTStatusNotConnected : MQTTSuccess) && context.index == 0;
}

static void judge(uint8_t first, const uint8_t *body, size_t length)
{
    memcpy(exact[length], body, length);
    const bool allowed = strict_is_allowed(judge_version, first, body, length);
    if (judge_takes(first, exact[length], length) == allowed &&
        session_agrees(first, body, length, allowed)) {
        good++;
        return;
    }
    if (bad++ < 10) {
        printf("MQTT %d: %02X with %zu bytes %02X %02X %02X should be %s\n", judge_version, first,
               length, body[0], body[1], body[2], allowed ? "taken" : "refused");
    }
}

static void all_bodies(uint8_t first, size_t length)
{
    uint8_t body[LENGTH_MAX] = {0};
    const unsigned long count = 1ul << (8u * length);

    for (unsigned long n = 0; n < count; n++) {
        body[0] = (uint8_t)n;
        body[1] = (uint8_t)(n >> 8);
        body[2] = (uint8_t)(n >> 16);
        judge(first, body, length);
    }
}

static bool has_flags_of_its_type(unsigned first)
{
    const unsigned type = first / 16u;
    const bool two = type == 6 || type == 8 || type == 10;

    return type == 3 || first % 16u == (two ? 2u : 0u);
}

int main(int count, char **words)
{
    const TransportInterface_t transport = {
        .recv = receive, .send = transmit, .pNetworkContext = &network};
    const MQTTFixedBuffer_t buffer = {malloc(2 + LENGTH_MAX), 2 + LENGTH_MAX};

    for (size_t i = 0; i <= LENGTH_MAX; i++) {
        exact[i] = malloc(i == 0 ? 1 : i);
    }
    if (buffer.pBuffer == NULL || judge_init(&context, &transport, &buffer) != MQTTSuccess) {
        return 2;
    }
    const bool is_long = count == 3;
    const unsigned last = is_long ? (unsigned)atoi(words[2]) : 255u;
    for (unsigned first = is_long ? (unsigned)atoi(words[1]) : 0; first <= last; first++) {
        const size_t most = has_flags_of_its_type(first) ? LENGTH_MAX : 2u;
        for (size_t length = is_long ? LENGTH_MAX : 0; length < most + is_long; length++) {
            all_bodies((uint8_t)first, length);
        }
    }
    printf("%lu passed, %lu failed\n", good, bad);
    return bad > 0;
}
