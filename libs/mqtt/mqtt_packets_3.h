/* SPDX-License-Identifier: MIT */
/* Packets of MQTT 3.1.1: checked and measured, then written. */
#ifndef MQTT_PACKETS_3_H
#define MQTT_PACKETS_3_H

#include "mqtt_engine.h"
#include "mqtt_writer.h"

/* Checks a message and gives the remaining length of its PUBLISH. */
bool mqtt_publish_measure(const MQTTPublishInfo_t *publish_info, size_t *remaining_length);

/* What mqtt_publish_measure does not look at. */
static inline bool mqtt_payload_is_there(const MQTTPublishInfo_t *publish_info)
{
    return publish_info->pPayload != NULL || publish_info->payloadLength == 0;
}

/* Bytes of a filter in a SUBSCRIBE and in an UNSUBSCRIBE beside its own. */
#define MQTT_SUBSCRIBE_EXTRA   3u
#define MQTT_UNSUBSCRIBE_EXTRA 2u

/* Checks a CONNECT and gives its remaining length. */
bool mqtt_connect_measure(const MQTTConnectInfo_t *connect_info, const MQTTPublishInfo_t *will_info,
                          size_t *remaining_length);

/* Checks filters and gives the remaining length: `extra` bytes beside each filter's own. */
bool mqtt_filters_measure(const MQTTSubscribeInfo_t *subscriptions, size_t count, size_t extra,
                          size_t *remaining_length);

/* Packets made by a writer; arguments have been checked. */
void mqtt_write_connect(struct mqtt_writer *writer, const MQTTConnectInfo_t *connect_info,
                        const MQTTPublishInfo_t *will_info, size_t remaining_length);

/* `type` MQTT_PACKET_TYPE_SUBSCRIBE or MQTT_PACKET_TYPE_UNSUBSCRIBE. */
void mqtt_write_filters(struct mqtt_writer *writer, uint8_t type,
                        const MQTTSubscribeInfo_t *subscriptions, size_t count, uint16_t packet_id,
                        size_t remaining_length);

#endif
