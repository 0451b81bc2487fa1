/* SPDX-License-Identifier: MIT */
/* Packets of a server in MQTT 5, taken apart without the argument checks of their public faces.
 * Every byte is untrusted. The first is inline: it is on the path of every message. */
#ifndef MQTT_PARSE_5_H
#define MQTT_PARSE_5_H

#include "mqtt_parse.h"
#include "mqtt_properties.h"

/* No properties, at a place in the packet. */
static inline MQTTPropBuilder_t mqtt_empty_list(uint8_t *at)
{
    return (MQTTPropBuilder_t){.pBuffer = at};
}

/* An empty topic with an alias of 1 .. `alias_max`, or a topic, with or without. */
bool mqtt_alias_is_allowed(const MQTTPublishInfo_t *publish_info, const MQTTPropBuilder_t *list,
                           uint16_t alias_max);

/* MQTTSuccess or MQTTBadResponse. The packet is a PUBLISH; all its bytes are there. */
static inline MQTTStatus_t mqtt_parse_publish_5(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                                                MQTTPublishInfo_t *publish_info,
                                                MQTTPropBuilder_t *list, uint16_t alias_max)
{
    MQTTStatus_t status = mqtt_parse_message(packet, packet_id, publish_info, true);

    if (status != MQTTSuccess) {
        return status;
    }
    size_t left = publish_info->payloadLength;
    uint8_t *at = &packet->pRemainingData[packet->remainingLength - left];
    if (left > 0 && *at == 0 && publish_info->topicNameLength > 0) { /* nearly always */
        *list = mqtt_empty_list(++at);
        left--;
    } else {
        status = mqtt_properties_take(&at, &left, MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_PUBLISH),
                                      MQTT_SUBSCRIPTION_ID_ID, list);
        if (status != MQTTSuccess || !mqtt_alias_is_allowed(publish_info, list, alias_max)) {
            return MQTTBadResponse;
        }
    }
    publish_info->pPayload = at;
    publish_info->payloadLength = left;
    return MQTTSuccess;
}

/* The reason code that is not there. */
extern const uint8_t mqtt_reason_success[1];

/* PUBACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK: MQTTSuccess, MQTTServerRefused or
 * MQTTBadResponse. */
MQTTStatus_t mqtt_parse_ack_5(const MQTTPacketInfo_t *packet, uint16_t *packet_id,
                              MQTTReasonCodeInfo_t *reason, MQTTPropBuilder_t *list);

/* CONNACK: the same results. `reason` is set as well. */
MQTTStatus_t mqtt_parse_connack_5(const MQTTPacketInfo_t *packet, bool *session_present,
                                  MQTTReasonCodeInfo_t *reason, MQTTPropBuilder_t *list,
                                  MQTTConnectionProperties_t *connection);

/* DISCONNECT: MQTTSuccess or MQTTBadResponse. */
MQTTStatus_t mqtt_parse_disconnect_5(const MQTTPacketInfo_t *packet, MQTTReasonCodeInfo_t *reason,
                                     MQTTPropBuilder_t *list);

/* Bytes of the whole packet. */
static inline size_t mqtt_size_of(const MQTTPacketInfo_t *packet)
{
    return packet->headerLength + packet->remainingLength;
}

#endif
