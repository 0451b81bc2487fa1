/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

static const MQTTSubscribeInfo_t filters[] = {{MQTTQoS1, "x/#", 3}, {MQTTQoS2, "+", 1}};

static void a_publish_is_one_transport_call(void)
{
    for (unsigned with_writev = 0; with_writev < 2; with_writev++) {
        for (unsigned qos = 0; qos < 3; qos++) {
            const MQTTPublishInfo_t info = wire_message((MQTTQoS_t)qos, "hi");
            wire_connected_client(with_writev, 0);
            wire_forget();
            CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSuccess);
            CHECK_EQ(wire.writes, 1);
            if (qos == 0) {
                CHECK_SENT(0x30, 7, 0, 3, 'a', '/', 'b', 'h', 'i');
            } else {
                CHECK_EQ(wire.out[0], 0x30 | qos << 1);
                CHECK_EQ(memcmp(wire.out + 1, "\x09\0\3a/b\0\5hi", 10), 0);
            }
        }
    }
}

static void a_long_publish_is_one_call_with_writev(void)
{
    static char text[2000];
    memset(text, 'x', sizeof text - 1);
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, text);
    wire_connected_client(true, 0);
    wire_forget();
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSuccess);
    CHECK_EQ(wire.writes, 1);
    CHECK_EQ(wire.out_length, 1 + 2 + 2 + 3 + 2 + 1999);
    wire_connected_client(false, 0);
    wire_forget();
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSuccess);
    CHECK_EQ(wire.writes, 2); /* what is short is gathered, the payload is not copied */
    CHECK_EQ(wire.out_length, 1 + 2 + 2 + 3 + 2 + 1999);
}

static void a_message_without_payload_is_sent(void)
{
    for (unsigned with_writev = 0; with_writev < 2; with_writev++) {
        MQTTPublishInfo_t info = wire_message(MQTTQoS1, "");
        info.pPayload = NULL;
        wire_connected_client(with_writev, 0);
        CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSuccess);
        CHECK_SENT(0x32, 7, 0, 3, 'a', '/', 'b', 0, 5);
    }
}

/* Whatever the transport takes at a time, the bytes are the same. */
static void writes_cut_short_at_every_byte_go_on(void)
{
    static const uint8_t want[] = {0x34, 15,  0,   3,   'a', '/', 'b', 1,  5,
                                   'p',  'a', 'y', 'l', 'o', 'a', 'd', '!'};
    const MQTTPublishInfo_t info = wire_message(MQTTQoS2, "payload!");
    for (unsigned with_writev = 0; with_writev < 2; with_writev++) {
        for (size_t step = 1; step <= sizeof want; step++) {
            wire_connected_client(with_writev, 0);
            wire_forget();
            wire.out_step = step;
            CHECK_EQ(MQTT_Publish(&wire_context, &info, 0x0105), MQTTSuccess);
            CHECK_EQ(wire.out_length, sizeof want);
            CHECK_EQ(memcmp(wire.out, want, sizeof want), 0);
            CHECK_EQ(wire.writes, (sizeof want + step - 1) / step);
        }
    }
}

static void a_transport_that_is_full_at_any_byte_is_given_up_in_time(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "payload!");
    for (unsigned with_writev = 0; with_writev < 2; with_writev++) {
        for (size_t room = 0; room < 17; room++) {
            wire_connected_client(with_writev, 0);
            wire_now = UINT32_MAX - 5000; /* the clock wraps meanwhile */
            wire_tick = 1000;
            wire.out_room = room;
            const uint32_t start = wire_now;
            CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSendFailed);
            CHECK_EQ(wire_now - start, 1000 + MQTT_SEND_TIMEOUT_MS);
            CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
            /* Kept: it will be found when the connection is back. */
            MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
            CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), 5);
        }
    }
}

static void a_failure_of_each_call_of_a_send_ends_the_connection(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "payload!");
    for (unsigned with_writev = 0; with_writev < 2; with_writev++) {
        for (unsigned k = 1; k <= 17; k++) {
            wire_connected_client(with_writev, 0);
            wire_forget();
            wire.out_step = 1;
            wire.fail_call = k;
            CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSendFailed);
            CHECK_EQ(wire.out_length, k - 1);
            CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
            CHECK_EQ(MQTT_Publish(&wire_context, &info, 6), MQTTStatusNotConnected);
            CHECK_EQ(MQTT_Subscribe(&wire_context, filters, 1, 7), MQTTStatusNotConnected);
            CHECK_EQ(wire.out_length, k - 1);
        }
    }
}

static void a_transport_that_claims_too_much_is_not_believed(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS0, "payload!");
    for (unsigned with_writev = 0; with_writev < 2; with_writev++) {
        wire_connected_client(with_writev, 0);
        wire.fail_call = wire.calls + 1;
        wire.fail_result = 16;
        CHECK_EQ(MQTT_Publish(&wire_context, &info, 0), MQTTSendFailed);
    }
}

static void a_message_under_way_is_sent_again_with_its_id_and_dup(void)
{
    MQTTPublishInfo_t info = wire_message(MQTTQoS1, "hi");
    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSuccess);
    wire_forget();
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTStateCollision);
    CHECK_NOTHING_SENT();
    info.dup = true;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSuccess);
    CHECK_SENT(0x3A, 9, 0, 3, 'a', '/', 'b', 0, 5, 'h', 'i');
    info.qos = MQTTQoS2;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTIllegalState);
    info.qos = MQTTQoS1;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 6), MQTTSuccess); /* after a restart: no record */
    wire_outgoing[0].publishState = MQTTPublishSend;              /* reserved, never sent */
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTSuccess);
    CHECK_EQ(wire_outgoing[0].publishState, MQTTPubAckPending);
    wire_outgoing[0] = (MQTTPubAckInfo_t){5, MQTTQoS1, MQTTPubCompPending};
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 5), MQTTIllegalState);
}

static void a_full_table_refuses_and_sends_nothing(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "hi");
    wire_connected_client(true, 0);
    for (uint16_t id = 1; id <= WIRE_RECORDS; id++) {
        CHECK_EQ(MQTT_Publish(&wire_context, &info, id), MQTTSuccess);
    }
    wire_forget();
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 99), MQTTNoMemory);
    CHECK_NOTHING_SENT();
    CHECK_EQ(MQTT_CancelCallback(&wire_context, 2), MQTTSuccess);
    CHECK_EQ(MQTT_CancelCallback(&wire_context, 2), MQTTBadParameter);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 99), MQTTSuccess);
}

static void without_records_only_qos_0_is_possible(void)
{
    MQTTPublishInfo_t info = wire_message(MQTTQoS1, "hi");
    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_InitStatefulQoS(&wire_context, NULL, 0, NULL, 0), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 1), MQTTNoMemory);
    info.qos = MQTTQoS0;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0), MQTTSuccess);
}

static void a_subscribe_and_an_unsubscribe_are_one_call_each(void)
{
    wire_connected_client(true, 0);
    wire_forget();
    CHECK_EQ(MQTT_Subscribe(&wire_context, filters, 2, 0x0102), MQTTSuccess);
    CHECK_EQ(wire.writes, 1);
    CHECK_SENT(0x82, 12, 1, 2, 0, 3, 'x', '/', '#', 1, 0, 1, '+', 2);
    CHECK_EQ(MQTT_Unsubscribe(&wire_context, filters, 2, 0x0102), MQTTSuccess);
    CHECK_EQ(wire.writes, 2);
    CHECK_SENT(0xA2, 10, 1, 2, 0, 3, 'x', '/', '#', 0, 1, '+');
}

static void many_filters_go_out_whole_however_they_are_cut(void)
{
    MQTTSubscribeInfo_t many[40];
    static uint8_t want[3000];
    static char text[100];
    memset(text, 'f', sizeof text);
    for (size_t i = 0; i < 40; i++) {
        many[i] = (MQTTSubscribeInfo_t){MQTTQoS1, text, (uint16_t)(1 + i * 7 % 100)};
    }
    const MQTTFixedBuffer_t buffer = {want, sizeof want};
    size_t remaining, size;
    CHECK_EQ(MQTT_GetSubscribePacketSize(many, 40, &remaining, &size), MQTTSuccess);
    CHECK_EQ(MQTT_SerializeSubscribe(many, 40, 9, remaining, &buffer), MQTTSuccess);
    for (size_t step = 1; step < 200; step++) {
        wire_connected_client(true, 0);
        wire.out_step = step;
        CHECK_EQ(MQTT_Subscribe(&wire_context, many, 40, 9), MQTTSuccess);
        CHECK_EQ(wire.out_length, size);
        CHECK_EQ(memcmp(wire.out, want, size), 0);
    }
    for (unsigned k = 1; k <= 3; k++) {
        wire_connected_client(true, 0);
        wire_forget();
        wire.fail_call = k;
        CHECK_EQ(MQTT_Subscribe(&wire_context, many, 40, 9), MQTTSendFailed);
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
    }
}

static void what_was_sent_last_is_remembered_with_its_time(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS0, "hi");
    wire_connected_client(true, 0);
    wire_now = 5555;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0), MQTTSuccess);
    CHECK_EQ(wire_context.lastPacketTxTime, 5555);
}

static void bad_arguments_send_nothing(void)
{
    MQTTPublishInfo_t info = wire_message(MQTTQoS1, "hi");
    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_Publish(NULL, &info, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_Publish(&wire_context, NULL, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0), MQTTBadParameter);
    info.pTopicName = NULL;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 1), MQTTBadParameter);
    info = wire_message(MQTTQoS0, "hi");
    info.dup = true;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_Subscribe(NULL, filters, 1, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_Subscribe(&wire_context, NULL, 1, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_Subscribe(&wire_context, filters, 0, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_Subscribe(&wire_context, filters, 1, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_Unsubscribe(NULL, filters, 1, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_Unsubscribe(&wire_context, filters, 1, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_CancelCallback(NULL, 1), MQTTBadParameter);
    CHECK_NOTHING_SENT();
    CHECK_EQ(wire_outgoing[0].packetId, 0);
}

int main(void)
{
    RUN(a_publish_is_one_transport_call);
    RUN(a_long_publish_is_one_call_with_writev);
    RUN(a_message_without_payload_is_sent);
    RUN(writes_cut_short_at_every_byte_go_on);
    RUN(a_transport_that_is_full_at_any_byte_is_given_up_in_time);
    RUN(a_failure_of_each_call_of_a_send_ends_the_connection);
    RUN(a_transport_that_claims_too_much_is_not_believed);
    RUN(a_message_under_way_is_sent_again_with_its_id_and_dup);
    RUN(a_full_table_refuses_and_sends_nothing);
    RUN(without_records_only_qos_0_is_possible);
    RUN(a_subscribe_and_an_unsubscribe_are_one_call_each);
    RUN(many_filters_go_out_whole_however_they_are_cut);
    RUN(what_was_sent_last_is_remembered_with_its_time);
    RUN(bad_arguments_send_nothing);
    return 0;
}
