/* SPDX-License-Identifier: MIT */
/* Numbers on the wire: most significant byte first, at any alignment. Every function reads or
 * writes exactly the bytes its name says; the caller has checked that they exist. */
#ifndef LIB_BYTES_H
#define LIB_BYTES_H

#include <stdint.h>

/**
 * Read a number of 16 bits.
 *
 * @param bytes  2 bytes.
 * @return The number.
 *
 * Context: any.  Blocks: no.
 */
static inline uint16_t lib_bytes_get16(const uint8_t *bytes)
{
    return (uint16_t)((uint32_t)bytes[0] << 8 | bytes[1]);
}

/**
 * Read a number of 32 bits.
 *
 * @param bytes  4 bytes.
 * @return The number.
 *
 * Context: any.  Blocks: no.
 */
static inline uint32_t lib_bytes_get32(const uint8_t *bytes)
{
    return (uint32_t)lib_bytes_get16(bytes) << 16 | lib_bytes_get16(bytes + 2);
}

/**
 * Write a number of 16 bits.
 *
 * @param bytes  Room for 2 bytes.
 * @param value  The number.
 * @return The address behind it, so that writes chain.
 *
 * Context: any.  Blocks: no.
 */
static inline uint8_t *lib_bytes_put16(uint8_t *bytes, uint16_t value)
{
    bytes[0] = (uint8_t)(value >> 8);
    bytes[1] = (uint8_t)value;
    return bytes + 2;
}

/**
 * Write a number of 32 bits.
 *
 * @param bytes  Room for 4 bytes.
 * @param value  The number.
 * @return The address behind it, so that writes chain.
 *
 * Context: any.  Blocks: no.
 */
static inline uint8_t *lib_bytes_put32(uint8_t *bytes, uint32_t value)
{
    return lib_bytes_put16(lib_bytes_put16(bytes, (uint16_t)(value >> 16)), (uint16_t)value);
}

#endif
