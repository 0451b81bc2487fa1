/* SPDX-License-Identifier: MIT */
/** What the machine gives the application: the types and macros of portmacro.h (one per
 * architecture), a fallback for each macro a port need not define, and the heap.
 *
 * A new architecture implements arch/include/arch.h; nothing in this file is written for it. */
#ifndef PORTABLE_H
#define PORTABLE_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOSConfig.h"

#include "projdefs.h"

#include "kernel_defaults.h"

#include "portmacro.h"

#include "port_defaults.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One piece of memory for heap_5. A table of them ends with {NULL, 0}, lowest address first. */
typedef struct HeapRegion {
    uint8_t *pucStartAddress;
    size_t xSizeInBytes;
} HeapRegion_t;

/** State of the heap at one instant. Sizes in bytes. */
typedef struct xHeapStats {
    size_t xAvailableHeapSpaceInBytes;
    size_t xSizeOfLargestFreeBlockInBytes;
    size_t xSizeOfSmallestFreeBlockInBytes;
    size_t xNumberOfFreeBlocks;
    size_t xMinimumEverFreeBytesRemaining;
    size_t xNumberOfSuccessfulAllocations;
    size_t xNumberOfSuccessfulFrees;
} HeapStats_t;

/**
 * Hand the heap its memory. Only with heap_5, once, before anything allocates.
 *
 * @param regions  Table ended by {NULL, 0}, addresses ascending. Memory stays the heap's for ever.
 *                 A region that wraps, or does not lie behind the one before it, asserts and is
 *                 left out; so is, silently, one too small for a block.
 *
 * Context: before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, heap_5, "vPortDefineHeapRegions".
 */
void vPortDefineHeapRegions(const HeapRegion_t *const regions);

/**
 * Report the state of the heap (heap_2, heap_4, heap_5).
 *
 * @param[out] stats  Filled in; not NULL.
 *
 * Context: task.  Blocks: no.  Masked: no; the scheduler is suspended for O(free blocks).
 * Source:  kernel API reference, "vPortGetHeapStats".
 */
void vPortGetHeapStats(HeapStats_t *stats);

/**
 * Allocate memory, aligned to portBYTE_ALIGNMENT.
 *
 * @param bytes  1 .. SIZE_MAX; sizes whose rounding would wrap are refused.
 * @return The memory, the caller's until vPortFree; NULL when there is none or `bytes` is 0, after
 *         vApplicationMallocFailedHook where configUSE_MALLOC_FAILED_HOOK is 1.
 *
 * Context: task, or before the scheduler starts. Never an ISR.  Blocks: no.
 * Masked:  heap_1, heap_4, heap_5: O(1), whatever the fragmentation. heap_2, heap_3: no, the
 *          scheduler is suspended.
 * Source:  kernel API reference, "pvPortMalloc".
 */
void *pvPortMalloc(size_t bytes);

/**
 * Allocate an array of zero bytes.
 *
 * @param count  Number of elements.
 * @param bytes  Size of one. A product that wraps is refused.
 * @return As pvPortMalloc.
 *
 * Context: as pvPortMalloc.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "pvPortCalloc".
 */
void *pvPortCalloc(size_t count, size_t bytes);

/**
 * Give memory back.
 *
 * @param memory  From pvPortMalloc or pvPortCalloc and not freed since; NULL does nothing. Memory
 *                that is not the heap's, or free already, asserts and is left alone. heap_1 takes
 *                nothing back.
 *
 * Context: as pvPortMalloc.  Blocks: no.  Masked: as pvPortMalloc.
 * Source:  kernel API reference, "vPortFree".
 */
void vPortFree(void *memory);

/**
 * Forget every allocation. Only heap_1 does; the others do nothing.
 *
 * Context: before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vPortInitialiseBlocks".
 */
void vPortInitialiseBlocks(void);

/**
 * Return the heap to its state before the first allocation, so that the scheduler can start again.
 *
 * Context: scheduler not running, nothing of the heap in use.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vPortHeapResetState".
 */
void vPortHeapResetState(void);

/**
 * Tell how much of the heap is free now.
 *
 * @return Bytes, over all free blocks: not one allocation's worth.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xPortGetFreeHeapSize".
 */
size_t xPortGetFreeHeapSize(void);

/**
 * Tell how little of the heap has ever been free.
 *
 * @return Bytes, since the first allocation or the last reset of this figure.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xPortGetMinimumEverFreeHeapSize".
 */
size_t xPortGetMinimumEverFreeHeapSize(void);

/**
 * Start the low-water figure of the heap again from what is free now.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xPortResetHeapMinimumEverFreeHeapSize".
 */
void xPortResetHeapMinimumEverFreeHeapSize(void);

#if (configENABLE_HEAP_PROTECTOR == 1)
/**
 * Choose the secret that masks the links of free blocks. Supplied by the application.
 *
 * @param[out] canary  To be filled with a random value, another one in each run.
 *
 * Context: the first allocation, or vPortDefineHeapRegions.  Blocks: must not.  Masked: yes.
 * Source:  kernel API reference, configENABLE_HEAP_PROTECTOR.
 */
void vApplicationGetRandomHeapCanary(portPOINTER_SIZE_TYPE *canary);
#endif

#if (configSTACK_ALLOCATION_FROM_SEPARATE_HEAP == 1)
/**
 * Allocate a task stack. Supplied by the application.
 *
 * @param bytes  Size, as asked for at xTaskCreate.
 * @return Memory aligned to portBYTE_ALIGNMENT, or NULL.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, configSTACK_ALLOCATION_FROM_SEPARATE_HEAP.
 */
void *pvPortMallocStack(size_t bytes);

/**
 * Give back a stack from pvPortMallocStack. Supplied by the application.
 *
 * @param memory  The stack of a deleted task.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, configSTACK_ALLOCATION_FROM_SEPARATE_HEAP.
 */
void vPortFreeStack(void *memory);
#else
#define pvPortMallocStack pvPortMalloc
#define vPortFreeStack    vPortFree
#endif

#if (configUSE_MALLOC_FAILED_HOOK == 1)
/**
 * Learn that an allocation failed. Supplied by the application.
 *
 * Context: the task whose allocation failed.  Blocks: must not.  Masked: no.
 * Source:  kernel API reference, configUSE_MALLOC_FAILED_HOOK.
 */
void vApplicationMallocFailedHook(void);
#endif

#ifdef __cplusplus
}
#endif

#endif
