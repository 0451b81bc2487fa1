/* SPDX-License-Identifier: MIT */
/* The two parsers on the path of every message, inline: mqtt_receive.c runs them without the
 * argument checks that their public faces in mqtt_parse.c add. Every byte is untrusted: a length is
 * compared with the bytes that are there before anything is read, reserved bits and values must be
 * what the protocol says, and what does not fit is MQTTBadResponse. */
#ifndef MQTT_PARSE_H
#define MQTT_PARSE_H

#include "core_mqtt_serializer.h"

#include "lib_bytes.h"

/* High nibbles of the packets that a server may send, one bit each: CONNACK, PUBLISH, PUBACK,
 * PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, PINGRESP. */
#define MQTT_FROM_SERVER_3 0x2AFCu

/* In MQTT 5 also DISCONNECT. AUTH is refused: this client begins no such exchange. */
#define MQTT_FROM_SERVER_5 0x6AFCu

#ifdef MQTT_VERSION_5
#define MQTT_FROM_SERVER MQTT_FROM_SERVER_5
#else
#define MQTT_FROM_SERVER MQTT_FROM_SERVER_3
#endif

/* Flags of a PUBLISH that occur, one bit each: dup | QoS | QoS | retain. Not QoS 3, and no DUP with
 * QoS 0. */
#define MQTT_PUBLISH_FLAGS 0x3C3Fu

/* mqtt_parse_header for a remaining length of any size. */
MQTTStatus_t mqtt_parse_long_length(const uint8_t *bytes, size_t count, MQTTPacketInfo_t *packet);

static inline unsigned mqtt_high_nibble(uint8_t type)
{
    return type & 0xF0u;
}

static inline bool mqtt_is_publish(uint8_t type)
{
    return mqtt_high_nibble(type) == MQTT_PACKET_TYPE_PUBLISH;
}

/* The low nibble is fixed, but for the flags of a PUBLISH; those are checked with the rest of it.
 */
static inline bool mqtt_is_from_server(uint8_t type)
{
    if (mqtt_is_publish(type)) {
        return true;
    }
    const unsigned low = mqtt_high_nibble(type) == 0x60u ? 2u : 0u; /* 0x60: PUBREL */
    return (MQTT_FROM_SERVER >> (type >> 4) & 1u) != 0 && (type & 0x0Fu) == low;
}

/* MQTTSuccess, MQTTNeedMoreBytes or MQTTBadResponse. Sets all of the packet but pRemainingData.
 * count > 0. */
static inline MQTTStatus_t mqtt_parse_header(const uint8_t *bytes, size_t count,
                                             MQTTPacketInfo_t *packet)
{
    if (!mqtt_is_from_server(bytes[0])) {
        return MQTTBadResponse;
    }
    packet->type = bytes[0];
    if (count > 1u && bytes[1] < 0x80u) { /* nearly always */
        packet->remainingLength = bytes[1];
        packet->headerLength = 2;
        return MQTTSuccess;
    }
    return mqtt_parse_long_length(bytes, count, packet);
}

/* MQTTSuccess or MQTTBadResponse. The packet is a PUBLISH; all its bytes are there. MQTT 5 lets an
 * alias stand for the topic, and begins the payload with the properties. */
static inline MQTTStatus_t mqtt_parse_message(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                              MQTTPublishInfo_t *publish_info,
                                              bool topic_may_be_empty)
{
    const uint8_t *const bytes = packet->pRemainingData;
    const size_t length = packet->remainingLength;
    const unsigned flags = packet->type & 0x0Fu;
    const unsigned qos = flags >> 1 & 3u;
    uint16_t id = 0;

    if ((MQTT_PUBLISH_FLAGS >> flags & 1u) == 0 || length < 2u) {
        return MQTTBadResponse;
    }
    const uint16_t topic_length = lib_bytes_get16(bytes);
    size_t payload_at = 2u + topic_length;
    const size_t id_at = payload_at;
    if (qos != MQTTQoS0) {
        payload_at += 2u;
    }
    if ((topic_length == 0 && !topic_may_be_empty) || payload_at > length) {
        return MQTTBadResponse;
    }
    if (qos != MQTTQoS0) {
        id = lib_bytes_get16(&bytes[id_at]);
        if (id == 0) {
            return MQTTBadResponse;
        }
    }
    *packet_id = id;
    publish_info->qos = (MQTTQoS_t)qos;
    publish_info->retain = (flags & 1u) != 0;
    publish_info->dup = (flags >> 3) != 0;
    publish_info->pTopicName = (const char *)&bytes[2];
    publish_info->topicNameLength = topic_length;
    publish_info->payloadLength = length - payload_at;
    publish_info->pPayload = &bytes[payload_at];
    return MQTTSuccess;
}

static inline MQTTStatus_t mqtt_parse_publish(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                              MQTTPublishInfo_t *publish_info)
{
    return mqtt_parse_message(packet, packet_id, publish_info, false);
}

#endif
