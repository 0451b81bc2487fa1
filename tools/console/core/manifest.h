/* SPDX-License-Identifier: MIT */
/* manifest.yml in the form that it has: scalars at the margin, lists of one object a line. */
#ifndef CONSOLE_MANIFEST_H
#define CONSOLE_MANIFEST_H

#include <jansson.h>

/* {"version": "202603.00", "license": ..., "parts": [{"name", "version", "path", "also": [...]}],
 *  "dependencies": [...]}. NULL: `line` is the number of the line that has another form. */
json_t *manifest_parse(const char *text, int *line);

#endif
