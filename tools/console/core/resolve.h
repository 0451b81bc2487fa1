/* SPDX-License-Identifier: MIT */
/* What a choice means: the modules it brings and why, what they cost, and what is wrong with it. */
#ifndef CONSOLE_RESOLVE_H
#define CONSOLE_RESOLVE_H

#include <jansson.h>

struct catalogue;

/* What a canonical choice means; always an answer, with "valid". */
json_t *resolve(const struct catalogue *catalogue, const json_t *choice);

#endif
