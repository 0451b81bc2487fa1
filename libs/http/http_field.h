/* SPDX-License-Identifier: MIT */
/* The lines of a header: names, values and line ends as RFC 9110 section 5 and RFC 9112 section 5
 * have them, and nothing else. Nothing is read outside [at, end). */
#ifndef HTTP_FIELD_H
#define HTTP_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One field. The texts lie where they were found. */
struct http_field {
    const char *name;
    size_t name_length; /* 1 or more */
    const char *value;
    size_t value_length;
};

enum http_line {
    HTTP_LINE_FIELD,
    HTTP_LINE_EMPTY, /* the end of the header */
    HTTP_LINE_SHORT, /* its end has not arrived */
    HTTP_LINE_BAD,   /* holds what it must not, is folded or has no name */
};

/* Whether a byte may stand in a name. */
extern const uint8_t http_is_token[256];

/* Reads one line. `*next`, for FIELD and EMPTY: the byte behind its end. */
enum http_line http_read_line(const char *at, const char *end, struct http_field *field,
                              const char **next);

/* The first byte from `at` on that no value may hold, or `end`. */
const char *http_skip_text(const char *at, const char *end);

/* The first byte from `at` on that is no blank, or `end`. */
const char *http_skip_blanks(const char *at, const char *end);

/* Compares `length` bytes of two texts, letters in any case. */
bool http_is_same(const char *text, const char *other, size_t length);

/* Whether a text is `word`, a literal, in any case. */
#define HTTP_IS_WORD(text, length, word)                                                           \
    ((length) == sizeof(word) - 1u && http_is_same(text, word, sizeof(word) - 1u))

static inline bool http_is_digit(char byte)
{
    return (uint8_t)(byte - '0') < 10u;
}

#endif
