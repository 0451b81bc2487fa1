/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

static MQTTStatus_t loop(void)
{
    return MQTT_ReceiveLoop(&wire_context);
}

/* Runs until nothing is left to receive. */
static MQTTStatus_t loop_until_idle(void)
{
    MQTTStatus_t status = MQTTSuccess;
    for (size_t at = SIZE_MAX; at != wire.in_at && status != MQTTRecvFailed;) {
        at = wire.in_at;
        status = loop();
    }
    return status;
}

static const uint8_t dialogue[] = {
    0x30, 5, 0, 1,  't',  'q', '0',           /* PUBLISH QoS 0 */
    0x32, 7, 0, 1,  't',  0,   1,   'q', '1', /* QoS 1 */
    0x34, 7, 0, 1,  't',  0,   2,   'q', '2', /* QoS 2 */
    0x62, 2, 0, 2,                            /* its PUBREL */
    0x40, 2, 0, 10,                           /* PUBACK of ours */
    0x50, 2, 0, 11,                           /* PUBREC of ours */
    0x70, 2, 0, 11,                           /* PUBCOMP */
    0x90, 3, 0, 12, 1,                        /* SUBACK */
    0x90, 3, 0, 13, 0x80,                     /* SUBACK, refused */
    0xB0, 2, 0, 14,                           /* UNSUBACK */
    0xD0, 0,                                  /* PINGRESP */
};

static void given_a_client_with_two_messages_under_way(void)
{
    const MQTTPublishInfo_t one = wire_message(MQTTQoS1, "one");
    const MQTTPublishInfo_t two = wire_message(MQTTQoS2, "two");
    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_Publish(&wire_context, &one, 10), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &two, 11), MQTTSuccess);
    wire_forget();
}

static void check_events_of_the_dialogue(void)
{
    static const struct {
        uint8_t type;
        uint16_t id;
        MQTTStatus_t result;
        const char *payload;
    } want[] = {
        {0x30, 0, MQTTSuccess, "q0"},      {0x32, 1, MQTTSuccess, "q1"},
        {0x34, 2, MQTTSuccess, "q2"},      {0x62, 2, MQTTSuccess, ""},
        {0x40, 10, MQTTSuccess, ""},       {0x50, 11, MQTTSuccess, ""},
        {0x70, 11, MQTTSuccess, ""},       {0x90, 12, MQTTSuccess, ""},
        {0x90, 13, MQTTServerRefused, ""}, {0xB0, 14, MQTTSuccess, ""},
        {0xD0, 0, MQTTSuccess, ""},
    };
    CHECK_EQ(wire_event_count, sizeof want / sizeof want[0]);
    for (size_t i = 0; i < wire_event_count; i++) {
        CHECK_EQ(wire_events[i].type, want[i].type);
        CHECK_EQ(wire_events[i].id, want[i].id);
        CHECK_EQ(wire_events[i].result, want[i].result);
        CHECK_EQ(strcmp(wire_events[i].payload, want[i].payload), 0);
    }
    CHECK_SENT(0x40, 2, 0, 1, 0x50, 2, 0, 2, 0x70, 2, 0, 2, 0x62, 2, 0, 11);
    for (size_t i = 0; i < WIRE_RECORDS; i++) {
        CHECK_EQ(wire_outgoing[i].packetId, 0);
        CHECK_EQ(wire_incoming[i].packetId, 0);
    }
}

static void a_dialogue_is_understood_in_portions_of_every_size(void)
{
    for (size_t step = 1; step <= sizeof dialogue; step++) {
        given_a_client_with_two_messages_under_way();
        wire.in_step = step;
        wire_feed(dialogue, sizeof dialogue);
        CHECK_EQ(loop_until_idle(), MQTTSuccess);
        check_events_of_the_dialogue();
    }
}

static void a_part_of_a_packet_is_kept_until_the_rest_comes(void)
{
    for (size_t cut = 1; cut < sizeof dialogue; cut++) {
        given_a_client_with_two_messages_under_way();
        wire_feed(dialogue, cut);
        const MQTTStatus_t status = loop();
        CHECK_EQ(status == MQTTSuccess || status == MQTTNeedMoreBytes, 1);
        CHECK_EQ(loop(), status); /* and nothing comes of asking again */
        wire_feed(dialogue + cut, sizeof dialogue - cut);
        CHECK_EQ(loop(), MQTTSuccess);
        check_events_of_the_dialogue();
    }
}

/* Each transport call of the dialogue fails once. What the server then sees is repeated; nothing
 * is delivered twice that must not be, and no record is lost. */
static void any_call_may_fail_and_the_session_goes_on(void)
{
    for (unsigned k = 1;; k++) {
        given_a_client_with_two_messages_under_way();
        wire.in_step = 5;
        wire.fail_call = k;
        wire_feed(dialogue, sizeof dialogue);
        MQTTStatus_t status = MQTTSuccess;
        while (status == MQTTSuccess || status == MQTTNeedMoreBytes) {
            status = loop();
        }
        CHECK_EQ(status == MQTTRecvFailed || status == MQTTSendFailed, 1);
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
        CHECK_EQ(loop(), MQTTStatusNotConnected);
        const bool all_was_read = wire.in_at == wire.in_length;

        const size_t before = wire_event_count;
        CHECK_EQ(wire_reconnect(true), MQTTSuccess);
        wire.out_length = 0;
        /* The server sends its messages again and completes ours. */
        WIRE_FEED(0x3A, 7, 0, 1, 't', 0, 1, 'q', '1', 0x3C, 7, 0, 1, 't', 0, 2, 'q', '2', 0x62, 2,
                  0, 2, 0x40, 2, 0, 10, 0x50, 2, 0, 11, 0x70, 2, 0, 11);
        status = loop();
        size_t twos = 0, ones = 0;
        for (size_t i = 0; i < wire_event_count; i++) {
            ones += strcmp(wire_events[i].payload, "q1") == 0;
            twos += strcmp(wire_events[i].payload, "q2") == 0 && i < before;
        }
        CHECK_EQ(ones >= 1, 1);
        CHECK_EQ(twos <= 1, 1);
        CHECK_EQ(status, MQTTSuccess);
        CHECK_EQ(wire_outgoing[0].packetId | wire_outgoing[1].packetId, 0);
        CHECK_EQ(wire_incoming[0].packetId, 0);
        if (all_was_read) {
            break;
        }
    }
}

static void a_qos_2_message_is_delivered_once_however_often_it_comes(void)
{
    wire_connected_client(true, 0);
    for (unsigned i = 0; i < 5; i++) {
        WIRE_FEED(0x34, 7, 0, 1, 't', 0, 2, 'q', '2');
        CHECK_EQ(loop(), MQTTSuccess);
        CHECK_SENT(0x50, 2, 0, 2);
        CHECK_EQ(wire_event_count, 1);
    }
    CHECK_EQ(wire_reconnect(true), MQTTSuccess); /* and over a lost connection */
    WIRE_FEED(0x3C, 7, 0, 1, 't', 0, 2, 'q', '2');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x50, 2, 0, 2);
    CHECK_EQ(wire_event_count, 1);
    for (unsigned i = 0; i < 3; i++) { /* PUBREL again: answered with and without a record */
        WIRE_FEED(0x62, 2, 0, 2);
        CHECK_EQ(loop(), MQTTSuccess);
        CHECK_SENT(0x70, 2, 0, 2);
        CHECK_EQ(wire_event_count, 2);
    }
    WIRE_FEED(0x34, 7, 0, 1, 't', 0, 2, 'q', '2'); /* the id is free: another message */
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 3);
}

static void a_qos_1_message_is_delivered_as_often_as_it_comes(void)
{
    wire_connected_client(true, 0);
    for (unsigned i = 1; i <= 3; i++) {
        WIRE_FEED(0x3A, 7, 0, 1, 't', 0, 2, 'q', '1');
        CHECK_EQ(loop(), MQTTSuccess);
        CHECK_SENT(0x40, 2, 0, 2);
        CHECK_EQ(wire_event_count, i);
    }
}

/* PUBREC did not leave as far as the client knows, but the server has it: PUBREL comes at once. And
 * PUBCOMP did not leave: the server uses the id for another message. */
static void an_answer_that_arrived_although_its_send_failed_does_no_harm(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x34, 7, 0, 1, 't', 0, 2, 'q', '2');
    wire.fail_call = wire.calls + 2;
    CHECK_EQ(loop(), MQTTSendFailed);
    CHECK_EQ(wire_event_count, 1);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    WIRE_FEED(0x62, 2, 0, 2);
    wire.fail_call = wire.calls + 2;
    CHECK_EQ(loop(), MQTTSendFailed);
    CHECK_EQ(wire_event_count, 2);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    WIRE_FEED(0x34, 7, 0, 1, 't', 0, 2, 'n', '2');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 3);
    CHECK_EQ(strcmp(wire_events[2].payload, "n2"), 0);
}

static void an_unknown_id_is_answered_and_nobody_is_told(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x40, 2, 0, 77, 0x50, 2, 0, 77, 0x62, 2, 0, 77, 0x70, 2, 0, 77);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x62, 2, 0, 77, 0x70, 2, 0, 77);
    CHECK_EQ(wire_event_count, 0);
}

static void an_answer_of_the_wrong_kind_ends_the_connection(void)
{
    static const uint8_t wrong[][4] = {
        {0x50, 2, 0, 10}, {0x70, 2, 0, 10}, {0x40, 2, 0, 11}, {0x70, 2, 0, 11}};
    for (size_t i = 0; i < 4; i++) {
        given_a_client_with_two_messages_under_way();
        wire_feed(wrong[i], 4);
        CHECK_EQ(loop(), MQTTBadResponse);
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
        CHECK_EQ(wire_event_count, 0);
        CHECK_NOTHING_SENT();
    }
}

static void malformed_input_ends_the_connection_at_its_place(void)
{
    static const struct {
        const char *what;
        uint8_t bytes[8];
        size_t length;
    } cases[] = {
        {"a second CONNACK", {0x20, 2, 0, 0}, 4},
        {"a refusing CONNACK", {0x20, 2, 0, 5}, 4},
        {"a client's packet", {0xC0, 0}, 2},
        {"reserved type", {0xF0}, 1},
        {"PUBREL without its flag", {0x60}, 1},
        {"endless length", {0x30, 0x80, 0x80, 0x80, 0x80}, 5},
        {"PUBLISH with QoS 3", {0x36, 5, 0, 1, 't', 0, 1}, 7},
        {"SUBACK without codes", {0x90, 2, 0, 1}, 4},
        {"PINGRESP with a body", {0xD0, 1, 0}, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        wire_connected_client(true, 0);
        WIRE_FEED(0x30, 3, 0, 1, 't');
        wire_feed(cases[i].bytes, cases[i].length);
        CHECK_EQ(loop(), MQTTBadResponse);
        CHECK_EQ(wire_event_count, 1); /* what came before it was good */
        CHECK_EQ(loop(), MQTTStatusNotConnected);
    }
}

/* A QoS 1 PUBLISH of `size` bytes in reads of `step`, and a short one behind it. */
static void check_long_packet(size_t size, size_t step)
{
    static uint8_t packet[WIRE_BUFFER * 9];
    unsigned dropped = 0;

    memset(packet, 'x', sizeof packet);
    packet[0] = 0x32;
    packet[1] = (uint8_t)(0x80 | (size - 3) % 128);
    packet[2] = (uint8_t)((size - 3) / 128);
    memcpy(&packet[3], "\0\1t\0\7", 5);
    wire_connected_client(true, 0);
    wire.in_step = step;
    wire_feed(packet, size);
    WIRE_FEED(0x30, 4, 0, 1, 't', '!');
    for (unsigned i = 0; i < size / step + 9; i++) {
        const MQTTStatus_t status = loop();
        dropped += status == MQTTNoMemory;
        CHECK_EQ(status == MQTTSuccess || status == MQTTNeedMoreBytes || status == MQTTNoMemory, 1);
    }
    CHECK_EQ(dropped, size > WIRE_BUFFER);
    CHECK_EQ(wire_event_count, size > WIRE_BUFFER ? 1 : 2);
    CHECK_EQ(strcmp(wire_events[wire_event_count - 1].payload, "!"), 0);
    CHECK_EQ(wire.out_length, size > WIRE_BUFFER ? 0 : 4);
}

static void a_packet_of_exactly_the_buffer_is_received_and_a_longer_one_skipped(void)
{
    for (size_t step = 1; step < 600; step += 41) {
        for (size_t size = WIRE_BUFFER - 2; size < WIRE_BUFFER + 4; size++) {
            check_long_packet(size, step);
        }
        for (size_t size = WIRE_BUFFER + 4; size < WIRE_BUFFER * 8; size += 97) {
            check_long_packet(size, step);
        }
    }
}

static void a_packet_too_long_is_skipped_also_behind_another(void)
{
    static uint8_t rest[1024 - 3];
    wire_connected_client(true, 0);
    WIRE_FEED(0x30, 4, 0, 1, 't', '1', 0x30, 0x80, 8, 0, 1, 't');
    CHECK_EQ(loop(), MQTTNoMemory);
    CHECK_EQ(wire_context.discardBytes, sizeof rest);
    wire_feed(rest, sizeof rest);
    WIRE_FEED(0x30, 4, 0, 1, 't', '2');
    CHECK_EQ(loop_until_idle(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 2);
    CHECK_EQ(strcmp(wire_events[1].payload, "2"), 0);
}

static void a_qos_2_message_without_a_free_record_is_left_to_the_server(void)
{
    wire_connected_client(true, 0);
    for (uint8_t id = 1; id <= WIRE_RECORDS + 1; id++) {
        const uint8_t packet[] = {0x34, 5, 0, 1, 't', 0, id};
        wire_feed(packet, sizeof packet);
    }
    WIRE_FEED(0x30, 4, 0, 1, 't', '!');
    CHECK_EQ(loop(), MQTTNoMemory);
    CHECK_EQ(wire_context.discardBytes, 0);
    CHECK_EQ(wire_event_count, WIRE_RECORDS);
    CHECK_EQ(wire.out_length, 4 * WIRE_RECORDS);
    CHECK_EQ(loop(), MQTTSuccess); /* what came behind it is not lost */
    CHECK_EQ(wire_event_count, WIRE_RECORDS + 1);
}

static void disconnect_in_event(MQTTContext_t *context, const struct wire_event *event)
{
    (void)event;
    CHECK_EQ(MQTT_Disconnect(context), MQTTSuccess);
}

static void a_callback_may_end_the_connection(void)
{
    given_a_client_with_two_messages_under_way();
    wire_on_event = disconnect_in_event;
    wire_feed(dialogue, sizeof dialogue);
    CHECK_EQ(loop(), MQTTStatusNotConnected);
    CHECK_EQ(wire_event_count, 1);
    CHECK_SENT(0xE0, 0);

    static const uint8_t owed[][9] = {
        {0x32, 5, 0, 1, 't', 0, 1}, {0x34, 5, 0, 1, 't', 0, 1}, {0x50, 2, 0, 11, 0xD0, 0, 0xD0}};
    for (size_t i = 0; i < 3; i++) { /* no answer after the DISCONNECT */
        given_a_client_with_two_messages_under_way();
        wire_on_event = disconnect_in_event;
        wire_feed(owed[i], 7);
        CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTStatusNotConnected);
        CHECK_SENT(0xE0, 0);
    }
}

static void publish_in_event(MQTTContext_t *context, const struct wire_event *event)
{
    if (event->type == 0x40 || event->type == 0x30) {
        const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "again");
        CHECK_EQ(MQTT_Publish(context, &info, 50), MQTTSuccess);
    }
}

static void a_callback_may_publish_into_the_record_that_just_became_free(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "x");
    wire_connected_client(true, 0);
    for (uint16_t id = 1; id <= WIRE_RECORDS; id++) {
        CHECK_EQ(MQTT_Publish(&wire_context, &info, id), MQTTSuccess);
    }
    wire_on_event = publish_in_event;
    WIRE_FEED(0x40, 2, 0, 1);
    CHECK_EQ(loop(), MQTTSuccess);
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), 2);
}

static void the_flags_of_a_message_are_told(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x3B, 6, 0, 1, 't', 0, 9, 'm');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_events[0].info.qos, MQTTQoS1);
    CHECK_EQ(wire_events[0].info.dup, 1);
    CHECK_EQ(wire_events[0].info.retain, 1);
    CHECK_EQ(strcmp(wire_events[0].topic, "t"), 0);
    CHECK_EQ(MQTT_ReceiveLoop(NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_ProcessLoop(NULL), MQTTBadParameter);
}

int main(void)
{
    RUN(a_dialogue_is_understood_in_portions_of_every_size);
    RUN(a_part_of_a_packet_is_kept_until_the_rest_comes);
    RUN(any_call_may_fail_and_the_session_goes_on);
    RUN(a_qos_2_message_is_delivered_once_however_often_it_comes);
    RUN(a_qos_1_message_is_delivered_as_often_as_it_comes);
    RUN(an_answer_that_arrived_although_its_send_failed_does_no_harm);
    RUN(an_unknown_id_is_answered_and_nobody_is_told);
    RUN(an_answer_of_the_wrong_kind_ends_the_connection);
    RUN(malformed_input_ends_the_connection_at_its_place);
    RUN(a_packet_of_exactly_the_buffer_is_received_and_a_longer_one_skipped);
    RUN(a_packet_too_long_is_skipped_also_behind_another);
    RUN(a_qos_2_message_without_a_free_record_is_left_to_the_server);
    RUN(a_callback_may_end_the_connection);
    RUN(a_callback_may_publish_into_the_record_that_just_became_free);
    RUN(the_flags_of_a_message_are_told);
    return 0;
}
