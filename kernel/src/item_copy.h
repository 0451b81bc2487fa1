/* SPDX-License-Identifier: MIT */
/* Copy one item under the kernel lock: whole words where both sides are aligned, no call. */
#ifndef KERNEL_ITEM_COPY_H
#define KERNEL_ITEM_COPY_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct item_word {
    uint32_t word;
} __attribute__((may_alias));

struct item_four_words {
    uint32_t words[4];
} __attribute__((may_alias));

/* `words`: the size is a multiple of 4 and the storage is aligned. */
static inline void item_copy(void *to, const void *from, size_t bytes, bool words)
{
    if (!words || (((uintptr_t)to | (uintptr_t)from) & 3u) != 0) {
        memcpy(to, from, bytes);
        return;
    }
    struct item_word *target = to;
    const struct item_word *source = from;
    while (bytes >= sizeof(struct item_four_words)) {
        *(struct item_four_words *)(void *)target =
            *(const struct item_four_words *)(const void *)source;
        target += 4;
        source += 4;
        bytes -= sizeof(struct item_four_words);
    }
    while (bytes != 0) {
        *target++ = *source++;
        bytes -= sizeof(struct item_word);
    }
}

#endif
