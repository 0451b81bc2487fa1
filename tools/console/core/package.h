/* SPDX-License-Identifier: MIT */
/* The package of a choice: a folder that builds with CMake alone, as a zip or unfolded. */
#ifndef CONSOLE_PACKAGE_H
#define CONSOLE_PACKAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct catalogue;

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

#endif
