/* SPDX-License-Identifier: MIT */
/* A tree that is small enough to be known by heart.
 *
 *     big    Ethernet, 256 KB of flash, 64 KB of RAM     has everything but wifi
 *     small  nothing, 64 KB of flash, 8 KB of RAM        has base, mqtt, mqtt5
 *     new    like big, without a table
 *
 *     agent ─► mqtt ─► base        mqtt excludes mqtt5
 *     agent ─► (service_glue) ─► tls ─► net
 */
#ifndef CONSOLE_FIXTURE_H
#define CONSOLE_FIXTURE_H

#include <jansson.h>
#include <stdbool.h>

#include "console_core.h"

/* The folder of a new tree, the caller's to free; removed at exit. */
char *fixture_tree(void);
/* Put a text into a file of it, made with its folders. NULL: remove the file. */
void fixture_put(const char *tree, const char *path, const char *text);
/* The catalogue of a tree as it is; ends the test when it has a problem. */
struct catalogue *fixture_catalogue(const char *tree);

/* A canonical choice from JSON written with ' for ". */
json_t *fixture_choice(const char *document);
/* Text at the end of keys; numbers are indices. "" if there is none. */
const char *fixture_text(const json_t *document, const char *path);
/* The first problem with the code, or NULL. */
const json_t *fixture_problem(const json_t *answer, const char *code);
void fixture_check_text(const char *actual, const char *expected, const char *file, int line);
void fixture_check_has(const char *actual, const char *part, const char *file, int line);

#define CHECK_TEXT(actual, expected) fixture_check_text(actual, expected, __FILE__, __LINE__)
#define CHECK_HAS(actual, part)      fixture_check_has(actual, part, __FILE__, __LINE__)

#endif
