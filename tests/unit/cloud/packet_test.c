/* SPDX-License-Identifier: MIT */
#include "packet.h"

#include <string.h>

#include "test.h"

struct bytes {
    const char *text;
    size_t count;
};
#define BYTES(text)                                                                                \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static const struct {
    struct bytes packet;
    struct packet_expected expected;
    bool is_persistent, has_will, will_is_retained, has_no_id;
    const char *will_topic;
    size_t will_payload_bytes;
} connects[] = {
    {BYTES("\0\4MQTT\4\2\0\x3c\0\4lamp"),
     {4, 60, true, "lamp"},
     false,
     false,
     false,
     false,
     NULL,
     0},
    {BYTES("\0\4MQTT\4\0\0\x3c\0\4lamp"),
     {4, 60, false, "lamp"},
     true,
     false,
     false,
     false,
     NULL,
     0},
    {BYTES("\0\6MQIsdp\3\2\0\x3c\0\4lamp"),
     {3, 60, true, "lamp"},
     false,
     false,
     false,
     false,
     NULL,
     0},
    {BYTES("\0\4MQTT\4\2\0\x3c\0\0"), {4, 60, true, "made"}, false, false, false, true, NULL, 0},
    {BYTES("\0\4MQTT\4\xe6\0\0\0\4lamp\0\1w\0\3bye\0\1u\0\2pw"),
     {4, 0, true, "lamp"},
     false,
     true,
     true,
     false,
     "w",
     3},
    {BYTES("\0\4MQTT\5\2\0\x3c\0\0\4lamp"),
     {5, 60, true, "lamp"},
     false,
     false,
     false,
     false,
     NULL,
     0},
    {BYTES("\0\4MQTT\5\2\0\x3c\x0f\x21\0\7\x26\0\1a\0\1b\x11\0\0\0\1\0\4lamp"),
     {5, 60, true, "lamp"},
     true,
     false,
     false,
     false,
     NULL,
     0},
    {BYTES("\0\4MQTT\5\6\0\x3c\5\x11\0\0\0\0\0\4lamp\5\x18\0\0\0\2\0\1w\0\0"),
     {5, 60, true, "lamp"},
     false,
     true,
     false,
     false,
     "w",
     0},
};

/* In memory of exactly its size, for the sanitizer. */
static uint8_t *exactly(const char *text, size_t count)
{
    uint8_t *copy = malloc(count > 0 ? count : 1);

    memcpy(copy, text, count);
    return copy;
}

static void a_connect_tells_of_its_will_and_its_session(void)
{
    for (size_t i = 0; i < sizeof(connects) / sizeof(connects[0]); i++) {
        struct packet_connect connect;
        const size_t count = connects[i].packet.count;
        uint8_t *body = exactly(connects[i].packet.text, count);
        test_case = connects[i].packet.text + 6;
        CHECK_EQ(packet_read_connect(body, count, &connects[i].expected, &connect), true);
        CHECK_EQ(connect.is_persistent, connects[i].is_persistent);
        CHECK_EQ(connect.has_will, connects[i].has_will);
        CHECK_EQ(connect.will_is_retained, connects[i].will_is_retained);
        CHECK_EQ(connect.has_no_id, connects[i].has_no_id);
        CHECK_EQ(connect.will_payload_bytes, connects[i].will_payload_bytes);
        CHECK_EQ(connect.will_topic == NULL, connects[i].will_topic == NULL);
        if (connects[i].will_topic != NULL) {
            CHECK_EQ(connect.will_topic_bytes, strlen(connects[i].will_topic));
            CHECK_EQ(memcmp(connect.will_topic, connects[i].will_topic, connect.will_topic_bytes),
                     0);
        }
        free(body);
    }
}

static void a_connect_that_is_cut_or_another_clients_is_none(void)
{
    for (size_t i = 0; i < sizeof(connects) / sizeof(connects[0]); i++) {
        struct packet_connect connect;
        struct packet_expected other = connects[i].expected;
        for (size_t count = 0; count < connects[i].packet.count; count++) {
            uint8_t *body = exactly(connects[i].packet.text, count);
            CHECK_EQ(packet_read_connect(body, count, &connects[i].expected, &connect), false);
            free(body);
        }
        const uint8_t *body = (const uint8_t *)connects[i].packet.text;
        const size_t count = connects[i].packet.count;
        CHECK_EQ(packet_read_connect(body, count + 1, &other, &connect), false);
        other.keep_alive++;
        CHECK_EQ(packet_read_connect(body, count, &other, &connect), false);
        other = connects[i].expected;
        other.is_clean = !other.is_clean;
        CHECK_EQ(packet_read_connect(body, count, &other, &connect), false);
        other = connects[i].expected;
        other.id = "lump";
        CHECK_EQ(packet_read_connect(body, count, &other, &connect), connects[i].has_no_id);
    }
}

static void a_subscribe_is_read_filter_by_filter(void)
{
    static const char packet[] = "\0\1\0\3a/b\1\0\1#\2";
    const uint8_t *body = (const uint8_t *)packet, *end = body + sizeof(packet) - 1, *at;
    bool has_identifier;

    at = packet_first_filter(body, sizeof(packet) - 1, false, &has_identifier);
    CHECK_EQ(has_identifier, false);
    CHECK_EQ(packet_filter_options(at, end, "a/c", &at), (unsigned long long)-1);
    CHECK_EQ(packet_filter_options(at, end, "a/b", &at), 1);
    CHECK_EQ(packet_filter_options(at, end, "#", &at), 2);
    CHECK_EQ(at == end, true);
    CHECK_EQ(packet_filter_options(at, end, "#", &at), (unsigned long long)-1);
    CHECK_EQ(packet_first_filter(body, 2, false, &has_identifier) == NULL, true);
}

static void properties_of_a_subscribe_are_skipped(void)
{
    static const char packet[] = "\0\1\x09\x26\0\1a\0\1b\x0b\7\0\1#\1";
    bool has_identifier;
    uint8_t *body = exactly(packet, sizeof(packet) - 1);
    const uint8_t *at = packet_first_filter(body, sizeof(packet) - 1, true, &has_identifier);

    CHECK_EQ(has_identifier, true);
    CHECK_EQ(packet_filter_options(at, body + sizeof(packet) - 1, "#", &at), 1);
    free(body);
    for (size_t count = 0; count < sizeof(packet) - 1; count++) {
        body = exactly(packet, count);
        at = packet_first_filter(body, count, true, &has_identifier);
        CHECK_EQ(at != NULL && packet_filter_options(at, body + count, "#", &at) >= 0, false);
        free(body);
    }
}

int main(void)
{
    RUN(a_connect_tells_of_its_will_and_its_session);
    RUN(a_connect_that_is_cut_or_another_clients_is_none);
    RUN(a_subscribe_is_read_filter_by_filter);
    RUN(properties_of_a_subscribe_are_skipped);
    return 0;
}
