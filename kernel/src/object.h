/* SPDX-License-Identifier: MIT */
/* What stands behind a QueueHandle_t: a queue, a semaphore or a mutex. They share these fields; the
 * API lets applications pass one where the other is meant.
 *
 *               takers            limit               count
 *   semaphore   wait for permits  most permits        permits
 *   mutex       wait for it       depth of recursion  its holder
 *   queue       wait for an item  0                   1
 *
 * These values tell the kinds apart where it matters most: only a semaphore has count < limit (a
 * holder's address is above every depth of recursion), only a free mutex has count 0 and limit 0,
 * and what has limit 0 and the running task in `holder` is a mutex that was locked once.
 */
#ifndef KERNEL_OBJECT_H
#define KERNEL_OBJECT_H

#include "FreeRTOS.h"
#include "queue.h"

#include "kernel.h"
#include "wait.h"

enum object_kind {
    OBJECT_SEMAPHORE = 0,
    OBJECT_MUTEX,
    OBJECT_RECURSIVE_MUTEX,
    OBJECT_QUEUE,
    OBJECT_DEAD, /* deleted: to the fast paths a mutex that somebody holds for ever */
};

#define OBJECT_NEVER_FREE 1u
#define OBJECT_OWNED      1u /* the memory is the heap's */

struct object {
    uint8_t kind;       /* enum object_kind */
    uint8_t owns;       /* OBJECT_OWNED; other bits are those of who made the object */
    uint8_t type;       /* queueQUEUE_TYPE_*, as it was created */
    uint8_t words;      /* queues whose items are 1 .. 255 words in aligned storage: that; else 0 */
    struct line takers; /* tasks that wait for an item, a permit, the mutex */
    UBaseType_t limit;
    __extension__ union {
        UBaseType_t count;
        struct task *holder; /* mutexes; NULL: free */
    };
#if configUSE_TRACE_FACILITY
    UBaseType_t number; /* the application's */
#endif
#if configUSE_QUEUE_SETS
    struct queue *set;     /* queue_set.h: whom a post is reported to, NULL when in no set */
    struct object *fellow; /* the next member of the same set; of a set: its first */
#endif
};

KERNEL_STATIC_ASSERT(sizeof(struct object) <= sizeof(StaticSemaphore_t),
                     "StaticSemaphore_t is too small for a semaphore or a mutex");

static inline struct object *object_of(QueueHandle_t handle)
{
    return (struct object *)(void *)handle;
}

static inline QueueHandle_t object_handle(void *object)
{
    return (QueueHandle_t)object;
}

static inline bool object_is_mutex(const struct object *object)
{
    return object->kind == OBJECT_MUTEX || object->kind == OBJECT_RECURSIVE_MUTEX;
}

/* Whether `object` looks like one: not deleted, not of another type. For asserts. */
static inline bool object_is_live(const struct object *object)
{
    switch ((enum object_kind)object->kind) {
    case OBJECT_SEMAPHORE:
        return object->type == queueQUEUE_TYPE_BINARY_SEMAPHORE ||
               object->type == queueQUEUE_TYPE_COUNTING_SEMAPHORE;
    case OBJECT_MUTEX:
        return object->type == queueQUEUE_TYPE_MUTEX;
    case OBJECT_RECURSIVE_MUTEX:
        return object->type == queueQUEUE_TYPE_RECURSIVE_MUTEX;
    case OBJECT_QUEUE:
        return object->owns <= 3u; /* one bit is for who builds on this */
    case OBJECT_DEAD:
        break;
    }
    return false;
}

#define KASSERT_OBJECT(object, call)                                                               \
    do {                                                                                           \
        KASSERT((object) != NULL && call ": the queue, semaphore or mutex is NULL");               \
        KASSERT(object_is_live(object) && call ": deleted, or no queue, semaphore or mutex");      \
    } while (0)

static inline void object_init(struct object *object, enum object_kind kind, uint8_t type)
{
    object->kind = (uint8_t)kind;
    object->type = type;
    object->words = 0;
    object->takers.first = NULL;
    object->count = 0;
    object->limit = 0;
#if configUSE_TRACE_FACILITY
    object->number = 0;
#endif
#if configUSE_QUEUE_SETS
    object->set = NULL;
    object->fellow = NULL;
#endif
}

/* Items, permits, or 1 for a free mutex. */
UBaseType_t object_held(const struct object *object);

/* From here on nobody gets anything from `object`, or into it. The lock is held. */
static inline void object_kill(struct object *object)
{
    object_init(object, OBJECT_DEAD, 0);
    object->count = (UBaseType_t)-1;
}

/**
 * Waits for up to `ticks`, not 0, for what is not there now. The lock is held, nothing was masked
 * before, sched_may_block was true; the lock is released.
 *
 * @param item  Queues: where the item goes.
 * @param role  Queues: WAIT_TAKE, or WAIT_PEEK to leave the item there; semaphores: WAIT_PERMIT;
 *              mutexes: WAIT_MUTEX.
 */
BaseType_t object_take_later(struct object *object, void *item, TickType_t ticks,
                             enum wait_role role);

/**
 * The first half of a wait that takes long, in several lock sections: arms the time-out, looks
 * again, joins the line. Interrupts get in between, tasks do not. The lock is held before and
 * after.
 *
 * @param[in,out] ticks  How long; then, what is left to be armed: portMAX_DELAY.
 * @return False when the wait has ended already; the task's `wake` says why.
 */
bool object_wait_in_steps(struct object *object, struct wait *wait, TickType_t *ticks);

/**
 * Takes from any kind of object, waiting for up to `ticks`: the whole story, where there are no
 * fast paths. The lock is not held.
 *
 * @param role  Queues: WAIT_TAKE, or WAIT_PEEK to leave the item there.
 */
BaseType_t object_take(struct object *object, void *item, TickType_t ticks, enum wait_role role);

/* Nothing can be taken, and the caller cannot or will not wait. Releases the lock. */
BaseType_t object_refuse(struct object *object, TickType_t ticks, arch_mask_t mask);

/* Gives to any kind of object. The lock is held by `mask`; it is released. */
BaseType_t object_give(struct object *object, arch_mask_t mask);

#endif
