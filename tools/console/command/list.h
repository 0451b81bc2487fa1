/* SPDX-License-Identifier: MIT */
/* What can be chosen, and what a choice means, as lines of a terminal. */
#ifndef PACKAGE_LIST_H
#define PACKAGE_LIST_H

#include <jansson.h>
#include <stdbool.h>

/* boards, modules or demos of a catalogue's document. False: `what` is none of them. */
bool list_print(const json_t *catalogue, const char *what);
/* Modules with their reasons and sizes, the estimate. */
void list_explain(const json_t *answer);
/* Problems to standard error. */
void list_problems(const json_t *answer);
void list_difference(const json_t *difference);

#endif
