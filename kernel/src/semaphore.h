/* SPDX-License-Identifier: MIT */
/* Semaphores: a count and a line. Binary is a limit of 1. */
#ifndef KERNEL_SEMAPHORE_H
#define KERNEL_SEMAPHORE_H

#include "object.h"

struct semaphore {
    struct object object;
    UBaseType_t limit;
};

KERNEL_STATIC_ASSERT(sizeof(struct semaphore) <= sizeof(StaticSemaphore_t),
                     "StaticSemaphore_t is too small for a semaphore");

static inline struct semaphore *semaphore_of(struct object *object)
{
    return (struct semaphore *)(void *)object;
}

void semaphore_init(struct semaphore *semaphore, UBaseType_t limit, UBaseType_t initial,
                    uint8_t type);

/* All with the lock held by `mask`; they release it. */
BaseType_t semaphore_take(struct semaphore *semaphore, TickType_t ticks, arch_mask_t mask);
BaseType_t semaphore_give(struct semaphore *semaphore, arch_mask_t mask);

/* With the lock held; they keep it. */
BaseType_t semaphore_give_from_isr(struct semaphore *semaphore, BaseType_t *woken);
BaseType_t semaphore_take_from_isr(struct semaphore *semaphore);

#endif
