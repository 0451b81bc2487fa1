/* SPDX-License-Identifier: MIT */
/* Hooks for hosts that watch memory (arch.h): nothing to do on a microcontroller. Included by
 * arch_inline.h of every port but sim. */
#ifndef ARCH_WATCH_NONE_H
#define ARCH_WATCH_NONE_H

#include <stddef.h>

struct arch_context;

/** The stack of a task that is no more. Does nothing. Context: any. */
static inline void arch_stack_release(struct arch_context *context)
{
    (void)context;
}

/** Memory that was allocated. Does nothing. Context: any. */
static inline void arch_heap_taken(void *block, size_t bytes, size_t capacity)
{
    (void)block;
    (void)bytes;
    (void)capacity;
}

/** Memory that was given back. Does nothing. Context: any. */
static inline void arch_heap_given(void *block, size_t capacity)
{
    (void)block;
    (void)capacity;
}

#endif
