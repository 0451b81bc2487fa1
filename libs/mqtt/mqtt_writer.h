/* SPDX-License-Identifier: MIT */
/* Packets made of many small pieces: gathered in a buffer, to be the result or to be sent.
 *
 *   put put put ...      room left    copied behind what is there
 *                        no room      memory: refused; client: sent, long pieces without a copy
 *
 * The first failure sticks; whoever writes a packet looks at the status once, at the end.
 */
#ifndef MQTT_WRITER_H
#define MQTT_WRITER_H

#include "core_mqtt.h"

struct mqtt_writer {
    MQTTContext_t *context; /* NULL: the buffer is the result */
    uint8_t *bytes;
    size_t room; /* size of the buffer */
    size_t used; /* bytes in it */
    MQTTStatus_t status;
};

void mqtt_writer_put(struct mqtt_writer *writer, const void *bytes, size_t length);

/* A length of two bytes, then the characters. */
void mqtt_writer_put_string(struct mqtt_writer *writer, const void *characters, size_t length);

/* Sends what is left. Result of the whole packet. */
MQTTStatus_t mqtt_writer_finish(struct mqtt_writer *writer);

/* The packets that are written this way; arguments have been checked. */
void mqtt_write_connect(struct mqtt_writer *writer, const MQTTConnectInfo_t *connect_info,
                        const MQTTPublishInfo_t *will_info, size_t remaining_length);

/* `type` MQTT_PACKET_TYPE_SUBSCRIBE or MQTT_PACKET_TYPE_UNSUBSCRIBE. */
void mqtt_write_filters(struct mqtt_writer *writer, uint8_t type,
                        const MQTTSubscribeInfo_t *subscriptions, size_t count, uint16_t packet_id,
                        size_t remaining_length);

#endif
