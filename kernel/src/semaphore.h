/* SPDX-License-Identifier: MIT */
/* Semaphores: a count and a line. Binary is a limit of 1. */
#ifndef KERNEL_SEMAPHORE_H
#define KERNEL_SEMAPHORE_H

#include "object.h"

void semaphore_init(struct object *semaphore, UBaseType_t limit, UBaseType_t initial, uint8_t type);

/* With the lock held by `mask`; true, and the lock is released, when there was a permit. */
static inline bool semaphore_try_take(struct object *semaphore, arch_mask_t mask)
{
    if (semaphore->count == 0) {
        return false;
    }
    semaphore->count--;
    traceQUEUE_RECEIVE(object_handle(semaphore));
    kernel_unlock(mask);
    return true;
}

/* With the lock held by `mask`; releases it. */
BaseType_t semaphore_give(struct object *semaphore, arch_mask_t mask);

/* With the lock held; it keeps it. */
BaseType_t semaphore_take_from_isr(struct object *semaphore);

#endif
