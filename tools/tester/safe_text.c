/* SPDX-License-Identifier: MIT */
#include "safe_text.h"

#include "room.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xFFFDu

/* The scalar that begins at `text` and its length; length 0: no UTF-8. */
static unsigned decode(const unsigned char *text, size_t *length)
{
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = text[0];
    size_t wanted = first < 0x80             ? 1
                    : (first & 0xE0) == 0xC0 ? 2
                    : (first & 0xF0) == 0xE0 ? 3
                    : (first & 0xF8) == 0xF0 ? 4
                                             : 0;
    unsigned scalar = wanted == 1 ? first : first & (0x7Fu >> wanted);

    *length = 0;
    for (size_t i = 1; i < wanted; i++) {
        if ((text[i] & 0xC0) != 0x80) {
            return REPLACEMENT;
        }
        scalar = scalar << 6 | (text[i] & 0x3Fu);
    }
    if (wanted == 0 || scalar < least[wanted] || scalar > 0x10FFFF ||
        (scalar >= 0xD800 && scalar <= 0xDFFF)) {
        return REPLACEMENT;
    }
    *length = wanted;
    return scalar;
}

static unsigned safe_scalar(unsigned scalar)
{
    if (scalar == '\n' || scalar == '\t') {
        return scalar;
    }
    if (scalar < 0x20) {
        return 0x2400 + scalar;
    }
    if (scalar == 0x7F) {
        return 0x2421;
    }
    bool turns = (scalar >= 0x202A && scalar <= 0x202E) || (scalar >= 0x2066 && scalar <= 0x2069) ||
                 scalar == 0x200E || scalar == 0x200F || scalar == 0x061C;
    bool is_no_character = (scalar >= 0x80 && scalar < 0xA0) || (scalar & 0xFFFE) == 0xFFFE ||
                           (scalar >= 0xFDD0 && scalar <= 0xFDEF) || scalar == 0x2028 ||
                           scalar == 0x2029 || scalar == 0xFEFF;

    return turns || is_no_character ? REPLACEMENT : scalar;
}

unsigned safe_next(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    size_t length;
    unsigned scalar;

    if (at[0] == '\0') {
        return 0;
    }
    if (at[0] == '\r' && at[1] == '\n') {
        *text += 2;
        return '\n';
    }
    scalar = decode(at, &length);
    *text += length == 0 ? 1 : length;
    return safe_scalar(scalar);
}

static size_t encode(unsigned scalar, char bytes[4])
{
    if (scalar < 0x80) {
        bytes[0] = (char)scalar;
        return 1;
    }
    size_t length = scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4;

    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (scalar & 0x3F));
        scalar >>= 6;
    }
    bytes[0] = (char)((0xF00u >> length & 0xF0u) | scalar);
    return length;
}

char *safe_copy(const char *text)
{
    size_t room = 3 * strlen(text == NULL ? "" : text) + 1; /* a byte becomes three at most */
    char *copy = room_grow(NULL, room);
    size_t length = 0;
    unsigned scalar;

    while (text != NULL && (scalar = safe_next(&text)) != 0) {
        length += encode(scalar, copy + length);
    }
    copy[length] = '\0';
    return copy;
}

static void put(FILE *out, unsigned scalar)
{
    char bytes[4];

    switch (scalar) {
    case '&':
        fputs("&amp;", out);
        break;
    case '<':
        fputs("&lt;", out);
        break;
    case '>':
        fputs("&gt;", out);
        break;
    case '"':
        fputs("&quot;", out);
        break;
    case '\'':
        fputs("&#39;", out);
        break;
    default:
        fwrite(bytes, 1, encode(scalar, bytes), out);
    }
}

void safe_markup(FILE *out, const char *text)
{
    unsigned scalar;

    while (text != NULL && (scalar = safe_next(&text)) != 0) {
        put(out, scalar);
    }
}

void safe_attribute(FILE *out, const char *name, const char *text)
{
    unsigned scalar;

    fprintf(out, " %s=\"", name);
    while (text != NULL && (scalar = safe_next(&text)) != 0) {
        if (scalar == '\n' || scalar == '\t') {
            fprintf(out, "&#%u;", scalar);
        } else {
            put(out, scalar);
        }
    }
    fputc('"', out);
}

/* The end of the last whole line within `limit` bytes, or `limit` where there is none: there, not
 * in the middle of a character. */
static size_t head_length(const char *text, size_t limit)
{
    for (size_t i = limit; i > limit / 2; i--) {
        if (text[i - 1] == '\n') {
            return i;
        }
    }
    while (limit > 0 && ((unsigned char)text[limit] & 0xC0) == 0x80) {
        limit--;
    }
    return limit;
}

static const char *tail_start(const char *text, size_t length, size_t limit)
{
    const char *start = text + length - limit;
    const char *line = memchr(start, '\n', limit / 2);

    if (line != NULL) {
        return line + 1;
    }
    while (((unsigned char)*start & 0xC0) == 0x80) {
        start++;
    }
    return start;
}

char *safe_excerpt(const char *text, size_t limit)
{
    size_t length = strlen(text == NULL ? "" : text);

    if (length <= limit) {
        return safe_copy(text);
    }
    size_t head = head_length(text, limit / 4);
    const char *tail = tail_start(text, length, limit - limit / 4);
    bool is_line = head > 0 && text[head - 1] == '\n';
    char *cut = room_text("%.*s%s[... %zu bytes are left out ...]\n%s", (int)head, text,
                          is_line ? "" : "\n", (size_t)(tail - text) - head, tail);
    char *safe;

    safe = safe_copy(cut);
    free(cut);
    return safe;
}
