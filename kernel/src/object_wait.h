/* SPDX-License-Identifier: MIT */
/* How a task waits once for what an object does not have now. Inline, for the places where the role
 * is known and every instruction counts; who has to wait again goes on in object_take_later. */
#ifndef KERNEL_OBJECT_WAIT_H
#define KERNEL_OBJECT_WAIT_H

#include "mutex.h"
#include "object.h"
#include "queue_core.h"
#include "sched.h"
#include "semaphore.h"

/* What tracers see at the end of a call that takes. The lock is held. */
static inline void object_trace_taken(struct object *object, enum wait_role role, bool taken)
{
    QueueHandle_t handle = object_handle(object);

    (void)handle;
    if (role == WAIT_PEEK) {
        if (taken) {
            traceQUEUE_PEEK(handle);
        } else {
            traceQUEUE_PEEK_FAILED(handle);
        }
    } else if (taken) {
        traceQUEUE_RECEIVE(handle);
    } else {
        traceQUEUE_RECEIVE_FAILED(handle);
    }
}

/* The same where the lock is not held, because somebody else has decided how the call ends. */
static inline void object_trace_ended(struct object *object, enum wait_role role, bool taken)
{
    if (KERNEL_TRACES_QUEUES) {
        arch_mask_t mask = kernel_lock();
        object_trace_taken(object, role, taken);
        kernel_unlock(mask);
    }
}

/* Takes from `object`, whose kind follows from the role, if that is possible now: true, and the
 * lock, held by `mask`, is released. */
HOT_EACH bool object_try(struct object *object, void *item, enum wait_role role, arch_mask_t mask)
{
    if (role == WAIT_PERMIT) {
        return semaphore_try_take(object, mask);
    }
    if (role == WAIT_MUTEX) {
        return mutex_try_lock(object, mask);
    }
    return queue_try_take(queue_of(object), item, role, mask);
}

/* Whether what comes before the task sleeps takes long: its place in the line has to be looked for,
 * or the holder of the mutex has a place in another line, which changes. */
static inline bool object_wait_is_long(const struct object *object, enum wait_role role)
{
    return KERNEL_INLINE && (object->takers.first != NULL ||
                             (role == WAIT_MUTEX && object->holder->state == TASK_BLOCKED));
}

/**
 * The lock is held, nothing was masked before, sched_may_block was true; the lock is released.
 *
 * @param[in,out] ticks   How long; then, what is left.
 * @param[out]    result  What the call answers.
 * @return False, and the lock is held, when it has to wait again.
 */
HOT_EACH bool object_wait_once(struct object *object, void *item, TickType_t *ticks,
                               enum wait_role role, BaseType_t *result)
{
    struct task *self = kernel_current();
    TickType_t to_arm = *ticks;
    struct wait wait;
    enum wake wake;

    if (role == WAIT_PEEK) {
        traceBLOCKING_ON_QUEUE_PEEK(object_handle(object));
    } else {
        traceBLOCKING_ON_QUEUE_RECEIVE(object_handle(object));
    }
    wait_init(&wait, self, role);
    if (role != WAIT_PERMIT && role != WAIT_MUTEX) {
        wait.item = item;
    }
    bool is_long = object_wait_is_long(object, role);
    if (!is_long) {
        line_join(&object->takers, &wait);
    }
    if (is_long && !object_wait_in_steps(object, &wait, &to_arm)) {
        wake = (enum wake)self->wake;
    } else {
        if (role == WAIT_MUTEX) {
            mutex_lend_priority(object, self);
        }
        wake = sched_block(self, &wait, to_arm);
        if (KERNEL_INLINE && wake == WAKE_HANDED) {
            object_trace_ended(object, role, true);
            *result = pdPASS;
            return true;
        }
        if (wake == WAKE_ABORTED) {
            object_trace_ended(object, role, false);
            *result = errQUEUE_EMPTY;
            return true;
        }
        (void)kernel_lock();
    }
    if (object_try(object, item, role, ARCH_MASK_NONE)) {
        *result = pdPASS; /* after a time-out too: a post may have been quicker */
        return true;
    }
    *ticks = sched_ticks_left(wait.sleep.due, *ticks, wake);
    if (*ticks == 0) {
        object_trace_taken(object, role, false);
        *result = object_refuse(object, 0, ARCH_MASK_NONE);
    }
    return *ticks == 0;
}

/* Nothing can be taken, and the caller will not wait. Releases the lock. */
static inline BaseType_t object_refuse_now(struct object *object, enum wait_role role,
                                           arch_mask_t mask)
{
    object_trace_taken(object, role, false);
    kernel_unlock(mask);
    return errQUEUE_EMPTY;
}

/* As object_take_later, with its first wait inline, wherever the call comes from: the lock is held
 * by `mask`. */
HOT_EACH BaseType_t object_wait(struct object *object, void *item, TickType_t ticks,
                                enum wait_role role, arch_mask_t mask)
{
    BaseType_t result;

    if (UNLIKELY(!sched_may_block(mask))) {
        object_trace_taken(object, role, false);
        return object_refuse(object, ticks, mask);
    }
    if (KERNEL_INLINE && LIKELY(!object_wait_is_long(object, role)) &&
        LIKELY(object_wait_once(object, item, &ticks, role, &result))) {
        return result;
    }
    return object_take_later(object, item, ticks, role);
}

/* The same where `ticks` may be 0. */
HOT_EACH BaseType_t object_wait_or_refuse(struct object *object, void *item, TickType_t ticks,
                                          enum wait_role role, arch_mask_t mask)
{
    return ticks == 0 ? object_refuse_now(object, role, mask)
                      : object_wait(object, item, ticks, role, mask);
}

#endif
