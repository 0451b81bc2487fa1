/* SPDX-License-Identifier: MIT */
/* What Quick Connect has made for a package: private keys among it. In memory alone, until the zip
 * is made of it, ten minutes at most; overwritten when it goes. */
#ifndef CONSOLE_KEEPS_H
#define CONSOLE_KEEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "console_core.h"

#define KEEP_FILES_MAX 8
#define KEEP_ID_BYTES  33

struct keep {
    size_t count;
    struct package_file files[KEEP_FILES_MAX]; /* path and bytes are the keep's */
    char *thing, *forget; /* in the cloud; what takes it away again, for connect.py, or NULL */
    char *told; /* what is needed for a board's flash, as JSON: keys, too; NULL: nothing */
};

struct keeps;

struct keeps *keeps_new(void);
void keeps_free(struct keeps *keeps);
/* Keep it for this user; it is taken, whatever the answer. False: too many are kept. */
bool keeps_put(struct keeps *keeps, struct keep *keep, const char *user, char id[KEEP_ID_BYTES]);
/* Once: it is the caller's. NULL: there is none of that name, or it is somebody else's. */
struct keep *keeps_take(struct keeps *keeps, const char *id, const char *user);
/* Forget what is too old. */
void keeps_expire(struct keeps *keeps);

/* A file of a copy of the bytes. False: no room. */
bool keep_add(struct keep *keep, const char *path, const void *bytes, size_t length);
void keep_free(struct keep *keep);

#endif
