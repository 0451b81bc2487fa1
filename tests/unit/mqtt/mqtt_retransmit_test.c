/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

/* A store of eight messages by packet id. */
static struct {
    uint16_t id;
    size_t length;
    uint8_t bytes[64];
} kept[8];
static bool refuse;
static uint16_t lose; /* this id is not found again */

static bool store(MQTTContext_t *context, uint16_t id, MQTTVec_t *vec)
{
    CHECK_EQ(context == &wire_context, 1);
    for (size_t i = 0; i < 8 && !refuse; i++) {
        if (kept[i].id == 0) {
            kept[i].id = id;
            kept[i].length = MQTT_GetBytesInMQTTVec(vec);
            CHECK_EQ(kept[i].length <= sizeof kept[i].bytes, 1);
            MQTT_SerializeMQTTVec(kept[i].bytes, vec);
            return true;
        }
    }
    return false;
}

static bool retrieve(MQTTContext_t *context, uint16_t id, uint8_t **bytes, size_t *length)
{
    (void)context;
    for (size_t i = 0; i < 8; i++) {
        if (kept[i].id == id && id != lose) {
            *bytes = kept[i].bytes;
            *length = kept[i].length;
            return true;
        }
    }
    return false;
}

static void clear(MQTTContext_t *context, uint16_t id)
{
    (void)context;
    for (size_t i = 0; i < 8; i++) {
        if (kept[i].id == id) {
            kept[i].id = 0;
            return;
        }
    }
    CHECK_EQ(id, 0); /* cleared twice, or never stored */
}

static size_t in_store(void)
{
    size_t count = 0;
    for (size_t i = 0; i < 8; i++) {
        count += kept[i].id != 0;
    }
    return count;
}

static MQTTStatus_t publish(MQTTQoS_t qos, uint16_t id, const char *text)
{
    const MQTTPublishInfo_t info = wire_message(qos, text);
    return MQTT_Publish(&wire_context, &info, id);
}

static void given_a_client_with_a_store(void)
{
    memset(kept, 0, sizeof kept);
    refuse = false;
    lose = 0;
    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, store, retrieve, clear), MQTTSuccess);
}

static void what_is_stored_is_the_packet_as_it_was_sent(void)
{
    given_a_client_with_a_store();
    CHECK_EQ(publish(MQTTQoS1, 5, "hi"), MQTTSuccess);
    CHECK_EQ(in_store(), 1);
    CHECK_EQ(kept[0].length, wire.out_length);
    CHECK_EQ(memcmp(kept[0].bytes, wire.out, wire.out_length), 0);
    CHECK_EQ(publish(MQTTQoS0, 0, "hi"), MQTTSuccess);
    CHECK_EQ(in_store(), 1);
}

static void an_answer_clears_the_store(void)
{
    given_a_client_with_a_store();
    CHECK_EQ(publish(MQTTQoS1, 5, "one"), MQTTSuccess);
    CHECK_EQ(publish(MQTTQoS2, 6, "two"), MQTTSuccess);
    WIRE_FEED(0x40, 2, 0, 5);
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(in_store(), 1);
    WIRE_FEED(0x50, 2, 0, 6);
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(in_store(), 0);
    WIRE_FEED(0x70, 2, 0, 6);
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(in_store(), 0);
}

static void a_refused_store_sends_nothing_and_keeps_no_record(void)
{
    given_a_client_with_a_store();
    refuse = true;
    CHECK_EQ(publish(MQTTQoS1, 5, "one"), MQTTPublishStoreFailed);
    CHECK_NOTHING_SENT();
    refuse = false;
    CHECK_EQ(publish(MQTTQoS1, 5, "one"), MQTTSuccess);
}

static void a_resumed_session_sends_all_again_in_order_with_dup(void)
{
    given_a_client_with_a_store();
    CHECK_EQ(publish(MQTTQoS1, 5, "1"), MQTTSuccess);
    CHECK_EQ(publish(MQTTQoS2, 6, "2"), MQTTSuccess);
    CHECK_EQ(publish(MQTTQoS2, 7, "3"), MQTTSuccess);
    WIRE_FEED(0x50, 2, 0, 6);
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_SENT(0x62, 2, 0, 6,                           /* PUBREL */
               0x3A, 8, 0, 3, 'a', '/', 'b', 0, 5, '1', /* PUBLISH, DUP */
               0x3C, 8, 0, 3, 'a', '/', 'b', 0, 7, '3');
    WIRE_FEED(0x40, 2, 0, 5, 0x70, 2, 0, 6, 0x50, 2, 0, 7, 0x70, 2, 0, 7);
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(in_store(), 0);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_NOTHING_SENT();
}

static void a_lost_session_clears_the_store(void)
{
    given_a_client_with_a_store();
    CHECK_EQ(publish(MQTTQoS1, 5, "1"), MQTTSuccess);
    CHECK_EQ(publish(MQTTQoS2, 6, "2"), MQTTSuccess);
    CHECK_EQ(wire_reconnect(false), MQTTSuccess);
    CHECK_NOTHING_SENT();
    CHECK_EQ(in_store(), 0);
}

static void a_message_that_the_store_lost_does_not_stop_the_others(void)
{
    given_a_client_with_a_store();
    CHECK_EQ(publish(MQTTQoS1, 5, "1"), MQTTSuccess);
    CHECK_EQ(publish(MQTTQoS1, 6, "2"), MQTTSuccess);
    lose = 5;
    CHECK_EQ(wire_reconnect(true), MQTTPublishRetrieveFailed);
    CHECK_EQ(wire_context.connectStatus, MQTTConnected);
    CHECK_SENT(0x3A, 8, 0, 3, 'a', '/', 'b', 0, 6, '2');
    CHECK_EQ(publish(MQTTQoS1, 5, "1"), MQTTSuccess);
}

static bool retrieve_nothing(MQTTContext_t *context, uint16_t id, uint8_t **bytes, size_t *length)
{
    static uint8_t byte;
    (void)context;
    *bytes = id == 5 ? NULL : &byte;
    *length = id == 6 ? 0 : 1;
    return id != 7;
}

static void a_store_that_hands_out_nothing_or_says_no_is_not_believed(void)
{
    given_a_client_with_a_store();
    CHECK_EQ(publish(MQTTQoS1, 5, "1"), MQTTSuccess); /* no address */
    CHECK_EQ(publish(MQTTQoS1, 6, "2"), MQTTSuccess); /* no length */
    CHECK_EQ(publish(MQTTQoS1, 7, "3"), MQTTSuccess); /* false, with both */
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, store, retrieve_nothing, clear), MQTTSuccess);
    CHECK_EQ(wire_reconnect(true), MQTTPublishRetrieveFailed);
    CHECK_NOTHING_SENT();
    CHECK_EQ(wire_outgoing[0].packetId | wire_outgoing[1].packetId | wire_outgoing[2].packetId, 0);
}

static void a_resend_that_fails_anywhere_is_done_again_at_the_next_connection(void)
{
    for (unsigned k = 3; k <= 5; k++) {
        given_a_client_with_a_store();
        CHECK_EQ(publish(MQTTQoS1, 5, "1"), MQTTSuccess);
        CHECK_EQ(publish(MQTTQoS1, 6, "2"), MQTTSuccess);
        CHECK_EQ(publish(MQTTQoS1, 7, "3"), MQTTSuccess);
        const MQTTConnectInfo_t info = {.pClientIdentifier = "me", .clientIdentifierLength = 2};
        bool present;
        wire_forget();
        wire.fail_call = k;
        WIRE_FEED(0x20, 2, 1, 0);
        CHECK_EQ(MQTT_Connect(&wire_context, &info, NULL, 100, &present), MQTTSendFailed);
        CHECK_EQ(wire_reconnect(true), MQTTSuccess);
        CHECK_SENT(0x3A, 8, 0, 3, 'a', '/', 'b', 0, 5, '1', 0x3A, 8, 0, 3, 'a', '/', 'b', 0, 6, '2',
                   0x3A, 8, 0, 3, 'a', '/', 'b', 0, 7, '3');
    }
}

static void a_publish_that_failed_to_leave_is_in_the_store(void)
{
    given_a_client_with_a_store();
    wire.fail_call = wire.calls + 1;
    CHECK_EQ(publish(MQTTQoS1, 5, "1"), MQTTSendFailed);
    CHECK_EQ(in_store(), 1);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_SENT(0x3A, 8, 0, 3, 'a', '/', 'b', 0, 5, '1');
}

static void a_store_needs_its_functions_and_records(void)
{
    wire_client(true);
    CHECK_EQ(MQTT_InitRetransmits(NULL, store, retrieve, clear), MQTTBadParameter);
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, NULL, retrieve, clear), MQTTBadParameter);
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, store, NULL, clear), MQTTBadParameter);
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, store, retrieve, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_InitStatefulQoS(&wire_context, NULL, 0, NULL, 0), MQTTSuccess);
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, store, retrieve, clear), MQTTBadParameter);
}

int main(void)
{
    RUN(what_is_stored_is_the_packet_as_it_was_sent);
    RUN(an_answer_clears_the_store);
    RUN(a_refused_store_sends_nothing_and_keeps_no_record);
    RUN(a_resumed_session_sends_all_again_in_order_with_dup);
    RUN(a_lost_session_clears_the_store);
    RUN(a_message_that_the_store_lost_does_not_stop_the_others);
    RUN(a_store_that_hands_out_nothing_or_says_no_is_not_believed);
    RUN(a_resend_that_fails_anywhere_is_done_again_at_the_next_connection);
    RUN(a_publish_that_failed_to_leave_is_in_the_store);
    RUN(a_store_needs_its_functions_and_records);
    return 0;
}
