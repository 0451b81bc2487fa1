/* SPDX-License-Identifier: MIT */
/** Queues: bounded FIFO of fixed-size items, copied in and copied out; and the calls semphr.h is
 * made of.
 *
 * A post leaves its item in the queue and readies the first waiter, which takes it when it runs; if
 * somebody was quicker, it waits on for the rest of its deadline (docs/semantics.md, K1).
 *
 * A semaphore or mutex is a QueueHandle_t of another type: calls that say "any object" take all.
 * In ISR calls `woken` is set to pdTRUE when a switch is due and else untouched; NULL: it is
 * pended.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include "FreeRTOS.h"

#include "task.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Opaque; the kernel's from creation until vQueueDelete. */
struct QueueDefinition; /* the tag is part of the API */
typedef struct QueueDefinition *QueueHandle_t;
typedef struct QueueDefinition *QueueSetHandle_t;
typedef struct QueueDefinition *QueueSetMemberHandle_t;

/* Where an item goes. */
#define queueSEND_TO_BACK  ((BaseType_t)0)
#define queueSEND_TO_FRONT ((BaseType_t)1)
#define queueOVERWRITE     ((BaseType_t)2) /* queues of length 1 */

/* What an object is. */
#define queueQUEUE_TYPE_BASE               ((uint8_t)0U)
#define queueQUEUE_TYPE_MUTEX              ((uint8_t)1U)
#define queueQUEUE_TYPE_COUNTING_SEMAPHORE ((uint8_t)2U)
#define queueQUEUE_TYPE_BINARY_SEMAPHORE   ((uint8_t)3U)
#define queueQUEUE_TYPE_RECURSIVE_MUTEX    ((uint8_t)4U)
#define queueQUEUE_TYPE_SET                ((uint8_t)5U)

#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)
/**
 * Create a queue or a binary semaphore from the heap.
 *
 * @param length     Items, > 0. length * item_size must not wrap.
 * @param item_size  Bytes of one item; 0 makes a queue that only counts.
 * @param type       queueQUEUE_TYPE_BASE, _BINARY_SEMAPHORE or _SET.
 * @return The handle, empty; NULL when there is no memory or the size wraps.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xQueueCreate".
 */
QueueHandle_t xQueueGenericCreate(const UBaseType_t length, const UBaseType_t item_size,
                                  const uint8_t type);

#define xQueueCreate(length, item_size)                                                            \
    xQueueGenericCreate((length), (item_size), (queueQUEUE_TYPE_BASE))

/**
 * Create a mutex, free, from the heap.
 *
 * @param type  queueQUEUE_TYPE_MUTEX or queueQUEUE_TYPE_RECURSIVE_MUTEX.
 * @return The handle; NULL when there is no memory.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xSemaphoreCreateMutex".
 */
QueueHandle_t xQueueCreateMutex(const uint8_t type);

#if (configUSE_COUNTING_SEMAPHORES == 1)
/**
 * Create a counting semaphore from the heap.
 *
 * @param max_count      > 0.
 * @param initial_count  0 .. max_count.
 * @return The handle; NULL when there is no memory or a count is out of range.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xSemaphoreCreateCounting".
 */
QueueHandle_t xQueueCreateCountingSemaphore(const UBaseType_t max_count,
                                            const UBaseType_t initial_count);
#endif
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Create a queue or a binary semaphore in memory of the application.
 *
 * @param length, item_size, type  As xQueueGenericCreate.
 * @param storage  length * item_size bytes, the kernel's until deletion; NULL exactly when
 * item_size is 0.
 * @param queue    The object itself; as `storage`, not NULL.
 * @return The handle; NULL when an argument is wrong.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xQueueCreateStatic".
 */
QueueHandle_t xQueueGenericCreateStatic(const UBaseType_t length, const UBaseType_t item_size,
                                        uint8_t *storage, StaticQueue_t *queue, const uint8_t type);

#define xQueueCreateStatic(length, item_size, storage, queue_buffer)                               \
    xQueueGenericCreateStatic((length), (item_size), (storage), (queue_buffer),                    \
                              (queueQUEUE_TYPE_BASE))

/**
 * Create a mutex, free, in memory of the application.
 *
 * @param type   As xQueueCreateMutex.
 * @param queue  The object; the kernel's until deletion; not NULL.
 * @return The handle.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xSemaphoreCreateMutexStatic".
 */
QueueHandle_t xQueueCreateMutexStatic(const uint8_t type, StaticQueue_t *queue);

#if (configUSE_COUNTING_SEMAPHORES == 1)
/**
 * Create a counting semaphore in memory of the application.
 *
 * @param max_count, initial_count  As xQueueCreateCountingSemaphore.
 * @param queue                     The object; the kernel's until deletion; not NULL.
 * @return The handle; NULL when a count is out of range.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xSemaphoreCreateCountingStatic".
 */
QueueHandle_t xQueueCreateCountingSemaphoreStatic(const UBaseType_t max_count,
                                                  const UBaseType_t initial_count,
                                                  StaticQueue_t *queue);
#endif

/**
 * Tell which memory of the application an object lives in.
 *
 * @param queue         Any object.
 * @param[out] storage  Its items; NULL when not wanted.
 * @param[out] buffer   The object; not NULL.
 * @retval pdTRUE   Answered.
 * @retval pdFALSE  It is from the heap.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xQueueGetStaticBuffers".
 */
BaseType_t xQueueGenericGetStaticBuffers(QueueHandle_t queue, uint8_t **storage,
                                         StaticQueue_t **buffer);

#define xQueueGetStaticBuffers(queue, storage, buffer)                                             \
    xQueueGenericGetStaticBuffers((queue), (storage), (buffer))
#endif

/**
 * Delete an object. Nobody may wait on it; a mutex must be free.
 *
 * @param queue  Any object; not NULL. Heap memory is freed, other memory is the application's
 * again.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "vQueueDelete".
 */
void vQueueDelete(QueueHandle_t queue);

/**
 * Send one item, by copy; or give a semaphore, item NULL.
 *
 * @param queue     Any object but a set.
 * @param item      item_size bytes, copied before return; NULL exactly when item_size is 0.
 * @param wait      Ticks to wait for room: 0 = do not wait, portMAX_DELAY = for ever.
 * @param position  queueSEND_TO_BACK, _TO_FRONT or queueOVERWRITE, which always has room.
 * @retval pdPASS         The item is in the queue.
 * @retval errQUEUE_FULL  Still no room after `wait` ticks. The queue is unchanged.
 *
 * Context: task; scheduler suspended: wait = 0 only.
 * Blocks:  up to `wait` ticks; may switch to a receiver of higher priority before it returns.
 * Masked:  O(item_size).
 * Source:  kernel API reference, "xQueueSend".
 */
BaseType_t xQueueGenericSend(QueueHandle_t queue, const void *const item, TickType_t wait,
                             const BaseType_t position);

#define xQueueSend(queue, item, wait) xQueueGenericSend((queue), (item), (wait), queueSEND_TO_BACK)
#define xQueueSendToBack(queue, item, wait)                                                        \
    xQueueGenericSend((queue), (item), (wait), queueSEND_TO_BACK)
#define xQueueSendToFront(queue, item, wait)                                                       \
    xQueueGenericSend((queue), (item), (wait), queueSEND_TO_FRONT)
#define xQueueOverwrite(queue, item) xQueueGenericSend((queue), (item), 0, queueOVERWRITE)

/**
 * xQueueGenericSend for interrupt handlers. Not for mutexes.
 *
 * @param queue, item, position  As xQueueGenericSend.
 * @param[in,out] woken          See the head of this file.
 * @retval pdPASS         The item is in the queue.
 * @retval errQUEUE_FULL  No room. The queue is unchanged.
 *
 * Context: ISR.  Blocks: no.  Masked: O(item_size).
 * Source:  kernel API reference, "xQueueSendFromISR".
 */
BaseType_t xQueueGenericSendFromISR(QueueHandle_t queue, const void *const item,
                                    BaseType_t *const woken, const BaseType_t position);

#define xQueueSendFromISR(queue, item, woken)                                                      \
    xQueueGenericSendFromISR((queue), (item), (woken), queueSEND_TO_BACK)
#define xQueueSendToBackFromISR(queue, item, woken)                                                \
    xQueueGenericSendFromISR((queue), (item), (woken), queueSEND_TO_BACK)
#define xQueueSendToFrontFromISR(queue, item, woken)                                               \
    xQueueGenericSendFromISR((queue), (item), (woken), queueSEND_TO_FRONT)
#define xQueueOverwriteFromISR(queue, item, woken)                                                 \
    xQueueGenericSendFromISR((queue), (item), (woken), queueOVERWRITE)

/**
 * Receive the first item, by copy.
 *
 * @param queue        A queue.
 * @param[out] buffer  item_size bytes; NULL exactly when item_size is 0.
 * @param wait         Ticks to wait for an item: 0 = do not wait, portMAX_DELAY = for ever.
 * @retval pdPASS          The item is in the buffer and no longer in the queue.
 * @retval errQUEUE_EMPTY  Still none after `wait` ticks. The buffer is unchanged.
 *
 * Context: task; scheduler suspended: wait = 0 only.
 * Blocks:  up to `wait` ticks; may switch to a sender of higher priority before it returns.
 * Masked:  O(item_size).
 * Source:  kernel API reference, "xQueueReceive".
 */
BaseType_t xQueueReceive(QueueHandle_t queue, void *const buffer, TickType_t wait);

/**
 * Copy the first item and leave it in the queue.
 *
 * @param queue, buffer, wait  As xQueueReceive.
 * @retval pdPASS          The item is in the buffer, and still first in the queue.
 * @retval errQUEUE_EMPTY  As xQueueReceive.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: as xQueueReceive.
 * Masked:  O(item_size).
 * Source:  kernel API reference, "xQueuePeek".
 */
BaseType_t xQueuePeek(QueueHandle_t queue, void *const buffer, TickType_t wait);

/**
 * xQueueReceive for interrupt handlers; takes a semaphore when buffer is NULL.
 *
 * @param queue            A queue or a semaphore, not a mutex.
 * @param[out] buffer      As xQueueReceive.
 * @param[in,out] woken    See the head of this file.
 * @retval pdPASS  Received.
 * @retval pdFAIL  Empty.
 *
 * Context: ISR.  Blocks: no.  Masked: O(item_size).
 * Source:  kernel API reference, "xQueueReceiveFromISR".
 */
BaseType_t xQueueReceiveFromISR(QueueHandle_t queue, void *const buffer, BaseType_t *const woken);

/**
 * xQueuePeek for interrupt handlers.
 *
 * @param queue        A queue.
 * @param[out] buffer  item_size bytes, not NULL.
 * @retval pdPASS  Copied.
 * @retval pdFAIL  Empty.
 *
 * Context: ISR.  Blocks: no.  Masked: O(item_size).
 * Source:  kernel API reference, "xQueuePeekFromISR".
 */
BaseType_t xQueuePeekFromISR(QueueHandle_t queue, void *const buffer);

/**
 * Count the items, or read a semaphore's count; of a mutex 1 = free.
 *
 * @param queue  Any object.
 * @return 0 .. length.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "uxQueueMessagesWaiting".
 */
UBaseType_t uxQueueMessagesWaiting(const QueueHandle_t queue);

/**
 * uxQueueMessagesWaiting for interrupt handlers.
 *
 * @param queue  Any object.
 * @return 0 .. length.
 *
 * Context: ISR.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "uxQueueMessagesWaitingFromISR".
 */
UBaseType_t uxQueueMessagesWaitingFromISR(const QueueHandle_t queue);

/**
 * Count the free places.
 *
 * @param queue  Any object.
 * @return 0 .. length.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "uxQueueSpacesAvailable".
 */
UBaseType_t uxQueueSpacesAvailable(const QueueHandle_t queue);

/**
 * Ask whether a queue is empty.
 *
 * @param queue  Any object.
 * @return pdTRUE or pdFALSE.
 *
 * Context: ISR.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xQueueIsQueueEmptyFromISR".
 */
BaseType_t xQueueIsQueueEmptyFromISR(const QueueHandle_t queue);

/**
 * Ask whether a queue is full.
 *
 * @param queue  Any object.
 * @return pdTRUE or pdFALSE.
 *
 * Context: ISR.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xQueueIsQueueFullFromISR".
 */
BaseType_t xQueueIsQueueFullFromISR(const QueueHandle_t queue);

/**
 * Tell the size of an item.
 *
 * @param queue  Any object.
 * @return Bytes; 0 for semaphores and mutexes.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "uxQueueGetQueueItemSize".
 */
UBaseType_t uxQueueGetQueueItemSize(QueueHandle_t queue);

/**
 * Tell the length of a queue.
 *
 * @param queue  Any object.
 * @return Items; the maximum count of a semaphore, 1 for a mutex.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "uxQueueGetQueueLength".
 */
UBaseType_t uxQueueGetQueueLength(QueueHandle_t queue);

/**
 * Empty a queue. Waiting senders get room, waiting receivers wait on.
 *
 * @param queue  Any object.
 * @param fresh  pdFALSE; pdTRUE also forgets the waiters, for an object nobody uses yet.
 * @retval pdPASS  Always.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xQueueReset".
 */
BaseType_t xQueueGenericReset(QueueHandle_t queue, BaseType_t fresh);

#define xQueueReset(queue) xQueueGenericReset((queue), pdFALSE)

/* ---- what semaphores and mutexes are made of ---- */

/**
 * Take a semaphore or a mutex. Waiting for a mutex lends its holder the caller's priority.
 *
 * @param queue  A semaphore or a mutex, not held by the caller.
 * @param wait   Ticks: 0 = do not wait, portMAX_DELAY = for ever.
 * @retval pdPASS          Taken.
 * @retval errQUEUE_EMPTY  Still not available after `wait` ticks.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks.  Masked: O(1).
 * Source:  kernel API reference, "xSemaphoreTake".
 */
BaseType_t xQueueSemaphoreTake(QueueHandle_t queue, TickType_t wait);

/**
 * Give a semaphore or a mutex.
 *
 * @param queue  A semaphore, or a mutex the caller holds.
 * @retval pdPASS         Given.
 * @retval errQUEUE_FULL  The count is at its maximum, or the mutex is free. Nothing happened.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xSemaphoreGive".
 */
BaseType_t xQueueSemaphoreGive(QueueHandle_t queue);

/**
 * Give a semaphore from an interrupt handler.
 *
 * @param queue          A semaphore, not a mutex.
 * @param[in,out] woken  See the head of this file.
 * @retval pdPASS         Given.
 * @retval errQUEUE_FULL  The count is at its maximum.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xSemaphoreGiveFromISR".
 */
BaseType_t xQueueGiveFromISR(QueueHandle_t queue, BaseType_t *const woken);

/**
 * Take a recursive mutex, once more when the caller holds it.
 *
 * @param mutex  A recursive mutex.
 * @param wait   As xQueueSemaphoreTake.
 * @retval pdPASS  Taken; give it as often.
 * @retval pdFAIL  Still not available after `wait` ticks.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks.  Masked: O(1).
 * Source:  kernel API reference, "xSemaphoreTakeRecursive".
 */
BaseType_t xQueueTakeMutexRecursive(QueueHandle_t mutex, TickType_t wait);

/**
 * Give a recursive mutex back once.
 *
 * @param mutex  A recursive mutex.
 * @retval pdPASS  Given; free after as many as it was taken.
 * @retval pdFAIL  The caller does not hold it.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xSemaphoreGiveRecursive".
 */
BaseType_t xQueueGiveMutexRecursive(QueueHandle_t mutex);

#if (configUSE_MUTEXES == 1) && (INCLUDE_xSemaphoreGetMutexHolder == 1)
/**
 * Tell who holds a mutex.
 *
 * @param mutex  A mutex.
 * @return The holder; NULL when it is free, or no mutex. Reliable only for "is it I?".
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xSemaphoreGetMutexHolder".
 */
TaskHandle_t xQueueGetMutexHolder(QueueHandle_t mutex);

/**
 * xQueueGetMutexHolder for interrupt handlers.
 *
 * @param mutex  A mutex.
 * @return As xQueueGetMutexHolder.
 *
 * Context: ISR.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xSemaphoreGetMutexHolderFromISR".
 */
TaskHandle_t xQueueGetMutexHolderFromISR(QueueHandle_t mutex);
#endif

#ifdef __cplusplus
}
#endif

#include "queue_extra.h"

#endif
