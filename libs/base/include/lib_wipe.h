/* SPDX-License-Identifier: MIT */
/* Forgetting secrets: a memset that the compiler must not leave out. */
#ifndef LIB_WIPE_H
#define LIB_WIPE_H

#include <stddef.h>

/**
 * Overwrite with zeros, also when nobody reads the memory again.
 *
 * @param memory  `length` bytes; may be NULL when length is 0.
 * @param length  Any.
 *
 * Context: any.  Blocks: no.
 */
static inline void lib_wipe(void *memory, size_t length)
{
    volatile unsigned char *at = (volatile unsigned char *)memory;

    while (length > 0) {
        length--;
        at[length] = 0;
    }
}

#endif
