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

#endif
