/* SPDX-License-Identifier: MIT */
/** CRC-32 as in zip and Ethernet: polynomial 0x04C11DB7, reflected. Finds accidents, not forgers.
 */
#ifndef LIB_CRC32_H
#define LIB_CRC32_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Go on with a sum.
 *
 * @param sum     0 to begin with, then what the last call returned.
 * @param bytes   `length` bytes; may be NULL when length is 0.
 * @param length  Any.
 * @return The sum of all bytes so far.
 *
 * Context: any.  Blocks: never.
 */
uint32_t lib_crc32(uint32_t sum, const void *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
