/* SPDX-License-Identifier: MIT */
/* What stands behind a QueueHandle_t: a queue, a semaphore or a mutex. They share these first
 * fields and nothing else; the API lets applications pass one where the other is meant.
 *
 *   object    kind | owns | recursion | takers
 *   semaphore ...  | count | limit
 *   mutex     ...  | holder
 *   queue     ...  | count, items, senders
 */
#ifndef KERNEL_OBJECT_H
#define KERNEL_OBJECT_H

#include "FreeRTOS.h"
#include "queue.h"

#include "wait.h"

enum object_kind { OBJECT_SEMAPHORE = 0, OBJECT_MUTEX, OBJECT_RECURSIVE_MUTEX, OBJECT_QUEUE };

struct object {
    uint8_t kind;       /* enum object_kind */
    uint8_t owns;       /* 1: the memory is the heap's */
    uint8_t type;       /* queueQUEUE_TYPE_*, as it was created */
    uint8_t fast_copy;  /* queues: items are whole words in aligned storage */
    UBaseType_t count;  /* items, or permits; mutexes: depth of recursion */
    struct line takers; /* tasks that wait for an item, a permit, the mutex */
};

static inline struct object *object_of(QueueHandle_t handle)
{
    return (struct object *)(void *)handle;
}

static inline QueueHandle_t object_handle(void *object)
{
    return (QueueHandle_t)object;
}

/* Whether a call that cannot succeed now may wait: it wants to, and it can. Misuse asserts. */
bool object_may_block(TickType_t ticks, arch_mask_t mask);

#endif
