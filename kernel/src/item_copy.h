/* SPDX-License-Identifier: MIT */
/* Copy one item under the kernel lock: whole words where both sides are aligned, no call. */
#ifndef KERNEL_ITEM_COPY_H
#define KERNEL_ITEM_COPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct item_word {
    uint32_t word;
} __attribute__((may_alias));

struct item_four_words {
    uint32_t words[4];
} __attribute__((may_alias));

/* One word is copied from and to anywhere; the compiler knows what the processor can do. */
static inline bool item_is_aligned(const void *item, unsigned words)
{
    return words == 1 || ((uintptr_t)item & 3u) == 0;
}

/* Copies 1 .. 255 words; item_is_aligned is true for the side that is the caller's. */
static inline void item_copy_words(void *to, const void *from, unsigned words)
{
    if (words == 1) {
        memcpy(to, from, sizeof(uint32_t));
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
