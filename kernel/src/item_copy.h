/* SPDX-License-Identifier: MIT */
/* Copy one item under the kernel lock: whole words where both sides are aligned, no call. */
#ifndef KERNEL_ITEM_COPY_H
#define KERNEL_ITEM_COPY_H

#include <stddef.h>
#include <stdint.h>

#include "bits.h"

struct item_word {
    uint32_t word;
} __attribute__((may_alias));

struct item_four_words {
    uint32_t words[4];
} __attribute__((may_alias));

/* 0 when `item` can be copied as words. */
static inline uint32_t item_misalignment(const void *item)
{
    return (uint32_t)(uintptr_t)item << 30;
}

/* Copies 1 .. 255 words between aligned places. */
static inline void item_copy_words(void *to, const void *from, unsigned words)
{
    if (LIKELY(words == 1)) {
        *(struct item_word *)to = *(const struct item_word *)from;
        return;
    }
    if (words == 4) {
        *(struct item_four_words *)to = *(const struct item_four_words *)from;
        return;
    }
    struct item_word *target = to;
    const struct item_word *source = from;
    do {
        *target++ = *source++;
    } while (--words != 0);
}

#endif
