/* SPDX-License-Identifier: MIT */
/* What has changed since a package was made. */
#ifndef CONSOLE_DIFFERENCE_H
#define CONSOLE_DIFFERENCE_H

#include <jansson.h>
#include <stddef.h>

struct catalogue;

/* What has changed since a package.lock.json was written. NULL: it is none, `error` says why. */
json_t *package_difference(const struct catalogue *catalogue, const json_t *lock, char *error,
                           size_t error_bytes);

#endif
