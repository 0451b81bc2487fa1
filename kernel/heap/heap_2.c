/* SPDX-License-Identifier: MIT */
/* heap_2: one array, the block that fits best, neighbours never joined: for applications that
 * allocate the same few sizes again and again.
 *
 *   block  [ size | next ][ payload, aligned ]      next: of the free list, or USED
 *   list   start -> smallest -> ... -> largest -> NULL
 *
 * The list is walked with the scheduler suspended and interrupts on; heap_4 needs no walk.
 */
#include "heap_array.h"

struct block {
    size_t size; /* of the whole block */
    struct block *next;
};

#define HEAD_BYTES (heap_round_up(sizeof(struct block)))
#define USED       (&used_mark)

/* A rest smaller than this stays part of the block. */
#define SMALLEST (HEAD_BYTES * 2u)

static struct block used_mark;

static struct {
    struct block *first; /* smallest free block */
    bool begun;
    size_t free_bytes;
    size_t least_free_bytes;
    size_t allocations;
    size_t frees;
} heap;

static void insert(struct block *block)
{
    struct block **at = &heap.first;

    while (*at != NULL && (*at)->size < block->size) {
        at = &(*at)->next;
    }
    block->next = *at;
    *at = block;
}

static void begin(void)
{
    uintptr_t start = heap_round_up((uintptr_t)ucHeap);
    uintptr_t finish = ((uintptr_t)ucHeap + configTOTAL_HEAP_SIZE) & ~(HEAP_GRAIN - 1u);
    struct block *all = (struct block *)start;

    all->size = finish - start;
    heap.free_bytes = all->size;
    heap.least_free_bytes = all->size;
    heap.begun = true;
    insert(all);
}

/* Cuts `size` bytes off the first block that has them; all blocks before it are too small. */
static struct block *take(size_t size)
{
    struct block **at = &heap.first;

    while (*at != NULL && (*at)->size < size) {
        at = &(*at)->next;
    }
    struct block *block = *at;
    if (block == NULL) {
        return NULL;
    }
    *at = block->next;
    if (block->size - size >= SMALLEST) {
        struct block *rest = (struct block *)(void *)((uint8_t *)block + size);
        rest->size = block->size - size;
        block->size = size;
        insert(rest);
    }
    block->next = USED;
    heap.free_bytes -= block->size;
    if (heap.free_bytes < heap.least_free_bytes) {
        heap.least_free_bytes = heap.free_bytes;
    }
    heap.allocations++;
    return block;
}

void *pvPortMalloc(size_t bytes)
{
    size_t size = heap_round_up(bytes + HEAD_BYTES);
    uint8_t *memory = NULL;

    KASSERT(!arch_in_isr() && "pvPortMalloc: called from an interrupt handler");
    vTaskSuspendAll();
    if (!heap.begun) {
        begin();
    }
    if (bytes != 0 && size > bytes) {
        struct block *block = take(size);
        if (block != NULL) {
            memory = (uint8_t *)block + HEAD_BYTES;
            arch_heap_taken(memory, bytes, block->size - HEAD_BYTES);
        }
    }
    (void)xTaskResumeAll();
    return heap_allocated(memory, size);
}

void vPortFree(void *memory)
{
    KASSERT(!arch_in_isr() && "vPortFree: called from an interrupt handler");
    if (memory == NULL) {
        return;
    }
    struct block *block = (struct block *)(void *)((uint8_t *)memory - HEAD_BYTES);
    uintptr_t offset = (uintptr_t)block - (uintptr_t)ucHeap;
    bool inside = offset < (size_t)configTOTAL_HEAP_SIZE && (uintptr_t)memory % HEAP_GRAIN == 0;
    KASSERT(inside && "vPortFree: not memory of this heap");
    if (!inside) {
        return;
    }
    KASSERT(block->next == USED && "vPortFree: the memory is free already");
    vTaskSuspendAll();
    if (block->next == USED) {
        traceFREE(memory, block->size);
        if (configHEAP_CLEAR_MEMORY_ON_FREE) {
            heap_fill(memory, (uint8_t *)block + block->size, 0);
        }
        arch_heap_given(memory, block->size - HEAD_BYTES);
        heap.free_bytes += block->size;
        heap.frees++;
        insert(block);
    }
    (void)xTaskResumeAll();
}

size_t xPortGetFreeHeapSize(void)
{
    return heap.begun ? heap.free_bytes : (size_t)configTOTAL_HEAP_SIZE;
}

size_t xPortGetMinimumEverFreeHeapSize(void)
{
    return heap.begun ? heap.least_free_bytes : (size_t)configTOTAL_HEAP_SIZE;
}

void xPortResetHeapMinimumEverFreeHeapSize(void)
{
    arch_mask_t mask = kernel_lock();
    heap.least_free_bytes = heap.free_bytes;
    kernel_unlock(mask);
}

void vPortInitialiseBlocks(void)
{
    /* The heap makes its first block itself. */
}

void vPortHeapResetState(void)
{
    memset(&heap, 0, sizeof heap);
}

void vPortGetHeapStats(HeapStats_t *stats)
{
    KASSERT(stats != NULL && "vPortGetHeapStats: the statistics are NULL");
    if (stats == NULL) {
        return;
    }
    memset(stats, 0, sizeof *stats);
    vTaskSuspendAll();
    if (!heap.begun) {
        begin();
    }
    for (const struct block *block = heap.first; block != NULL; block = block->next) {
        if (stats->xNumberOfFreeBlocks++ == 0) {
            stats->xSizeOfSmallestFreeBlockInBytes = block->size;
        }
        stats->xSizeOfLargestFreeBlockInBytes = block->size;
    }
    stats->xAvailableHeapSpaceInBytes = heap.free_bytes;
    stats->xMinimumEverFreeBytesRemaining = heap.least_free_bytes;
    stats->xNumberOfSuccessfulAllocations = heap.allocations;
    stats->xNumberOfSuccessfulFrees = heap.frees;
    (void)xTaskResumeAll();
}
