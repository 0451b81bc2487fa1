/* SPDX-License-Identifier: MIT */
#include "mqtt_properties.h"

#include <string.h>

#include "lib_bytes.h"
#include "mqtt_varint.h"

/* What a value is made of; _1: 0 is excluded. */
enum kind { BIT, WORD, WORD_1, LONG, LONG_1, VARINT, BYTES, PAIR };

#define OF         MQTT_PROPERTIES_OF
#define CONNECT    OF(MQTT_PACKET_TYPE_CONNECT)
#define CONNACK    OF(MQTT_PACKET_TYPE_CONNACK)
#define PUBLISH    OF(MQTT_PACKET_TYPE_PUBLISH)
#define ACKS       (0xF0u | OF(MQTT_PACKET_TYPE_SUBACK) | OF(MQTT_PACKET_TYPE_UNSUBACK))
#define SUBSCRIBE  OF(MQTT_PACKET_TYPE_SUBSCRIBE)
#define DISCONNECT OF(MQTT_PACKET_TYPE_DISCONNECT)
#define SERVER_BYE MQTT_PROPERTIES_OF_SERVER_DISCONNECT
#define WILL       MQTT_PROPERTIES_OF_WILL

/* MQTT 5.0, table 2-4. The place in it is the bit in `fieldSet`. */
static const struct entry {
    uint8_t id;
    uint8_t kind;
    uint16_t packets;
} entries[] = {
    {MQTT_PAYLOAD_FORMAT_ID, BIT, PUBLISH | WILL},
    {MQTT_MSG_EXPIRY_ID, LONG, PUBLISH | WILL},
    {MQTT_CONTENT_TYPE_ID, BYTES, PUBLISH | WILL},
    {MQTT_RESPONSE_TOPIC_ID, BYTES, PUBLISH | WILL},
    {MQTT_CORRELATION_DATA_ID, BYTES, PUBLISH | WILL},
    {MQTT_SUBSCRIPTION_ID_ID, VARINT, PUBLISH | SUBSCRIBE},
    {MQTT_SESSION_EXPIRY_ID, LONG, CONNECT | CONNACK | DISCONNECT},
    {MQTT_ASSIGNED_CLIENT_ID, BYTES, CONNACK},
    {MQTT_SERVER_KEEP_ALIVE_ID, WORD, CONNACK},
    {MQTT_AUTH_METHOD_ID, BYTES, CONNECT | CONNACK},
    {MQTT_AUTH_DATA_ID, BYTES, CONNECT | CONNACK},
    {MQTT_REQUEST_PROBLEM_ID, BIT, CONNECT},
    {MQTT_WILL_DELAY_ID, LONG, WILL},
    {MQTT_REQUEST_RESPONSE_ID, BIT, CONNECT},
    {MQTT_RESPONSE_INFO_ID, BYTES, CONNACK},
    {MQTT_SERVER_REF_ID, BYTES, CONNACK | SERVER_BYE},
    {MQTT_REASON_STRING_ID, BYTES, CONNACK | ACKS | DISCONNECT | SERVER_BYE},
    {MQTT_RECEIVE_MAX_ID, WORD_1, CONNECT | CONNACK},
    {MQTT_TOPIC_ALIAS_MAX_ID, WORD, CONNECT | CONNACK},
    {MQTT_TOPIC_ALIAS_ID, WORD_1, PUBLISH},
    {MQTT_MAX_QOS_ID, BIT, CONNACK},
    {MQTT_RETAIN_AVAILABLE_ID, BIT, CONNACK},
    {MQTT_USER_PROPERTY_ID, PAIR, MQTT_PROPERTIES_OF_ANY},
    {MQTT_MAX_PACKET_SIZE_ID, LONG_1, CONNECT | CONNACK},
    {MQTT_WILDCARD_ID, BIT, CONNACK},
    {MQTT_SUB_AVAILABLE_ID, BIT, CONNACK},
    {MQTT_SHARED_SUB_ID, BIT, CONNACK},
};

static const struct entry *find(uint8_t id)
{
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (entries[i].id == id) {
            return &entries[i];
        }
    }
    return NULL;
}

static bool is_allowed(enum kind kind, uint32_t number)
{
    switch (kind) {
    case BIT:
        return number <= 1;
    case WORD:
        return number <= UINT16_MAX;
    case WORD_1:
        return number >= 1 && number <= UINT16_MAX;
    case LONG_1:
        return number >= 1;
    case VARINT:
        return number >= 1 && number <= MQTT_VARINT_MAX;
    case LONG:
        return true;
    case BYTES:
    case PAIR:
        break;
    }
    return false;
}

/* Reads a text at `at`; the bytes it takes, or 0: it is not all there. */
static size_t read_bytes(const uint8_t *at, size_t left, const uint8_t **bytes, size_t *length)
{
    if (left < 2u || lib_bytes_get16(at) > left - 2u) {
        return 0;
    }
    *bytes = at + 2;
    *length = lib_bytes_get16(at);
    return 2u + *length;
}

/* Reads a value; the bytes it takes, or 0: it is not all there, or excluded. */
static size_t read_value(enum kind kind, const uint8_t *at, size_t left,
                         struct mqtt_property *property)
{
    size_t used = kind == BIT ? 1u : kind <= WORD_1 ? 2u : 4u;
    size_t number = 0;

    if (kind == BYTES || kind == PAIR) {
        used = read_bytes(at, left, &property->bytes, &property->length);
        if (kind == BYTES || used == 0) {
            return used;
        }
        const size_t more =
            read_bytes(at + used, left - used, &property->value, &property->value_length);
        return more == 0 ? 0 : used + more;
    }
    if (kind == VARINT) {
        if (mqtt_varint_read(at, left, &number, &used) != MQTTSuccess) {
            return 0;
        }
        property->number = (uint32_t)number;
    } else if (left < used) {
        return 0;
    } else {
        property->number = used == 1u   ? at[0]
                           : used == 2u ? lib_bytes_get16(at)
                                        : lib_bytes_get32(at);
    }
    return is_allowed(kind, property->number) ? used : 0;
}

/* Takes the property at `*index` of `length` bytes. */
static MQTTStatus_t read_next(const uint8_t *bytes, size_t length, size_t *index,
                              const struct entry **entry, struct mqtt_property *property)
{
    if (*index >= length) {
        return MQTTEndOfProperties;
    }
    *entry = find(bytes[*index]);
    if (*entry == NULL) {
        return MQTTBadResponse;
    }
    const size_t used =
        read_value((enum kind)(*entry)->kind, bytes + *index + 1u, length - *index - 1u, property);
    if (used == 0) {
        return MQTTBadResponse;
    }
    *index += 1u + used;
    return MQTTSuccess;
}

MQTTStatus_t mqtt_properties_check(const uint8_t *bytes, size_t length, unsigned packets,
                                   uint8_t repeats)
{
    struct mqtt_property property;
    const struct entry *entry = NULL;
    uint32_t seen = 0;
    size_t index = 0;

    for (;;) {
        const MQTTStatus_t status = read_next(bytes, length, &index, &entry, &property);
        if (status != MQTTSuccess) {
            return status == MQTTEndOfProperties ? MQTTSuccess : status;
        }
        const uint32_t bit = 1u << (entry - entries);
        const bool may_repeat = entry->kind == PAIR || entry->id == repeats;
        if ((entry->packets & packets) == 0 || ((seen & bit) != 0 && !may_repeat)) {
            return MQTTBadResponse;
        }
        seen |= bit;
    }
}

MQTTStatus_t mqtt_properties_take(uint8_t **at, size_t *left, unsigned packets, uint8_t repeats,
                                  MQTTPropBuilder_t *list)
{
    size_t length = 0, used = 0;

    if (mqtt_varint_read(*at, *left, &length, &used) != MQTTSuccess || length > *left - used) {
        return MQTTBadResponse;
    }
    *at += used;
    *list = (MQTTPropBuilder_t){.pBuffer = *at, .bufferLength = length, .currentIndex = length};
    const MQTTStatus_t status = mqtt_properties_check(*at, length, packets, repeats);
    *at += length;
    *left -= used + length;
    return status;
}

MQTTStatus_t mqtt_property_next(const MQTTPropBuilder_t *list, size_t *index, uint8_t *id,
                                struct mqtt_property *property)
{
    const struct entry *entry = NULL;
    const MQTTStatus_t status =
        read_next(list->pBuffer, list->currentIndex, index, &entry, property);

    if (status == MQTTSuccess) {
        *id = entry->id;
    }
    return status;
}

bool mqtt_property_find(const MQTTPropBuilder_t *list, uint8_t id, struct mqtt_property *property)
{
    size_t index = 0;
    uint8_t found = 0;

    while (list != NULL && mqtt_property_next(list, &index, &found, property) == MQTTSuccess) {
        if (found == id) {
            return true;
        }
    }
    return false;
}

static bool is_list(const MQTTPropBuilder_t *builder)
{
    return builder != NULL && builder->pBuffer != NULL &&
           builder->currentIndex <= builder->bufferLength;
}

MQTTStatus_t mqtt_properties_validate(const MQTTPropBuilder_t *builder, unsigned packets)
{
    if (builder == NULL || builder->currentIndex == 0) {
        return MQTTSuccess;
    }
    if (!is_list(builder)) {
        return MQTTBadParameter;
    }
    return mqtt_properties_check(builder->pBuffer, builder->currentIndex, packets, 0) == MQTTSuccess
               ? MQTTSuccess
               : MQTTBadParameter;
}

MQTTStatus_t MQTTPropertyBuilder_Init(MQTTPropBuilder_t *builder, uint8_t *buffer, size_t length)
{
    if (builder == NULL || buffer == NULL || length == 0) {
        return MQTTBadParameter;
    }
    *builder = (MQTTPropBuilder_t){.pBuffer = buffer, .bufferLength = length};
    return MQTTSuccess;
}

/* Where `length` bytes of a property go, or NULL: `*status` says why not. */
static uint8_t *place(const MQTTPropBuilder_t *builder, const struct entry *entry, size_t length,
                      const uint8_t *type, MQTTStatus_t *status)
{
    const uint32_t bit = 1u << (entry - entries);

    *status = MQTTBadParameter;
    if (!is_list(builder) || (entry->kind != PAIR && (builder->fieldSet & bit) != 0) ||
        (type != NULL && (MQTT_PROPERTIES_OF(*type) & entry->packets) == 0)) {
        return NULL;
    }
    *status = MQTTNoMemory;
    if (length > builder->bufferLength - builder->currentIndex) {
        return NULL;
    }
    uint8_t *const at = builder->pBuffer + builder->currentIndex;
    at[0] = entry->id;
    *status = MQTTSuccess;
    return at + 1;
}

static void added(MQTTPropBuilder_t *builder, const struct entry *entry, size_t length)
{
    builder->currentIndex += length;
    builder->fieldSet |= 1u << (entry - entries);
}

MQTTStatus_t mqtt_property_add_number(MQTTPropBuilder_t *builder, uint8_t id, uint32_t value,
                                      const uint8_t *type)
{
    const struct entry *const entry = find(id);
    const enum kind kind = (enum kind)entry->kind;
    uint8_t bytes[MQTT_VARINT_BYTES_MAX];
    size_t length = kind == BIT ? 1u : kind <= WORD_1 ? 2u : 4u;
    MQTTStatus_t status;

    if (!is_allowed(kind, value)) {
        return MQTTBadParameter;
    }
    if (kind == VARINT) {
        length = mqtt_varint_write(value, bytes);
    } else if (length == 1u) {
        bytes[0] = (uint8_t)value;
    } else if (length == 2u) {
        lib_bytes_put16(bytes, (uint16_t)value);
    } else {
        lib_bytes_put32(bytes, value);
    }
    uint8_t *const at = place(builder, entry, 1u + length, type, &status);
    if (at != NULL) {
        memcpy(at, bytes, length);
        added(builder, entry, 1u + length);
    }
    return status;
}

MQTTStatus_t mqtt_property_add_bytes(MQTTPropBuilder_t *builder, uint8_t id, const void *bytes,
                                     size_t length, const uint8_t *type)
{
    const struct entry *const entry = find(id);
    MQTTStatus_t status;

    if (bytes == NULL || length == 0 || length > UINT16_MAX) {
        return MQTTBadParameter;
    }
    uint8_t *const at = place(builder, entry, 3u + length, type, &status);
    if (at != NULL) {
        memcpy(lib_bytes_put16(at, (uint16_t)length), bytes, length);
        added(builder, entry, 3u + length);
    }
    return status;
}

MQTTStatus_t MQTTPropAdd_UserProp(MQTTPropBuilder_t *builder, const MQTTUserProperty_t *property,
                                  const uint8_t *type)
{
    const struct entry *const entry = find(MQTT_USER_PROPERTY_ID);
    MQTTStatus_t status;

    if (property == NULL || property->pKey == NULL || property->pValue == NULL ||
        property->keyLength > UINT16_MAX || property->valueLength > UINT16_MAX) {
        return MQTTBadParameter;
    }
    const size_t length = 5u + property->keyLength + property->valueLength;
    uint8_t *at = place(builder, entry, length, type, &status);
    if (at != NULL) {
        at = lib_bytes_put16(at, (uint16_t)property->keyLength);
        memcpy(at, property->pKey, property->keyLength);
        at = lib_bytes_put16(at + property->keyLength, (uint16_t)property->valueLength);
        memcpy(at, property->pValue, property->valueLength);
        added(builder, entry, length);
    }
    return status;
}

MQTTStatus_t mqtt_property_get(const MQTTPropBuilder_t *builder, size_t *index, uint8_t id,
                               bool has_outputs, struct mqtt_property *property)
{
    const struct entry *entry = NULL;

    if (!is_list(builder) || index == NULL || !has_outputs) {
        return MQTTBadParameter;
    }
    if (*index < builder->currentIndex && builder->pBuffer[*index] != id) {
        return find(builder->pBuffer[*index]) != NULL ? MQTTBadParameter : MQTTBadResponse;
    }
    return read_next(builder->pBuffer, builder->currentIndex, index, &entry, property);
}

MQTTStatus_t MQTTPropGet_UserProp(const MQTTPropBuilder_t *builder, size_t *index,
                                  MQTTUserProperty_t *user)
{
    struct mqtt_property property;
    const MQTTStatus_t status =
        mqtt_property_get(builder, index, MQTT_USER_PROPERTY_ID, user != NULL, &property);

    if (status == MQTTSuccess) {
        *user = (MQTTUserProperty_t){(const char *)property.bytes, property.length,
                                     (const char *)property.value, property.value_length};
    }
    return status;
}

MQTTStatus_t MQTT_GetNextPropertyType(const MQTTPropBuilder_t *builder, size_t *index,
                                      uint8_t *property)
{
    if (!is_list(builder) || index == NULL || property == NULL) {
        return MQTTBadParameter;
    }
    if (*index >= builder->currentIndex) {
        return MQTTEndOfProperties;
    }
    if (find(builder->pBuffer[*index]) == NULL) {
        return MQTTBadResponse;
    }
    *property = builder->pBuffer[*index];
    return MQTTSuccess;
}

MQTTStatus_t MQTT_SkipNextProperty(const MQTTPropBuilder_t *builder, size_t *index)
{
    struct mqtt_property property;
    const struct entry *entry = NULL;

    if (!is_list(builder) || index == NULL) {
        return MQTTBadParameter;
    }
    return read_next(builder->pBuffer, builder->currentIndex, index, &entry, &property);
}
