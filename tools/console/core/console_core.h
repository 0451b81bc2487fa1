/* SPDX-License-Identifier: MIT */
/* What can be chosen, what a choice means, and the package of it: without sockets, threads,
 * database or clock. Documents are jansson's, as docs/design/console.md shows them; those that are
 * given back are the caller's to json_decref. A catalogue is never changed once it is loaded, so
 * threads share it. */
#ifndef CONSOLE_CORE_H
#define CONSOLE_CORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct catalogue;

/* Read the tree at `root`. NULL: `error` has every problem, one a line, each with its file. */
struct catalogue *catalogue_load(const char *root, char *error, size_t error_bytes);
void catalogue_free(struct catalogue *catalogue);

const char *catalogue_root(const struct catalogue *catalogue);
const char *catalogue_release(const struct catalogue *catalogue); /* "202611.00" */
/* The document of GET /catalogue. */
json_t *catalogue_document(const struct catalogue *catalogue);
/* The document of GET /boards/{board}; NULL: there is no such board. */
json_t *catalogue_board_document(const struct catalogue *catalogue, const char *board);
/* board.json as it is in the tree, borrowed; NULL: there is no such board. */
const json_t *catalogue_board(const struct catalogue *catalogue, const char *board);
/* The documents of GET /qualified and of one report; NULL: there is none. */
json_t *catalogue_qualified(const struct catalogue *catalogue);
json_t *catalogue_report(const struct catalogue *catalogue, const char *board, const char *release);

/* A choice in its canonical form. NULL: the document is no choice, and `error` says where. Whether
 * it can be built is resolve's. */
json_t *choice_read(const json_t *document, char *error, size_t error_bytes);
/* The same from the query of an address, "board=...&modules=a,b" with %-escapes. */
json_t *choice_from_query(const char *query, char *error, size_t error_bytes);
char *choice_query(const json_t *choice);   /* malloc'd: the address without "/?" */
char *choice_command(const json_t *choice); /* malloc'd: "./run package ..." */

/* What a canonical choice means; always an answer, with "valid". */
json_t *resolve(const struct catalogue *catalogue, const json_t *choice);

/* A file that a package has besides those of its choice, as credentials. */
struct package_file {
    const char *path; /* below the package's folder: credentials/device.crt */
    const void *bytes;
    size_t length;
};

/* Called with pieces of the zip, in order; false ends it. */
typedef bool (*package_sink)(void *context, const void *bytes, size_t length);

/* The zip of a choice. False: `error` says why; for a choice that is not valid, resolve's first
 * problem. */
bool package_write(const struct catalogue *catalogue, const json_t *choice,
                   const struct package_file *files, size_t file_count, package_sink sink,
                   void *context, char *error, size_t error_bytes);
/* The same as files below `folder`, which must be absent or empty: what a run builds. */
bool package_unfold(const struct catalogue *catalogue, const json_t *choice,
                    const struct package_file *files, size_t file_count, const char *folder,
                    char *error, size_t error_bytes);
/* What has changed since a package.lock.json was written. NULL: it is none, `error` says why. */
json_t *package_difference(const struct catalogue *catalogue, const json_t *lock, char *error,
                           size_t error_bytes);

#endif
