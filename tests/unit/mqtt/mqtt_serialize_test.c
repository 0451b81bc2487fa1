/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

/* Every packet this client can write, with the bytes it must be. */
static MQTTConnectInfo_t connect_info;
static MQTTPublishInfo_t will;
static MQTTPublishInfo_t publish;
static MQTTSubscribeInfo_t filters[2];

static void given_ordinary_arguments(void)
{
    connect_info = (MQTTConnectInfo_t){.cleanSession = true,
                                       .keepAliveSeconds = 0x0102,
                                       .pClientIdentifier = "me",
                                       .clientIdentifierLength = 2};
    will = (MQTTPublishInfo_t){.qos = MQTTQoS2,
                               .retain = true,
                               .pTopicName = "w",
                               .topicNameLength = 1,
                               .pPayload = "gone",
                               .payloadLength = 4};
    publish = wire_message(MQTTQoS1, "hi");
    filters[0] = (MQTTSubscribeInfo_t){MQTTQoS1, "x/#", 3};
    filters[1] = (MQTTSubscribeInfo_t){MQTTQoS2, "+", 1};
}

typedef MQTTStatus_t (*writer)(const MQTTFixedBuffer_t *buffer);

static MQTTStatus_t write_connect(const MQTTFixedBuffer_t *buffer)
{
    size_t remaining, size;
    CHECK_EQ(MQTT_GetConnectPacketSize(&connect_info, NULL, &remaining, &size), MQTTSuccess);
    return MQTT_SerializeConnect(&connect_info, NULL, remaining, buffer);
}

static MQTTStatus_t write_full_connect(const MQTTFixedBuffer_t *buffer)
{
    MQTTConnectInfo_t info = connect_info;
    size_t remaining, size;
    info.cleanSession = false;
    info.pUserName = "u";
    info.userNameLength = 1;
    info.pPassword = "pw";
    info.passwordLength = 2;
    CHECK_EQ(MQTT_GetConnectPacketSize(&info, &will, &remaining, &size), MQTTSuccess);
    return MQTT_SerializeConnect(&info, &will, remaining, buffer);
}

static MQTTStatus_t write_subscribe(const MQTTFixedBuffer_t *buffer)
{
    size_t remaining, size;
    CHECK_EQ(MQTT_GetSubscribePacketSize(filters, 2, &remaining, &size), MQTTSuccess);
    return MQTT_SerializeSubscribe(filters, 2, 0x0A0B, remaining, buffer);
}

static MQTTStatus_t write_unsubscribe(const MQTTFixedBuffer_t *buffer)
{
    size_t remaining, size;
    CHECK_EQ(MQTT_GetUnsubscribePacketSize(filters, 2, &remaining, &size), MQTTSuccess);
    return MQTT_SerializeUnsubscribe(filters, 2, 0x0A0B, remaining, buffer);
}

static MQTTStatus_t write_any_publish(MQTTQoS_t qos, bool dup, bool retain, uint16_t id,
                                      const MQTTFixedBuffer_t *buffer)
{
    MQTTPublishInfo_t info = publish;
    size_t remaining, size;
    info.qos = qos;
    info.dup = dup;
    info.retain = retain;
    CHECK_EQ(MQTT_GetPublishPacketSize(&info, &remaining, &size), MQTTSuccess);
    return MQTT_SerializePublish(&info, id, remaining, buffer);
}

static MQTTStatus_t write_publish_0(const MQTTFixedBuffer_t *buffer)
{
    return write_any_publish(MQTTQoS0, false, true, 0, buffer);
}

static MQTTStatus_t write_publish_1(const MQTTFixedBuffer_t *buffer)
{
    return write_any_publish(MQTTQoS1, false, false, 0x1234, buffer);
}

static MQTTStatus_t write_publish_2(const MQTTFixedBuffer_t *buffer)
{
    return write_any_publish(MQTTQoS2, true, true, 0x1234, buffer);
}

static MQTTStatus_t write_puback(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeAck(buffer, MQTT_PACKET_TYPE_PUBACK, 0x0102);
}

static MQTTStatus_t write_pubrel(const MQTTFixedBuffer_t *buffer)
{
    return MQTT_SerializeAck(buffer, MQTT_PACKET_TYPE_PUBREL, 0xFFFF);
}

static const struct {
    const char *what;
    writer write;
    size_t size;
    uint8_t bytes[40];
} packets[] = {
    {"CONNECT",
     write_connect,
     16,
     {0x10, 14, 0, 4, 'M', 'Q', 'T', 'T', 4, 0x02, 1, 2, 0, 2, 'm', 'e'}},
    {"CONNECT with all", write_full_connect, 32, {0x10, 30,   0,   4,   'M', 'Q', 'T', 'T',
                                                  4,    0xF4, 1,   2,   0,   2,   'm', 'e',
                                                  0,    1,    'w', 0,   4,   'g', 'o', 'n',
                                                  'e',  0,    1,   'u', 0,   2,   'p', 'w'}},
    {"SUBSCRIBE", write_subscribe, 14, {0x82, 12, 10, 11, 0, 3, 'x', '/', '#', 1, 0, 1, '+', 2}},
    {"UNSUBSCRIBE", write_unsubscribe, 12, {0xA2, 10, 10, 11, 0, 3, 'x', '/', '#', 0, 1, '+'}},
    {"PUBLISH QoS 0 retained", write_publish_0, 9, {0x31, 7, 0, 3, 'a', '/', 'b', 'h', 'i'}},
    {"PUBLISH QoS 1", write_publish_1, 11, {0x32, 9, 0, 3, 'a', '/', 'b', 0x12, 0x34, 'h', 'i'}},
    {"PUBLISH QoS 2 again, retained",
     write_publish_2,
     11,
     {0x3D, 9, 0, 3, 'a', '/', 'b', 0x12, 0x34, 'h', 'i'}},
    {"PUBACK", write_puback, 4, {0x40, 2, 1, 2}},
    {"PUBREL", write_pubrel, 4, {0x62, 2, 0xFF, 0xFF}},
    {"PINGREQ", MQTT_SerializePingreq, 2, {0xC0, 0}},
    {"DISCONNECT", MQTT_SerializeDisconnect, 2, {0xE0, 0}},
};

static void every_packet_is_written_as_the_standard_says(void)
{
    given_ordinary_arguments();
    for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++) {
        test_case = packets[i].what;
        uint8_t *const bytes = malloc(packets[i].size);
        const MQTTFixedBuffer_t buffer = {bytes, packets[i].size};
        CHECK_EQ(packets[i].write(&buffer), MQTTSuccess);
        CHECK_EQ(memcmp(bytes, packets[i].bytes, packets[i].size), 0);
        free(bytes);
    }
}

static void a_buffer_of_any_smaller_size_is_refused_and_not_overrun(void)
{
    given_ordinary_arguments();
    for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++) {
        test_case = packets[i].what;
        for (size_t size = 0; size < packets[i].size; size++) {
            uint8_t *const bytes = malloc(size + 1);
            const MQTTFixedBuffer_t buffer = {bytes + 1, size};
            CHECK_EQ(packets[i].write(&buffer), MQTTNoMemory);
            free(bytes);
        }
        const MQTTFixedBuffer_t none = {NULL, 100};
        CHECK_EQ(packets[i].write(&none), MQTTBadParameter);
        CHECK_EQ(packets[i].write(NULL), MQTTBadParameter);
    }
}

static void lengths_around_each_step_of_the_fixed_header_are_right(void)
{
    static const struct {
        size_t payload, header;
    } cases[] = {{122, 2}, {123, 3}, {16378, 3}, {16379, 4}, {2097146, 4}, {2097147, 5}};
    static uint8_t payload[2097200];
    static uint8_t packet[2097300];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const MQTTPublishInfo_t info = {.pTopicName = "abc",
                                        .topicNameLength = 3,
                                        .pPayload = payload,
                                        .payloadLength = cases[i].payload};
        const MQTTFixedBuffer_t buffer = {packet, sizeof packet};
        size_t remaining, size, header;
        uint8_t start[7];
        CHECK_EQ(MQTT_GetPublishPacketSize(&info, &remaining, &size), MQTTSuccess);
        CHECK_EQ(remaining, cases[i].payload + 5);
        CHECK_EQ(size, cases[i].header + remaining);
        CHECK_EQ(MQTT_SerializePublish(&info, 0, remaining, &buffer), MQTTSuccess);
        MQTTPacketInfo_t back;
        CHECK_EQ(MQTT_ProcessIncomingPacketTypeAndLength(packet, &size, &back), MQTTSuccess);
        CHECK_EQ(back.remainingLength, remaining);
        CHECK_EQ(back.headerLength, cases[i].header);
        CHECK_EQ(MQTT_SerializePublishHeaderWithoutTopic(&info, remaining, start, &header),
                 MQTTSuccess);
        CHECK_EQ(header, cases[i].header + 2);
        CHECK_EQ(memcmp(start, packet, header), 0);
        const MQTTFixedBuffer_t exact = {packet, cases[i].header + 5};
        const MQTTFixedBuffer_t small = {packet, cases[i].header + 4};
        CHECK_EQ(MQTT_SerializePublishHeader(&info, 0, remaining, &exact, &header), MQTTSuccess);
        CHECK_EQ(header, cases[i].header + 5);
        CHECK_EQ(MQTT_SerializePublishHeader(&info, 0, remaining, &small, &header), MQTTNoMemory);
    }
}

static void the_longest_packet_is_allowed_and_one_byte_more_is_not(void)
{
    MQTTPublishInfo_t info = {.qos = MQTTQoS1, .pTopicName = "abc", .topicNameLength = 3};
    size_t remaining, size;
    info.pPayload = "";
    info.payloadLength = 268435455u - 7u;
    CHECK_EQ(MQTT_GetPublishPacketSize(&info, &remaining, &size), MQTTSuccess);
    CHECK_EQ(remaining, 268435455u);
    CHECK_EQ(size, 268435460u);
    info.payloadLength++;
    CHECK_EQ(MQTT_GetPublishPacketSize(&info, &remaining, &size), MQTTBadParameter);
    info.payloadLength = SIZE_MAX;
    CHECK_EQ(MQTT_GetPublishPacketSize(&info, &remaining, &size), MQTTBadParameter);

    MQTTSubscribeInfo_t *const many = calloc(5000, sizeof *many);
    for (size_t i = 0; i < 5000; i++) {
        many[i] = (MQTTSubscribeInfo_t){MQTTQoS0, "x", 65535};
    }
    many[4095].topicFilterLength = 57340; /* the last that fits */
    CHECK_EQ(MQTT_GetSubscribePacketSize(many, 4096, &remaining, &size), MQTTSuccess);
    CHECK_EQ(remaining, 268435455u);
    many[4095].topicFilterLength++;
    CHECK_EQ(MQTT_GetSubscribePacketSize(many, 4096, &remaining, &size), MQTTBadParameter);
    CHECK_EQ(MQTT_GetUnsubscribePacketSize(many, 4097, &remaining, &size), MQTTBadParameter);
    free(many);
}

static MQTTStatus_t size_of_connect(void)
{
    size_t remaining, size;
    return MQTT_GetConnectPacketSize(&connect_info, &will, &remaining, &size);
}

/* What MQTT_Connect refuses beyond that is its own: a server's opinion, not a question of form. */
static void a_connect_that_has_no_form_is_refused(void)
{
    given_ordinary_arguments();
    CHECK_EQ(size_of_connect(), MQTTSuccess);
    connect_info.pClientIdentifier = NULL;
    CHECK_EQ(size_of_connect(), MQTTBadParameter);
    connect_info.clientIdentifierLength = 0;
    CHECK_EQ(size_of_connect(), MQTTSuccess);
    connect_info.cleanSession = false; /* a session without a name */
    CHECK_EQ(size_of_connect(), MQTTSuccess);

    given_ordinary_arguments();
    connect_info.pPassword = "secret"; /* without a user */
    CHECK_EQ(size_of_connect(), MQTTSuccess);

    given_ordinary_arguments();
    will.topicNameLength = 0;
    CHECK_EQ(size_of_connect(), MQTTBadParameter);
    given_ordinary_arguments();
    will.qos = (MQTTQoS_t)3;
    CHECK_EQ(size_of_connect(), MQTTBadParameter);
    given_ordinary_arguments();
    will.payloadLength = 65535;
    CHECK_EQ(size_of_connect(), MQTTSuccess);
    will.payloadLength = 65536;
    CHECK_EQ(size_of_connect(), MQTTBadParameter);
    given_ordinary_arguments();
    will.pPayload = NULL;
    CHECK_EQ(size_of_connect(), MQTTBadParameter);
}

static void bad_arguments_are_refused_by_every_function(void)
{
    given_ordinary_arguments();
    uint8_t bytes[64];
    const MQTTFixedBuffer_t buffer = {bytes, sizeof bytes};
    size_t a, b;
    CHECK_EQ(MQTT_GetConnectPacketSize(NULL, NULL, &a, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetConnectPacketSize(&connect_info, NULL, NULL, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetConnectPacketSize(&connect_info, NULL, &a, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeConnect(NULL, NULL, 14, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeConnect(&connect_info, NULL, 15, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeConnect(&connect_info, NULL, 100, &buffer), MQTTNoMemory);
    CHECK_EQ(MQTT_SerializeSubscribe(filters, 1, 1, 100, &buffer), MQTTNoMemory);

    CHECK_EQ(MQTT_GetSubscribePacketSize(NULL, 1, &a, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetSubscribePacketSize(filters, 0, &a, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetSubscribePacketSize(filters, 1, NULL, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetSubscribePacketSize(filters, 1, &a, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeSubscribe(filters, 1, 0, 8, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeSubscribe(filters, 1, 1, 9, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeUnsubscribe(filters, 1, 0, 7, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeUnsubscribe(filters, 1, 1, 8, &buffer), MQTTBadParameter);
    filters[0].qos = (MQTTQoS_t)3;
    CHECK_EQ(MQTT_GetSubscribePacketSize(filters, 2, &a, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetUnsubscribePacketSize(filters, 2, &a, &b), MQTTSuccess);
    filters[1].topicFilterLength = 0;
    CHECK_EQ(MQTT_GetUnsubscribePacketSize(filters, 2, &a, &b), MQTTBadParameter);
    filters[1].topicFilterLength = 1;
    filters[1].pTopicFilter = NULL;
    CHECK_EQ(MQTT_GetUnsubscribePacketSize(filters, 2, &a, &b), MQTTBadParameter);

    CHECK_EQ(MQTT_GetPublishPacketSize(NULL, &a, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetPublishPacketSize(&publish, NULL, &b), MQTTBadParameter);
    CHECK_EQ(MQTT_GetPublishPacketSize(&publish, &a, NULL), MQTTBadParameter);
    const void *const payload = publish.pPayload;
    publish.pPayload = NULL; /* it may come later, but not later than the packet */
    CHECK_EQ(MQTT_GetPublishPacketSize(&publish, &a, &b), MQTTSuccess);
    CHECK_EQ(MQTT_SerializePublishHeader(&publish, 1, a, &buffer, &b), MQTTSuccess);
    CHECK_EQ(MQTT_SerializePublish(&publish, 1, a, &buffer), MQTTBadParameter);
    publish.pPayload = payload;
    CHECK_EQ(MQTT_SerializePublish(&publish, 0, 9, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializePublish(&publish, 1, 8, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializePublishHeader(&publish, 1, 9, &buffer, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializePublishHeaderWithoutTopic(&publish, 9, NULL, &a), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializePublishHeaderWithoutTopic(&publish, 9, bytes, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializePublishHeaderWithoutTopic(&publish, 1, bytes, &a), MQTTBadParameter);
    publish.qos = MQTTQoS0;
    publish.dup = true;
    CHECK_EQ(MQTT_SerializePublish(&publish, 0, 7, &buffer), MQTTBadParameter);
    publish.qos = (MQTTQoS_t)3;
    CHECK_EQ(MQTT_GetPublishPacketSize(&publish, &a, &b), MQTTBadParameter);

    CHECK_EQ(MQTT_SerializeAck(&buffer, MQTT_PACKET_TYPE_PUBACK, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeAck(&buffer, MQTT_PACKET_TYPE_SUBACK, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_SerializeAck(&buffer, 0x60, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_GetPingreqPacketSize(NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_GetPingreqPacketSize(&a), MQTTSuccess);
    CHECK_EQ(a, 2);
    CHECK_EQ(MQTT_GetDisconnectPacketSize(&a), MQTTSuccess);
    CHECK_EQ(a, 2);
}

static void header_functions_return_the_end_of_what_they_wrote(void)
{
    given_ordinary_arguments();
    uint8_t bytes[16];
    CHECK_EQ(MQTT_SerializeConnectFixedHeader(bytes, &connect_info, &will, 300) - bytes, 13);
    CHECK_EQ(memcmp(bytes, "\x10\xAC\2\0\4MQTT\4\x36\1\2", 13), 0);
    CHECK_EQ(MQTT_SerializeSubscribeHeader(8, bytes, 0x0102) - bytes, 4);
    CHECK_EQ(memcmp(bytes, "\x82\10\1\2", 4), 0);
    CHECK_EQ(MQTT_SerializeUnsubscribeHeader(268435455, bytes, 0x0102) - bytes, 7);
    CHECK_EQ(memcmp(bytes, "\xA2\xFF\xFF\xFF\x7F\1\2", 7), 0);
}

int main(void)
{
    RUN(every_packet_is_written_as_the_standard_says);
    RUN(a_buffer_of_any_smaller_size_is_refused_and_not_overrun);
    RUN(lengths_around_each_step_of_the_fixed_header_are_right);
    RUN(the_longest_packet_is_allowed_and_one_byte_more_is_not);
    RUN(a_connect_that_has_no_form_is_refused);
    RUN(bad_arguments_are_refused_by_every_function);
    RUN(header_functions_return_the_end_of_what_they_wrote);
    return 0;
}
