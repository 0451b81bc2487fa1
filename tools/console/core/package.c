/* SPDX-License-Identifier: MIT */
#include "package.h"

#include <stdio.h>

#include "difference.h"

static bool refuse(char *error, size_t error_bytes)
{
    snprintf(error, error_bytes, "packages are not made yet");
    return false;
}

bool package_write(const struct catalogue *catalogue, const json_t *choice,
                   const struct package_file *files, size_t file_count, package_sink sink,
                   void *context, char *error, size_t error_bytes)
{
    (void)catalogue, (void)choice, (void)files, (void)file_count, (void)sink, (void)context;
    return refuse(error, error_bytes);
}

bool package_unfold(const struct catalogue *catalogue, const json_t *choice,
                    const struct package_file *files, size_t file_count, const char *folder,
                    char *error, size_t error_bytes)
{
    (void)catalogue, (void)choice, (void)files, (void)file_count, (void)folder;
    return refuse(error, error_bytes);
}

json_t *package_difference(const struct catalogue *catalogue, const json_t *lock, char *error,
                           size_t error_bytes)
{
    (void)catalogue, (void)lock;
    refuse(error, error_bytes);
    return NULL;
}
