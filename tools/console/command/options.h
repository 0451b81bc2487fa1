/* SPDX-License-Identifier: MIT */
/* What the command was asked for. */
#ifndef PACKAGE_OPTIONS_H
#define PACKAGE_OPTIONS_H

#include <jansson.h>
#include <stdbool.h>

struct options {
    const char *root;        /* the tree; default: this folder */
    const char *output;      /* -o */
    const char *list;        /* boards, modules or demos */
    const char *update;      /* a lock, or a zip with one */
    const char *credentials; /* a folder of files that the package has, too */
    bool json, explain;
    json_t *choice; /* as it was written: board, demo, modules, name */
};

/* False: `error` says what is wrong. */
bool options_read(struct options *options, int count, char **words, char *error,
                  size_t error_bytes);

#endif
