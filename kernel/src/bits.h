/* SPDX-License-Identifier: MIT */
/* Bit operations with no ISO C spelling. The only kernel file that names a compiler builtin. */
#ifndef KERNEL_BITS_H
#define KERNEL_BITS_H

#include <stdint.h>

#include "FreeRTOS.h"

#include "hot.h"

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

/* Whether the processor has an instruction that counts leading zeros. */
#ifdef BITS_HAS_CLZ
/* The test of the other way says. */
#elif (defined(__arm__) && !defined(__ARM_FEATURE_CLZ)) ||                                         \
    (defined(__riscv) && !defined(__riscv_zbb))
#define BITS_HAS_CLZ 0
#else
#define BITS_HAS_CLZ 1
#endif

/* For those that have none. */
extern const uint8_t bits_top_of_byte[256];

/* Index of the most significant set bit, 0 .. 31. `word` must not be 0. */
static inline unsigned bits_top(uint32_t word)
{
    if (BITS_HAS_CLZ) {
        return 31u - (unsigned)__builtin_clz(word);
    }
    unsigned half = (unsigned)(word > 0xffffu) << 4;
    word >>= half;
    unsigned byte = (unsigned)(word > 0xffu) << 3;
    return half + byte + bits_top_of_byte[word >> byte];
}

/* The same for a constant, as a constant expression. */
#define BITS_TOP_CONSTANT(word) (31u - (unsigned)__builtin_clz((uint32_t)(word)))

/* The same for a tick count, whatever its width. */
static inline unsigned bits_top_of_tick(TickType_t ticks)
{
    uint32_t high = (uint32_t)((uint64_t)ticks >> 32);

    if (sizeof(TickType_t) > sizeof(uint32_t) && high != 0) {
        return 32u + bits_top(high);
    }
    return bits_top((uint32_t)ticks);
}

#endif
