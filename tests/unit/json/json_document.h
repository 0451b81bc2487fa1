/* SPDX-License-Identifier: MIT */
/* Documents in memory of exactly their size, so that a byte read behind the end is seen. */
#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include <stddef.h>

#include "core_json.h"

/* A copy of `length` bytes; to be freed. */
char *document_of(const char *text, size_t length);

/* JSON_Validate() of such a copy. */
JSONStatus_t validate(const char *text, size_t length);

/* `count` times `open`, `middle`, `count` times `close`. To be freed; its length is a string's. */
char *nested(size_t count, const char *open, const char *middle, const char *close);

#endif
