/* SPDX-License-Identifier: MIT */
/* CBOR for services that speak JSON: the part of it that JSON has, byte strings, and tags, which
 * are passed over. Undefined is null. Names that are no text, and whole numbers beyond 64 bits with
 * sign, are refused. */
#ifndef CLOUD_CBOR_JSON_H
#define CLOUD_CBOR_JSON_H

#include <stddef.h>

#include <jansson.h>

#include "text.h"

/* One item and nothing behind it; byte strings are read as text, or as their hexadecimal digits
 * behind "0x". A new reference; NULL: none, or more than JSON has. */
json_t *cbor_to_json(const void *bytes, size_t count);
json_t *cbor_to_json_hex(const void *bytes, size_t count);

/* A value as CBOR of definite lengths; freed by the caller. */
void *cbor_from_json(const json_t *value, size_t *count);
/* The same behind what the text has. */
void cbor_write(struct text *text, const json_t *value);
/* Write the beginning of a map of so many members, members of it, a byte string. */
void cbor_write_map(struct text *text, size_t count);
void cbor_write_members(struct text *text, const json_t *object);
void cbor_write_bytes(struct text *text, const void *bytes, size_t count);

#endif
