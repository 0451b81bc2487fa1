/* SPDX-License-Identifier: MIT */
/* Packets from the server: PUBLISH as mqtt_parse.h reads it, and the acknowledgements. */
#include "mqtt_parse.h"

#include "core_mqtt.h"
#include "mqtt_engine.h"

#define SUBACK_CODES_AT 2u

MQTTStatus_t MQTT_DeserializePublish(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                     MQTTPublishInfo_t *publish_info)
{
    if (packet == NULL || packet_id == NULL || publish_info == NULL ||
        packet->pRemainingData == NULL || !mqtt_is_publish(packet->type)) {
        return MQTTBadParameter;
    }
    return mqtt_parse_publish(packet, packet_id, publish_info);
}

static MQTTStatus_t connack(const MQTTPacketInfo_t *packet, bool *session_present)
{
    const uint8_t flags = packet->pRemainingData[0];
    const uint8_t code = packet->pRemainingData[1];
    if (flags > 1 || code > 5 || (flags != 0 && code != 0)) {
        return MQTTBadResponse;
    }
    *session_present = flags != 0;
    return code == 0 ? MQTTSuccess : MQTTServerRefused;
}

static MQTTStatus_t suback_codes(const MQTTPacketInfo_t *packet)
{
    MQTTStatus_t status = MQTTSuccess;

    for (size_t i = SUBACK_CODES_AT; i < packet->remainingLength; i++) {
        const uint8_t code = packet->pRemainingData[i];
        if (code == MQTTSubAckFailure) {
            status = MQTTServerRefused;
        } else if (code > MQTTSubAckSuccessQos2) {
            return MQTTBadResponse;
        }
    }
    return status;
}

MQTTStatus_t MQTT_DeserializeAck(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                 bool *session_present)
{
    if (packet == NULL) {
        return MQTTBadParameter;
    }
    const uint8_t type = packet->type;
    const size_t length = packet->remainingLength;
    if (type == MQTT_PACKET_TYPE_PINGRESP) {
        return length == 0 ? MQTTSuccess : MQTTBadResponse;
    }
    const bool is_suback = type == MQTT_PACKET_TYPE_SUBACK;
    const bool is_connack = type == MQTT_PACKET_TYPE_CONNACK;
    if (packet->pRemainingData == NULL ||
        (is_connack ? session_present == NULL : packet_id == NULL)) {
        return MQTTBadParameter;
    }
    if (mqtt_is_publish(type) || !mqtt_is_from_server(type) ||
        (is_suback ? length < 3 : length != 2)) {
        return MQTTBadResponse;
    }
    if (is_connack) {
        return connack(packet, session_present);
    }
    const uint16_t id = lib_bytes_get16(packet->pRemainingData);
    if (id == 0) {
        return MQTTBadResponse;
    }
    *packet_id = id;
    return is_suback ? suback_codes(packet) : MQTTSuccess;
}

MQTTStatus_t MQTT_GetSubAckStatusCodes(const MQTTPacketInfo_t *suback, uint8_t **codes,
                                       size_t *count)
{
    if (suback == NULL || codes == NULL || count == NULL || suback->pRemainingData == NULL ||
        suback->type != MQTT_PACKET_TYPE_SUBACK || suback->remainingLength <= SUBACK_CODES_AT) {
        return MQTTBadParameter;
    }
    *codes = &suback->pRemainingData[SUBACK_CODES_AT];
    *count = suback->remainingLength - SUBACK_CODES_AT;
    return MQTTSuccess;
}
