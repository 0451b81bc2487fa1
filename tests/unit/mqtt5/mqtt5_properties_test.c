/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core_mqtt_property_readers.h"
#include "mqtt_properties.h"
#include "test.h"

static const uint8_t connect = MQTT_PACKET_TYPE_CONNECT;
static const uint8_t publish = MQTT_PACKET_TYPE_PUBLISH;
static const uint8_t subscribe = MQTT_PACKET_TYPE_SUBSCRIBE;
static uint8_t memory[128];
static MQTTPropBuilder_t list;

static void begin(size_t room)
{
    memset(memory, 0xA5, sizeof memory);
    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, room), MQTTSuccess);
}

#define CHECK_LIST(...)                                                                            \
    do {                                                                                           \
        static const uint8_t want_[] = {__VA_ARGS__};                                              \
        CHECK_EQ(list.currentIndex, sizeof want_);                                                 \
        CHECK_EQ(memcmp(memory, want_, sizeof want_), 0);                                          \
        CHECK_EQ(memory[sizeof want_], 0xA5);                                                      \
    } while (0)

static void each_kind_of_value_has_its_bytes(void)
{
    const MQTTUserProperty_t user = {"k", 1, "vw", 2};

    begin(64);
    CHECK_EQ(MQTTPropAdd_SessionExpiry(&list, 0x01020304, &connect), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_ReceiveMax(&list, 20, &connect), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_RequestProbInfo(&list, false, &connect), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_AuthMethod(&list, "ab", 2, &connect), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_UserProp(&list, &user, &connect), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_UserProp(&list, &user, NULL), MQTTSuccess);
    CHECK_LIST(0x11, 1, 2, 3, 4, 0x21, 0, 20, 0x17, 0, 0x15, 0, 2, 'a', 'b', 0x26, 0, 1, 'k', 0, 2,
               'v', 'w', 0x26, 0, 1, 'k', 0, 2, 'v', 'w');
    begin(64);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(&list, 268435455, &subscribe), MQTTSuccess);
    CHECK_LIST(0x0B, 0xFF, 0xFF, 0xFF, 0x7F);
}

static void a_property_is_refused_where_it_has_no_place(void)
{
    begin(64);
    CHECK_EQ(MQTTPropAdd_TopicAlias(&list, 1, &connect), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_SessionExpiry(&list, 1, &publish), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_ReasonString(&list, "a", 1, &publish), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_WillDelayInterval(&list, 1, &publish), MQTTBadParameter);
    CHECK_EQ(list.currentIndex, 0);
    CHECK_EQ(MQTTPropAdd_TopicAlias(&list, 1, &publish), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_TopicAlias(&list, 2, &publish), MQTTBadParameter);
    CHECK_LIST(0x23, 0, 1);
}

static void a_value_that_the_protocol_excludes_is_refused(void)
{
    begin(64);
    CHECK_EQ(MQTTPropAdd_ReceiveMax(&list, 0, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_MaxPacketSize(&list, 0, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_TopicAlias(&list, 0, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(&list, 0, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(&list, 268435456, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_ContentType(&list, NULL, 1, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_ContentType(&list, "", 0, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_CorrelationData(&list, memory, 65536, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_UserProp(&list, NULL, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropAdd_ReceiveMax(NULL, 1, NULL), MQTTBadParameter);
    CHECK_EQ(list.currentIndex, 0);
    CHECK_EQ(MQTTPropertyBuilder_Init(NULL, memory, 1), MQTTBadParameter);
    CHECK_EQ(MQTTPropertyBuilder_Init(&list, NULL, 1), MQTTBadParameter);
    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, 0), MQTTBadParameter);
}

static void what_does_not_fit_changes_nothing(void)
{
    const MQTTUserProperty_t user = {"k", 1, "vw", 2};

    for (size_t room = 1; room <= 8; room++) {
        begin(room);
        CHECK_EQ(MQTTPropAdd_UserProp(&list, &user, NULL), room < 8 ? MQTTNoMemory : MQTTSuccess);
        CHECK_EQ(list.currentIndex, room < 8 ? 0 : 8);
        CHECK_EQ(memory[room], 0xA5);
        begin(room);
        CHECK_EQ(MQTTPropAdd_ResponseTopic(&list, "abcde", 5, NULL),
                 room < 8 ? MQTTNoMemory : MQTTSuccess);
        begin(room);
        CHECK_EQ(MQTTPropAdd_MessageExpiry(&list, 5, NULL), room < 5 ? MQTTNoMemory : MQTTSuccess);
        CHECK_EQ(memory[room], 0xA5);
    }
}

static void what_was_added_is_read_again(void)
{
    const MQTTUserProperty_t user = {"key", 3, "", 0};
    MQTTUserProperty_t found;
    uint32_t number;
    uint16_t alias;
    uint8_t format, next;
    const char *text;
    const void *data;
    size_t length, index = 0;

    begin(64);
    CHECK_EQ(MQTTPropAdd_PayloadFormat(&list, true, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_MessageExpiry(&list, 0xFFFFFFFF, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_TopicAlias(&list, 65535, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_ContentType(&list, "json", 4, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_CorrelationData(&list, "\0\1", 2, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_UserProp(&list, &user, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(&list, 128, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_GetNextPropertyType(&list, &index, &next), MQTTSuccess);
    CHECK_EQ(next, MQTT_PAYLOAD_FORMAT_ID);
    CHECK_EQ(MQTTPropGet_MessageExpiryInterval(&list, &index, &number), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_PayloadFormatIndicator(&list, &index, &format), MQTTSuccess);
    CHECK_EQ(format, 1);
    CHECK_EQ(MQTTPropGet_MessageExpiryInterval(&list, &index, &number), MQTTSuccess);
    CHECK_EQ(number, 0xFFFFFFFF);
    CHECK_EQ(MQTTPropGet_TopicAlias(&list, &index, &alias), MQTTSuccess);
    CHECK_EQ(alias, 65535);
    CHECK_EQ(MQTTPropGet_ContentType(&list, &index, &text, &length), MQTTSuccess);
    CHECK_EQ(length == 4 && memcmp(text, "json", 4) == 0, 1);
    CHECK_EQ(MQTTPropGet_CorrelationData(&list, &index, &data, &length), MQTTSuccess);
    CHECK_EQ(length == 2 && memcmp(data, "\0\1", 2) == 0, 1);
    const size_t here = index;
    CHECK_EQ(MQTTPropGet_UserProp(&list, &index, &found), MQTTSuccess);
    CHECK_EQ(found.keyLength == 3 && memcmp(found.pKey, "key", 3) == 0, 1);
    CHECK_EQ(found.valueLength, 0);
    index = here;
    CHECK_EQ(MQTT_SkipNextProperty(&list, &index), MQTTSuccess);
    CHECK_EQ(MQTTPropGet_SubscriptionId(&list, &index, &number), MQTTSuccess);
    CHECK_EQ(number, 128);
    CHECK_EQ(MQTTPropGet_SubscriptionId(&list, &index, &number), MQTTEndOfProperties);
    CHECK_EQ(MQTT_SkipNextProperty(&list, &index), MQTTEndOfProperties);
    CHECK_EQ(MQTT_GetNextPropertyType(&list, &index, &next), MQTTEndOfProperties);
    CHECK_EQ(MQTTPropGet_TopicAlias(&list, &index, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_TopicAlias(&list, NULL, &alias), MQTTBadParameter);
}

#define CASE(want, packets, ...)                                                                   \
    {                                                                                              \
        want, packets, {__VA_ARGS__}, sizeof((uint8_t[]){__VA_ARGS__})                             \
    }
#define CONNACK MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_CONNACK)
#define PUBLISH MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_PUBLISH)
#define PUBACK  MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_PUBACK)

static const struct {
    MQTTStatus_t want;
    unsigned packets;
    uint8_t bytes[16];
    size_t length;
} received[] = {
    CASE(MQTTSuccess, CONNACK, 0x21, 0, 20, 0x22, 0, 0, 0x27, 0, 2, 0, 0, 0x13, 0, 0),
    CASE(MQTTSuccess, PUBLISH, 0x0B, 1, 0x0B, 2),
    CASE(MQTTSuccess, PUBACK, 0x1F, 0, 1, 'a', 0x26, 0, 0, 0, 0, 0x26, 0, 0, 0, 0),
    CASE(MQTTBadResponse, PUBACK, 0x23, 0, 1),
    CASE(MQTTBadResponse, CONNACK, 0x21, 0, 0),
    CASE(MQTTBadResponse, CONNACK, 0x27, 0, 0, 0, 0),
    CASE(MQTTBadResponse, CONNACK, 0x25, 2),
    CASE(MQTTBadResponse, CONNACK, 0x24, 2),
    CASE(MQTTBadResponse, CONNACK, 0x25, 1, 0x25, 1),
    CASE(MQTTBadResponse, PUBLISH, 0x0B, 0),
    CASE(MQTTBadResponse, PUBLISH, 0x0B, 0x80, 0x80, 0x80, 0x80, 1),
    CASE(MQTTBadResponse, PUBLISH, 0x23, 0, 0),
    CASE(MQTTBadResponse, PUBLISH, 0x03, 0, 2, 'a'),
    CASE(MQTTBadResponse, PUBLISH, 0x26, 0, 1, 'a', 0, 1),
    CASE(MQTTBadResponse, PUBLISH, 0x00, 1),
    CASE(MQTTBadResponse, PUBLISH, 0x2B, 1),
    CASE(MQTTBadResponse, PUBLISH, 0xFF),
};

static void what_a_server_sends_is_checked(void)
{
    for (size_t i = 0; i < sizeof received / sizeof *received; i++) {
        char name[8];
        snprintf(name, sizeof name, "%zu", i);
        test_case = name;
        /* In memory of exactly its size, so that a byte too far is seen; and cut everywhere. */
        for (size_t length = 0; length <= received[i].length; length++) {
            uint8_t *const copy = malloc(length + (length == 0));
            memcpy(copy, received[i].bytes, length);
            const MQTTStatus_t status =
                mqtt_properties_check(copy, length, received[i].packets, MQTT_SUBSCRIPTION_ID_ID);
            CHECK_EQ(status == MQTTSuccess || status == MQTTBadResponse, 1);
            if (length == received[i].length) {
                CHECK_EQ(status, received[i].want);
            }
            free(copy);
        }
    }
}

static void a_list_is_checked_for_its_packet(void)
{
    begin(64);
    CHECK_EQ(MQTT_ValidateWillProperties(NULL), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateWillProperties(&list), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_WillDelayInterval(&list, 5, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateWillProperties(&list), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateUnsubscribeProperties(&list), MQTTBadParameter);
    CHECK_EQ(MQTT_ValidatePublishAckProperties(&list), MQTTBadParameter);
    begin(64);
    CHECK_EQ(MQTTPropAdd_ReasonString(&list, "why", 3, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_ValidatePublishAckProperties(&list), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateWillProperties(&list), MQTTBadParameter);
    list.currentIndex--;
    CHECK_EQ(MQTT_ValidatePublishAckProperties(&list), MQTTBadParameter);
    list.currentIndex = list.bufferLength + 1;
    CHECK_EQ(MQTT_ValidatePublishAckProperties(&list), MQTTBadParameter);
}

static void a_reader_wants_somewhere_to_put_the_value(void)
{
    const char *text;
    const void *data;
    size_t index = 0, length;
    uint8_t next;

    begin(64);
    CHECK_EQ(MQTTPropAdd_SessionExpiry(&list, 1, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropGet_SessionExpiry(&list, &index, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_ReceiveMax(&list, &index, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_MaxQos(&list, &index, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_ContentType(&list, &index, NULL, &length), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_ContentType(&list, &index, &text, NULL), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_CorrelationData(&list, &index, NULL, &length), MQTTBadParameter);
    CHECK_EQ(MQTTPropGet_CorrelationData(&list, &index, &data, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_GetNextPropertyType(&list, &index, &next), MQTTSuccess);
    CHECK_EQ(next, MQTT_SESSION_EXPIRY_ID); /* nothing was stepped over */
}

int main(void)
{
    RUN(each_kind_of_value_has_its_bytes);
    RUN(a_property_is_refused_where_it_has_no_place);
    RUN(a_value_that_the_protocol_excludes_is_refused);
    RUN(what_does_not_fit_changes_nothing);
    RUN(what_was_added_is_read_again);
    RUN(what_a_server_sends_is_checked);
    RUN(a_list_is_checked_for_its_packet);
    RUN(a_reader_wants_somewhere_to_put_the_value);
    return 0;
}
