/* SPDX-License-Identifier: MIT */
/* Whether a board can have a module or a demo, and if not, what it lacks. */
#ifndef CONSOLE_AVAILABILITY_H
#define CONSOLE_AVAILABILITY_H

#include "catalogue_data.h"

/* NULL: it is there. Else the problem, the caller's: {"code", "severity", "text", "parts"} and,
 * where it is a matter of size, "needed" and "available". The id is known. */
json_t *availability_of_module(const struct catalogue *catalogue, const char *board,
                               const char *id);
json_t *availability_of_demo(const struct catalogue *catalogue, const char *board, const char *id);

/* Titles of the boards that have it, "A, B and 3 more"; the caller's to free, "" if there is none.
 */
char *availability_elsewhere(const struct catalogue *catalogue, const char *kind, const char *id);

#endif
