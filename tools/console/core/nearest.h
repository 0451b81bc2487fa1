/* SPDX-License-Identifier: MIT */
/* What somebody who mistyped may have meant. */
#ifndef CONSOLE_NEAREST_H
#define CONSOLE_NEAREST_H

#include <jansson.h>

/* The key of `object` that is nearest to `word`; NULL if none is near. */
const char *nearest_key(const json_t *object, const char *word);

#endif
