/* SPDX-License-Identifier: MIT */
/* Text that grows: for documents that are put together from parts, and to write JSON with numbers
 * as short as they can be without becoming others (0.1 stays 0.1). Out of memory ends the process:
 * a cloud that cannot answer must not go on as if it had. */
#ifndef CLOUD_TEXT_H
#define CLOUD_TEXT_H

#include <stddef.h>

#include <jansson.h>

/* All zero: empty. `bytes` has a NUL behind it once something was added, and is freed by the owner.
 */
struct text {
    char *bytes;
    size_t count, room;
};

void text_add(struct text *text, const void *bytes, size_t count);
void text_string(struct text *text, const char *string);
/* "-" and decimal digits. */
void text_number(struct text *text, json_int_t number);
/* A string of JSON, between quotation marks. */
void text_quoted(struct text *text, const char *string, size_t count);
/* Compact JSON: members in their order, nothing between them. NULL: nothing. */
void text_json(struct text *text, const json_t *value);

/* A string, without the part of a character at its end that a cut may have left. */
json_t *json_string_cut(const char *string);

/* A value as compact JSON, to be freed; NULL: `value` is NULL. */
char *json_text(const json_t *value, size_t *bytes);

#endif
