/* SPDX-License-Identifier: MIT */
#include "queue_core.h"

#include "item_copy.h"
#include "sched.h"

void queue_init(struct queue *queue, UBaseType_t length, UBaseType_t item_bytes, uint8_t *items,
                uint8_t type)
{
    queue->object.kind = OBJECT_QUEUE;
    queue->object.type = type;
    queue->object.count = 0;
    queue->object.takers.first = NULL;
    queue->object.fast_copy = ((uintptr_t)items & 3u) == 0 && (item_bytes & 3u) == 0;
    queue->length = length;
    queue->item_bytes = item_bytes;
    queue->end = length * item_bytes;
    queue->read = 0;
    queue->write = 0;
    queue->items = items;
    queue->senders.first = NULL;
}

static inline void copy(const struct queue *queue, void *to, const void *from)
{
    if (queue->item_bytes != 0) {
        item_copy(to, from, queue->item_bytes, queue->object.fast_copy != 0);
    }
}

static inline UBaseType_t next(const struct queue *queue, UBaseType_t offset)
{
    offset += queue->item_bytes;
    return offset == queue->end ? 0 : offset;
}

static UBaseType_t previous(const struct queue *queue, UBaseType_t offset)
{
    return (offset == 0 ? queue->end : offset) - queue->item_bytes;
}

static inline void push_back(struct queue *queue, const void *item)
{
    copy(queue, queue->items + queue->write, item);
    queue->write = next(queue, queue->write);
    queue->object.count++;
}

/* There is room, or the position is queueOVERWRITE in a queue of one. */
static void push(struct queue *queue, const void *item, BaseType_t position)
{
    if (position == queueSEND_TO_BACK) {
        push_back(queue, item);
    } else if (position == queueOVERWRITE) {
        copy(queue, queue->items, item);
        queue->object.count = 1;
    } else {
        queue->read = previous(queue, queue->read);
        copy(queue, queue->items + queue->read, item);
        queue->object.count++;
    }
}

static inline void pop(struct queue *queue, void *item)
{
    copy(queue, item, queue->items + queue->read);
    queue->read = next(queue, queue->read);
    queue->object.count--;
}

static bool has_room(const struct queue *queue, BaseType_t position)
{
    return queue->object.count < queue->length || position == queueOVERWRITE;
}

/* Somebody waits for an item and one has come: `item`, not yet in the queue. Releases the lock. */
static void put_for_taker(struct queue *queue, const void *item, BaseType_t position,
                          arch_mask_t mask)
{
    struct wait *taker = queue->object.takers.first;

    if (queue->object.count == 0 && taker->role == WAIT_TAKE &&
        sched_may_hand_over(taker->task, mask)) {
        copy(queue, taker->item, item);
        sched_hand_over(&queue->object.takers);
    } else {
        push(queue, item, position);
        sched_post(&queue->object.takers, mask);
    }
}

/* Puts the item where there is room. Releases the lock. */
static inline void put_now(struct queue *queue, const void *item, BaseType_t position,
                           arch_mask_t mask)
{
    traceQUEUE_SEND(object_handle(queue));
    if (queue->object.takers.first != NULL) {
        put_for_taker(queue, item, position, mask);
    } else {
        push(queue, item, position);
        kernel_unlock(mask);
    }
}

/* Waits for room; there is none now. Releases the lock. */
static BaseType_t put_later(struct queue *queue, const void *item, TickType_t ticks,
                            BaseType_t position)
{
    const struct deadline deadline = {kernel.tick, ticks};
    struct wait wait;

    wait.role = WAIT_SEND;
    wait.item = (void *)(uintptr_t)item;
    wait.front = position == queueSEND_TO_FRONT;
    do {
        traceBLOCKING_ON_QUEUE_SEND(object_handle(queue));
        enum wake wake = wait_block(&wait, &queue->senders, ticks);
        if (wake == WAKE_HANDED) {
            return pdPASS;
        }
        if (wake == WAKE_ABORTED) {
            return errQUEUE_FULL;
        }
        arch_mask_t mask = kernel_lock();
        if (has_room(queue, position)) {
            put_now(queue, item, position, mask);
            return pdPASS;
        }
        ticks = deadline_left(&deadline, wake);
    } while (ticks != 0);
    traceQUEUE_SEND_FAILED(object_handle(queue));
    kernel_unlock(0);
    return errQUEUE_FULL;
}

BaseType_t queue_put(struct queue *queue, const void *item, TickType_t ticks, BaseType_t position,
                     arch_mask_t mask)
{
    if (has_room(queue, position)) {
        put_now(queue, item, position, mask);
        return pdPASS;
    }
    if (!object_may_block(ticks, mask)) {
        traceQUEUE_SEND_FAILED(object_handle(queue));
        kernel_unlock(mask);
        return errQUEUE_FULL;
    }
    return put_later(queue, item, ticks, position);
}

/* A place has become free and somebody waits for it. Releases the lock. */
static void take_from_sender(struct queue *queue, arch_mask_t mask)
{
    struct wait *sender = queue->senders.first;

    if (sched_may_hand_over(sender->task, mask)) {
        push(queue, sender->item, sender->front ? queueSEND_TO_FRONT : queueSEND_TO_BACK);
        sched_hand_over(&queue->senders);
    } else {
        sched_post(&queue->senders, mask);
    }
}

/* Takes or peeks the first item, which is there. Releases the lock. */
static void take_now(struct queue *queue, void *item, enum wait_role role, arch_mask_t mask)
{
    if (role == WAIT_PEEK) {
        traceQUEUE_PEEK(object_handle(queue));
        copy(queue, item, queue->items + queue->read);
        if (queue->object.takers.first != NULL) {
            sched_post(&queue->object.takers, mask); /* the item is still there for the next */
        } else {
            kernel_unlock(mask);
        }
        return;
    }
    traceQUEUE_RECEIVE(object_handle(queue));
    pop(queue, item);
    if (queue->senders.first != NULL) {
        take_from_sender(queue, mask);
    } else {
        kernel_unlock(mask);
    }
}

/* Waits for an item; there is none now. Releases the lock. */
static BaseType_t take_later(struct queue *queue, void *item, TickType_t ticks, enum wait_role role)
{
    const struct deadline deadline = {kernel.tick, ticks};
    struct wait wait;

    wait.role = (uint8_t)role;
    wait.item = item;
    do {
        traceBLOCKING_ON_QUEUE_RECEIVE(object_handle(queue));
        enum wake wake = wait_block(&wait, &queue->object.takers, ticks);
        if (wake == WAKE_HANDED) {
            return pdPASS;
        }
        if (wake == WAKE_ABORTED) {
            return errQUEUE_EMPTY;
        }
        arch_mask_t mask = kernel_lock();
        if (queue->object.count != 0) {
            take_now(queue, item, role, mask);
            return pdPASS;
        }
        ticks = deadline_left(&deadline, wake);
    } while (ticks != 0);
    traceQUEUE_RECEIVE_FAILED(object_handle(queue));
    kernel_unlock(0);
    return errQUEUE_EMPTY;
}

BaseType_t queue_take(struct queue *queue, void *item, TickType_t ticks, enum wait_role role,
                      arch_mask_t mask)
{
    if (queue->object.count != 0) {
        take_now(queue, item, role, mask);
        return pdPASS;
    }
    if (!object_may_block(ticks, mask)) {
        traceQUEUE_RECEIVE_FAILED(object_handle(queue));
        kernel_unlock(mask);
        return errQUEUE_EMPTY;
    }
    return take_later(queue, item, ticks, role);
}

BaseType_t queue_put_from_isr(struct queue *queue, const void *item, BaseType_t position,
                              BaseType_t *woken)
{
    if (!has_room(queue, position)) {
        traceQUEUE_SEND_FROM_ISR_FAILED(object_handle(queue));
        return errQUEUE_FULL;
    }
    traceQUEUE_SEND_FROM_ISR(object_handle(queue));
    push(queue, item, position);
    if (queue->object.takers.first != NULL) {
        sched_post_from_isr(&queue->object.takers, woken);
    }
    return pdPASS;
}

BaseType_t queue_take_from_isr(struct queue *queue, void *item, BaseType_t *woken)
{
    if (queue->object.count == 0) {
        traceQUEUE_RECEIVE_FROM_ISR_FAILED(object_handle(queue));
        return pdFAIL;
    }
    traceQUEUE_RECEIVE_FROM_ISR(object_handle(queue));
    pop(queue, item);
    if (queue->senders.first != NULL) {
        sched_post_from_isr(&queue->senders, woken);
    }
    return pdPASS;
}

BaseType_t queue_peek_from_isr(struct queue *queue, void *item)
{
    if (queue->object.count == 0) {
        traceQUEUE_PEEK_FROM_ISR_FAILED(object_handle(queue));
        return pdFAIL;
    }
    traceQUEUE_PEEK_FROM_ISR(object_handle(queue));
    copy(queue, item, queue->items + queue->read);
    return pdPASS;
}

void queue_reset(struct queue *queue, arch_mask_t mask)
{
    queue->object.count = 0;
    queue->read = 0;
    queue->write = 0;
    if (queue->senders.first != NULL) {
        sched_post(&queue->senders, mask);
    } else {
        kernel_unlock(mask);
    }
}

/* The public pair: the common case here, everything else above. */

BaseType_t xQueueGenericSend(QueueHandle_t handle, const void *const item, TickType_t ticks,
                             const BaseType_t position)
{
    struct object *object = object_of(handle);

    KASSERT(object != NULL && "xQueueSend: the queue is NULL");
    if (object->kind != OBJECT_QUEUE) {
        return xQueueSemaphoreGive(handle);
    }
    struct queue *queue = queue_of(object);
    KASSERT((item != NULL || queue->item_bytes == 0) && "xQueueSend: the item is NULL");
    KASSERT((position != queueOVERWRITE || queue->length == 1) &&
            "xQueueOverwrite: only for a queue of length 1");
    arch_mask_t mask = kernel_lock();
    if (position == queueSEND_TO_BACK && object->takers.first == NULL &&
        object->count < queue->length) {
        push_back(queue, item);
        traceQUEUE_SEND(handle);
        kernel_unlock(mask);
        return pdPASS;
    }
    return queue_put(queue, item, ticks, position, mask);
}

BaseType_t xQueueReceive(QueueHandle_t handle, void *const item, TickType_t ticks)
{
    struct object *object = object_of(handle);

    KASSERT(object != NULL && "xQueueReceive: the queue is NULL");
    if (object->kind != OBJECT_QUEUE) {
        return xQueueSemaphoreTake(handle, ticks);
    }
    struct queue *queue = queue_of(object);
    KASSERT((item != NULL || queue->item_bytes == 0) && "xQueueReceive: the buffer is NULL");
    arch_mask_t mask = kernel_lock();
    if (object->count != 0 && queue->senders.first == NULL) {
        pop(queue, item);
        traceQUEUE_RECEIVE(handle);
        kernel_unlock(mask);
        return pdPASS;
    }
    return queue_take(queue, item, ticks, WAIT_TAKE, mask);
}
