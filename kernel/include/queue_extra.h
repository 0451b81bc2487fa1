/* SPDX-License-Identifier: MIT */
/** The rarer calls of queues: sets, the registry, trace numbers, co-routines. Included by queue.h.
 */
#ifndef QUEUE_EXTRA_H
#define QUEUE_EXTRA_H

#include "FreeRTOS.h"

#include "queue.h"

#ifdef __cplusplus
extern "C" {
#endif

#if (configUSE_QUEUE_SETS == 1)
#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)
/**
 * Create a queue set from the heap.
 *
 * @param length  Events it can hold: the sum of the lengths of its members.
 * @return The handle; NULL when there is no memory.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xQueueCreateSet".
 */
QueueSetHandle_t xQueueCreateSet(const UBaseType_t length);
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Create a queue set in memory of the application.
 *
 * @param length   As xQueueCreateSet.
 * @param storage  length * sizeof(void *) bytes, the kernel's until deletion.
 * @param queue    The object; as `storage`.
 * @return The handle.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xQueueCreateSetStatic".
 */
QueueSetHandle_t xQueueCreateSetStatic(const UBaseType_t length, uint8_t *storage,
                                       StaticQueue_t *queue);
#endif

/**
 * Put a queue or semaphore into a set.
 *
 * From then on a post to the member tells the set, and no task that waits for the member itself.
 *
 * @param member  Empty (a mutex: held), in no set, itself no set.
 * @param set     A set; when it is deleted its members are in none.
 * @retval pdPASS  Done.
 * @retval pdFAIL  The member is not empty or is in a set.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xQueueAddToSet".
 */
BaseType_t xQueueAddToSet(QueueSetMemberHandle_t member, QueueSetHandle_t set);

/**
 * Take a queue or semaphore out of a set.
 *
 * @param member  Empty, in that set.
 * @param set     The set.
 * @retval pdPASS  Done.
 * @retval pdFAIL  The member is not empty or not in that set.
 *
 * Context: task.  Blocks: no.  Masked: O(members of the set).
 * Source:  kernel API reference, "xQueueRemoveFromSet".
 */
BaseType_t xQueueRemoveFromSet(QueueSetMemberHandle_t member, QueueSetHandle_t set);

/**
 * Wait until a member of a set has something; members come in the order of posts.
 *
 * @param set   A set.
 * @param wait  Ticks: 0 = do not wait, portMAX_DELAY = for ever.
 * @return The member, to be received from once; NULL after `wait` ticks.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks.  Masked: O(1).
 * Source:  kernel API reference, "xQueueSelectFromSet".
 */
QueueSetMemberHandle_t xQueueSelectFromSet(QueueSetHandle_t set, const TickType_t wait);

/**
 * xQueueSelectFromSet for interrupt handlers.
 *
 * @param set  A set.
 * @return The member; NULL when none has anything.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xQueueSelectFromSetFromISR".
 */
QueueSetMemberHandle_t xQueueSelectFromSetFromISR(QueueSetHandle_t set);
#endif

#if (configQUEUE_REGISTRY_SIZE > 0)
/**
 * Name an object for debuggers.
 *
 * @param queue  Any object.
 * @param name   Not copied: must live as long as the entry. Without a free entry nothing happens.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vQueueAddToRegistry".
 */
void vQueueAddToRegistry(QueueHandle_t queue, const char *name);

/**
 * Take an object out of the registry.
 *
 * @param queue  Any object; one that is not there is ignored.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vQueueUnregisterQueue".
 */
void vQueueUnregisterQueue(QueueHandle_t queue);

/**
 * Read the name of an object.
 *
 * @param queue  Any object.
 * @return What was registered; NULL when it is not there.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "pcQueueGetName".
 */
const char *pcQueueGetName(QueueHandle_t queue);
#else
#define vQueueAddToRegistry(queue, name) ((void)(queue), (void)(name))
#define vQueueUnregisterQueue(queue)     ((void)(queue))
#define pcQueueGetName(queue)            ((void)(queue), (const char *)NULL)
#endif

#if (configUSE_TRACE_FACILITY == 1)
/**
 * Number an object for a trace tool.
 *
 * @param queue   Any object.
 * @param number  Any.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
void vQueueSetQueueNumber(QueueHandle_t queue, UBaseType_t number);

/**
 * Read the number of an object.
 *
 * @param queue  Any object.
 * @return What vQueueSetQueueNumber set; 0 at first.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
UBaseType_t uxQueueGetQueueNumber(QueueHandle_t queue);

/**
 * Tell what an object is.
 *
 * @param queue  Any object.
 * @return queueQUEUE_TYPE_...
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
uint8_t ucQueueGetQueueType(QueueHandle_t queue);
#endif

#if (configUSE_CO_ROUTINES == 1)
/**
 * Send from an interrupt handler to a co-routine.
 *
 * @param queue   A queue.
 * @param item    item_size bytes.
 * @param woken   What the previous call of this handler returned, pdFALSE at first.
 * @return pdTRUE when a co-routine woke, now or before.
 *
 * Context: ISR.  Blocks: no.  Masked: O(item_size).
 * Source:  kernel API reference, "crQUEUE_SEND_FROM_ISR".
 */
BaseType_t xQueueCRSendFromISR(QueueHandle_t queue, const void *item, BaseType_t woken);

/**
 * Receive in an interrupt handler from a co-routine.
 *
 * @param queue        A queue.
 * @param[out] buffer  item_size bytes.
 * @param[out] woken   Set to pdTRUE when a co-routine woke.
 * @retval pdPASS  Received.
 * @retval pdFAIL  Empty.
 *
 * Context: ISR.  Blocks: no.  Masked: O(item_size).
 * Source:  kernel API reference, "crQUEUE_RECEIVE_FROM_ISR".
 */
BaseType_t xQueueCRReceiveFromISR(QueueHandle_t queue, void *buffer, BaseType_t *woken);

/**
 * Send from a co-routine, through crQUEUE_SEND only.
 *
 * @param queue  A queue.
 * @param item   item_size bytes.
 * @param wait   Ticks to wait for room.
 * @return pdPASS, errQUEUE_FULL, errQUEUE_BLOCKED or errQUEUE_YIELD.
 *
 * Context: co-routine.  Blocks: the co-routine.  Masked: O(item_size).
 * Source:  kernel API reference, "crQUEUE_SEND".
 */
BaseType_t xQueueCRSend(QueueHandle_t queue, const void *item, TickType_t wait);

/**
 * Receive in a co-routine, through crQUEUE_RECEIVE only.
 *
 * @param queue        A queue.
 * @param[out] buffer  item_size bytes.
 * @param wait         Ticks to wait for an item.
 * @return pdPASS, pdFAIL, errQUEUE_BLOCKED or errQUEUE_YIELD.
 *
 * Context: co-routine.  Blocks: the co-routine.  Masked: O(item_size).
 * Source:  kernel API reference, "crQUEUE_RECEIVE".
 */
BaseType_t xQueueCRReceive(QueueHandle_t queue, void *buffer, TickType_t wait);
#endif

#ifdef __cplusplus
}
#endif

#endif
