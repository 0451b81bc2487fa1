/* SPDX-License-Identifier: MIT */
/** MQTT variable byte integer: 1 to 4 bytes, 7 bits each, least significant first.
 *
 *    byte   7 6 5 4 3 2 1 0
 *           | '-- value ---'
 *           '-- 1: another byte follows
 *
 * Pure functions: no I/O, no allocation, no kernel. Source: MQTT 3.1.1 section 2.2.3, MQTT 5.0
 * section 1.5.5.
 */
#ifndef MQTT_VARINT_H
#define MQTT_VARINT_H

#include <stddef.h>
#include <stdint.h>

#define MQTT_VARINT_MAX       UINT32_C(268435455) /* 0x0FFFFFFF */
#define MQTT_VARINT_BYTES_MAX 4u

typedef enum {
    MQTT_VARINT_OK = 0,    /* a value was read */
    MQTT_VARINT_NEED_MORE, /* the bytes so far are a valid prefix */
    MQTT_VARINT_MALFORMED, /* no continuation can make them valid */
} mqtt_varint_status_t;

/* mqtt_varint_read for any input. */
mqtt_varint_status_t mqtt_varint_read_long(const uint8_t *bytes, size_t length, uint32_t *value,
                                           size_t *used);

/**
 * Read one integer from the front of a buffer that may be incomplete.
 *
 * @param bytes       Input, `length` bytes from the network: untrusted.
 * @param length      Bytes available, 0 or more.
 * @param[out] value  Set only on MQTT_VARINT_OK, 0 .. MQTT_VARINT_MAX.
 * @param[out] used   Bytes consumed, set only on MQTT_VARINT_OK, 1 .. 4.
 * @return See mqtt_varint_status_t. Longer-than-needed forms are malformed [MQTT-1.5.5-1].
 *
 * Context: any. Blocks: never.
 */
static inline mqtt_varint_status_t mqtt_varint_read(const uint8_t *bytes, size_t length,
                                                    uint32_t *value, size_t *used)
{
    if (length > 0 && bytes[0] < 0x80u) {
        *value = bytes[0]; /* nearly always */
        *used = 1;
        return MQTT_VARINT_OK;
    }
    return mqtt_varint_read_long(bytes, length, value, used);
}

/**
 * Write one integer in its shortest form.
 *
 * @param value       0 .. MQTT_VARINT_MAX; larger is a caller's bug and asserts.
 * @param[out] bytes  Room for MQTT_VARINT_BYTES_MAX bytes.
 * @return Bytes written, 1 .. 4.
 *
 * Context: any. Blocks: never.
 */
size_t mqtt_varint_write(uint32_t value, uint8_t *bytes);

#endif
