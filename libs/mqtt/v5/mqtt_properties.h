/* SPDX-License-Identifier: MIT */
/* One table says what each property is and which packets may have it; everything else reads it. */
#ifndef MQTT_PROPERTIES_H
#define MQTT_PROPERTIES_H

#include "core_mqtt_property_readers.h"

/* Sets of packets, one bit each, by the high nibble of their type. The will is a packet here, in
 * the place that no type has, and a DISCONNECT from the server is another than one to it: it takes
 * the place of AUTH, which this client refuses. */
#define MQTT_PROPERTIES_OF(type)             (1u << ((type) >> 4))
#define MQTT_PROPERTIES_OF_WILL              1u
#define MQTT_PROPERTIES_OF_SERVER_DISCONNECT 0x8000u
#define MQTT_PROPERTIES_OF_ANY               0xFFFFu

/* A property taken apart. */
struct mqtt_property {
    uint32_t number;      /* of the kinds that have one */
    const uint8_t *bytes; /* of a text or data, or the name of a user property */
    size_t length;
    const uint8_t *value; /* of a user property */
    size_t value_length;
};

/* Adds one. `type` as in core_mqtt_properties.h. */
MQTTStatus_t mqtt_property_add_number(MQTTPropBuilder_t *builder, uint8_t id, uint32_t value,
                                      const uint8_t *type);
MQTTStatus_t mqtt_property_add_bytes(MQTTPropBuilder_t *builder, uint8_t id, const void *bytes,
                                     size_t length, const uint8_t *type);

/* Reads the next one, which must be `id`. False `has_outputs`: MQTTBadParameter. */
MQTTStatus_t mqtt_property_get(const MQTTPropBuilder_t *builder, size_t *index, uint8_t id,
                               bool has_outputs, struct mqtt_property *property);

/* Reads the next one, whatever it is: MQTTSuccess, MQTTEndOfProperties or MQTTBadResponse. */
MQTTStatus_t mqtt_property_next(const MQTTPropBuilder_t *list, size_t *index, uint8_t *id,
                                struct mqtt_property *property);

/* Looks for one in a list that has been checked, or is NULL. */
bool mqtt_property_find(const MQTTPropBuilder_t *list, uint8_t id, struct mqtt_property *property);

/* Takes length and properties from the front of a packet's bytes, checked as below. Without bytes,
 * and with a length that goes beyond them: MQTTBadResponse. */
MQTTStatus_t mqtt_properties_take(uint8_t **at, size_t *left, unsigned packets, uint8_t repeats,
                                  MQTTPropBuilder_t *list);

/* Checks all properties of a packet that has arrived. `repeats` is an identifier that may be there
 * several times beside user properties, or 0. MQTTSuccess or MQTTBadResponse. */
MQTTStatus_t mqtt_properties_check(const uint8_t *bytes, size_t length, unsigned packets,
                                   uint8_t repeats);

/* The same for those of this client: MQTTSuccess or MQTTBadParameter. */
MQTTStatus_t mqtt_properties_validate(const MQTTPropBuilder_t *builder, unsigned packets);

#endif
