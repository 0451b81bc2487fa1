/* SPDX-License-Identifier: MIT */
/* Every truncation and every edge of a length, of every kind of packet, beside the strict
 * judgement.
 */
#include "edges.h"
#include "exact.h"
#include "judge.h"
#include "strict.h"
#include "test.h"

struct NetworkContext {
    const uint8_t *bytes;
    size_t left;
};

static struct NetworkContext network;

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

static void judge_alone(uint8_t first, const uint8_t *body, size_t length)
{
    uint8_t *const copy = exact_copy(body, length);

    CHECK_EQ(judge_takes(first, copy, length),
             strict_is_allowed(judge_version, first, body, length));
    free(copy);
}

static void each_packet_is_proper(void)
{
    for (size_t i = 0; i < edge_packet_count; i++) {
        const struct edge_packet *const packet = &edge_packets[i];
        test_case = packet->name;
        CHECK_EQ(packet->bytes[1], packet->length - 2);
        CHECK_EQ(strict_is_allowed(judge_version, packet->bytes[0], &packet->bytes[2],
                                   packet->length - 2),
                 true);
        judge_alone(packet->bytes[0], &packet->bytes[2], packet->length - 2);
    }
}

/* Each of the first `length` bytes of a body, as any other. */
static void bend_every_byte(uint8_t first, uint8_t *body, size_t length)
{
    for (size_t at = 0; at < length; at++) {
        const uint8_t before = body[at];
        for (unsigned value = 0; value < 256; value++) {
            body[at] = (uint8_t)value;
            judge_alone(first, body, length);
        }
        body[at] = before;
    }
}

static void every_byte_may_be_any_other_in_every_truncation(void)
{
    for (size_t i = 0; i < edge_packet_count; i++) {
        uint8_t bytes[EDGE_BYTES];
        test_case = edge_packets[i].name;
        memcpy(bytes, edge_packets[i].bytes, sizeof bytes);
        for (size_t length = 0; length <= edge_packets[i].length - 2; length++) {
            for (unsigned value = 0; value < 256; value++) {
                judge_alone((uint8_t)value, &bytes[2], length);
            }
            bend_every_byte(bytes[0], &bytes[2], length);
        }
    }
}

static void a_byte_more_anywhere_is_judged_as_the_rules_say(void)
{
    static const uint8_t more[] = {0, 1, 0x26, 0x7F, 0x80, 0xFF};

    for (size_t i = 0; i < edge_packet_count; i++) {
        const struct edge_packet *const packet = &edge_packets[i];
        test_case = packet->name;
        for (size_t at = 2; at <= packet->length; at++) {
            for (size_t k = 0; k < sizeof more; k++) {
                uint8_t bytes[EDGE_BYTES + 1];
                memcpy(bytes, packet->bytes, at);
                bytes[at] = more[k];
                memcpy(&bytes[at + 1], &packet->bytes[at], packet->length - at);
                judge_alone(bytes[0], &bytes[2], packet->length - 1);
            }
        }
    }
}

/* A connected client whose buffer has exactly `room` bytes. */
static void connected(MQTTContext_t *context, size_t room)
{
    const TransportInterface_t transport = {
        .recv = receive, .send = transmit, .pNetworkContext = &network};
    const MQTTFixedBuffer_t buffer = {malloc(room), room};

    CHECK_EQ(judge_init(context, &transport, &buffer), MQTTSuccess);
    context->connectStatus = MQTTConnected;
}

static MQTTStatus_t feed(MQTTContext_t *context, const uint8_t *bytes, size_t length)
{
    MQTTStatus_t status;

    network = (struct NetworkContext){bytes, length};
    do {
        status = MQTT_ReceiveLoop(context);
    } while (network.left > 0 && context->connectStatus == MQTTConnected);
    return status;
}

/* What becomes of a stream, by the rules: bytes that are whole packets, the beginning of one, or
 * neither. A DISCONNECT ends it; so does a CONNACK, which came too late. */
static MQTTStatus_t strict_stream(const uint8_t *bytes, size_t length)
{
    while (length > 0) {
        const unsigned type = bytes[0] / 16u;
        const unsigned flags = bytes[0] % 16u;
        size_t size = 0, used = 1;
        const bool is_from_server = type == 2 || (type >= 3 && type <= 7) || type == 9 ||
                                    type == 11 || type == 13 || (type == 14 && judge_version == 5);
        if (!is_from_server || (type != 3 && flags != (type == 6 ? 2u : 0u))) {
            return MQTTBadResponse;
        }
        for (size_t weight = 1;; weight *= 128u) {
            if (used == 5) {
                return MQTTBadResponse;
            }
            if (used == length) {
                return MQTTNeedMoreBytes;
            }
            size += bytes[used] % 128u * weight;
            if (bytes[used++] < 128u) {
                break;
            }
        }
        if (used > 2 && bytes[used - 1] == 0) {
            return MQTTBadResponse;
        }
        if (size > length - used) {
            return MQTTNeedMoreBytes;
        }
        if (type == 2 || !strict_is_allowed(judge_version, bytes[0], &bytes[used], size)) {
            return MQTTBadResponse;
        }
        if (type == 14) {
            return MQTTStatusNotConnected;
        }
        bytes += used + size;
        length -= used + size;
    }
    return MQTTSuccess;
}

/* The body of a packet behind another header: `remaining` in a form of `form` bytes, of which the
 * first is the shortest. */
static void judge_header(const struct edge_packet *packet, size_t remaining, size_t form)
{
    uint8_t bytes[EDGE_BYTES + 8] = {packet->bytes[0], (uint8_t)remaining};
    const size_t length = packet->length - 1 + form;
    MQTTContext_t context;

    for (size_t at = 1; at < form; at++) {
        bytes[at] |= 0x80;
        bytes[at + 1] = 0;
    }
    memcpy(&bytes[1 + form], &packet->bytes[2], packet->length - 2);
    connected(&context, length < 5 ? 5 : length);
    const MQTTStatus_t status = feed(&context, bytes, length);
    const MQTTStatus_t want = strict_stream(bytes, length);
    /* What would not fit the buffer is given up at once. */
    CHECK_EQ(status == MQTTNoMemory ? MQTTNeedMoreBytes : status, want);
    CHECK_EQ(context.connectStatus == MQTTConnected,
             want == MQTTSuccess || want == MQTTNeedMoreBytes);
    free(context.networkBuffer.pBuffer);
}

static void a_wrong_remaining_length_is_found_or_waited_for(void)
{
    for (size_t i = 0; i < edge_packet_count; i++) {
        test_case = edge_packets[i].name;
        for (size_t remaining = 0; remaining <= edge_packets[i].length; remaining++) {
            for (size_t form = 1; form <= 5; form++) {
                judge_header(&edge_packets[i], remaining, form);
            }
        }
    }
}

static void a_stream_cut_anywhere_goes_on(void)
{
    for (size_t i = 0; i < edge_packet_count; i++) {
        const struct edge_packet *const packet = &edge_packets[i];
        const MQTTStatus_t want = strict_stream(packet->bytes, packet->length);
        test_case = packet->name;
        for (size_t cut = 1; cut < packet->length; cut++) {
            MQTTContext_t context;
            connected(&context, EDGE_BYTES);
            judge_events = 0;
            CHECK_EQ(feed(&context, packet->bytes, cut), MQTTNeedMoreBytes);
            CHECK_EQ(judge_events, 0);
            CHECK_EQ(feed(&context, &packet->bytes[cut], packet->length - cut), want);
            free(context.networkBuffer.pBuffer);
        }
    }
}

int main(void)
{
    RUN(each_packet_is_proper);
    RUN(every_byte_may_be_any_other_in_every_truncation);
    RUN(a_byte_more_anywhere_is_judged_as_the_rules_say);
    RUN(a_wrong_remaining_length_is_found_or_waited_for);
    RUN(a_stream_cut_anywhere_goes_on);
    return 0;
}
