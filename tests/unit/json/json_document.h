/* SPDX-License-Identifier: MIT */
/* Documents for the tests. */
#ifndef JSON_DOCUMENT_H
#define JSON_DOCUMENT_H

#include <stddef.h>

#include "core_json.h"

/* JSON_Validate() of a copy of exactly its size. */
JSONStatus_t validate(const char *text, size_t length);

/* `count` times `open`, `middle`, `count` times `close`. To be freed; its length is a string's. */
char *nested(size_t count, const char *open, const char *middle, const char *close);

#endif
