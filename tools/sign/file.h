/* SPDX-License-Identifier: MIT */
/* Files are read whole, and written whole or not at all: beside their place, then moved there. */
#ifndef SIGN_FILE_H
#define SIGN_FILE_H

#include <stddef.h>
#include <sys/types.h>

#include "fault.h"

#define FILE_BYTES_MAX (256u << 20)

struct bytes {
    unsigned char *at; /* freed by the owner */
    size_t count;
};

enum fault file_read(const char *path, struct bytes *bytes);

/* A file that is not in its place yet. All zero: none. */
struct draft {
    const char *path;
    char *temporary;
};

/* With the rights of `mode`. */
enum fault draft_write(struct draft *draft, const char *path, const void *bytes, size_t count,
                       mode_t mode);
/* Into its place, over what was there. */
enum fault draft_keep(struct draft *draft);
/* Away; one that was kept stays. */
void draft_drop(struct draft *draft);

/* All of it at once. */
enum fault file_write(const char *path, const void *bytes, size_t count, mode_t mode);

#endif
