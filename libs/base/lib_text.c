/* SPDX-License-Identifier: MIT */
#include "lib_text.h"

bool lib_text_take(struct lib_text *text, const char *known, size_t length)
{
    if (text->length < length || !lib_text_equal(text->at, known, length)) {
        return false;
    }
    text->at += length;
    text->length -= length;
    return true;
}

#define EACH(byte) ((uint32_t)(byte)*0x01010101u)

/* Where the first slash is. Four bytes at a time: a byte that is a slash leaves a zero, which
 * borrows; the lowest bit is the first of them. */
static const char *find_slash(const char *at, const char *end)
{
    while (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && end - at >= 4) {
        uint32_t four;
        memcpy(&four, at, sizeof four);
        four ^= EACH('/');
        const uint32_t found = (four - EACH(1)) & ~four & EACH(0x80);
        if (found != 0) {
            return at + (uint32_t)__builtin_ctz(found) / 8u;
        }
        at += 4;
    }
    while (at < end && *at != '/') {
        at++;
    }
    return at;
}

size_t lib_text_take_level(struct lib_text *text, const char **level)
{
    const char *const end = text->at + text->length;
    const char *const slash = find_slash(text->at, end);

    *level = text->at;
    text->at = slash;
    text->length = (size_t)(end - slash);
    return (size_t)(slash - *level);
}

/* Small pieces: a call of memcpy costs more than the copy. */
static inline void copy(char *to, const char *from, size_t length)
{
    for (; length >= sizeof(uint32_t); length -= sizeof(uint32_t)) {
        memcpy(to, from, sizeof(uint32_t));
        to += sizeof(uint32_t);
        from += sizeof(uint32_t);
    }
    while (length-- > 0) {
        *to++ = *from++;
    }
}

void lib_text_put(struct lib_text_out *out, const char *text, size_t length)
{
    if (out->needed < out->size) {
        const size_t room = out->size - out->needed;
        copy(out->buffer + out->needed, text, length < room ? length : room);
    }
    out->needed = length <= SIZE_MAX - out->needed ? out->needed + length : SIZE_MAX;
}

void lib_text_put_number(struct lib_text_out *out, uint32_t value)
{
    char digits[10];
    size_t first = sizeof digits;

    do {
        digits[--first] = (char)('0' + value % 10u);
        value /= 10u;
    } while (value > 0);
    lib_text_put(out, digits + first, sizeof digits - first);
}

bool lib_text_to_number(const char *text, size_t length, uint32_t max, uint32_t *number)
{
    uint32_t value = 0;

    for (size_t i = 0; i < length; i++) {
        const uint32_t digit = (uint32_t)(uint8_t)text[i] - (uint32_t)'0';
        if (digit > 9u || digit > max || value > (max - digit) / 10u) {
            return false;
        }
        value = value * 10u + digit;
    }
    if (length > 0) {
        *number = value;
    }
    return length > 0;
}
