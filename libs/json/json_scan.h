/* SPDX-License-Identifier: MIT */
/* A cursor that walks over a document and checks all it passes. A function takes the address where
 * something begins and returns the address behind it, or NULL when the document is not valid there;
 * `why` then says in which way. */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include <stddef.h>
#include <stdint.h>

#include "core_json.h"

struct json_scan {
    const uint8_t *end; /* one past the last byte */
    uint32_t depth;     /* collections open around the cursor */
    JSONStatus_t why;
};

/* Not valid: a NULL that says why. */
static inline const uint8_t *json_fail(struct json_scan *scan, JSONStatus_t why)
{
    scan->why = why;
    return NULL;
}

/* The first byte at or behind `at` that is not a space; the end if there is none. */
const uint8_t *json_skip_space(const struct json_scan *scan, const uint8_t *at);

/* The same, where the document must not end: then NULL. */
const uint8_t *json_skip_space_to_next(struct json_scan *scan, const uint8_t *at);

/* json_skip_space_to_next(); mostly there is no space. */
static inline const uint8_t *json_next(struct json_scan *scan, const uint8_t *at)
{
    return at<scan->end && * at> ' ' ? at : json_skip_space_to_next(scan, at);
}

/* `{` and `}`, `[` and `]` are two apart. */
static inline bool json_is_open(uint8_t byte)
{
    return (byte | 0x20u) == '{';
}

/* `at`: behind the opening quote. Returns behind the closing one. */
const uint8_t *json_skip_string(struct json_scan *scan, const uint8_t *at);

/* Whether all from `at` to the end may stand between quotes. */
bool json_is_content(struct json_scan *scan, const uint8_t *at);

/* `at`: a byte that is not a space. */
const uint8_t *json_skip_value(struct json_scan *scan, const uint8_t *at);

/* `at`: where a key must begin. Returns where its value begins; `*key_end` is its closing quote. */
const uint8_t *json_skip_key(struct json_scan *scan, const uint8_t *at, const uint8_t **key_end);

/* The value between two addresses, for callers: type, and a string without its quotes. */
JSONTypes_t json_present(const uint8_t *at, const uint8_t *behind, const char **value,
                         size_t *length);

#endif
