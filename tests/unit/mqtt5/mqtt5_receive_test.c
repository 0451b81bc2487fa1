/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire_5.h"

static MQTTStatus_t loop(void)
{
    return MQTT_ProcessLoop(&wire_context);
}

static void add_reason(MQTTPropBuilder_t *list)
{
    CHECK_EQ(MQTTPropAdd_ReasonString(list, "why", 3, NULL), MQTTSuccess);
}

static void add_alias(MQTTPropBuilder_t *list)
{
    CHECK_EQ(MQTTPropAdd_TopicAlias(list, 1, NULL), MQTTSuccess);
}

static void add_too_much(MQTTPropBuilder_t *list)
{
    char text[WIRE_ACK_BYTES] = "";

    CHECK_EQ(MQTTPropAdd_ReasonString(list, text, sizeof text - 2, NULL), MQTTNoMemory);
    CHECK_EQ(MQTTPropAdd_ReasonString(list, text, sizeof text - 3, NULL), MQTTSuccess);
}

static void a_message_arrives_with_and_without_properties(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x30, 8, 0, 3, 'a', '/', 'b', 0, 'h', 'i');
    WIRE_FEED(0x31, 13, 0, 3, 'a', '/', 'b', 5, 2, 0, 0, 0, 9, 'h', 'i');
    WIRE_FEED(0x30, 13, 0, 1, 'a', 9, 0x26, 0, 1, 'k', 0, 1, 'v', 0x0B, 7);
    WIRE_FEED(0x30, 8, 0, 1, 'a', 4, 0x0B, 7, 0x0B, 8); /* of two subscriptions */
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 4);
    CHECK_EQ(strcmp(wire_events[0].payload, "hi"), 0);
    CHECK_EQ(wire_events[1].info.retain, true);
    CHECK_EQ(strcmp(wire_events[1].payload, "hi"), 0);
    CHECK_EQ(wire_events[2].info.payloadLength, 0);
    CHECK_EQ(wire_learnt.property_count, 4);
    CHECK_EQ(wire_learnt.has_reason, false);
    CHECK_NOTHING_SENT();
}

static void the_callback_decides_the_acknowledgement(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x40, 2, 0, 7);

    wire_reply.code = MQTT_REASON_PUBACK_NO_MATCHING_SUBSCRIBERS;
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x40, 4, 0, 7, 0x10, 0);

    wire_reply.code = MQTT_REASON_PUBACK_QUOTA_EXCEEDED;
    wire_reply.add = add_reason;
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x40, 10, 0, 7, 0x97, 6, 0x1F, 0, 3, 'w', 'h', 'y');

    wire_reply.code = MQTT_REASON_PUBACK_SUCCESS;
    wire_reply.add = add_too_much;
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire.out_length, 2 + 4 + WIRE_ACK_BYTES);
}

static void an_answer_that_may_not_be_is_not_sent(void)
{
    wire_connected_client(true, 0);
    wire_reply.code = MQTT_REASON_PUBREL_PACKET_IDENTIFIER_NOT_FOUND;
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    CHECK_EQ(loop(), MQTTEventCallbackFailed);
    wire_reply.code = MQTT_REASON_PUBACK_SUCCESS;
    wire_reply.add = add_alias;
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    CHECK_EQ(loop(), MQTTEventCallbackFailed);
    CHECK_NOTHING_SENT();
    CHECK_EQ(MQTT_CheckConnectStatus(&wire_context), MQTTStatusConnected);
}

static void properties_too_long_for_the_server_stay_behind(void)
{
    wire_client(true);
    WIRE_CONNACK(0x27, 0, 0, 0, 11);
    CHECK_EQ(wire_connect(false, 0), MQTTSuccess);
    wire_reply.code = MQTT_REASON_PUBACK_QUOTA_EXCEEDED;
    wire_reply.add = add_reason; /* 12 bytes in all */
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x40, 4, 0, 7, 0x97, 0);
}

static void a_callback_that_says_no_leaves_the_message_unanswered(void)
{
    wire_connected_client(true, 0);
    wire_reply.refuses = true;
    WIRE_FEED(0x32, 7, 0, 1, 'a', 0, 7, 0, 'x');
    WIRE_FEED(0x34, 7, 0, 1, 'a', 0, 8, 0, 'y');
    CHECK_EQ(loop(), MQTTEventCallbackFailed);
    CHECK_EQ(loop(), MQTTEventCallbackFailed); /* one packet at a time */
    CHECK_NOTHING_SENT();
    CHECK_EQ(wire_event_count, 2);

    wire_reply.refuses = false; /* the QoS 2 message is new when it comes again */
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    WIRE_FEED(0x3C, 7, 0, 1, 'a', 0, 8, 0, 'y');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 3);
    CHECK_SENT(0x50, 2, 0, 8);
}

static void a_qos_2_message_is_delivered_once(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x34, 7, 0, 1, 'a', 0, 8, 0, 'y');
    WIRE_FEED(0x3C, 7, 0, 1, 'a', 0, 8, 0, 'y');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 1);
    CHECK_SENT(0x50, 2, 0, 8, 0x50, 2, 0, 8);
    WIRE_FEED(0x62, 2, 0, 8);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x70, 2, 0, 8);
    CHECK_EQ(wire_incoming[0].packetId, 0);
    WIRE_FEED(0x62, 3, 0, 8, 0x92); /* again: no record of it any more */
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x70, 4, 0, 8, 0x92, 0);
}

static void a_refused_qos_2_message_ends_with_its_pubrec(void)
{
    wire_connected_client(true, 0);
    wire_reply.code = MQTT_REASON_PUBREC_NOT_AUTHORIZED;
    WIRE_FEED(0x34, 7, 0, 1, 'a', 0, 8, 0, 'y');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x50, 4, 0, 8, 0x87, 0);
    CHECK_EQ(wire_incoming[0].packetId, 0);
}

static void outgoing(MQTTQoS_t qos, uint16_t id)
{
    const MQTTPublishInfo_t info = wire_message(qos, "x");

    CHECK_EQ(MQTT_Publish(&wire_context, &info, id, NULL), MQTTSuccess);
    wire_forget();
}

static void a_refused_puback_frees_the_record_and_says_so(void)
{
    wire_connected_client(true, 0);
    outgoing(MQTTQoS1, 4);
    WIRE_FEED(0x40, 10, 0, 4, 0x87, 6, 0x1F, 0, 3, 'w', 'h', 'y');
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_events[0].result, MQTTServerRefused);
    CHECK_EQ(wire_learnt.codes[0], MQTT_REASON_PUBACK_NOT_AUTHORIZED);
    CHECK_EQ(wire_learnt.property_count, 6);
    CHECK_EQ(wire_outgoing[0].packetId, 0);

    outgoing(MQTTQoS1, 5);
    WIRE_FEED(0x40, 3, 0, 5, 0x10); /* nobody listens: a success */
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_events[0].result, MQTTSuccess);
    CHECK_EQ(wire_outgoing[0].packetId, 0);
}

static void a_refused_pubrec_is_not_released(void)
{
    wire_connected_client(true, 0);
    outgoing(MQTTQoS2, 4);
    WIRE_FEED(0x50, 3, 0, 4, 0x97);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_NOTHING_SENT();
    CHECK_EQ(wire_events[0].result, MQTTServerRefused);
    CHECK_EQ(wire_outgoing[0].packetId, 0);
    WIRE_FEED(0x50, 3, 0, 9, 0x97); /* of no message of ours */
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_NOTHING_SENT();
}

static void a_pubrec_without_record_is_released_as_unknown(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x50, 2, 0, 9);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 0);
    CHECK_SENT(0x62, 4, 0, 9, 0x92, 0);
}

static void an_outgoing_qos_2_message_goes_all_the_way(void)
{
    wire_connected_client(true, 0);
    outgoing(MQTTQoS2, 4);
    WIRE_FEED(0x50, 4, 0, 4, 0, 0);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_SENT(0x62, 2, 0, 4);
    WIRE_FEED(0x70, 2, 0, 4);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 2);
    CHECK_EQ(wire_outgoing[0].packetId, 0);
}

static void suback_and_unsuback_bring_a_code_for_each_filter(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0x90, 6, 0, 3, 0, 0, 2, 0x87);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_events[0].result, MQTTServerRefused);
    CHECK_EQ(wire_events[0].id, 3);
    CHECK_EQ(wire_learnt.code_count, 3);
    CHECK_EQ(wire_learnt.codes[2], 0x87);
    WIRE_FEED(0xB0, 11, 0, 4, 6, 0x1F, 0, 3, 'w', 'h', 'y', 0x11, 0);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_events[1].result, MQTTSuccess);
    CHECK_EQ(wire_learnt.code_count, 2);
    CHECK_EQ(wire_learnt.codes[0], 0x11);
    CHECK_EQ(wire_learnt.property_count, 6);
}

static void status_codes_are_found_behind_the_properties(void)
{
    uint8_t bytes[] = {0, 4, 6, 0x1F, 0, 3, 'w', 'h', 'y', 1, 0x80};
    MQTTPacketInfo_t packet = {MQTT_PACKET_TYPE_SUBACK, bytes, sizeof bytes, 2};
    uint8_t *codes;
    size_t count;

    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, &codes, &count), MQTTSuccess);
    CHECK_EQ(codes - bytes, 9);
    CHECK_EQ(count, 2);
    CHECK_EQ(MQTT_GetUnsubAckStatusCodes(&packet, &codes, &count), MQTTBadParameter);
    packet.remainingLength = 9;
    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, &codes, &count), MQTTBadParameter);
    bytes[9] = 0x11;
    packet = (MQTTPacketInfo_t){MQTT_PACKET_TYPE_UNSUBACK, bytes, sizeof bytes, 2};
    CHECK_EQ(MQTT_GetUnsubAckStatusCodes(&packet, &codes, &count), MQTTSuccess);
    CHECK_EQ(count, 2);
}

static void disconnect_of_the_server_ends_the_connection(void)
{
    wire_connected_client(true, 0);
    WIRE_FEED(0xE0, 8, 0x9C, 6, 0x1C, 0, 3, 'x', ':', '1');
    CHECK_EQ(loop(), MQTTStatusNotConnected);
    CHECK_EQ(wire_event_count, 1);
    CHECK_EQ(wire_learnt.codes[0], MQTT_REASON_DISCONNECT_USE_ANOTHER_SERVER);
    CHECK_EQ(wire_learnt.property_count, 6);
    CHECK_EQ(loop(), MQTTStatusNotConnected);

    wire_connected_client(true, 0);
    WIRE_FEED(0xE0, 0);
    CHECK_EQ(loop(), MQTTStatusNotConnected);
    CHECK_EQ(wire_learnt.codes[0], 0);
}

static void an_alias_above_our_own_maximum_is_a_bad_response(void)
{
    uint8_t memory[8];
    MQTTPropBuilder_t list;

    wire_connected_client(true, 0);
    WIRE_FEED(0x30, 7, 0, 1, 'a', 3, 0x23, 0, 1);
    CHECK_EQ(loop(), MQTTBadResponse);

    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, sizeof memory), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_TopicAliasMax(&list, 2, NULL), MQTTSuccess);
    wire_client(true);
    wire_connect_properties = &list;
    CHECK_EQ(wire_connect(false, 0), MQTTSuccess);
    WIRE_FEED(0x30, 7, 0, 1, 'a', 3, 0x23, 0, 2);
    WIRE_FEED(0x30, 6, 0, 0, 3, 0x23, 0, 2); /* the alias alone: the application knows it */
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 2);
    CHECK_EQ(wire_events[1].info.topicNameLength, 0);
    WIRE_FEED(0x30, 6, 0, 0, 3, 0x23, 0, 3);
    CHECK_EQ(loop(), MQTTBadResponse);
}

static void what_the_client_asked_for_binds_the_server(void)
{
    uint8_t memory[16];
    MQTTPropBuilder_t list;

    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, sizeof memory), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_RequestProbInfo(&list, false, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_MaxPacketSize(&list, 10, NULL), MQTTSuccess);
    wire_client(true);
    wire_connect_properties = &list;
    CHECK_EQ(wire_connect(false, 0), MQTTSuccess);
    WIRE_FEED(0x90, 4, 0, 3, 0, 0);
    WIRE_FEED(0x30, 8, 0, 1, 'a', 0, '1', '2', '3', '4'); /* 10 bytes */
    CHECK_EQ(loop(), MQTTSuccess);
    WIRE_FEED(0x90, 8, 0, 3, 4, 0x1F, 0, 1, 'r', 0); /* a reason, unasked */
    CHECK_EQ(loop(), MQTTBadResponse);

    wire_client(true);
    wire_connect_properties = &list;
    CHECK_EQ(wire_connect(false, 0), MQTTSuccess);
    WIRE_FEED(0x30, 9, 0, 1, 'a', 0, '1', '2', '3', '4', '5');
    CHECK_EQ(loop(), MQTTBadResponse);
}

static void a_packet_longer_than_the_buffer_is_skipped(void)
{
    static uint8_t bytes[WIRE_BUFFER + 3] = {0x30, 0x80, 2, 0, 1, 'a', 0};

    wire_connected_client(true, 0);
    wire_feed(bytes, 3 + 256);
    WIRE_FEED(0x30, 5, 0, 1, 'a', 0, 'x');
    CHECK_EQ(loop(), MQTTNoMemory);
    CHECK_EQ(loop(), MQTTSuccess);
    CHECK_EQ(wire_event_count, 1);
}

static void packets_are_named(void)
{
    CHECK_EQ(strcmp(MQTT_GetPacketTypeString(0x3D), "PUBLISH"), 0);
    CHECK_EQ(strcmp(MQTT_GetPacketTypeString(MQTT_PACKET_TYPE_UNSUBSCRIBE), "UNSUBSCRIBE"), 0);
    CHECK_EQ(strcmp(MQTT_GetPacketTypeString(0xF0), "AUTH"), 0);
    CHECK_EQ(strcmp(MQTT_GetPacketTypeString(0), "UNKNOWN"), 0);
}

int main(void)
{
    RUN(a_message_arrives_with_and_without_properties);
    RUN(the_callback_decides_the_acknowledgement);
    RUN(an_answer_that_may_not_be_is_not_sent);
    RUN(properties_too_long_for_the_server_stay_behind);
    RUN(a_callback_that_says_no_leaves_the_message_unanswered);
    RUN(a_qos_2_message_is_delivered_once);
    RUN(a_refused_qos_2_message_ends_with_its_pubrec);
    RUN(a_refused_puback_frees_the_record_and_says_so);
    RUN(a_refused_pubrec_is_not_released);
    RUN(a_pubrec_without_record_is_released_as_unknown);
    RUN(an_outgoing_qos_2_message_goes_all_the_way);
    RUN(suback_and_unsuback_bring_a_code_for_each_filter);
    RUN(status_codes_are_found_behind_the_properties);
    RUN(disconnect_of_the_server_ends_the_connection);
    RUN(an_alias_above_our_own_maximum_is_a_bad_response);
    RUN(what_the_client_asked_for_binds_the_server);
    RUN(a_packet_longer_than_the_buffer_is_skipped);
    RUN(packets_are_named);
    return 0;
}
