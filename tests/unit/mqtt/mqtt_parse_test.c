/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

/* Every packet a server may send. */
static const struct valid {
    const char *what;
    size_t size;
    uint8_t bytes[16];
    MQTTStatus_t status;
    uint16_t id;
} valid[] = {
    {"CONNACK", 4, {0x20, 2, 0, 0}, MQTTSuccess, 0},
    {"CONNACK, session present", 4, {0x20, 2, 1, 0}, MQTTSuccess, 0},
    {"CONNACK, bad version", 4, {0x20, 2, 0, 1}, MQTTServerRefused, 0},
    {"CONNACK, not authorised", 4, {0x20, 2, 0, 5}, MQTTServerRefused, 0},
    {"PUBLISH QoS 0, empty", 5, {0x30, 3, 0, 1, 'a'}, MQTTSuccess, 0},
    {"PUBLISH QoS 0", 7, {0x31, 5, 0, 1, 'a', 'h', 'i'}, MQTTSuccess, 0},
    {"PUBLISH QoS 1", 9, {0x32, 7, 0, 1, 'a', 1, 2, 'h', 'i'}, MQTTSuccess, 0x0102},
    {"PUBLISH QoS 2, again", 7, {0x3C, 5, 0, 1, 'a', 0xFF, 0xFF}, MQTTSuccess, 0xFFFF},
    {"PUBACK", 4, {0x40, 2, 1, 2}, MQTTSuccess, 0x0102},
    {"PUBREC", 4, {0x50, 2, 1, 2}, MQTTSuccess, 0x0102},
    {"PUBREL", 4, {0x62, 2, 1, 2}, MQTTSuccess, 0x0102},
    {"PUBCOMP", 4, {0x70, 2, 1, 2}, MQTTSuccess, 0x0102},
    {"SUBACK", 5, {0x90, 3, 1, 2, 2}, MQTTSuccess, 0x0102},
    {"SUBACK, one refused", 6, {0x90, 4, 1, 2, 0x80, 1}, MQTTServerRefused, 0x0102},
    {"UNSUBACK", 4, {0xB0, 2, 1, 2}, MQTTSuccess, 0x0102},
    {"PINGRESP", 2, {0xD0, 0}, MQTTSuccess, 0},
};

#define VALID_COUNT (sizeof valid / sizeof valid[0])

/* Parses a packet whose body is on the heap, exactly as long as `length`. */
static MQTTStatus_t parse(uint8_t type, const uint8_t *body, size_t length, uint16_t *id,
                          MQTTPublishInfo_t *info)
{
    uint8_t *const copy = malloc(length + 1);
    memcpy(copy + 1, body, length);
    const MQTTPacketInfo_t packet = {type, copy + 1, length, 2};
    bool present = false;
    MQTTPublishInfo_t publish = {.pTopicName = NULL};
    const bool is_publish = (type & 0xF0) == 0x30;
    const MQTTStatus_t status = is_publish ? MQTT_DeserializePublish(&packet, id, &publish)
                                           : MQTT_DeserializeAck(&packet, id, &present);
    if (status == MQTTSuccess && is_publish) {
        /* The parts lie inside the packet, one behind the other. */
        const char *const start = (const char *)packet.pRemainingData;
        CHECK_EQ(publish.pTopicName - start, 2);
        CHECK_EQ(publish.topicNameLength > 0, 1);
        const size_t payload_at = 2u + publish.topicNameLength + (publish.qos > 0 ? 2u : 0u);
        CHECK_EQ((const char *)publish.pPayload - start, payload_at);
        CHECK_EQ(payload_at + publish.payloadLength, length);
        *info = publish;
    }
    free(copy);
    return status;
}

static void every_valid_packet_is_accepted(void)
{
    for (size_t i = 0; i < VALID_COUNT; i++) {
        test_case = valid[i].what;
        MQTTPacketInfo_t packet;
        MQTTPublishInfo_t info;
        uint16_t id = 0;
        CHECK_EQ(MQTT_ProcessIncomingPacketTypeAndLength(valid[i].bytes, &valid[i].size, &packet),
                 MQTTSuccess);
        CHECK_EQ(packet.headerLength, 2);
        CHECK_EQ(packet.remainingLength, valid[i].size - 2);
        CHECK_EQ(packet.type, valid[i].bytes[0]);
        CHECK_EQ(parse(valid[i].bytes[0], &valid[i].bytes[2], valid[i].size - 2, &id, &info),
                 valid[i].status);
        CHECK_EQ(id, valid[i].id);
    }
}

static void a_body_cut_short_anywhere_is_never_read_beyond(void)
{
    for (size_t i = 0; i < VALID_COUNT; i++) {
        test_case = valid[i].what;
        for (size_t length = 0; length + 2 < valid[i].size; length++) {
            MQTTPublishInfo_t info;
            uint16_t id = 0;
            const MQTTStatus_t status =
                parse(valid[i].bytes[0], &valid[i].bytes[2], length, &id, &info);
            /* A PUBLISH may be shorter by its payload, a SUBACK by its last code. */
            const bool may = ((valid[i].bytes[0] & 0xF0) == 0x30 &&
                              length >= (valid[i].bytes[0] & 6 ? 5u : 3u)) ||
                             (valid[i].bytes[0] == 0x90 && length >= 3);
            CHECK_EQ(status == MQTTBadResponse, !may);
        }
    }
}

static void a_body_longer_than_its_type_is_refused(void)
{
    static const uint8_t body[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    static const uint8_t types[] = {0x20, 0x40, 0x50, 0x62, 0x70, 0xB0};
    for (size_t i = 0; i < sizeof types; i++) {
        for (size_t length = 3; length < sizeof body; length++) {
            MQTTPublishInfo_t info;
            uint16_t id;
            CHECK_EQ(parse(types[i], body, length, &id, &info), MQTTBadResponse);
        }
    }
    MQTTPublishInfo_t info;
    uint16_t id;
    CHECK_EQ(parse(0xD0, body, 1, &id, &info), MQTTBadResponse);
}

/* All 256 first bytes, against the list in the standard's table 2.1 and 2.2. */
static void first_bytes_that_no_server_sends_are_refused(void)
{
    for (unsigned type = 0; type < 256; type++) {
        const uint8_t bytes[2] = {(uint8_t)type, 0};
        const size_t size = 2;
        MQTTPacketInfo_t packet;
        bool known = (type & 0xF0) == 0x30;
        for (size_t i = 0; i < VALID_COUNT; i++) {
            known |= valid[i].bytes[0] == type;
        }
        CHECK_EQ(MQTT_ProcessIncomingPacketTypeAndLength(bytes, &size, &packet),
                 known ? MQTTSuccess : MQTTBadResponse);
    }
}

static void a_publish_with_forbidden_flags_or_parts_is_refused(void)
{
    static const struct {
        const char *what;
        uint8_t type;
        size_t length;
        uint8_t body[8];
    } cases[] = {
        {"QoS 3", 0x36, 5, {0, 1, 'a', 0, 1}},
        {"QoS 3, again", 0x3E, 5, {0, 1, 'a', 0, 1}},
        {"QoS 0, again", 0x38, 5, {0, 1, 'a', 0, 1}},
        {"id 0", 0x32, 5, {0, 1, 'a', 0, 0}},
        {"no topic", 0x30, 5, {0, 0, 'a', 0, 1}},
        {"topic longer than the packet", 0x30, 5, {0, 4, 'a', 0, 1}},
        {"topic much longer", 0x30, 5, {0xFF, 0xFF, 'a', 0, 1}},
        {"no room for the id", 0x34, 5, {0, 2, 'a', 0, 1}},
        {"half an id", 0x32, 4, {0, 1, 'a', 1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        MQTTPublishInfo_t info;
        uint16_t id;
        CHECK_EQ(parse(cases[i].type, cases[i].body, cases[i].length, &id, &info), MQTTBadResponse);
    }
}

static void the_flags_of_a_publish_are_read_one_by_one(void)
{
    static const uint8_t body[] = {0, 1, 't', 0, 1};
    for (unsigned flags = 0; flags < 16; flags++) {
        const unsigned qos = flags >> 1 & 3;
        const bool good = qos < 3 && !(qos == 0 && flags >= 8);
        MQTTPublishInfo_t info = {.pTopicName = NULL};
        uint16_t id = 99;
        CHECK_EQ(parse((uint8_t)(0x30 | flags), body, sizeof body, &id, &info),
                 good ? MQTTSuccess : MQTTBadResponse);
        if (good) {
            CHECK_EQ(info.qos, qos);
            CHECK_EQ(info.retain, flags & 1);
            CHECK_EQ(info.dup, flags >> 3);
            CHECK_EQ(id, qos > 0);
        }
    }
}

static void topic_lengths_around_the_size_of_the_packet_are_told_apart(void)
{
    uint8_t body[300] = {0};
    MQTTPublishInfo_t info;
    uint16_t id;
    for (unsigned qos = 0; qos < 3; qos++) {
        const uint8_t type = (uint8_t)(0x30 | qos << 1);
        for (size_t topic = 1; topic < 290; topic++) {
            body[0] = (uint8_t)(topic >> 8);
            body[1] = (uint8_t)topic;
            memset(body + 2, 1, sizeof body - 2);
            const size_t least = 2 + topic + (qos > 0 ? 2 : 0);
            CHECK_EQ(parse(type, body, least - 1, &id, &info), MQTTBadResponse);
            CHECK_EQ(parse(type, body, least, &id, &info), MQTTSuccess);
            CHECK_EQ(info.payloadLength, 0);
            CHECK_EQ(parse(type, body, least + 1, &id, &info), MQTTSuccess);
            CHECK_EQ(info.payloadLength, 1);
        }
    }
}

static void values_that_the_standard_does_not_know_are_refused(void)
{
    MQTTPublishInfo_t info;
    uint16_t id;
    for (unsigned code = 0; code < 256; code++) {
        const uint8_t connack[2] = {0, (uint8_t)code};
        const uint8_t flags[2] = {(uint8_t)code, 0};
        const uint8_t both[2] = {1, (uint8_t)code};
        const uint8_t suback[4] = {0, 1, 0, (uint8_t)code};
        CHECK_EQ(parse(0x20, connack, 2, &id, &info), code == 0   ? MQTTSuccess
                                                      : code <= 5 ? MQTTServerRefused
                                                                  : MQTTBadResponse);
        CHECK_EQ(parse(0x20, flags, 2, &id, &info), code < 2 ? MQTTSuccess : MQTTBadResponse);
        CHECK_EQ(parse(0x20, both, 2, &id, &info), code == 0 ? MQTTSuccess : MQTTBadResponse);
        CHECK_EQ(parse(0x90, suback, 4, &id, &info), code < 3       ? MQTTSuccess
                                                     : code == 0x80 ? MQTTServerRefused
                                                                    : MQTTBadResponse);
    }
    static const uint8_t types[] = {0x40, 0x50, 0x62, 0x70, 0xB0, 0x90};
    for (size_t i = 0; i < sizeof types; i++) {
        const uint8_t no_id[3] = {0, 0, 0};
        CHECK_EQ(parse(types[i], no_id, types[i] == 0x90 ? 3 : 2, &id, &info), MQTTBadResponse);
    }
}

/* Bodies of up to three bytes, each first byte, each remaining length that fits: none may read
 * beyond its end (ASan) or be accepted as something it is not. */
static void every_body_of_up_to_two_bytes_is_survived(void)
{
    for (unsigned type = 0; type < 256; type++) {
        for (unsigned value = 0; value < 65536; value += type == 0x30 ? 1 : 17) {
            const uint8_t body[2] = {(uint8_t)(value >> 8), (uint8_t)value};
            MQTTPublishInfo_t info;
            uint16_t id = 0;
            for (size_t length = 0; length <= 2; length++) {
                const MQTTStatus_t status = parse((uint8_t)type, body, length, &id, &info);
                CHECK_EQ(status == MQTTSuccess || status == MQTTBadResponse ||
                             (type == 0x20 && status == MQTTServerRefused),
                         1);
            }
        }
    }
}

static void a_header_is_complete_with_its_last_length_byte(void)
{
    static const struct {
        const char *what;
        size_t size;
        uint8_t bytes[5];
        MQTTStatus_t status;
        size_t remaining;
    } cases[] = {
        {"nothing", 0, {0}, MQTTNoDataAvailable, 0},
        {"type only", 1, {0x30}, MQTTNeedMoreBytes, 0},
        {"0", 2, {0x30, 0}, MQTTSuccess, 0},
        {"127", 2, {0x30, 127}, MQTTSuccess, 127},
        {"128 cut", 2, {0x30, 0x80}, MQTTNeedMoreBytes, 0},
        {"128", 3, {0x30, 0x80, 1}, MQTTSuccess, 128},
        {"16383", 3, {0x30, 0xFF, 0x7F}, MQTTSuccess, 16383},
        {"16384", 4, {0x30, 0x80, 0x80, 1}, MQTTSuccess, 16384},
        {"2097151", 4, {0x30, 0xFF, 0xFF, 0x7F}, MQTTSuccess, 2097151},
        {"2097152", 5, {0x30, 0x80, 0x80, 0x80, 1}, MQTTSuccess, 2097152},
        {"268435455", 5, {0x30, 0xFF, 0xFF, 0xFF, 0x7F}, MQTTSuccess, 268435455},
        {"a fifth byte", 5, {0x30, 0xFF, 0xFF, 0xFF, 0x80}, MQTTBadResponse, 0},
        {"0 in two bytes", 3, {0x30, 0x80, 0}, MQTTBadResponse, 0},
        {"127 in three", 4, {0x30, 0xFF, 0x80, 0}, MQTTBadResponse, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        MQTTPacketInfo_t packet = {0};
        CHECK_EQ(MQTT_ProcessIncomingPacketTypeAndLength(cases[i].bytes, &cases[i].size, &packet),
                 cases[i].status);
        if (cases[i].status == MQTTSuccess) {
            CHECK_EQ(packet.remainingLength, cases[i].remaining);
            CHECK_EQ(packet.headerLength, cases[i].size);
        }
        /* The same from a transport, byte by byte. */
        wire_client(false);
        wire_feed(cases[i].bytes, cases[i].size);
        const MQTTStatus_t status = MQTT_GetIncomingPacketTypeAndLength(
            wire_context.transportInterface.recv, &wire, &packet);
        CHECK_EQ(status, cases[i].status == MQTTNeedMoreBytes ? MQTTBadResponse : cases[i].status);
    }
    wire_client(false);
    wire.fail_call = 1;
    MQTTPacketInfo_t packet;
    CHECK_EQ(
        MQTT_GetIncomingPacketTypeAndLength(wire_context.transportInterface.recv, &wire, &packet),
        MQTTRecvFailed);
    wire_client(false);
    WIRE_FEED(0x20, 2);
    wire.fail_call = 2; /* in the middle of the header */
    CHECK_EQ(
        MQTT_GetIncomingPacketTypeAndLength(wire_context.transportInterface.recv, &wire, &packet),
        MQTTBadResponse);
}

static void codes_of_a_suback_are_found(void)
{
    uint8_t body[] = {1, 2, 0, 0x80, 2};
    MQTTPacketInfo_t packet = {0x90, body, sizeof body, 2};
    uint8_t *codes;
    size_t count;
    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, &codes, &count), MQTTSuccess);
    CHECK_EQ(codes - body, 2);
    CHECK_EQ(count, 3);
    CHECK_EQ(MQTT_GetSubAckStatusCodes(NULL, &codes, &count), MQTTBadParameter);
    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, NULL, &count), MQTTBadParameter);
    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, &codes, NULL), MQTTBadParameter);
    packet.remainingLength = 2;
    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, &codes, &count), MQTTBadParameter);
    packet = (MQTTPacketInfo_t){0xB0, body, sizeof body, 2};
    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, &codes, &count), MQTTBadParameter);
    packet = (MQTTPacketInfo_t){0x90, NULL, 3, 2};
    CHECK_EQ(MQTT_GetSubAckStatusCodes(&packet, &codes, &count), MQTTBadParameter);
}

static void missing_arguments_are_refused(void)
{
    uint8_t body[] = {0, 1, 'a', 0, 1};
    MQTTPacketInfo_t packet = {0x32, body, sizeof body, 2};
    MQTTPublishInfo_t info;
    uint16_t id;
    bool present;
    CHECK_EQ(MQTT_DeserializePublish(NULL, &id, &info), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializePublish(&packet, NULL, &info), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializePublish(&packet, &id, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeAck(NULL, &id, &present), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &present), MQTTBadResponse);
    packet.remainingLength = 2;
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &present), MQTTBadResponse);
    packet.type = 0x40;
    CHECK_EQ(MQTT_DeserializePublish(&packet, &id, &info), MQTTBadParameter);
    CHECK_EQ(MQTT_DeserializeAck(&packet, NULL, NULL), MQTTBadParameter);
    packet.type = 0x20;
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, NULL), MQTTBadParameter);
    packet.pRemainingData = NULL;
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &present), MQTTBadParameter);
    packet.remainingLength = 0;
    CHECK_EQ(MQTT_DeserializeAck(&packet, &id, &present), MQTTBadParameter);
    packet.type = 0xD0; /* has no body: it is the length that is wrong */
    CHECK_EQ(MQTT_DeserializeAck(&packet, NULL, NULL), MQTTSuccess);
    packet.remainingLength = 1;
    CHECK_EQ(MQTT_DeserializeAck(&packet, NULL, NULL), MQTTBadResponse);
    const size_t size = 2;
    CHECK_EQ(MQTT_ProcessIncomingPacketTypeAndLength(NULL, &size, &packet), MQTTBadParameter);
    CHECK_EQ(MQTT_ProcessIncomingPacketTypeAndLength(body, NULL, &packet), MQTTBadParameter);
    CHECK_EQ(MQTT_ProcessIncomingPacketTypeAndLength(body, &size, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_GetIncomingPacketTypeAndLength(NULL, &wire, &packet), MQTTBadParameter);
}

int main(void)
{
    RUN(every_valid_packet_is_accepted);
    RUN(a_body_cut_short_anywhere_is_never_read_beyond);
    RUN(a_body_longer_than_its_type_is_refused);
    RUN(first_bytes_that_no_server_sends_are_refused);
    RUN(a_publish_with_forbidden_flags_or_parts_is_refused);
    RUN(the_flags_of_a_publish_are_read_one_by_one);
    RUN(topic_lengths_around_the_size_of_the_packet_are_told_apart);
    RUN(values_that_the_standard_does_not_know_are_refused);
    RUN(every_body_of_up_to_two_bytes_is_survived);
    RUN(a_header_is_complete_with_its_last_length_byte);
    RUN(codes_of_a_suback_are_found);
    RUN(missing_arguments_are_refused);
    return 0;
}
