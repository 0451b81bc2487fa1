/* SPDX-License-Identifier: MIT */
/* A model of heap_4 and heap_5: a sorted array of the blocks in use. Every function ends the
 * program when the heap differs from it. */
#ifndef HEAP_MODEL_H
#define HEAP_MODEL_H

#include "heap_kit.h"

#define HEAP_MODEL_BLOCKS 240u

/* Between the blocks; `smallest` is SIZE_MAX where there is none. */
struct heap_gaps {
    size_t count, largest, smallest;
};

/* Begins with a new heap. */
void heap_model_start(void);

/* Blocks in use, and what the `at`-th by address was asked for. */
size_t heap_model_count(void);
size_t heap_model_bytes(size_t at);

/* pvPortMalloc(bytes), filled with `fill`. At most HEAP_MODEL_BLOCKS at a time. */
void heap_model_take(size_t bytes, uint8_t fill);

/* vPortFree of the `at`-th by address, whose content must be as it was filled. */
void heap_model_give(size_t at);

/* Every byte, every gap and every figure. */
void heap_model_check(void);
struct heap_gaps heap_model_gaps(void);

/* Gives everything back: the heap is one hole a piece. */
void heap_model_end(void);

#endif
