/* SPDX-License-Identifier: MIT */
#include "mqtt_varint.h"

#include "lib_assert.h"

MQTTStatus_t mqtt_varint_read(const uint8_t *bytes, size_t length, size_t *value, size_t *used)
{
    size_t sum = 0;

    for (size_t i = 0; i < MQTT_VARINT_BYTES_MAX; i++) {
        if (i == length) {
            return MQTTNeedMoreBytes;
        }
        sum |= (size_t)(bytes[i] & 0x7Fu) << (7u * i);
        if ((bytes[i] & 0x80u) != 0) {
            continue;
        }
        if (bytes[i] == 0 && i > 0) {
            return MQTTBadResponse; /* a shorter form exists */
        }
        *value = sum;
        *used = i + 1;
        return MQTTSuccess;
    }
    return MQTTBadResponse; /* the fourth byte asked for a fifth */
}

size_t mqtt_varint_write(uint32_t value, uint8_t *bytes)
{
    LIB_ASSERT(value <= MQTT_VARINT_MAX);

    size_t count = 0;
    do {
        uint8_t low = (uint8_t)(value & 0x7Fu);
        value >>= 7;
        bytes[count++] = (uint8_t)(low | (value != 0 ? 0x80u : 0u));
    } while (value != 0);

    LIB_ASSERT(count <= MQTT_VARINT_BYTES_MAX);
    return count;
}
