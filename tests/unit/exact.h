/* SPDX-License-Identifier: MIT */
/* Memory of exactly its size, so that a byte read or written beyond it is seen by the sanitizer. */
#ifndef EXACT_H
#define EXACT_H

#include <stdlib.h>
#include <string.h>

/* A copy of `length` bytes; to be freed. */
static inline void *exact_copy(const void *bytes, size_t length)
{
    void *copy = malloc(length == 0 ? 1 : length);

    if (copy == NULL) {
        abort();
    }
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    return copy;
}

#endif
