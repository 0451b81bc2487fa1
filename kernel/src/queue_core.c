/* SPDX-License-Identifier: MIT */
#include "queue_core.h"

#include <string.h>

#include "item_copy.h"
#include "object_wait.h"
#include "queue_set.h"
#include "sched.h"

#define WORD sizeof(uint32_t)

/* Words of an item that can be copied as words; 0 when it cannot. */
static uint8_t words_of(UBaseType_t item_bytes, const uint8_t *items)
{
    bool fits = ((uintptr_t)items | item_bytes) % WORD == 0 && item_bytes / WORD <= UINT8_MAX;
    return fits ? (uint8_t)(item_bytes / WORD) : 0;
}

void queue_init(struct queue *queue, UBaseType_t length, UBaseType_t item_bytes, uint8_t *items,
                uint8_t type)
{
    object_init(&queue->object, OBJECT_QUEUE, type);
    queue->object.count = OBJECT_NEVER_FREE;
    queue->object.words = words_of(item_bytes, items);
    queue->count = 0;
    queue->length = length;
    queue->item_bytes = item_bytes;
    queue->items = items;
    queue->end = items + (size_t)length * item_bytes;
    queue->read = items;
    queue->write = items;
    queue->senders.first = NULL;
#if configUSE_CO_ROUTINES
    vListInitialise(&queue->cr_takers);
    vListInitialise(&queue->cr_senders);
#endif
}

/* Items of no bytes have no address. */
static void copy(const struct queue *queue, void *to, const void *from)
{
    if (to != NULL && from != NULL) {
        memcpy(to, from, queue->item_bytes);
    }
}

/* The place behind `place`. */
static inline uint8_t *next(const struct queue *queue, uint8_t *place, size_t item_bytes)
{
    place += item_bytes;
    return place == queue->end ? queue->items : place;
}

/* There is room, or the position is queueOVERWRITE in a queue of one. */
static void push(struct queue *queue, const void *item, BaseType_t position)
{
    if (position == queueSEND_TO_BACK) {
        copy(queue, queue->write, item);
        queue->write = next(queue, queue->write, queue->item_bytes);
    } else if (position == queueOVERWRITE) {
        copy(queue, queue->items, item);
        queue->count = 0;
    } else {
        queue->read = (queue->read == queue->items ? queue->end : queue->read) - queue->item_bytes;
        copy(queue, queue->read, item);
    }
    queue->count++;
}

static void pop(struct queue *queue, void *item)
{
    copy(queue, item, queue->read);
    queue->read = next(queue, queue->read, queue->item_bytes);
    queue->count--;
}

static bool has_room(const struct queue *queue, BaseType_t position)
{
    return queue->count < queue->length || position == queueOVERWRITE;
}

/* Somebody waits for an item and one has come: `item`, not yet in the queue. Releases the lock. */
static void put_for_taker(struct queue *queue, const void *item, BaseType_t position,
                          arch_mask_t mask)
{
    struct wait *taker = queue->object.takers.first;

    if (queue->count == 0 && taker->role == WAIT_TAKE && sched_may_hand_over(taker->task, mask)) {
        copy(queue, taker->item, item);
        sched_hand_over(&queue->object.takers);
    } else {
        push(queue, item, position);
        sched_post(&queue->object.takers, mask);
    }
}

/* The queue is in a set, which is told unless the item only replaces another. Releases the lock.
 * (Inline, so that a build without optimization does not keep it where there are no sets.) */
static inline void put_in_member(struct queue *queue, const void *item, BaseType_t position,
                                 arch_mask_t mask)
{
    bool replaces = queue->count == queue->length;

    push(queue, item, position);
    if (replaces) {
        kernel_unlock(mask);
    } else {
        (void)queue_set_post(&queue->object, mask);
    }
}

/* Puts the item where there is room. Releases the lock. */
static void put_now(struct queue *queue, const void *item, BaseType_t position, arch_mask_t mask)
{
    traceQUEUE_SEND(object_handle(queue));
    if (configUSE_QUEUE_SETS && object_set(&queue->object) != NULL) {
        put_in_member(queue, item, position, mask);
    } else if (KERNEL_INLINE && queue->object.takers.first != NULL) {
        put_for_taker(queue, item, position, mask);
    } else {
        push(queue, item, position);
        sched_post_if_any(&queue->object.takers, mask);
    }
}

/* What tracers see of a sender whose wait somebody else has ended. */
static inline void trace_put_ended(struct queue *queue, bool sent)
{
    (void)queue;
    if (KERNEL_TRACES_QUEUES) {
        arch_mask_t mask = kernel_lock();
        if (sent) {
            traceQUEUE_SEND(object_handle(queue));
        } else {
            traceQUEUE_SEND_FAILED(object_handle(queue));
        }
        kernel_unlock(mask);
    }
}

/* Waits once for room. The lock is held, nothing was masked before; it is held afterwards if the
 * caller has to look again: after WAKE_AGAIN and WAKE_TIMEOUT. */
static enum wake wait_for_room(struct queue *queue, struct wait *wait, TickType_t ticks)
{
    if (KERNEL_INLINE && queue->senders.first != NULL &&
        ticks != portMAX_DELAY) { /* as object_wait_in_steps */
        bool waits = wait_arm_apart(wait, &ticks);
        if (waits && queue->count < queue->length) {
            wait_end(wait->task, WAKE_AGAIN);
            waits = false;
        }
        if (!waits) {
            return (enum wake)wait->task->wake;
        }
    }
    line_join(&queue->senders, wait);
    enum wake wake = wait_block(wait, ticks);
    if (wake == WAKE_AGAIN || wake == WAKE_TIMEOUT) {
        (void)kernel_lock();
    }
    return wake;
}

BaseType_t queue_put(struct queue *queue, const void *item, TickType_t ticks, BaseType_t position)
{
    arch_mask_t mask = kernel_lock();
    if (has_room(queue, position)) {
        put_now(queue, item, position, mask);
        return pdPASS;
    }
    if (ticks == 0 || !sched_may_block(mask)) {
        KASSERT((!kernel.running || ticks == 0) &&
                "xQueueSend would block while the scheduler is suspended, interrupts are masked, "
                "or in an ISR: give it a block time of 0");
        traceQUEUE_SEND_FAILED(object_handle(queue));
        kernel_unlock(mask);
        return errQUEUE_FULL;
    }
    const TickType_t limit = ticks;
    struct wait wait;

    wait.item = (void *)(uintptr_t)item;
    wait.front = position == queueSEND_TO_FRONT;
    do {
        wait_init(&wait, kernel_current(), WAIT_SEND);
        traceBLOCKING_ON_QUEUE_SEND(object_handle(queue));
        enum wake wake = wait_for_room(queue, &wait, ticks);
        if (KERNEL_INLINE && wake == WAKE_HANDED) {
            trace_put_ended(queue, true);
            return pdPASS;
        }
        if (wake == WAKE_ABORTED) {
            trace_put_ended(queue, false);
            return errQUEUE_FULL;
        }
        if (has_room(queue, position)) {
            put_now(queue, item, position, mask);
            return pdPASS;
        }
        ticks = sched_ticks_left(wait.sleep.due, limit, wake);
    } while (ticks != 0);
    traceQUEUE_SEND_FAILED(object_handle(queue));
    kernel_unlock(ARCH_MASK_NONE);
    return errQUEUE_FULL;
}

/* A place has become free and somebody waits for it. Releases the lock. */
static void take_from_sender(struct queue *queue, arch_mask_t mask)
{
    struct wait *sender = queue->senders.first;
    bool in_set = configUSE_QUEUE_SETS && object_set(&queue->object) != NULL;

    if (!in_set && sched_may_hand_over(sender->task, mask)) {
        push(queue, sender->item, sender->front ? queueSEND_TO_FRONT : queueSEND_TO_BACK);
        sched_hand_over(&queue->senders);
    } else {
        sched_post(&queue->senders, mask);
    }
}

/* Takes or peeks the first item, which is there. Releases the lock. */
static void take_first(struct queue *queue, void *item, enum wait_role role, arch_mask_t mask)
{
    if (role == WAIT_PEEK) {
        traceQUEUE_PEEK(object_handle(queue));
        copy(queue, item, queue->read);
        sched_post_if_any(&queue->object.takers, mask); /* the item is still there for the next */
        return;
    }
    traceQUEUE_RECEIVE(object_handle(queue));
    pop(queue, item);
    if (KERNEL_INLINE && queue->senders.first != NULL) {
        take_from_sender(queue, mask);
    } else {
        sched_post_if_any(&queue->senders, mask);
    }
}

bool queue_try_take(struct queue *queue, void *item, enum wait_role role, arch_mask_t mask)
{
    if (queue->count == 0) {
        return false;
    }
    take_first(queue, item, role, mask);
    return true;
}

BaseType_t queue_take(struct queue *queue, void *item, TickType_t ticks, enum wait_role role)
{
    if (!KERNEL_INLINE) {
        return object_take(&queue->object, item, ticks, role);
    }
    arch_mask_t mask = kernel_lock();
    if (queue_try_take(queue, item, role, mask)) {
        return pdPASS;
    }
    return object_wait_or_refuse(&queue->object, item, ticks, role, mask);
}

BaseType_t queue_put_from_isr(struct queue *queue, const void *item, BaseType_t position,
                              BaseType_t *woken)
{
    if (!has_room(queue, position)) {
        traceQUEUE_SEND_FROM_ISR_FAILED(object_handle(queue));
        return errQUEUE_FULL;
    }
    traceQUEUE_SEND_FROM_ISR(object_handle(queue));
    bool replaces = queue->count == queue->length;
    push(queue, item, position);
    if (configUSE_QUEUE_SETS && object_set(&queue->object) != NULL) {
        if (!replaces) {
            queue_set_post_from_isr(&queue->object, woken);
        }
    } else if (queue->object.takers.first != NULL) {
        sched_post_from_isr(&queue->object.takers, woken);
    }
    return pdPASS;
}

BaseType_t queue_take_from_isr(struct queue *queue, void *item, BaseType_t *woken)
{
    if (queue->count == 0) {
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
    if (queue->count == 0) {
        traceQUEUE_PEEK_FROM_ISR_FAILED(object_handle(queue));
        return pdFAIL;
    }
    traceQUEUE_PEEK_FROM_ISR(object_handle(queue));
    copy(queue, item, queue->read);
    return pdPASS;
}

void queue_reset(struct queue *queue, arch_mask_t mask)
{
    queue->count = 0;
    queue->read = queue->items;
    queue->write = queue->items;
    sched_post_if_any(&queue->senders, mask);
}

static SLOW_PATH BaseType_t send_any(struct object *object, const void *item, TickType_t ticks,
                                     BaseType_t position)
{
    if (object->kind != OBJECT_QUEUE) {
        return xQueueSemaphoreGive(object_handle(object));
    }
    struct queue *queue = queue_of(object);
    KASSERT((item != NULL || queue->item_bytes == 0) && "xQueueSend: the item is NULL");
    KASSERT((position != queueOVERWRITE || queue->length == 1) &&
            "xQueueOverwrite: only for a queue of length 1");
    return queue_put(queue, item, ticks, position);
}

/* Somebody waits for an item, which may go straight to him, or there is no room. The lock is held
 * by `mask`; it is released. */
static SLOW_PATH BaseType_t send_later(struct queue *queue, const void *item, TickType_t ticks,
                                       arch_mask_t mask)
{
    struct line *takers = &queue->object.takers;
    const struct wait *taker = takers->first;
    bool in_set = configUSE_QUEUE_SETS && object_set(&queue->object) != NULL;

    if (taker != NULL && !in_set && queue->count == 0 && taker->role == WAIT_TAKE &&
        item_misalignment(taker->item) == 0 && sched_may_hand_over(taker->task, mask)) {
        traceQUEUE_SEND(object_handle(queue));
        item_copy_words(taker->item, item, queue->object.words);
        sched_hand_over(takers);
        return pdPASS;
    }
    kernel_unlock(mask);
    return queue_put(queue, item, ticks, queueSEND_TO_BACK);
}

/* The public pair: items of whole words where nobody waits here, everything else above. */

static inline BaseType_t send(QueueHandle_t handle, const void *const item, TickType_t ticks,
                              const BaseType_t position)
{
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "xQueueSend");
    KASSERT_IN_TASK("xQueueSend");
    unsigned words = object->words;
    if (KERNEL_INLINE &&
        LIKELY(words != 0 && ((uint32_t)position | item_misalignment(item)) == 0)) { /* to back */
        struct queue *queue = queue_of(object);
        KASSERT(item != NULL && "xQueueSend: the item is NULL");
        arch_mask_t mask = kernel_lock();
        UBaseType_t count = queue->count;
        if (LIKELY(object->takers.first == NULL && count < queue->length)) {
            uint8_t *place = queue->write;
            item_copy_words(place, item, words);
            queue->write = next(queue, place, words * WORD);
            queue->count = count + 1u;
            traceQUEUE_SEND(handle);
            if (configUSE_QUEUE_SETS && object_set(object) != NULL) {
                return queue_set_post(object, mask);
            }
            kernel_unlock(mask);
            return pdPASS;
        }
        return send_later(queue, item, ticks, mask);
    }
    return send_any(object, item, ticks, position);
}

BaseType_t xQueueGenericSend(QueueHandle_t handle, const void *const item, TickType_t ticks,
                             const BaseType_t position)
{
    traceENTER_xQueueGenericSend(handle, item, ticks, position);
    BaseType_t result = send(handle, item, ticks, position);
    traceRETURN_xQueueGenericSend(result);
    return result;
}

static SLOW_PATH BaseType_t receive_any(struct object *object, void *item, TickType_t ticks)
{
    KASSERT((object->kind != OBJECT_QUEUE || item != NULL || queue_of(object)->item_bytes == 0) &&
            "xQueueReceive: the buffer is NULL");
    if (KERNEL_INLINE && object->kind != OBJECT_QUEUE) {
        return xQueueSemaphoreTake(object_handle(object), ticks);
    }
    return queue_take(queue_of(object), item, ticks, WAIT_TAKE);
}

static inline BaseType_t receive_item(QueueHandle_t handle, void *const item, TickType_t ticks)
{
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "xQueueReceive");
    KASSERT_IN_TASK("xQueueReceive");
    unsigned words = object->words;
    if (KERNEL_INLINE && LIKELY(words != 0 && item_misalignment(item) == 0)) {
        struct queue *queue = queue_of(object);
        KASSERT(item != NULL && "xQueueReceive: the buffer is NULL");
        arch_mask_t mask = kernel_lock();
        UBaseType_t count = queue->count;
        if (LIKELY(count != 0 && queue->senders.first == NULL)) {
            uint8_t *place = queue->read;
            item_copy_words(item, place, words);
            queue->read = next(queue, place, words * WORD);
            queue->count = count - 1u;
            traceQUEUE_RECEIVE(handle);
            kernel_unlock(mask);
            return pdPASS;
        }
        kernel_unlock(mask);
    }
    return receive_any(object, item, ticks);
}

BaseType_t xQueueReceive(QueueHandle_t handle, void *const item, TickType_t ticks)
{
    traceENTER_xQueueReceive(handle, item, ticks);
    BaseType_t result = receive_item(handle, item, ticks);
    traceRETURN_xQueueReceive(result);
    return result;
}
