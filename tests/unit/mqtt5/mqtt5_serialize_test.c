/* SPDX-License-Identifier: MIT */
/* The packets of core_mqtt_serializer.h alone: bytes, sizes, every buffer that is too small. */
#include <string.h>

#include "core_mqtt.h"
#include "exact.h"
#include "test.h"

static uint8_t memory[300];
static MQTTPropBuilder_t list;
static uint32_t remaining, size;
static uint16_t alias;

static const MQTTConnectInfo_t info = {
    .keepAliveSeconds = 30, .pClientIdentifier = "me", .clientIdentifierLength = 2};
static const MQTTPublishInfo_t will = {
    .pTopicName = "w", .topicNameLength = 1, .pPayload = "p", .payloadLength = 1};
static const MQTTSubscribeInfo_t filters[] = {
    {.qos = MQTTQoS1, .pTopicFilter = "a/+", .topicFilterLength = 3},
    {.qos = MQTTQoS2, .pTopicFilter = "b", .topicFilterLength = 1}};
static const MQTTPublishInfo_t message = {
    .qos = MQTTQoS1, .pTopicName = "t", .topicNameLength = 1, .pPayload = "hi", .payloadLength = 2};
static const MQTTSuccessFailReasonCode_t refused = MQTT_REASON_PUBACK_QUOTA_EXCEEDED;
static const MQTTSuccessFailReasonCode_t with_will =
    MQTT_REASON_DISCONNECT_DISCONNECT_WITH_WILL_MESSAGE;

static MQTTPropBuilder_t *begin(void)
{
    CHECK_EQ(MQTTPropertyBuilder_Init(&list, memory, sizeof memory), MQTTSuccess);
    return &list;
}

/* One packet: its size, its bytes; both with a reason string or user property where there is one.
 */
static MQTTStatus_t connect_size(void)
{
    return MQTT_GetConnectPacketSize(&info, &will, NULL, NULL, &remaining, &size);
}

static MQTTStatus_t connect_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeConnect(&info, &will, NULL, NULL, remaining, buffer);
}

static MQTTStatus_t subscribe_size(void)
{
    CHECK_EQ(MQTTPropAdd_SubscriptionId(begin(), 5, NULL), MQTTSuccess);
    return MQTT_GetSubscribePacketSize(filters, 2, &list, &remaining, &size);
}

static MQTTStatus_t subscribe_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeSubscribe(filters, 2, &list, 9, remaining, buffer);
}

static MQTTStatus_t unsubscribe_size(void)
{
    return MQTT_GetUnsubscribePacketSize(filters, 2, NULL, &remaining, &size);
}

static MQTTStatus_t unsubscribe_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeUnsubscribe(filters, 2, NULL, 9, remaining, buffer);
}

static MQTTStatus_t publish_size(void)
{
    CHECK_EQ(MQTTPropAdd_TopicAlias(begin(), 3, NULL), MQTTSuccess);
    return MQTT_GetPublishPacketSize(&message, &list, &remaining, &size);
}

static MQTTStatus_t publish_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializePublish(&message, &list, 7, remaining, buffer);
}

static MQTTStatus_t ack_size(void)
{
    CHECK_EQ(MQTTPropAdd_ReasonString(begin(), "no", 2, NULL), MQTTSuccess);
    return MQTT_GetAckPacketSize(&remaining, &size, list.currentIndex);
}

static MQTTStatus_t ack_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeAck(buffer, MQTT_PACKET_TYPE_PUBACK, 7, &list, &refused);
}

static MQTTStatus_t short_ack_size(void)
{
    size = MQTT_PUBLISH_ACK_PACKET_SIZE;
    return MQTTSuccess;
}

static MQTTStatus_t short_ack_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeAck(buffer, MQTT_PACKET_TYPE_PUBREL, 7, NULL, NULL);
}

static MQTTStatus_t disconnect_size(void)
{
    CHECK_EQ(MQTTPropAdd_SessionExpiry(begin(), 1, NULL), MQTTSuccess);
    return MQTT_GetDisconnectPacketSize(&list, &remaining, &size, &with_will);
}

static MQTTStatus_t disconnect_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeDisconnect(&list, &with_will, remaining, buffer);
}

static MQTTStatus_t short_disconnect_size(void)
{
    return MQTT_GetDisconnectPacketSize(NULL, &remaining, &size, NULL);
}

static MQTTStatus_t short_disconnect_bytes(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeDisconnect(NULL, NULL, remaining, buffer);
}

static MQTTStatus_t ping_size(void)
{
    return MQTT_GetPingreqPacketSize(&size);
}

static const struct {
    const char *name;
    MQTTStatus_t (*measure)(void);
    MQTTStatus_t (*write)(const MQTTFixedBuffer_t *buffer);
    size_t size;
    uint8_t bytes[40];
} packets[] = {
    {"CONNECT", connect_size, connect_bytes, 24, {0x10, 22, 0, 4,  'M', 'Q', 'T', 'T',
                                                  5,    4,  0, 30, 0,   0,   2,   'm',
                                                  'e',  0,  0, 1,  'w', 0,   1,   'p'}},
    {"SUBSCRIBE",
     subscribe_size,
     subscribe_bytes,
     17,
     {0x82, 15, 0, 9, 2, 0x0B, 5, 0, 3, 'a', '/', '+', 1, 0, 1, 'b', 2}},
    {"UNSUBSCRIBE",
     unsubscribe_size,
     unsubscribe_bytes,
     13,
     {0xA2, 11, 0, 9, 0, 0, 3, 'a', '/', '+', 0, 1, 'b'}},
    {"PUBLISH",
     publish_size,
     publish_bytes,
     13,
     {0x32, 11, 0, 1, 't', 0, 7, 3, 0x23, 0, 3, 'h', 'i'}},
    {"PUBACK", ack_size, ack_bytes, 11, {0x40, 9, 0, 7, 0x97, 5, 0x1F, 0, 2, 'n', 'o'}},
    {"PUBREL, short", short_ack_size, short_ack_bytes, 4, {0x62, 2, 0, 7}},
    {"DISCONNECT", disconnect_size, disconnect_bytes, 9, {0xE0, 7, 4, 5, 0x11, 0, 0, 0, 1}},
    {"DISCONNECT, short", short_disconnect_size, short_disconnect_bytes, 2, {0xE0, 0}},
    {"PINGREQ", ping_size, MQTT_SerializePingreq, 2, {0xC0, 0}},
};

static void each_packet_has_its_bytes_and_needs_room_for_them(void)
{
    for (size_t i = 0; i < sizeof packets / sizeof *packets; i++) {
        test_case = packets[i].name;
        CHECK_EQ(packets[i].measure(), MQTTSuccess);
        CHECK_EQ(size, packets[i].size);
        for (size_t room = 0; room <= size; room++) {
            uint8_t *const bytes = exact_copy(memory, room);
            const MQTTFixedBuffer_t buffer = {bytes, room};
            CHECK_EQ(packets[i].write(&buffer), room < size ? MQTTNoMemory : MQTTSuccess);
            if (room == size) {
                CHECK_EQ(memcmp(bytes, packets[i].bytes, size), 0);
            }
            free(bytes);
        }
    }
}

static void a_packet_is_written_only_with_its_own_length(void)
{
    const MQTTFixedBuffer_t buffer = {memory, sizeof memory};
    const MQTTFixedBuffer_t none = {NULL, 9};

    for (size_t i = 0; i < sizeof packets / sizeof *packets; i++) {
        test_case = packets[i].name;
        CHECK_EQ(packets[i].write(&none), MQTTBadParameter);
        CHECK_EQ(packets[i].write(NULL), MQTTBadParameter);
    }
    CHECK_EQ(MQTT_SerializeConnect(&info, &will, NULL, NULL, 23, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeSubscribe(filters, 2, NULL, 9, 12, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeUnsubscribe(filters, 2, NULL, 9, 12, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializePublish(&message, NULL, 7, 9, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeDisconnect(NULL, NULL, 2, &buffer), MQTTBadParameter);
}

static void the_header_of_a_publish_ends_where_its_payload_begins(void)
{
    uint8_t bytes[16];
    const MQTTFixedBuffer_t buffer = {bytes, sizeof bytes};
    size_t length;

    CHECK_EQ(publish_size(), MQTTSuccess);
    CHECK_EQ(MQTT_SerializePublishHeader(&message, &list, 7, remaining, &buffer, &length),
             MQTTSuccess);
    CHECK_EQ(length, 11);
    CHECK_EQ(memcmp(bytes, packets[3].bytes, length), 0);
    CHECK_EQ(MQTT_SerializePublishHeaderWithoutTopic(&message, remaining, bytes, &length),
             MQTTSuccess);
    CHECK_EQ(length, 4);
    CHECK_EQ(MQTT_SerializePublishHeaderWithoutTopic(&message, 5, bytes, &length),
             MQTTBadParameter);
    CHECK_EQ(MQTT_SerializePublishHeader(&message, &list, 0, remaining, &buffer, &length),
             MQTTBadParameter);
}

static void the_length_of_properties_grows_at_128_bytes(void)
{
    static const struct {
        size_t text;
        uint32_t remaining;
    } cases[] = {{124, 3 + 1 + 127}, {125, 3 + 2 + 128}};

    for (size_t i = 0; i < 2; i++) {
        uint32_t unused;
        char text[125] = "";
        CHECK_EQ(MQTTPropAdd_ReasonString(begin(), text, cases[i].text, NULL), MQTTSuccess);
        CHECK_EQ(MQTT_GetAckPacketSize(&remaining, &unused, list.currentIndex), MQTTSuccess);
        CHECK_EQ(remaining, cases[i].remaining);
    }
    CHECK_EQ(MQTT_GetAckPacketSize(&remaining, &size, 268435448), MQTTSuccess);
    CHECK_EQ(size, MQTT_MAX_PACKET_SIZE);
    CHECK_EQ(MQTT_GetAckPacketSize(&remaining, &size, 268435449), MQTTBadParameter);
}

static void the_longest_packet_is_the_limit_of_a_publish(void)
{
    MQTTPublishInfo_t huge = message;

    huge.payloadLength = 268435455 - 6; /* topic 3, id 2, properties 1 */
    CHECK_EQ(MQTT_GetPublishPacketSize(&huge, NULL, &remaining, &size), MQTTSuccess);
    CHECK_EQ(size, MQTT_MAX_PACKET_SIZE);
    huge.payloadLength++;
    CHECK_EQ(MQTT_GetPublishPacketSize(&huge, NULL, &remaining, &size), MQTTBadParameter);
    huge.payloadLength = SIZE_MAX;
    CHECK_EQ(MQTT_GetPublishPacketSize(&huge, NULL, &remaining, &size), MQTTBadParameter);
    huge = message;
    huge.topicNameLength = 65536;
    CHECK_EQ(MQTT_GetPublishPacketSize(&huge, NULL, &remaining, &size), MQTTBadParameter);
}

static void an_acknowledgement_has_a_code_of_its_own(void)
{
    const MQTTFixedBuffer_t buffer = {memory, sizeof memory};
    const MQTTSuccessFailReasonCode_t unknown = MQTT_REASON_PUBREL_PACKET_IDENTIFIER_NOT_FOUND;

    CHECK_EQ(MQTT_SerializeAck(&buffer, MQTT_PACKET_TYPE_PUBACK, 1, NULL, &unknown),
             MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeAck(&buffer, MQTT_PACKET_TYPE_PUBCOMP, 1, NULL, &unknown), MQTTSuccess);
    CHECK_EQ(MQTT_SerializeAck(&buffer, MQTT_PACKET_TYPE_PUBREL, 1, NULL, &refused),
             MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeAck(&buffer, MQTT_PACKET_TYPE_SUBACK, 1, NULL, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeAck(&buffer, 0x60, 1, NULL, NULL), MQTTBadParameter); /* not PUBREL */
    CHECK_EQ(MQTT_SerializeAck(&buffer, MQTT_PACKET_TYPE_PUBACK, 0, NULL, NULL), MQTTBadParameter);
}

static void what_may_be_sent_is_said_beforehand(void)
{
    MQTTPublishInfo_t info_of = message;
    uint32_t max;
    bool wanted;

    CHECK_EQ(MQTT_ValidatePublishParams(&info_of, 0, 1, 0, 100), MQTTSuccess);
    CHECK_EQ(MQTT_ValidatePublishParams(&info_of, 0, 0, 0, 100), MQTTBadParameter);
    CHECK_EQ(MQTT_ValidatePublishParams(&info_of, 0, 1, 0, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_ValidatePublishParams(&info_of, 0, 1, 0, 1), MQTTBadParameter);
    info_of.retain = true;
    CHECK_EQ(MQTT_ValidatePublishParams(&info_of, 0, 1, 0, 100), MQTTBadParameter);
    info_of.topicNameLength = 0;
    CHECK_EQ(MQTT_ValidatePublishParams(&info_of, 1, 1, 0, 100), MQTTBadParameter);
    CHECK_EQ(MQTT_ValidatePublishParams(&info_of, 1, 1, 1, 100), MQTTSuccess);

    CHECK_EQ(MQTTPropAdd_TopicAlias(begin(), 3, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_ValidatePublishProperties(3, &list, &alias), MQTTSuccess);
    CHECK_EQ(alias, 3);
    CHECK_EQ(MQTT_ValidatePublishProperties(2, &list, &alias), MQTTBadParameter);
    CHECK_EQ(MQTT_ValidatePublishProperties(0, NULL, &alias), MQTTSuccess);
    CHECK_EQ(alias, 0);
    CHECK_EQ(MQTT_ValidateConnectProperties(&list, &wanted, &max), MQTTBadParameter);

    CHECK_EQ(MQTTPropAdd_RequestProbInfo(begin(), false, NULL), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_MaxPacketSize(&list, 77, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateConnectProperties(&list, &wanted, &max), MQTTSuccess);
    CHECK_EQ(wanted, false);
    CHECK_EQ(max, 77);
    CHECK_EQ(MQTT_ValidateConnectProperties(NULL, &wanted, &max), MQTTSuccess);
    CHECK_EQ(wanted, true);
    CHECK_EQ(max, MQTT_MAX_PACKET_SIZE);

    CHECK_EQ(MQTTPropAdd_SessionExpiry(begin(), 9, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateDisconnectProperties(0, &list), MQTTBadParameter);
    CHECK_EQ(MQTT_ValidateDisconnectProperties(1, &list), MQTTSuccess);
    CHECK_EQ(MQTTPropAdd_SubscriptionId(begin(), 9, NULL), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateSubscribeProperties(true, &list), MQTTSuccess);
    CHECK_EQ(MQTT_ValidateSubscribeProperties(false, &list), MQTTBadParameter);
}

static void arguments_that_are_not_there_are_refused(void)
{
    MQTTPacketInfo_t packet = {MQTT_PACKET_TYPE_PUBACK, memory, 2, 2};
    MQTTConnectionProperties_t connection;
    MQTTReasonCodeInfo_t reason;
    MQTTPublishInfo_t out;
    uint16_t id;
    bool present;

    CHECK_EQ(MQTT_InitConnect(NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_InitConnect(&connection), MQTTSuccess);
    CHECK_EQ(MQTT_DeserializeAck(NULL, &id, &reason, &list, &connection), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeAck(&packet, NULL, &reason, &list, &connection), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, NULL, &list, &connection), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &reason, NULL, &connection), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &reason, &list, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializePublish(&packet, &id, &out, &list, 9, 0), MQTTBadParameter);
    packet.type = MQTT_PACKET_TYPE_PUBLISH;
    CHECK_EQ(MQTT_DeserializePublish(&packet, &id, &out, NULL, 9, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeConnAck(&packet, NULL, &list, &connection), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeConnAck(&packet, &present, &list, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeDisconnect(&packet, 9, NULL, &list), MQTTBadParameter);
    CHECK_EQ(MQTT_GetConnectPacketSize(&info, NULL, NULL, NULL, NULL, &size), MQTTBadParameter);
    CHECK_EQ(MQTT_GetPublishPacketSize(NULL, NULL, &remaining, &size), MQTTBadParameter);
    CHECK_EQ(MQTT_GetSubscribePacketSize(filters, 0, NULL, &remaining, &size), MQTTBadParameter);
    CHECK_EQ(MQTT_GetDisconnectPacketSize(NULL, NULL, &size, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_GetPingreqPacketSize(NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_CheckConnectStatus(NULL), MQTTBadParameter);
}

static void a_packet_longer_than_this_client_takes_is_a_bad_response(void)
{
    uint8_t bytes[] = {0, 1, 'a', 0};
    MQTTPacketInfo_t packet = {MQTT_PACKET_TYPE_PUBLISH, bytes, sizeof bytes, 2};
    MQTTConnectionProperties_t connection;
    MQTTReasonCodeInfo_t reason;
    MQTTPublishInfo_t out;
    uint16_t id;

    CHECK_EQ(MQTT_DeserializePublish(&packet, &id, &out, &list, 6, 0), MQTTSuccess);
    CHECK_EQ(MQTT_DeserializePublish(&packet, &id, &out, &list, 5, 0), MQTTBadResponse);
    CHECK_EQ(MQTT_InitConnect(&connection), MQTTSuccess);
    connection.maxPacketSize = 3;
    packet = (MQTTPacketInfo_t){MQTT_PACKET_TYPE_PUBACK, bytes, 2, 2};
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &reason, &list, &connection), MQTTBadResponse);
    connection.maxPacketSize = 4;
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &reason, &list, &connection), MQTTSuccess);
}

int main(void)
{
    RUN(each_packet_has_its_bytes_and_needs_room_for_them);
    RUN(a_packet_is_written_only_with_its_own_length);
    RUN(the_header_of_a_publish_ends_where_its_payload_begins);
    RUN(the_length_of_properties_grows_at_128_bytes);
    RUN(the_longest_packet_is_the_limit_of_a_publish);
    RUN(an_acknowledgement_has_a_code_of_its_own);
    RUN(what_may_be_sent_is_said_beforehand);
    RUN(arguments_that_are_not_there_are_refused);
    RUN(a_packet_longer_than_this_client_takes_is_a_bad_response);
    return 0;
}
