/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire_5.h"

static uint8_t memory[200];
static MQTTPropBuilder_t list;

static MQTTPropBuilder_t *begin(void)
{
    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, sizeof memory), MQTTSuccess);
    return &list;
}

/* Connected to a server that said these bytes in CONNACK. */
#define CONNECTED(...)                                                                             \
    do {                                                                                           \
        wire_client(true);                                                                         \
        WIRE_CONNACK(__VA_ARGS__);                                                                 \
        CHECK_EQ(wire_connect(false, 0), MQTTSuccess);                                             \
        wire_forget();                                                                             \
    } while (0)

static void a_message_without_properties_is_one_byte_longer_than_in_3_1_1(void)
{
    const MQTTPublishInfo_t zero = wire_message(MQTTQoS0, "hi");
    const MQTTPublishInfo_t one = wire_message(MQTTQoS1, "hi");

    wire_connected_client(true, 0);
    wire_forget();
    CHECK_EQ(MQTT_Publish(&wire_context, &zero, 0, NULL), MQTTSuccess);
    CHECK_SENT(0x30, 8, 0, 3, 'a', '/', 'b', 0, 'h', 'i');
    CHECK_EQ(MQTT_Publish(&wire_context, &one, 5, NULL), MQTTSuccess);
    CHECK_SENT(0x32, 10, 0, 3, 'a', '/', 'b', 0, 5, 0, 'h', 'i');
    CHECK_EQ(wire.writes, 2);
}

static void properties_stand_between_id_and_payload_in_the_same_call(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "hi");

    for (int with_writev = 0; with_writev < 2; with_writev++) {
        wire_connected_client(with_writev, 0);
        wire_forget();
        CHECK_EQ(MQTTPropAdd_MessageExpiry(begin(), 9, NULL), MQTTSuccess);
        CHECK_EQ(MQTTPropAdd_ContentType(&list, "t", 1, NULL), MQTTSuccess);
        CHECK_EQ(MQTT_Publish(&wire_context, &info, 5, &list), MQTTSuccess);
        CHECK_SENT(0x32, 19, 0, 3, 'a', '/', 'b', 0, 5, 9, 2, 0, 0, 0, 9, 3, 0, 1, 't', 'h', 'i');
        CHECK_EQ(wire.writes, 1);
    }
}

static void a_long_list_has_a_length_of_two_bytes(void)
{
    char text[125];
    const MQTTPublishInfo_t info = wire_message(MQTTQoS0, "hi");

    memset(text, 'c', sizeof text);
    wire_connected_client(true, 0);
    CHECK_EQ(MQTTPropAdd_ContentType(begin(), text, sizeof text, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, &list), MQTTSuccess);
    CHECK_EQ(wire.out_length, 3 + 5 + 2 + 128 + 2);
    CHECK_EQ(wire.out[1], 0x89);
    CHECK_EQ(wire.out[8], 0x80);
    CHECK_EQ(wire.out[9], 1);
    CHECK_EQ(wire.out[10], MQTT_CONTENT_TYPE_ID);
    CHECK_EQ(wire.out[138], 'h');
}

static void an_alias_stands_for_the_topic_up_to_the_servers_maximum(void)
{
    MQTTPublishInfo_t info = wire_message(MQTTQoS0, "x");

    CONNECTED(0x22, 0, 2);
    info.topicNameLength = 0;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_TopicAlias(begin(), 3, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, &list), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_TopicAlias(begin(), 2, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, &list), MQTTSuccess);
    CHECK_SENT(0x30, 7, 0, 0, 3, 0x23, 0, 2, 'x');
}

static void what_the_server_does_not_take_is_refused_before_a_byte_leaves(void)
{
    MQTTPublishInfo_t info = wire_message(MQTTQoS2, "x");

    CONNECTED(0x24, 1, 0x25, 0, 0x27, 0, 0, 0, 11);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 1, NULL), MQTTBadParameter); /* QoS 2 */
    info.qos = MQTTQoS1;
    info.retain = true;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 1, NULL), MQTTBadParameter);
    info.retain = false;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 1, NULL), MQTTSuccess); /* 11 bytes */
    info.payloadLength = 2;
    info.pPayload = "xy";
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 2, NULL), MQTTBadParameter);
    CHECK_EQ(wire.writes, 1);
    CHECK_EQ(wire_outgoing[1].packetId, 0); /* and left no record */
}

static void properties_that_no_publish_has_are_refused(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS0, "x");

    wire_connected_client(true, 0);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(begin(), 1, NULL), MQTTSuccess); /* the server's to say */
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, &list), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_SessionExpiry(begin(), 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, &list), MQTTBadParameter);
    CHECK_NOTHING_SENT();
}

static void the_servers_receive_maximum_bounds_what_is_under_way(void)
{
    MQTTPublishInfo_t info = wire_message(MQTTQoS1, "x");

    CONNECTED(0x21, 0, 2);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 2, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 3, NULL), MQTTNoMemory);
    info.dup = true;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 2, NULL), MQTTSuccess); /* one of the two */
    info.dup = false;
    WIRE_FEED(0x40, 2, 0, 1);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 3, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 4, NULL), MQTTNoMemory);
    info.qos = MQTTQoS0;
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 0, NULL), MQTTSuccess); /* does not count */
}

static void a_subscribe_has_options(void)
{
    const MQTTSubscribeInfo_t filters[] = {
        {.qos = MQTTQoS2, .pTopicFilter = "a/#", .topicFilterLength = 3},
        {.qos = MQTTQoS1,
         .pTopicFilter = "b",
         .topicFilterLength = 1,
         .noLocalOption = true,
         .retainAsPublishedOption = true,
         .retainHandlingOption = retainDoNotSendonSub},
    };

    wire_connected_client(true, 0);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(begin(), 200, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Subscribe(&wire_context, filters, 2, 9, &list), MQTTSuccess);
    CHECK_SENT(0x82, 16, 0, 9, 3, 0x0B, 0xC8, 1, 0, 3, 'a', '/', '#', 2, 0, 1, 'b', 0x2D);
    CHECK_EQ(MQTT_Unsubscribe(&wire_context, filters, 2, 10, NULL), MQTTSuccess);
    CHECK_SENT(0xA2, 11, 0, 10, 0, 0, 3, 'a', '/', '#', 0, 1, 'b');
}

static void filters_that_the_server_does_not_serve_are_refused(void)
{
    MQTTSubscribeInfo_t filter = {.pTopicFilter = "a/+", .topicFilterLength = 3};

    CONNECTED(0x28, 0, 0x29, 0, 0x2A, 0);
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_Unsubscribe(&wire_context, &filter, 1, 1, NULL), MQTTSuccess);
    filter.pTopicFilter = "a/b";
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(begin(), 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, &list), MQTTBadParameter);
    filter.pTopicFilter = "$share/g/a";
    filter.topicFilterLength = 10;
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, NULL), MQTTBadParameter);
    CHECK_EQ(wire.writes, 2);

    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, NULL), MQTTSuccess);
    filter.noLocalOption = true; /* never with a shared subscription */
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, NULL), MQTTBadParameter);
    filter.noLocalOption = false;
    filter.retainHandlingOption = (MQTTRetainHandling_t)3;
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, NULL), MQTTBadParameter);
}

static void filters_too_long_for_the_server_are_refused(void)
{
    const MQTTSubscribeInfo_t filter = {.pTopicFilter = "abcd", .topicFilterLength = 4};

    CONNECTED(0x27, 0, 0, 0, 11);
    CHECK_EQ(MQTT_Subscribe(&wire_context, &filter, 1, 1, NULL), MQTTBadParameter); /* 12 */
    CHECK_EQ(MQTT_Unsubscribe(&wire_context, &filter, 1, 1, NULL), MQTTSuccess);    /* 11 */
}

static bool store(MQTTContext_t *context, uint16_t id, MQTTVec_t *vec)
{
    (void)context;
    (void)id;
    CHECK_EQ(MQTT_GetBytesInMQTTVec(vec), 15);
    MQTT_SerializeMQTTVec(memory + 100, vec);
    return true;
}

static bool retrieve(MQTTContext_t *context, uint16_t id, uint8_t **bytes, size_t *length)
{
    (void)context;
    CHECK_EQ(id, 4);
    *bytes = memory + 100;
    *length = 15;
    return true;
}

static unsigned cleared;

static void clear(MQTTContext_t *context, uint16_t id)
{
    (void)context;
    CHECK_EQ(id, 4);
    cleared++;
}

static void a_stored_message_comes_again_with_its_properties(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "x");

    cleared = 0;
    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, store, retrieve, clear), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_ContentType(begin(), "t", 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 4, &list), MQTTSuccess);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_SENT(0x3A, 13, 0, 3, 'a', '/', 'b', 0, 4, 4, 3, 0, 1, 't', 'x');
    CHECK_EQ(cleared, 0);
    WIRE_FEED(0x40, 3, 0, 4, 0x97); /* a refusal ends it too */
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(cleared, 1);
}

static bool retrieve_by_id(MQTTContext_t *context, uint16_t id, uint8_t **bytes, size_t *length)
{
    (void)context;
    memory[0] = 0x32;
    memory[1] = (uint8_t)id; /* not a packet, but recognised */
    *bytes = memory;
    *length = 2;
    return id != 3;
}

static bool store_nothing(MQTTContext_t *context, uint16_t id, MQTTVec_t *vec)
{
    (void)context;
    (void)id;
    (void)vec;
    return true;
}

static void clear_nothing(MQTTContext_t *context, uint16_t id)
{
    (void)context;
    (void)id;
}

static void publish_four(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "x");

    wire_connected_client(true, 0);
    CHECK_EQ(MQTT_InitRetransmits(&wire_context, store_nothing, retrieve_by_id, clear_nothing),
             MQTTSuccess);
    for (uint16_t id = 1; id <= 4; id++) {
        CHECK_EQ(MQTT_Publish(&wire_context, &info, id, NULL), MQTTSuccess);
    }
}

static void a_resumed_session_keeps_to_a_smaller_receive_maximum(void)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS1, "x");

    publish_four();
    WIRE_CONNACK(0x21, 0, 2);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_SENT(0x3A, 1, 0x3A, 2);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 9, NULL), MQTTNoMemory);
    WIRE_FEED(0x40, 2, 0, 2);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTPublishRetrieveFailed); /* 3 is lost */
    CHECK_SENT(0x3A, 4);
    WIRE_FEED(0x40, 2, 0, 1);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
    CHECK_NOTHING_SENT();
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 9, NULL), MQTTSuccess);
    WIRE_FEED(0x40, 2, 0, 4);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
}

static void an_answer_to_what_was_not_sent_yet_is_a_bad_response(void)
{
    publish_four();
    WIRE_CONNACK(0x21, 0, 2);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    WIRE_FEED(0x40, 2, 0, 4);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTBadResponse);
}

static void an_application_that_resends_is_held_back_too(void)
{
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    MQTTPublishInfo_t info = wire_message(MQTTQoS1, "x");

    publish_four();
    wire_context.resend = NULL; /* as without a store */
    WIRE_CONNACK(0x21, 0, 2);
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_NOTHING_SENT();
    info.dup = true;
    for (uint16_t id = 1; id <= 4; id++) {
        CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), id);
        CHECK_EQ(MQTT_Publish(&wire_context, &info, id, NULL),
                 id <= 2 ? MQTTSuccess : MQTTNoMemory);
    }
    WIRE_FEED(0x40, 2, 0, 1);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(MQTT_Publish(&wire_context, &info, 3, NULL), MQTTSuccess);
}

int main(void)
{
    RUN(a_message_without_properties_is_one_byte_longer_than_in_3_1_1);
    RUN(properties_stand_between_id_and_payload_in_the_same_call);
    RUN(a_long_list_has_a_length_of_two_bytes);
    RUN(an_alias_stands_for_the_topic_up_to_the_servers_maximum);
    RUN(what_the_server_does_not_take_is_refused_before_a_byte_leaves);
    RUN(properties_that_no_publish_has_are_refused);
    RUN(the_servers_receive_maximum_bounds_what_is_under_way);
    RUN(a_subscribe_has_options);
    RUN(filters_that_the_server_does_not_serve_are_refused);
    RUN(filters_too_long_for_the_server_are_refused);
    RUN(a_stored_message_comes_again_with_its_properties);
    RUN(a_resumed_session_keeps_to_a_smaller_receive_maximum);
    RUN(an_answer_to_what_was_not_sent_yet_is_a_bad_response);
    RUN(an_application_that_resends_is_held_back_too);
    return 0;
}
