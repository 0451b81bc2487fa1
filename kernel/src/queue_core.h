/* SPDX-License-Identifier: MIT */
/* Queues: a bounded ring of items of one size, copied in and copied out.
 *
 *   items   [ . . A B C . . ]      count = 3, length = 7
 *                 ^     ^
 *               read  write
 *
 * takers: tasks that wait for an item (receivers and peekers in one line); senders: for room. At
 * most one of the two lines holds somebody who would find what he waits for; the rest of the story
 * is semantics K1 to K3 and K10.
 */
#ifndef KERNEL_QUEUE_CORE_H
#define KERNEL_QUEUE_CORE_H

#include "list.h"
#include "object.h"

struct queue {
    struct object object;
    UBaseType_t count; /* items in it */
    UBaseType_t length;
    UBaseType_t item_bytes;
    uint8_t *items;
    uint8_t *end;  /* behind the last */
    uint8_t *read; /* the next to be received */
    uint8_t *write;
    struct line senders;
#if configUSE_CO_ROUTINES
    List_t cr_takers; /* croutine.c */
    List_t cr_senders;
#endif
};

KERNEL_STATIC_ASSERT(sizeof(struct queue) <= sizeof(StaticQueue_t), "StaticQueue_t is too small");
KERNEL_STATIC_ASSERT(offsetof(struct queue, count) == offsetof(StaticQueue_t, uxDummy4),
                     "layers read the length and the item size of a queue from there");

static inline struct queue *queue_of(struct object *object)
{
    return (struct queue *)(void *)object;
}

void queue_init(struct queue *queue, UBaseType_t length, UBaseType_t item_bytes, uint8_t *items,
                uint8_t type);

/**
 * Puts an item in, waiting up to `ticks` for room: the whole story behind the fast path.
 *
 * @param position  queueSEND_TO_BACK, queueSEND_TO_FRONT or queueOVERWRITE.
 */
BaseType_t queue_put(struct queue *queue, const void *item, TickType_t ticks, BaseType_t position);

/* Takes or peeks (WAIT_TAKE, WAIT_PEEK) an item, waiting up to `ticks` for one. */
BaseType_t queue_take(struct queue *queue, void *item, TickType_t ticks, enum wait_role role);

/* With the lock held by `mask`; true, and the lock is released, when there was an item. */
bool queue_try_take(struct queue *queue, void *item, enum wait_role role, arch_mask_t mask);

/* With the lock held; they keep it. */
BaseType_t queue_put_from_isr(struct queue *queue, const void *item, BaseType_t position,
                              BaseType_t *woken);
BaseType_t queue_take_from_isr(struct queue *queue, void *item, BaseType_t *woken);
BaseType_t queue_peek_from_isr(struct queue *queue, void *item);

/* Empties the queue; a task that waits for room may look again. Releases the lock. */
void queue_reset(struct queue *queue, arch_mask_t mask);

#endif
