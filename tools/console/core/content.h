/* SPDX-License-Identifier: MIT */
/* The files of a package, in memory: names are checked as they come in, and are sorted at the end.
 */
#ifndef CONSOLE_CONTENT_H
#define CONSOLE_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

#define CONTENT_PATH_MAX 119 /* with the package's folder */

struct content_file {
    char *path; /* below the package's folder */
    char *bytes;
    size_t length;
};

struct content {
    const char *name; /* the package's folder */
    struct content_file *files;
    size_t count, capacity;
    struct text problem; /* the first one; empty: all is well */
};

/* Take over bytes that are malloc'd. */
void content_take(struct content *content, const char *path, char *bytes, size_t length);
void content_print(struct content *content, const char *path, const char *text);
/* A file of this machine; `path` is its name in the package. */
void content_file(struct content *content, const char *path, const char *source);
/* Keep the first problem. */
void content_fail(struct content *content, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool content_has(const struct content *content, const char *path);
void content_sort(struct content *content);
void content_free(struct content *content);

/* Whether a path may stand in a zip: relative, of plain letters, without "..", not too long. */
bool content_name_is_fine(const char *folder, const char *path);

#endif
