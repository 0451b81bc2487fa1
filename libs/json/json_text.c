/* SPDX-License-Identifier: MIT */
#include "json_text.h"

#include "lib_text.h"

#include "json_scan.h"

/* An escape letter and the byte it stands for, side by side. */
static const char letters[] = "\"\"\\\\//b\bf\fn\nr\rt\t";

static char byte_of(char letter)
{
    for (size_t i = 0; i < sizeof letters - 1u; i += 2) {
        if (letters[i] == letter) {
            return letters[i + 1];
        }
    }
    return '\0';
}

static char letter_of(char byte)
{
    for (size_t i = 0; i < sizeof letters - 1u; i += 2) {
        if (letters[i + 1] == byte && byte != '/') {
            return letters[i];
        }
    }
    return '\0';
}

/* Four digits, known to be valid. */
static uint32_t unit_at(const char *digits)
{
    uint32_t unit = 0;

    for (size_t i = 0; i < 4; i++) {
        const uint32_t digit = (uint8_t)digits[i];
        unit = unit << 4 | (digit <= '9' ? digit - '0' : (digit | 0x20u) - 'a' + 10u);
    }
    return unit;
}

static void put_utf8(struct lib_text_out *out, uint32_t point)
{
    const uint32_t more = point < 0x80u ? 0 : point < 0x800u ? 1 : point < 0x10000u ? 2 : 3;
    static const uint8_t leads[] = {0x00, 0xC0, 0xE0, 0xF0};
    char bytes[4];

    for (uint32_t i = more; i > 0; i--) {
        bytes[i] = (char)(0x80u | (point & 0x3Fu));
        point >>= 6;
    }
    bytes[0] = (char)(leads[more] | point);
    lib_text_put(out, bytes, more + 1u);
}

/* Behind `\u`, known to be valid; returns behind the escape, or the pair of them. */
static const char *put_unit(struct lib_text_out *out, const char *at)
{
    uint32_t point = unit_at(at);

    at += 4;
    if (point >= 0xD800u && point < 0xDC00u) {
        point = 0x10000u + ((point - 0xD800u) << 10) + (unit_at(at + 2) - 0xDC00u);
        at += 6;
    }
    put_utf8(out, point);
    return at;
}

JSONStatus_t json_text_unescape(const char *text, size_t length, char *out, size_t size,
                                size_t *written)
{
    if (text == NULL || out == NULL || written == NULL) {
        return JSONNullParameter;
    }
    struct json_scan scan = {.end = (const uint8_t *)text + length};
    struct lib_text_out to = {out, size, 0};
    const char *at = text, *const end = text + length;

    if (!json_is_content(&scan, (const uint8_t *)text)) {
        return JSONIllegalDocument;
    }
    while (at < end) {
        if (*at != '\\') {
            lib_text_put(&to, at++, 1);
        } else if (at[1] != 'u') {
            const char byte = byte_of(at[1]);
            lib_text_put(&to, &byte, 1);
            at += 2;
        } else {
            at = put_unit(&to, at + 2);
        }
    }
    if (!lib_text_fits(&to)) {
        return JSONBadParameter;
    }
    *written = to.needed;
    return JSONSuccess;
}

size_t json_text_escape(const char *text, size_t length, char *out, size_t size)
{
    struct lib_text_out to = {out, size, 0};

    for (size_t i = 0; i < length; i++) {
        const char letter = letter_of(text[i]);
        const uint8_t byte = (uint8_t)text[i];
        if (letter != '\0') {
            const char escape[] = {'\\', letter};
            lib_text_put(&to, escape, 2);
        } else if (byte < 0x20u) {
            const char escape[] = {
                '\\', 'u', '0', '0', (char)('0' + (byte >> 4)), "0123456789abcdef"[byte & 15u]};
            lib_text_put(&to, escape, sizeof escape);
        } else {
            lib_text_put(&to, &text[i], 1);
        }
    }
    return to.needed;
}
