/* SPDX-License-Identifier: MIT */
/* The lock file of a package that somebody has, or was sent. */
#ifndef CONSOLE_READ_LOCK_H
#define CONSOLE_READ_LOCK_H

#include <stddef.h>

#include <jansson.h>

/* The package.lock.json of a zip, or the file itself; nothing is unpacked. NULL: `error` says what
 * is wrong with it, in words of this program alone. */
json_t *read_lock(const char *path, char *error, size_t error_bytes);

#endif
