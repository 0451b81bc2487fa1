/* SPDX-License-Identifier: MIT */
#include "http_field.h"

#include <string.h>

#define ONES  UINT32_C(0x01010101)
#define HIGHS UINT32_C(0x80808080)
#define ROW_0 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0

/* clang-format off */
const uint8_t http_is_token[256] = {
    ROW_0, ROW_0,
    0, 1, 0, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 1, 0, /* ! # $ % & ' * + - . */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, /* digits */
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* A .. O */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1, /* P .. Z ^ _ */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* ` a .. o */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 0, /* p .. z | ~ */
};
/* clang-format on */

/* True: the four bytes are printable ASCII. Only a byte that makes it false borrows or carries. */
static inline bool is_plain_word(const char *at)
{
    uint32_t word;

    memcpy(&word, at, sizeof word);
    return (((word - ONES * ' ') | (word + ONES)) & HIGHS) == 0;
}

static inline bool is_text(uint8_t byte)
{
    return (byte >= ' ' || byte == '\t') && byte != 0x7F;
}

const char *http_skip_text(const char *at, const char *end)
{
    while (at < end) {
        while (end - at >= 4 && is_plain_word(at)) {
            at += 4;
        }
        for (unsigned count = 4; count > 0 && at < end; count--) {
            if (!is_text((uint8_t)*at)) {
                return at;
            }
            at++;
        }
    }
    return at;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

const char *http_skip_blanks(const char *at, const char *end)
{
    while (at < end && is_blank(*at)) {
        at++;
    }
    return at;
}

/* The line end at `at`: true when it is whole. Otherwise `*line` says what it is instead. */
static bool read_end(const char *at, const char *end, enum http_line *line)
{
    if (at == end || (end - at == 1 && *at == '\r')) {
        *line = HTTP_LINE_SHORT;
        return false;
    }
    *line = HTTP_LINE_BAD;
    return at[0] == '\r' && at[1] == '\n';
}

enum http_line http_read_line(const char *at, const char *end, struct http_field *field,
                              const char **next)
{
    enum http_line line;

    field->name = at;
    while (at < end && http_is_token[(uint8_t)*at]) {
        at++;
    }
    field->name_length = (size_t)(at - field->name);
    if (field->name_length == 0) {
        if (!read_end(at, end, &line)) {
            return line;
        }
        *next = at + 2;
        return HTTP_LINE_EMPTY;
    }
    if (at == end || *at != ':') {
        return at == end ? HTTP_LINE_SHORT : HTTP_LINE_BAD;
    }
    field->value = http_skip_blanks(at + 1, end);
    at = http_skip_text(field->value, end);
    if (!read_end(at, end, &line)) {
        return line;
    }
    *next = at + 2;
    while (at > field->value && is_blank(at[-1])) {
        at--;
    }
    field->value_length = (size_t)(at - field->value);
    return HTTP_LINE_FIELD;
}

static unsigned small(char byte)
{
    const unsigned value = (uint8_t)byte;

    return value - 'A' < 26u ? value | 0x20u : value;
}

bool http_is_same(const char *text, const char *other, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (small(text[i]) != small(other[i])) {
            return false;
        }
    }
    return true;
}
