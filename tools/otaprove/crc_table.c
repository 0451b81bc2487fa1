/* SPDX-License-Identifier: MIT */
/* The product's CRC-32 goes bit by bit, to be small, and most of the time of a proof would be its.
 * Here it is with a table, made of the product's at the first call. */
#include "lib_crc32.h"

/* The product's lib_crc32(), under this name. */
uint32_t product_crc32(uint32_t crc, const void *bytes, size_t length);

static uint32_t table[256];

static void make_table(void)
{
    for (uint32_t i = 0; i < 256u; i++) {
        const uint8_t byte = (uint8_t)~i;
        table[i] = ~product_crc32(0, &byte, 1) ^ UINT32_C(0x00FFFFFF);
    }
}

uint32_t lib_crc32(uint32_t crc, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;

    if (table[1] == 0) {
        make_table();
    }
    crc = ~crc;
    for (size_t i = 0; i < length; i++) {
        crc = table[(crc ^ at[i]) & 0xFFu] ^ crc >> 8;
    }
    return ~crc;
}
