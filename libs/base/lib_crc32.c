/* SPDX-License-Identifier: MIT */
#include "lib_crc32.h"

uint32_t lib_crc32(uint32_t sum, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;

    sum = ~sum;
    for (size_t i = 0; i < length; i++) {
        sum ^= at[i];
        for (int bit = 0; bit < 8; bit++) {
            sum = (sum >> 1) ^ (UINT32_C(0xEDB88320) & (0u - (sum & 1u)));
        }
    }
    return ~sum;
}
