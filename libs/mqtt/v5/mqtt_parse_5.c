/* SPDX-License-Identifier: MIT */
/* Packets from the server that are not on the path of every message.
 *
 *   CONNACK          flags | reason | properties
 *   PUBACK ...       packet id | reason | properties           may end behind any of the three
 *   SUBACK, UNSUBACK packet id | properties | reason | reason ...
 *   DISCONNECT       reason | properties                       may be empty, or end behind the
 * first
 */
#include "mqtt_parse_5.h"

#include "core_mqtt.h"
#include "mqtt_packets.h"
#include "mqtt_reasons.h"

const uint8_t mqtt_reason_success[1] = {0};

bool mqtt_alias_is_allowed(const MQTTPublishInfo_t *publish_info, const MQTTPropBuilder_t *list,
                           uint16_t alias_max)
{
    struct mqtt_property property;

    if (mqtt_property_find(list, MQTT_TOPIC_ALIAS_ID, &property)) {
        return property.number <= alias_max;
    }
    return publish_info->topicNameLength > 0;
}

MQTTStatus_t MQTT_DeserializePublish(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                     MQTTPublishInfo_t *publish_info, MQTTPropBuilder_t *list,
                                     uint32_t max_packet_size, uint16_t topic_alias_max)
{
    if (packet == NULL || packet_id == NULL || publish_info == NULL || list == NULL ||
        packet->pRemainingData == NULL || !mqtt_is_publish(packet->type)) {
        return MQTTBadParameter;
    }
    if (mqtt_size_of(packet) > max_packet_size) {
        return MQTTBadResponse;
    }
    return mqtt_parse_publish_5(packet, packet_id, publish_info, list, topic_alias_max);
}

/* Every code is one that the packet may have; MQTTServerRefused: one is a refusal. */
static MQTTStatus_t check_codes(const MQTTReasonCodeInfo_t *reason, unsigned packet)
{
    MQTTStatus_t status = MQTTSuccess;

    for (size_t i = 0; i < reason->reasonCodeLength; i++) {
        const uint8_t code = reason->reasonCode[i];
        if (!mqtt_reason_is_allowed(code, packet)) {
            return MQTTBadResponse;
        }
        if (code >= MQTT_REASON_FAILURE) {
            status = MQTTServerRefused;
        }
    }
    return status;
}

/* A reason code and properties at the end of a packet, both of which may be left out. */
static MQTTStatus_t take_reason(uint8_t *at, size_t left, unsigned packet,
                                MQTTReasonCodeInfo_t *reason, MQTTPropBuilder_t *list)
{
    *list = mqtt_empty_list(at);
    *reason = (MQTTReasonCodeInfo_t){mqtt_reason_success, 1};
    if (left > 0) {
        reason->reasonCode = at++;
        left--;
    }
    if (left > 0 && mqtt_properties_take(&at, &left, packet, 0, list) != MQTTSuccess) {
        return MQTTBadResponse;
    }
    return left > 0 ? MQTTBadResponse : check_codes(reason, packet);
}

MQTTStatus_t mqtt_parse_ack_5(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                              MQTTReasonCodeInfo_t *reason, MQTTPropBuilder_t *list)
{
    const unsigned bit = MQTT_PROPERTIES_OF(packet->type);
    uint8_t *at = packet->pRemainingData;
    size_t left = packet->remainingLength;

    if (left < 2u || lib_bytes_get16(at) == 0) {
        return MQTTBadResponse;
    }
    *packet_id = lib_bytes_get16(at);
    at += 2;
    left -= 2u;
    if (packet->type < MQTT_PACKET_TYPE_SUBACK) {
        return take_reason(at, left, bit, reason, list);
    }
    if (mqtt_properties_take(&at, &left, bit, 0, list) != MQTTSuccess || left == 0) {
        return MQTTBadResponse;
    }
    *reason = (MQTTReasonCodeInfo_t){at, left};
    return check_codes(reason, bit);
}

MQTTStatus_t MQTT_DeserializeAck(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                 MQTTReasonCodeInfo_t *reason, MQTTPropBuilder_t *list,
                                 const MQTTConnectionProperties_t *connection)
{
    if (packet == NULL || packet_id == NULL || reason == NULL || list == NULL ||
        connection == NULL || (packet->pRemainingData == NULL && packet->remainingLength != 0)) {
        return MQTTBadParameter;
    }
    if (mqtt_size_of(packet) > connection->maxPacketSize || mqtt_is_publish(packet->type) ||
        !mqtt_is_from_server(packet->type)) {
        return MQTTBadResponse;
    }
    if (packet->type == MQTT_PACKET_TYPE_PINGRESP) {
        return packet->remainingLength == 0 ? MQTTSuccess : MQTTBadResponse;
    }
    if (packet->type == MQTT_PACKET_TYPE_CONNACK || packet->type == MQTT_PACKET_TYPE_DISCONNECT) {
        return MQTTBadResponse;
    }
    const MQTTStatus_t status = mqtt_parse_ack_5(packet, packet_id, reason, list);
    if (status != MQTTBadResponse && list->currentIndex > 0 && !connection->requestProblemInfo) {
        return MQTTBadResponse; /* all that an acknowledgement may have are reasons */
    }
    return status;
}

MQTTStatus_t mqtt_parse_connack_5(const MQTTPacketInfo_t *packet, bool *session_present,
                                  MQTTReasonCodeInfo_t *reason, MQTTPropBuilder_t *list,
                                  MQTTConnectionProperties_t *connection)
{
    const unsigned bit = MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_CONNACK);
    uint8_t *const bytes = packet->pRemainingData;
    struct mqtt_property property;

    /* The session of a connection that was refused is not there. */
    if (packet->remainingLength < 3u || bytes[0] > 1u || (bytes[0] != 0 && bytes[1] != 0)) {
        return MQTTBadResponse;
    }
    const MQTTStatus_t status =
        take_reason(&bytes[1], packet->remainingLength - 1u, bit, reason, list);
    if (status == MQTTBadResponse || (mqtt_property_find(list, MQTT_AUTH_DATA_ID, &property) &&
                                      !mqtt_property_find(list, MQTT_AUTH_METHOD_ID, &property))) {
        return MQTTBadResponse;
    }
    *session_present = bytes[0] != 0;
    mqtt_connection_note(connection, list, true);
    return status;
}

MQTTStatus_t MQTT_DeserializeConnAck(const MQTTPacketInfo_t *packet, bool *session_present,
                                     MQTTPropBuilder_t *list,
                                     MQTTConnectionProperties_t *connection)
{
    MQTTReasonCodeInfo_t reason;

    if (packet == NULL || session_present == NULL || list == NULL || connection == NULL ||
        (packet->pRemainingData == NULL && packet->remainingLength != 0)) {
        return MQTTBadParameter;
    }
    if (packet->type != MQTT_PACKET_TYPE_CONNACK ||
        mqtt_size_of(packet) > connection->maxPacketSize) {
        return MQTTBadResponse;
    }
    return mqtt_parse_connack_5(packet, session_present, &reason, list, connection);
}

MQTTStatus_t mqtt_parse_disconnect_5(const MQTTPacketInfo_t *packet, MQTTReasonCodeInfo_t *reason,
                                     MQTTPropBuilder_t *list)
{
    const MQTTStatus_t status = take_reason(packet->pRemainingData, packet->remainingLength,
                                            MQTT_PROPERTIES_OF_SERVER_DISCONNECT, reason, list);

    return status == MQTTServerRefused ? MQTTSuccess : status;
}

MQTTStatus_t MQTT_DeserializeDisconnect(const MQTTPacketInfo_t *packet, uint32_t max_packet_size,
                                        MQTTReasonCodeInfo_t *reason, MQTTPropBuilder_t *list)
{
    if (packet == NULL || reason == NULL || list == NULL ||
        (packet->pRemainingData == NULL && packet->remainingLength != 0)) {
        return MQTTBadParameter;
    }
    if (packet->type != MQTT_PACKET_TYPE_DISCONNECT || mqtt_size_of(packet) > max_packet_size) {
        return MQTTBadResponse;
    }
    return mqtt_parse_disconnect_5(packet, reason, list);
}

static MQTTStatus_t codes_of(const MQTTPacketInfo_t *packet, uint8_t type, uint8_t **codes,
                             size_t *count)
{
    MQTTReasonCodeInfo_t reason;
    MQTTPropBuilder_t list;
    uint16_t id;

    if (packet == NULL || codes == NULL || count == NULL || packet->pRemainingData == NULL ||
        packet->type != type || mqtt_parse_ack_5(packet, &id, &reason, &list) == MQTTBadResponse) {
        return MQTTBadParameter;
    }
    *codes = &packet->pRemainingData[packet->remainingLength - reason.reasonCodeLength];
    *count = reason.reasonCodeLength;
    return MQTTSuccess;
}

MQTTStatus_t MQTT_GetSubAckStatusCodes(const MQTTPacketInfo_t *suback, uint8_t **codes,
                                       size_t *count)
{
    return codes_of(suback, MQTT_PACKET_TYPE_SUBACK, codes, count);
}

MQTTStatus_t MQTT_GetUnsubAckStatusCodes(const MQTTPacketInfo_t *unsuback, uint8_t **codes,
                                         size_t *count)
{
    return codes_of(unsuback, MQTT_PACKET_TYPE_UNSUBACK, codes, count);
}
