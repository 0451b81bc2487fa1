/* SPDX-License-Identifier: MIT */
/** Bytes that objects of the CMSIS-RTOS API need of an application that brings the memory: cb_size,
 * mp_size, mq_size, and what a stack needs beside the thread's own use.
 *
 *     static uint32_t memory[OS_WORDS(OS_MUTEX_BYTES)];
 *     const osMutexAttr_t attr = {.cb_mem = memory, .cb_size = sizeof memory};
 *
 * Control blocks of the kernel's own types do as well, as projects for FreeRTOS have them:
 * StaticTask_t, StaticSemaphore_t (then the object has no name and cannot be robust),
 * StaticEventGroup_t, StaticQueue_t, and StaticTimer_t (the rest then comes from the heap). */
#ifndef OS2_OBJECTS_H
#define OS2_OBJECTS_H

#include "FreeRTOS.h"
#include "block_pool.h"

/** Whole words for `bytes`. */
#define OS_WORDS(bytes) (((bytes) + sizeof(uint32_t) - 1u) / sizeof(uint32_t))

#define OS_THREAD_BYTES      sizeof(StaticTask_t)
#define OS_SEMAPHORE_BYTES   (sizeof(StaticSemaphore_t) + sizeof(void *))
#define OS_MUTEX_BYTES       (sizeof(StaticSemaphore_t) + 2u * sizeof(void *))
#define OS_EVENT_FLAGS_BYTES sizeof(StaticEventGroup_t)
#define OS_QUEUE_BYTES       sizeof(StaticQueue_t)
#define OS_POOL_BYTES        (4u * sizeof(void *) + sizeof(struct waiting_pool))
#define OS_TIMER_BYTES       (sizeof(StaticTimer_t) + 4u * sizeof(void *))

/** What the API keeps of a thread at the top of its stack. */
#define OS_STACK_USED (8u * sizeof(void *) + 16u)

/** The smallest stack that osThreadNew accepts; what a thread needs is up to its functions. */
#define OS_STACK_LEAST (OS_STACK_USED + 32u * sizeof(StackType_t))

/** mp_size of `count` blocks of `size` bytes. */
#define OS_POOL_MEMORY(count, size) BLOCK_POOL_BYTES(count, size)

/** mq_size of `count` messages of `size` bytes. */
#define OS_QUEUE_MEMORY(count, size)                                                               \
    ((size_t)(count) * (8u + OS_WORDS((size_t)(size)) * sizeof(uint32_t)))

#endif
