/* SPDX-License-Identifier: MIT */
/* What the parts of the resolver ask of lists of problems, sizes and modules. */
#ifndef CONSOLE_PROBLEMS_H
#define CONSOLE_PROBLEMS_H

#include "catalogue_data.h"

bool problems_have_error(const json_t *problems);
bool problems_have(const json_t *problems, const char *code);
/* The library that takes the most of "flash" or "ram"; "" if there is none. */
const char *problems_largest(const json_t *parts, const char *kind);
/* What people call a part of a table. */
const char *problems_part(const char *library);
/* A module's title, or its id. */
const char *problems_title(const struct catalogue *catalogue, const char *id);

#endif
