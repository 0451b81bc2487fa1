/* SPDX-License-Identifier: MIT */
/* What the heaps share: sizes, the array of an application's heap, how an allocation ends. Included
 * by one heap_N.c, which is the heap of the image.
 *
 *   heap    frees   joins neighbours   memory                           time
 *   heap_1  no      -                  one array                        constant
 *   heap_2  yes     no                 one array, best fit              grows with the free blocks
 *   heap_3  yes     the C library's    the C library's malloc           the C library's
 *   heap_4  yes     yes                one array                        bounded
 *   heap_5  yes     yes                regions of the application       bounded
 */
#ifndef KERNEL_HEAP_COMMON_H
#define KERNEL_HEAP_COMMON_H

#include "FreeRTOS.h"
#include "task.h"

#include "../src/hooks.h"
#include "../src/kernel_assert.h"
#include "../src/lock.h"

#include <string.h>

#if configSUPPORT_DYNAMIC_ALLOCATION == 0
#error "configSUPPORT_DYNAMIC_ALLOCATION is 0: leave heap_N.c out"
#endif

/* Blocks start and end on multiples of it. */
#define HEAP_GRAIN ((size_t)(portBYTE_ALIGNMENT > 8 ? portBYTE_ALIGNMENT : 8))

static inline size_t heap_round_up(size_t bytes)
{
    return (bytes + HEAP_GRAIN - 1u) & ~(HEAP_GRAIN - 1u);
}

/* Not memset: where a watcher of memory stands guard, the end of a block is forbidden ground. */
static inline void heap_fill(uint8_t *from, const uint8_t *to, uint8_t value)
{
    while (from < to) {
        *from++ = value;
    }
}

/* The end of every allocation, outside the lock. */
static inline void *heap_allocated(void *memory, size_t bytes)
{
    traceMALLOC(memory, bytes);
    (void)bytes;
    if (configUSE_MALLOC_FAILED_HOOK && memory == NULL) {
        vApplicationMallocFailedHook();
    }
    return memory;
}

void *pvPortCalloc(size_t count, size_t bytes)
{
    size_t total;

    if (__builtin_mul_overflow(count, bytes, &total)) {
        return heap_allocated(NULL, 0);
    }
    void *memory = pvPortMalloc(total);
    if (memory != NULL) {
        memset(memory, 0, total);
    }
    return memory;
}

#endif
