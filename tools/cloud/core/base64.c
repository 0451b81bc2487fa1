/* SPDX-License-Identifier: MIT */
#include "base64.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* 1 to 3 bytes as 4 letters. */
static void write_group(struct text *text, const unsigned char *bytes, size_t count)
{
    const uint32_t bits = (uint32_t)bytes[0] << 16 | (count > 1 ? (uint32_t)bytes[1] << 8 : 0u) |
                          (count > 2 ? bytes[2] : 0u);
    const char letters[4] = {
        alphabet[bits >> 18],
        alphabet[bits >> 12 & 63u],
        count > 1 ? alphabet[bits >> 6 & 63u] : '=',
        count > 2 ? alphabet[bits & 63u] : '=',
    };

    text_add(text, letters, sizeof(letters));
}

void base64_write(struct text *text, const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i += 3u) {
        write_group(text, (const unsigned char *)bytes + i, count - i);
    }
}

/* The six bits of a letter, made once; 64: no letter. */
static const unsigned char *values(void)
{
    static unsigned char table[256];

    if (table['A' + 1] == 0) {
        memset(table, 64, sizeof(table));
        for (unsigned char i = 0; i < 64u; i++) {
            table[(unsigned char)alphabet[i]] = i;
        }
    }
    return table;
}

bool base64_read(struct text *text, const char *letters, size_t count)
{
    const unsigned char *value = values();

    if (count % 4u != 0) {
        return false;
    }
    for (size_t i = 0; i < count; i += 4u) {
        const bool is_last = i + 4u == count;
        const bool is_short = is_last && letters[i + 3] == '=';
        const size_t padding = is_short ? (letters[i + 2] == '=' ? 2u : 1u) : 0u;
        uint32_t bits = 0;
        for (size_t j = 0; j < 4u - padding; j++) {
            const unsigned char six = value[(unsigned char)letters[i + j]];
            if (six > 63u) {
                return false;
            }
            bits |= (uint32_t)six << (18u - 6u * j);
        }
        const unsigned char bytes[3] = {(unsigned char)(bits >> 16), (unsigned char)(bits >> 8),
                                        (unsigned char)bits};
        text_add(text, bytes, 3u - padding);
    }
    return true;
}
