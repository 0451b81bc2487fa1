/* SPDX-License-Identifier: MIT */
/* Four digits of 6 bits are three bytes; at the end two or three digits are one byte or two, padded
 * with `=` to four. */
#include "MQTTFileDownloader_base64.h"

#define NONE 64u

static uint32_t digit_of(uint8_t symbol)
{
    const uint32_t letter = (symbol | 0x20u) - (uint32_t)'a', number = symbol - (uint32_t)'0';

    if (letter < 26u) {
        return symbol >= 'a' ? letter + 26u : letter;
    }
    return number < 10u ? number + 52u : symbol == '+' ? 62u : symbol == '/' ? 63u : NONE;
}

/* The padding behind `digits` digits. */
static Base64Status_t check_padding(const uint8_t *at, const uint8_t *end, size_t digits)
{
    size_t count = 0;

    for (; at < end; at++, count++) {
        if (*at != '=') {
            return digit_of(*at) == NONE ? Base64InvalidSymbol : Base64InvalidSymbolOrdering;
        }
    }
    return count == 0 || count == (4u - digits % 4u) % 4u ? Base64Success
                                                          : Base64InvalidPaddingSymbol;
}

Base64Status_t base64_Decode(uint8_t *dest, const size_t destLen, size_t *resultLen,
                             const uint8_t *encodedData, const size_t encodedLen)
{
    if (dest == NULL || resultLen == NULL || encodedData == NULL) {
        return Base64NullPointerInput;
    }
    const uint8_t *at = encodedData, *const end = encodedData + encodedLen;
    uint32_t bits = 0, held = 0; /* `held` bits are not written yet */
    size_t written = 0;

    for (uint32_t digit; at < end && (digit = digit_of(*at)) != NONE; at++) {
        bits = bits << 6 | digit;
        held += 6u;
        if (held >= 8u) {
            held -= 8u;
            if (written == destLen) {
                return Base64InvalidBufferSize;
            }
            dest[written++] = (uint8_t)(bits >> held);
        }
    }
    const size_t digits = (size_t)(at - encodedData);
    const Base64Status_t padding = check_padding(at, end, digits);
    if (padding == Base64InvalidSymbol || padding == Base64InvalidSymbolOrdering) {
        return padding;
    }
    if (digits == 0 || digits % 4u == 1u) {
        return Base64InvalidInputSize;
    }
    if (padding == Base64Success && (bits & ((1u << held) - 1u)) != 0) {
        return Base64NonZeroPadding;
    }
    if (padding == Base64Success) {
        *resultLen = written;
    }
    return padding;
}
