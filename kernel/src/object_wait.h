/* SPDX-License-Identifier: MIT */
/* How a task waits for what an object does not have now. Inline, for the two places where the role
 * is known and every instruction counts; everybody else calls object_take_later. */
#ifndef KERNEL_OBJECT_WAIT_H
#define KERNEL_OBJECT_WAIT_H

#include "mutex.h"
#include "object.h"
#include "sched.h"

static inline __attribute__((always_inline)) BaseType_t
object_wait(struct object *object, void *item, const TickType_t limit, const enum wait_role role)
{
    struct wait wait;
    TickType_t ticks = limit;

    if (!sched_may_block(ARCH_MASK_NONE)) {
        return object_refuse(object, ticks, ARCH_MASK_NONE);
    }
    struct task *self = kernel_current();
    wait.item = item;
    wait.role = (uint8_t)role;
    do {
        traceBLOCKING_ON_QUEUE_RECEIVE(object_handle(object));
        if (role == WAIT_MUTEX) {
            mutex_lend_priority(object);
        }
        wait.rank = self->priority;
        line_join(&object->takers, &wait);
        enum wake wake = sched_block(self, &wait, ticks);
        if (wake == WAKE_HANDED) {
            return pdPASS;
        }
        if (wake == WAKE_ABORTED) {
            return errQUEUE_EMPTY;
        }
        (void)kernel_lock();
        if (object_try_take(object, item, role, ARCH_MASK_NONE)) {
            return pdPASS; /* after a time-out too: a post may have been quicker */
        }
        ticks = sched_ticks_left(wait.sleep.due, limit, wake);
    } while (ticks != 0);
    return object_refuse(object, 0, ARCH_MASK_NONE);
}

#endif
