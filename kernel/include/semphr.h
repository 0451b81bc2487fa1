/* SPDX-License-Identifier: MIT */
/** Semaphores and mutexes. Every name is a macro over a function of queue.h, which has the
 * contract; SemaphoreHandle_t is QueueHandle_t, so semaphores go where queues go
 * (docs/semantics.md, K12).
 */
#ifndef SEMAPHORE_H
#define SEMAPHORE_H

#include "FreeRTOS.h"

#include "queue.h"

typedef QueueHandle_t SemaphoreHandle_t;

#define semBINARY_SEMAPHORE_QUEUE_LENGTH ((UBaseType_t)1U)
#define semSEMAPHORE_QUEUE_ITEM_LENGTH   ((UBaseType_t)0U)
#define semGIVE_BLOCK_TIME               ((TickType_t)0U)

#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)
/* Old form: the semaphore starts given. */
#define vSemaphoreCreateBinary(semaphore)                                                          \
    do {                                                                                           \
        (semaphore) =                                                                              \
            xQueueGenericCreate(semBINARY_SEMAPHORE_QUEUE_LENGTH, semSEMAPHORE_QUEUE_ITEM_LENGTH,  \
                                queueQUEUE_TYPE_BINARY_SEMAPHORE);                                 \
        if ((semaphore) != NULL) {                                                                 \
            (void)xSemaphoreGive(semaphore);                                                       \
        }                                                                                          \
    } while (0)

/* Starts empty: give before the first take. */
#define xSemaphoreCreateBinary()                                                                   \
    xQueueGenericCreate(semBINARY_SEMAPHORE_QUEUE_LENGTH, semSEMAPHORE_QUEUE_ITEM_LENGTH,          \
                        queueQUEUE_TYPE_BINARY_SEMAPHORE)
#define xSemaphoreCreateCounting(max_count, initial_count)                                         \
    xQueueCreateCountingSemaphore((max_count), (initial_count))
#define xSemaphoreCreateMutex()          xQueueCreateMutex(queueQUEUE_TYPE_MUTEX)
#define xSemaphoreCreateRecursiveMutex() xQueueCreateMutex(queueQUEUE_TYPE_RECURSIVE_MUTEX)
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/* A semaphore needs less than a queue; the object's type says which of the two its memory is. */
#define semSTATIC_BUFFER(buffer) ((StaticQueue_t *)(void *)(buffer))

#define xSemaphoreCreateBinaryStatic(buffer)                                                       \
    xQueueGenericCreateStatic(semBINARY_SEMAPHORE_QUEUE_LENGTH, semSEMAPHORE_QUEUE_ITEM_LENGTH,    \
                              NULL, semSTATIC_BUFFER(buffer), queueQUEUE_TYPE_BINARY_SEMAPHORE)
#define xSemaphoreCreateCountingStatic(max_count, initial_count, buffer)                           \
    xQueueCreateCountingSemaphoreStatic((max_count), (initial_count), semSTATIC_BUFFER(buffer))
#define xSemaphoreCreateMutexStatic(buffer)                                                        \
    xQueueCreateMutexStatic(queueQUEUE_TYPE_MUTEX, semSTATIC_BUFFER(buffer))
#define xSemaphoreCreateRecursiveMutexStatic(buffer)                                               \
    xQueueCreateMutexStatic(queueQUEUE_TYPE_RECURSIVE_MUTEX, semSTATIC_BUFFER(buffer))
#define xSemaphoreGetStaticBuffer(semaphore, buffer)                                               \
    xQueueGenericGetStaticBuffers((semaphore), NULL, (StaticQueue_t **)(void *)(buffer))
#endif

#define vSemaphoreDelete(semaphore) vQueueDelete((QueueHandle_t)(semaphore))

/* Task context. A mutex is given by the task that took it, and never in a handler. */
#define xSemaphoreTake(semaphore, wait)      xQueueSemaphoreTake((semaphore), (wait))
#define xSemaphoreGive(semaphore)            xQueueSemaphoreGive((QueueHandle_t)(semaphore))
#define xSemaphoreTakeRecursive(mutex, wait) xQueueTakeMutexRecursive((mutex), (wait))
#define xSemaphoreGiveRecursive(mutex)       xQueueGiveMutexRecursive((mutex))

/* ISR. */
#define xSemaphoreGiveFromISR(semaphore, woken)                                                    \
    xQueueGiveFromISR((QueueHandle_t)(semaphore), (woken))
#define xSemaphoreTakeFromISR(semaphore, woken)                                                    \
    xQueueReceiveFromISR((QueueHandle_t)(semaphore), NULL, (woken))

#define xSemaphoreGetMutexHolder(mutex)        xQueueGetMutexHolder((mutex))
#define xSemaphoreGetMutexHolderFromISR(mutex) xQueueGetMutexHolderFromISR((mutex))
#define uxSemaphoreGetCount(semaphore)         uxQueueMessagesWaiting((QueueHandle_t)(semaphore))
#define uxSemaphoreGetCountFromISR(semaphore)                                                      \
    uxQueueMessagesWaitingFromISR((QueueHandle_t)(semaphore))

#endif
