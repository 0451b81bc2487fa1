/* SPDX-License-Identifier: MIT */
/* Bit operations with no ISO C spelling. The only kernel file that names a compiler builtin. */
#ifndef KERNEL_BITS_H
#define KERNEL_BITS_H

#include <stdint.h>

#include "FreeRTOS.h"

/* For the branches of fast paths: what is usual comes first in the code. */
#define LIKELY(condition)   (__builtin_expect(!!(condition), 1))
#define UNLIKELY(condition) (__builtin_expect(!!(condition), 0))

/* What stands behind a fast path and has its arguments where the fast path has them: the way there
 * is one jump. The compiler is to leave it so. */
#ifdef __clang__
#define SLOW_PATH __attribute__((noinline))
#else
#define SLOW_PATH __attribute__((noinline, noclone))
#endif

/* Index of the most significant set bit, 0 .. 31. `word` must not be 0. */
static inline unsigned bits_top(uint32_t word)
{
    return 31u - (unsigned)__builtin_clz(word);
}

/* The same for a constant, as a constant expression. */
#define BITS_TOP_CONSTANT(word) (31u - (unsigned)__builtin_clz((uint32_t)(word)))

/* The same for a tick count, whatever its width. */
static inline unsigned bits_top_of_tick(TickType_t ticks)
{
    if (sizeof(TickType_t) > sizeof(uint32_t)) {
        return 63u - (unsigned)__builtin_clzll((unsigned long long)ticks);
    }
    return bits_top((uint32_t)ticks);
}

#endif
