/* SPDX-License-Identifier: MIT */
#include "http_server.h"

#define INSTEAD "\xEF\xBF\xBD" /* U+FFFD */

/* Bytes of the character at `text`, 1 .. 4, and its number; 0: it is not UTF-8 (RFC 3629). */
static size_t character(const uint8_t *text, size_t length, uint32_t *point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const uint8_t first = text[0];
    const size_t bytes = first < 0x80   ? 1
                         : first < 0xC0 ? 0
                         : first < 0xE0 ? 2
                         : first < 0xF0 ? 3
                         : first < 0xF8 ? 4
                                        : 0;

    if (bytes == 0 || bytes > length) {
        return 0;
    }
    *point = bytes == 1 ? first : first & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((text[i] & 0xC0u) != 0x80u) {
            return 0;
        }
        *point = *point << 6 | (text[i] & 0x3Fu);
    }
    return *point >= least[bytes] && *point <= 0x10FFFF && (*point & 0x1FF800u) != 0xD800u ? bytes
                                                                                           : 0;
}

/* Controls, and what changes the direction of its surroundings or is not seen at all. */
static bool is_hidden(uint32_t point)
{
    static const uint32_t ranges[][2] = {{0x00, 0x1F},     {0x7F, 0x9F},      {0xAD, 0xAD},
                                         {0x61C, 0x61C},   {0x180E, 0x180E},  {0x200B, 0x200F},
                                         {0x2028, 0x202E}, {0x2060, 0x206F},  {0xFEFF, 0xFEFF},
                                         {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}};

    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
        if (point >= ranges[i][0] && point <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

static bool put_entity(struct lib_text_out *out, uint32_t point)
{
    switch (point) {
    case '&':
        lib_text_put(out, LIB_TEXT("&amp;"));
        return true;
    case '<':
        lib_text_put(out, LIB_TEXT("&lt;"));
        return true;
    case '>':
        lib_text_put(out, LIB_TEXT("&gt;"));
        return true;
    case '"':
        lib_text_put(out, LIB_TEXT("&quot;"));
        return true;
    case '\'':
        lib_text_put(out, LIB_TEXT("&#39;"));
        return true;
    default:
        return false;
    }
}

void http_put_escaped(struct lib_text_out *out, const char *text, size_t length)
{
    while (length > 0) {
        uint32_t point = 0;
        const size_t bytes = character((const uint8_t *)text, length, &point);
        const size_t step = bytes > 0 ? bytes : 1;
        if (bytes == 0 || is_hidden(point)) {
            lib_text_put(out, LIB_TEXT(INSTEAD));
        } else if (!put_entity(out, point)) {
            lib_text_put(out, text, bytes);
        }
        text += step;
        length -= step;
    }
}
