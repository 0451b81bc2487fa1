/* SPDX-License-Identifier: MIT */
/* A program of the tree that answers a question: text in, bytes out, and an end. */
#ifndef CONSOLE_HELPER_H
#define CONSOLE_HELPER_H

#include <stddef.h>

#define HELPER_REFUSED 3 /* its exit code when its answer says why not */

/* Its standard output, malloc'd, with a NUL behind it. NULL: it cannot be run, took longer than it
 * may, or said more. What it says on standard error is passed on. */
char *helper_ask(const char *const *command, const char *input, int seconds, size_t *bytes,
                 int *code);

#endif
