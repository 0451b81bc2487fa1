/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire_5.h"

static uint8_t memory[64];
static MQTTPropBuilder_t list;
static bool present;

static const MQTTConnectInfo_t plain = {.cleanSession = true,
                                        .keepAliveSeconds = 60,
                                        .pClientIdentifier = "me",
                                        .clientIdentifierLength = 2};

static MQTTPropBuilder_t *begin(void)
{
    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, sizeof memory), MQTTSuccess);
    return &list;
}

static MQTTStatus_t connect(const MQTTPropBuilder_t *properties)
{
    return MQTT_Connect(&wire_context, &plain, NULL, 100, &present, properties, NULL);
}

static void a_plain_connect_has_empty_properties(void)
{
    wire_client(true);
    WIRE_FEED(0x20, 3, 0, 0, 0);
    CHECK_EQ(connect(NULL), MQTTSuccess);
    CHECK_SENT(0x10, 15, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60, 0, 0, 2, 'm', 'e');
    CHECK_EQ(present, false);
    CHECK_EQ(MQTT_CheckConnectStatus(&wire_context), MQTTStatusConnected);
    CHECK_EQ(wire_context.keepAliveIntervalSec, 60);
}

static void a_will_stands_behind_the_client_id_with_its_properties(void)
{
    const MQTTPublishInfo_t will = {.qos = MQTTQoS1,
                                    .retain = true,
                                    .pTopicName = "w",
                                    .topicNameLength = 1,
                                    .pPayload = "gone",
                                    .payloadLength = 4};
    MQTTConnectInfo_t info = plain;
    uint8_t will_memory[16];
    MQTTPropBuilder_t will_list;

    info.pUserName = "u";
    info.userNameLength = 1;
    info.pPassword = "pw";
    info.passwordLength = 2;
    CHECK_EQ(MQTTPropertyBuilder_Init(&will_list, will_memory, sizeof will_memory), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_WillDelayInterval(&will_list, 5, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_SessionExpiry(begin(), 60, NULL), MQTTSuccess);
    wire_client(true);
    WIRE_FEED(0x20, 3, 0, 0, 0);
    CHECK_EQ(MQTT_Connect(&wire_context, &info, &will, 100, &present, &list, &will_list),
             MQTTSuccess);
    CHECK_SENT(0x10, 42, 0, 4, 'M', 'Q', 'T', 'T', 5, 0xEE, 0, 60, 5, 0x11, 0, 0, 0, 60, 0, 2, 'm',
               'e', 5, 0x18, 0, 0, 0, 5, 0, 1, 'w', 0, 4, 'g', 'o', 'n', 'e', 0, 1, 'u', 0, 2, 'p',
               'w');
    CHECK_EQ(wire_context.connectionProperties.sessionExpiry, 60);
}

static void what_no_connect_may_say_is_refused_before_a_byte_leaves(void)
{
    const MQTTPublishInfo_t no_topic = {.pTopicName = "", .topicNameLength = 0};
    MQTTConnectInfo_t info = plain;

    wire_client(true);
    CHECK_EQ(MQTTPropAdd_TopicAlias(begin(), 1, NULL), MQTTSuccess);
    CHECK_EQ(connect(&list), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_AuthData(begin(), "x", 1, NULL), MQTTSuccess);
    CHECK_EQ(connect(&list), MQTTBadParameter); /* data without a method */
    CHECK_EQ(MQTTPropAdd_WillDelayInterval(begin(), 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Connect(&wire_context, &plain, NULL, 100, &present, NULL, &list),
             MQTTBadParameter); /* properties of no will */
    CHECK_EQ(MQTT_Connect(&wire_context, &plain, &no_topic, 100, &present, NULL, NULL),
             MQTTBadParameter);
    info.clientIdentifierLength = 65536;
    CHECK_EQ(MQTT_Connect(&wire_context, &info, NULL, 100, &present, NULL, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_Connect(&wire_context, NULL, NULL, 100, &present, NULL, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_Connect(&wire_context, &plain, NULL, 100, NULL, NULL, NULL), MQTTBadParameter);
    CHECK_NOTHING_SENT();
}

static void an_empty_client_id_and_a_password_alone_are_allowed(void)
{
    const MQTTConnectInfo_t info = {.pPassword = "p", .passwordLength = 1};

    wire_client(true);
    WIRE_FEED(0x20, 9, 0, 0, 6, 0x12, 0, 3, 'i', 'd', '7');
    CHECK_EQ(MQTT_Connect(&wire_context, &info, NULL, 100, &present, NULL, NULL), MQTTSuccess);
    CHECK_SENT(0x10, 16, 0, 4, 'M', 'Q', 'T', 'T', 5, 0x40, 0, 0, 0, 0, 0, 0, 1, 'p');
    CHECK_EQ(wire_events[0].type, MQTT_PACKET_TYPE_CONNACK); /* the callback reads the id */
    CHECK_EQ(wire_learnt.property_count, 6);
    CHECK_EQ(wire_learnt.properties[5], '7');
}

static void what_the_server_says_of_itself_is_kept(void)
{
    const MQTTConnectionProperties_t *const server = &wire_context.connectionProperties;

    wire_client(true);
    WIRE_CONNACK(0x11, 0, 0, 1, 0, 0x21, 0, 5, 0x24, 1, 0x25, 0, 0x27, 0, 0, 4, 0, 0x22, 0, 7, 0x28,
                 0, 0x29, 0, 0x2A, 0, 0x13, 0, 90);
    CHECK_EQ(wire_connect(false, 60), MQTTSuccess);
    CHECK_EQ(server->sessionExpiry, 256);
    CHECK_EQ(server->serverReceiveMax, 5);
    CHECK_EQ(server->serverMaxQos, 1);
    CHECK_EQ(server->retainAvailable, 0);
    CHECK_EQ(server->serverMaxPacketSize, 1024);
    CHECK_EQ(server->serverTopicAliasMax, 7);
    CHECK_EQ(server->isWildcardAvailable, 0);
    CHECK_EQ(server->isSubscriptionIdAvailable, 0);
    CHECK_EQ(server->isSharedAvailable, 0);
    CHECK_EQ(wire_context.keepAliveIntervalSec, 90);

    wire_connack_count = 0; /* and forgotten with the next connection */
    CHECK_EQ(wire_connect(false, 60), MQTTSuccess);
    CHECK_EQ(server->serverReceiveMax, 65535);
    CHECK_EQ(server->serverMaxQos, 2);
    CHECK_EQ(server->retainAvailable, 1);
    CHECK_EQ(server->serverMaxPacketSize, MQTT_MAX_PACKET_SIZE);
    CHECK_EQ(server->serverTopicAliasMax, 0);
    CHECK_EQ(wire_context.keepAliveIntervalSec, 60);
}

static void the_servers_keep_alive_may_be_none(void)
{
    wire_client(true);
    WIRE_CONNACK(0x13, 0, 0);
    CHECK_EQ(wire_connect(false, 60), MQTTSuccess);
    CHECK_EQ(mqtt_keep_alive_wait_ms(&wire_context), UINT32_MAX);
}

static void a_ping_leaves_after_the_servers_keep_alive(void)
{
    wire_client(true);
    WIRE_CONNACK(0x13, 0, 10);
    CHECK_EQ(wire_connect(false, 60), MQTTSuccess);
    wire_now += 9999;
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
    CHECK_NOTHING_SENT();
    wire_now += 1;
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
    CHECK_SENT(0xC0, 0);
}

static void a_refusal_reaches_the_callback_with_its_reason(void)
{
    wire_client(true);
    WIRE_FEED(0x20, 9, 0, 0x87, 6, 0x1F, 0, 3, 'n', 'o', '!');
    CHECK_EQ(connect(NULL), MQTTServerRefused);
    CHECK_EQ(wire_event_count, 1);
    CHECK_EQ(wire_events[0].result, MQTTServerRefused);
    CHECK_EQ(wire_learnt.codes[0], MQTT_REASON_CONNACK_NOT_AUTHORIZED);
    CHECK_EQ(wire_learnt.property_count, 6);
    CHECK_EQ(MQTT_CheckConnectStatus(&wire_context), MQTTStatusNotConnected);
}

static void a_callback_that_refuses_connack_ends_the_attempt(void)
{
    wire_client(true);
    wire_reply.refuses = true;
    WIRE_FEED(0x20, 3, 0, 0, 0);
    CHECK_EQ(connect(NULL), MQTTEventCallbackFailed);
    CHECK_EQ(MQTT_CheckConnectStatus(&wire_context), MQTTStatusNotConnected);
}

static void an_improper_connack_is_a_bad_response(void)
{
    static const struct {
        const char *what;
        uint8_t bytes[12];
        size_t count;
    } cases[] = {
        {"of MQTT 3.1.1", {0x20, 2, 0, 0}, 4},
        {"flags above 1", {0x20, 3, 2, 0, 0}, 5},
        {"session of a refusal", {0x20, 3, 1, 0x87, 0}, 5},
        {"unknown reason", {0x20, 3, 0, 1, 0}, 5},
        {"reason of another packet", {0x20, 3, 0, 0x8E, 0}, 5},
        {"properties beyond the end", {0x20, 3, 0, 0, 1}, 5},
        {"bytes behind the properties", {0x20, 4, 0, 0, 0, 0}, 6},
        {"property of another packet", {0x20, 6, 0, 0, 3, 0x23, 0, 1}, 8},
        {"receive maximum 0", {0x20, 6, 0, 0, 3, 0x21, 0, 0}, 8},
        {"maximum QoS 2", {0x20, 5, 0, 0, 2, 0x24, 2}, 7},
        {"property twice", {0x20, 7, 0, 0, 4, 0x24, 1, 0x24, 1}, 9},
        {"data without a method", {0x20, 7, 0, 0, 4, 0x16, 0, 1, 'x'}, 9},
        {"another packet", {0xE0, 0}, 2},
        {"AUTH", {0xF0, 0}, 2},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_case = cases[i].what;
        wire_client(true);
        wire_feed(cases[i].bytes, cases[i].count);
        CHECK_EQ(connect(NULL), MQTTBadResponse);
        CHECK_EQ(wire_event_count, 0);
    }
}

static void a_resumed_session_repeats_what_is_unanswered(void)
{
    MQTTPublishInfo_t info = wire_message(MQTTQoS2, "x");

    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 3, NULL), MQTTSuccess);
    WIRE_FEED(0x50, 2, 0, 3);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_SENT(0x62, 2, 0, 3);
    CHECK_EQ(wire_reconnect(false), MQTTSuccess); /* and drops it with the session */
    CHECK_NOTHING_SENT();
    CHECK_EQ(wire_outgoing[0].packetId, 0);
}

static void disconnect_says_why(void)
{
    const MQTTSuccessFailReasonCode_t with_will =
        MQTT_REASON_DISCONNECT_DISCONNECT_WITH_WILL_MESSAGE;
    const MQTTSuccessFailReasonCode_t moved = MQTT_REASON_DISCONNECT_SERVER_MOVED;

    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_Disconnect(&wire_context, NULL, &moved), MQTTBadParameter); /* the server's */
    CHECK_EQ(MQTT_Disconnect(&wire_context, NULL, NULL), MQTTSuccess);
    CHECK_SENT(0xE0, 0);
    CHECK_EQ(MQTT_Disconnect(&wire_context, NULL, NULL), MQTTStatusNotConnected);

    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_Disconnect(&wire_context, NULL, &with_will), MQTTSuccess);
    CHECK_SENT(0xE0, 2, 4, 0);

    wire_connected_client(true, 0);
    CHECK_EQ(MQTTPropAdd_ReasonString(begin(), "bye", 3, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Disconnect(&wire_context, &list, NULL), MQTTSuccess);
    CHECK_SENT(0xE0, 8, 0, 6, 0x1F, 0, 3, 'b', 'y', 'e');
}

static void a_session_that_ends_with_the_connection_is_not_made_longer(void)
{
    wire_connected_client(true, 0);
    CHECK_EQ(MQTTPropAdd_SessionExpiry(begin(), 60, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Disconnect(&wire_context, &list, NULL), MQTTBadParameter);
    CHECK_NOTHING_SENT();

    wire_client(true);
    wire_connect_properties = &list;
    CHECK_EQ(wire_connect(false, 0), MQTTSuccess);
    CHECK_EQ(MQTT_Disconnect(&wire_context, &list, NULL), MQTTSuccess);
    CHECK_SENT(0xE0, 7, 0, 5, 0x11, 0, 0, 0, 60);
}

int main(void)
{
    RUN(a_plain_connect_has_empty_properties);
    RUN(a_will_stands_behind_the_client_id_with_its_properties);
    RUN(what_no_connect_may_say_is_refused_before_a_byte_leaves);
    RUN(an_empty_client_id_and_a_password_alone_are_allowed);
    RUN(what_the_server_says_of_itself_is_kept);
    RUN(the_servers_keep_alive_may_be_none);
    RUN(a_ping_leaves_after_the_servers_keep_alive);
    RUN(a_refusal_reaches_the_callback_with_its_reason);
    RUN(a_callback_that_refuses_connack_ends_the_attempt);
    RUN(an_improper_connack_is_a_bad_response);
    RUN(a_resumed_session_repeats_what_is_unanswered);
    RUN(disconnect_says_why);
    RUN(a_session_that_ends_with_the_connection_is_not_made_longer);
    return 0;
}
