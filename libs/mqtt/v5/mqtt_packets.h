/* SPDX-License-Identifier: MIT */
/* Packets of MQTT 5: checked and measured, then written. A measure answers false where the packet
 * may not be sent to any server; what this server said comes on top (mqtt_limits.h). */
#ifndef MQTT_PACKETS_H
#define MQTT_PACKETS_H

#include "core_mqtt.h"
#include "mqtt_engine.h"
#include "mqtt_properties.h"
#include "mqtt_varint.h"
#include "mqtt_writer.h"

/* Bytes of a block: length, then properties. The list has been checked, or is NULL. */
static inline size_t mqtt_block_size(const MQTTPropBuilder_t *list)
{
    return list == NULL ? 1u : mqtt_packet_size(list->currentIndex) - 1u;
}

static inline size_t mqtt_list_length(const MQTTPropBuilder_t *list)
{
    return list == NULL ? 0 : list->currentIndex;
}

void mqtt_write_block(struct mqtt_writer *writer, const MQTTPropBuilder_t *list);

/* Writes where a buffer of the caller's is the result. */
static inline bool mqtt_is_buffer(const MQTTFixedBuffer_t *buffer)
{
    return buffer != NULL && buffer->pBuffer != NULL;
}

/* A PUBLISH. `*alias`: its topic alias, or 0. */
bool mqtt_publish_measure(const MQTTPublishInfo_t *publish_info, const MQTTPropBuilder_t *list,
                          size_t *remaining_length, uint16_t *alias);

bool mqtt_connect_measure(const MQTTConnectInfo_t *connect_info, const MQTTPublishInfo_t *will_info,
                          const MQTTPropBuilder_t *list, const MQTTPropBuilder_t *will_list,
                          size_t *remaining_length);
void mqtt_write_connect(struct mqtt_writer *writer, const MQTTConnectInfo_t *connect_info,
                        const MQTTPublishInfo_t *will_info, const MQTTPropBuilder_t *list,
                        const MQTTPropBuilder_t *will_list, size_t remaining_length);

/* `type` MQTT_PACKET_TYPE_SUBSCRIBE or MQTT_PACKET_TYPE_UNSUBSCRIBE. */
bool mqtt_filters_measure(uint8_t type, const MQTTSubscribeInfo_t *subscriptions, size_t count,
                          const MQTTPropBuilder_t *list, size_t *remaining_length);
void mqtt_write_filters(struct mqtt_writer *writer, uint8_t type,
                        const MQTTSubscribeInfo_t *subscriptions, size_t count,
                        const MQTTPropBuilder_t *list, uint16_t packet_id, size_t remaining_length);

/* A filter of the form $share/name/filter. */
bool mqtt_filter_is_shared(const MQTTSubscribeInfo_t *subscription);

/* PUBACK, PUBREC, PUBREL or PUBCOMP; DISCONNECT to the server. Remaining lengths: the short forms
 * are 2 and 0. */
bool mqtt_ack_measure(uint8_t type, uint8_t code, const MQTTPropBuilder_t *list,
                      size_t *remaining_length);
bool mqtt_disconnect_measure(uint8_t code, const MQTTPropBuilder_t *list, size_t *remaining_length);
void mqtt_write_ack(struct mqtt_writer *writer, uint8_t type, uint16_t packet_id, uint8_t code,
                    const MQTTPropBuilder_t *list, size_t remaining_length);
void mqtt_write_disconnect(struct mqtt_writer *writer, uint8_t code, const MQTTPropBuilder_t *list,
                           size_t remaining_length);

/* Before CONNECT: every message that is unanswered has to be sent again. */
void mqtt_owe_all(MQTTContext_t *context);

/* Messages that the server counts against its Receive Maximum, but for the one with this id. */
size_t mqtt_under_way(const MQTTContext_t *context, uint16_t but);

/* What properties of CONNECT or CONNACK, which have been checked, say about this connection. */
void mqtt_connection_note(MQTTConnectionProperties_t *connection, const MQTTPropBuilder_t *list,
                          bool from_server);

#endif
