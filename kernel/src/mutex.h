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

#include "kernel.h"
#include "object.h"
#include "queue_set.h"

void mutex_init(struct object *mutex, uint8_t type);

/* With the lock held by `mask`; true, and the lock is released, when the mutex was free. */
static inline bool mutex_try_lock(struct object *mutex, arch_mask_t mask)
{
    if (UNLIKELY(mutex->holder != NULL)) {
        return false;
    }
    struct task *self = kernel_current();
    if (UNLIKELY(self == NULL)) {
        return false;
    }
    mutex->holder = self;
    self->mutexes++;
    traceQUEUE_RECEIVE(object_handle(mutex));
    kernel_unlock(mask);
    return true;
}

/* With the lock held by `mask`, limit 0 and nobody waiting; true, and the lock is released, when
 * `object` is a mutex in no set that the running task holds, and the task keeps its priority. */
static inline bool mutex_try_unlock(struct object *object, arch_mask_t mask)
{
    struct task *self = kernel_current();

    if (UNLIKELY(object->holder != self || self == NULL)) {
        return false;
    }
    if (configUSE_QUEUE_SETS && object_set(object) != NULL) {
        return false;
    }
    int held = self->mutexes - 1;
    if (UNLIKELY(held < 0)) {
        return false;
    }
    self->mutexes = (int16_t)held;
    object->holder = NULL;
    traceQUEUE_SEND(object_handle(object));
    kernel_unlock(mask);
    return true;
}

/* With the lock held by `mask`; releases it. */
BaseType_t mutex_unlock(struct object *mutex, arch_mask_t mask);

/* Waits for a mutex that somebody holds. The lock is held by `mask`; it is released. */
BaseType_t mutex_lock_later(struct object *mutex, TickType_t ticks, arch_mask_t mask);

/* `holder` runs at the priority of `waiter`, which is higher. */
void mutex_raise(struct task *holder, const struct task *waiter);

/* The running task begins to wait for `mutex`: its holder runs at least at the task's priority. */
static inline void mutex_lend_priority(const struct object *mutex, const struct task *self)
{
    if (mutex->holder->priority < self->priority) {
        mutex_raise(mutex->holder, self);
    }
}

/* A task that waited in `line` does not wait any more. The lock is held. */
void mutex_waiter_left(struct line *line);

#endif
