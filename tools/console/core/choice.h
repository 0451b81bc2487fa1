/* SPDX-License-Identifier: MIT */
/* A choice: board, demo, modules, name, as a document, as an address of the page, as a command. */
#ifndef CONSOLE_CHOICE_H
#define CONSOLE_CHOICE_H

#include <jansson.h>
#include <stddef.h>

#define CHOICE_MODULES_MAX 200u /* more is no choice */
#define CHOICE_WORD_MAX    100u /* bytes of an id or a name */

/* A choice in its canonical form. NULL: the document is no choice, and `error` says where. Whether
 * it can be built is resolve's. */
json_t *choice_read(const json_t *document, char *error, size_t error_bytes);
/* The same from the query of an address, "board=...&modules=a,b" with %-escapes. */
json_t *choice_from_query(const char *query, char *error, size_t error_bytes);
/* "a,b" as an array, as the modules of an address and of a command are written. */
json_t *choice_list(const char *list);
char *choice_query(const json_t *choice);   /* malloc'd: the address without "/?" */
char *choice_command(const json_t *choice); /* malloc'd: "./run package ..." */

#endif
