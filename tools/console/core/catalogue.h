/* SPDX-License-Identifier: MIT */
/* What the tree has: boards, modules, demos, and what is known of them. A catalogue is never
 * changed once it is loaded, so threads share it. */
#ifndef CONSOLE_CATALOGUE_H
#define CONSOLE_CATALOGUE_H

#include <jansson.h>
#include <stddef.h>

struct catalogue;

/* Read the tree at `root`. NULL: `error` has every problem, one a line, each with its file. */
struct catalogue *catalogue_load(const char *root, char *error, size_t error_bytes);
void catalogue_free(struct catalogue *catalogue);

const char *catalogue_root(const struct catalogue *catalogue);
const char *catalogue_release(const struct catalogue *catalogue); /* "202603.00" */
/* The document of GET /catalogue. */
json_t *catalogue_document(const struct catalogue *catalogue);
/* The document of GET /boards/{board}; NULL: there is no such board. */
json_t *catalogue_board_document(const struct catalogue *catalogue, const char *board);
/* board.json as it is in the tree, borrowed; NULL: there is no such board. */
const json_t *catalogue_board(const struct catalogue *catalogue, const char *board);
/* The documents of GET /qualified and of one report; NULL: there is none. */
json_t *catalogue_qualified(const struct catalogue *catalogue);
json_t *catalogue_report(const struct catalogue *catalogue, const char *board, const char *release);

#endif
