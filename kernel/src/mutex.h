/* SPDX-License-Identifier: MIT */
/* Mutexes with priority inheritance, one level deep.
 *
 *   lock, held by another    the holder runs at least at the priority of the best that waits
 *   a waiter leaves          the holder falls to the next best waiter, if it holds this mutex only
 *   unlock                   the holder falls to its base priority when it holds no mutex any more
 *
 * A holder's own blocker is not raised in turn: the walk would have no bound under the lock.
 */
#ifndef KERNEL_MUTEX_H
#define KERNEL_MUTEX_H

#include "object.h"

struct mutex {
    struct object object; /* count = depth of recursion beyond the first lock */
    struct task *holder;  /* NULL: free */
};

KERNEL_STATIC_ASSERT(sizeof(struct mutex) <= sizeof(StaticSemaphore_t),
                     "StaticSemaphore_t is too small for a mutex");

static inline struct mutex *mutex_of(struct object *object)
{
    return (struct mutex *)(void *)object;
}

void mutex_init(struct mutex *mutex, uint8_t type);

/* With the lock held by `mask`; they release it. */
BaseType_t mutex_lock(struct mutex *mutex, TickType_t ticks, arch_mask_t mask);
BaseType_t mutex_unlock(struct mutex *mutex, arch_mask_t mask);

/* A task that waited in `line` does not wait any more. The lock is held. */
void mutex_waiter_left(struct line *line);

#endif
