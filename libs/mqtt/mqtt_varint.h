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

#include "include/core_mqtt_types.h"

#define MQTT_VARINT_MAX       UINT32_C(268435455) /* 0x0FFFFFFF */
#define MQTT_VARINT_BYTES_MAX 4u

/**
 * Read one integer from the front of a buffer that may be incomplete.
 *
 * @param bytes       Input, `length` bytes from the network: untrusted.
 * @param length      Bytes available, 0 or more.
 * @param[out] value  Set only on MQTTSuccess, 0 .. MQTT_VARINT_MAX.
 * @param[out] used   Bytes consumed, set only on MQTTSuccess, 1 .. 4.
 * @retval MQTTSuccess        A value was read.
 * @retval MQTTNeedMoreBytes  The bytes so far are a valid prefix.
 * @retval MQTTBadResponse    No continuation can make them valid: a fifth byte is asked for, or a
 *                            shorter form exists.
 *
 * Context: any. Blocks: never.
 */
MQTTStatus_t mqtt_varint_read(const uint8_t *bytes, size_t length, size_t *value, size_t *used);

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
