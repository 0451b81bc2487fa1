/* SPDX-License-Identifier: MIT */
/* The engine of heap_4 and heap_5: blocks of any size, neighbours that are free are one block, and
 * both calls take a bounded number of instructions whatever the fragmentation.
 *
 *        word           payload, aligned
 *   used [ size|flags ][ ........................ ]
 *   free [ size|flags ][ next | at | ...  | size  ]     the size again at the end: the block behind
 *                                                       finds the start of this one
 *   size counts the whole block, a multiple of HEAP_GRAIN. Flags: bit 0 this block is free, bit 1
 *   the block before it is.
 *
 *   memory  [ used | free | used | used | free | used | top ........ ] word
 *
 * The top is the free memory behind the last block, in no list: a block is cut from it only when no
 * hole fits, and a block in front of it falls back into it. Holes stand in lists by size class
 * (heap_holes.h).
 *
 * Invariants, whenever the lock is free: no two free blocks touch, none touches the top; the list
 * of a class holds exactly the free blocks of its sizes.
 *
 * Included by heap_4.c and heap_5.c, which define HEAP_LARGEST (bytes that no block exceeds),
 * HEAP_BYTES_AT_FIRST (what is free before the first call) and heap_begin().
 */
#ifndef KERNEL_HEAP_BLOCKS_H
#define KERNEL_HEAP_BLOCKS_H

#include "heap_common.h"

#include "heap_guard.h"

#include "heap_holes.h"

/* Payloads that may fit: no block is larger than HEAP_LARGEST, and no sum wraps. */
#define HEAP_LARGEST_PAYLOAD (HEAP_LARGEST - HEAP_EXTRA - HEAP_GRAIN)

/* Further holes of a class that are looked at before an allocation fails. */
#define HEAP_LAST_LOOKS 8u

/* Finds memory for the first allocation of all. The lock is held. */
static void heap_begin(void);

/* `bytes` at `memory` become the top. Its last word is not part of it: it stands for a block in use
 * behind the last one. */
static inline void heap_set_top(void *memory, size_t bytes)
{
    uintptr_t start = heap_round_up((uintptr_t)memory + HEAP_WORD) - HEAP_WORD;
    uintptr_t finish = (((uintptr_t)memory + bytes) & ~(HEAP_GRAIN - 1u)) - HEAP_WORD;

    heap.top = (struct heap_block *)start;
    heap.top_bytes = finish - start;
    heap.free_bytes += finish - start;
    heap.least_free_bytes = heap.free_bytes;
    heap.high = finish;
    if (heap.low == 0) {
        heap.low = start;
    }
}

/* ---- taking ---- */

/* Takes `size` bytes of `block`, which is out of its list; what is over becomes a hole. */
static inline struct heap_block *heap_fill_hole(struct heap_block *block, size_t size)
{
    size_t whole = heap_size_of(block);
    size_t rest = whole - size;

    if (rest < HEAP_SMALLEST) {
        heap_offset(block, whole)->head &= ~HEAP_PREV_FREE;
        size = whole;
    } else {
        heap_add_hole(heap_offset(block, size), rest);
    }
    block->head = size;
    return block;
}

HOT_LOCAL struct heap_block *heap_cut_top(size_t size)
{
    struct heap_block *block = heap.top;

    heap.top = heap_offset(block, size);
    heap.top_bytes -= size;
    block->head = size;
    return block;
}

/* The last resort: the first call of all, or a hole behind the first of its class. */
static __attribute__((noinline)) struct heap_block *heap_look_again(size_t size, unsigned class)
{
    if (heap.top == NULL) {
        heap_begin();
        return size <= heap.top_bytes ? heap_cut_top(size) : NULL;
    }
    struct heap_block *hole = heap_first_hole(class);
    for (unsigned looks = 0; hole != NULL && looks <= HEAP_LAST_LOOKS; looks++) {
        if (!heap_hole_is_whole(hole)) {
            return NULL;
        }
        if (heap_size_of(hole) >= size) {
            heap_remove_hole(hole);
            return heap_fill_hole(hole, size);
        }
        hole = heap_open(hole->next);
    }
    return NULL;
}

/* A block of `size` bytes, which is of `class`, or a little more; NULL if there is none. */
static inline struct heap_block *heap_take(size_t size, unsigned class)
{
    const struct heap_block *first = heap_first_hole(class);
    unsigned fits = class;

    if (first == NULL || heap_size_of(first) < size) {
        fits = heap_class_above(class);
    }
    if (fits != HEAP_NO_CLASS) {
        struct heap_block *hole = heap_pop_hole(fits);
        return hole != NULL ? heap_fill_hole(hole, size) : NULL;
    }
    if (size <= heap.top_bytes) {
        return heap_cut_top(size);
    }
    return heap_look_again(size, class);
}

/* Takes and counts; the lock is taken meanwhile. */
static inline void *heap_allocate(size_t bytes, size_t size)
{
    unsigned class = heap_class_of(size);
    arch_mask_t mask = kernel_lock();
    struct heap_block *block = heap_take(size, class);

    if (block == NULL) {
        kernel_unlock(mask);
        return NULL;
    }
    size = heap_size_of(block);
    heap.free_bytes -= size;
    if (heap.free_bytes < heap.least_free_bytes) {
        heap.least_free_bytes = heap.free_bytes;
    }
    heap.allocations++;
    kernel_unlock(mask);
    void *payload = (uint8_t *)block + HEAP_OFFSET;
    heap_guard_set(block, bytes);
    arch_heap_taken(payload, bytes, size - HEAP_OFFSET);
    return payload;
}

/* The first call of all, where there is a secret to choose: not under the lock, that takes long. */
static __attribute__((noinline)) void heap_choose_secret_first(void)
{
    vTaskSuspendAll(); /* an ISR does not allocate */
    if (heap.top == NULL) {
        heap_choose_secret();
    }
    (void)xTaskResumeAll();
}

void *pvPortMalloc(size_t bytes)
{
    size_t size = heap_round_up(bytes + HEAP_EXTRA);
    void *memory = NULL;

    KASSERT(!arch_in_isr() && "pvPortMalloc: called from an interrupt handler");
    if (size < HEAP_SMALLEST) {
        size = HEAP_SMALLEST;
    }
    if (bytes - 1u < HEAP_LARGEST_PAYLOAD) { /* neither 0 nor so large that `size` wrapped */
        if (configENABLE_HEAP_PROTECTOR && heap.top == NULL) {
            heap_choose_secret_first();
        }
        memory = heap_allocate(bytes, size);
    }
    return heap_allocated(memory, size);
}

/* ---- giving back ---- */

/* Joins `block` with the free memory around it. */
static inline void heap_give(struct heap_block *block, size_t head)
{
    size_t size = head & ~HEAP_FLAGS;
    struct heap_block *next = heap_offset(block, size);

    block->head =
        head | HEAP_FREE; /* tells of a second free, also when it becomes part of another */
    heap.free_bytes += size;
    heap.frees++;
    if ((head & HEAP_PREV_FREE) != 0) {
        size_t before = *(size_t *)(void *)((uint8_t *)block - HEAP_WORD);
        struct heap_block *hole = (struct heap_block *)(void *)((uint8_t *)block - before);
        if (heap_hole_is_whole(hole)) {
            heap_remove_hole(hole);
            block = hole;
            size += before;
        }
    }
    if (next == heap.top) {
        heap.top = block;
        heap.top_bytes += size;
        return;
    }
    if ((next->head & HEAP_FREE) != 0 && heap_hole_is_whole(next)) {
        heap_remove_hole(next);
        size += heap_size_of(next);
    } else {
        next->head |= HEAP_PREV_FREE;
    }
    heap_add_hole(block, size);
}

/* Whether `block` is one that can be freed. */
static inline bool heap_is_used(struct heap_block *block)
{
    bool inside = heap_is_inside((uintptr_t)block);

    KASSERT(inside && "vPortFree: not memory of this heap");
    if (!inside || !heap_guard_passes(block)) {
        return false;
    }
    KASSERT((block->head & HEAP_FREE) == 0 && "vPortFree: the memory is free already");
    return (block->head & HEAP_FREE) == 0;
}

void vPortFree(void *memory)
{
    KASSERT(!arch_in_isr() && "vPortFree: called from an interrupt handler");
    if (memory == NULL) {
        return;
    }
    struct heap_block *block = (struct heap_block *)(void *)((uint8_t *)memory - HEAP_OFFSET);
    if (!heap_is_used(block)) {
        return;
    }
    size_t size = heap_size_of(block);
    if (configHEAP_CLEAR_MEMORY_ON_FREE) {
        heap_fill(memory, (uint8_t *)block + size, 0); /* still the caller's: without the lock */
    }
    traceFREE(memory, size);
    arch_heap_given(memory, size - HEAP_OFFSET);
    arch_mask_t mask = kernel_lock();
    heap_give(block, block->head); /* a neighbour may have changed the flags meanwhile */
    kernel_unlock(mask);
}

/* ---- asking ---- */

size_t xPortGetFreeHeapSize(void)
{
    return heap.top != NULL ? heap.free_bytes : HEAP_BYTES_AT_FIRST;
}

size_t xPortGetMinimumEverFreeHeapSize(void)
{
    return heap.top != NULL ? heap.least_free_bytes : HEAP_BYTES_AT_FIRST;
}

void xPortResetHeapMinimumEverFreeHeapSize(void)
{
    arch_mask_t mask = kernel_lock();
    heap.least_free_bytes = heap.free_bytes;
    kernel_unlock(mask);
}

void vPortInitialiseBlocks(void)
{
    /* The heap makes its first blocks itself. */
}

void vPortHeapResetState(void)
{
    memset(&heap, 0, sizeof heap);
}

static void heap_count(HeapStats_t *stats, size_t size)
{
    stats->xNumberOfFreeBlocks++;
    if (size > stats->xSizeOfLargestFreeBlockInBytes) {
        stats->xSizeOfLargestFreeBlockInBytes = size;
    }
    if (size < stats->xSizeOfSmallestFreeBlockInBytes) {
        stats->xSizeOfSmallestFreeBlockInBytes = size;
    }
}

void vPortGetHeapStats(HeapStats_t *stats)
{
    KASSERT(stats != NULL && "vPortGetHeapStats: the statistics are NULL");
    if (stats == NULL) {
        return;
    }
    memset(stats, 0, sizeof *stats);
    stats->xSizeOfSmallestFreeBlockInBytes = SIZE_MAX;
    vTaskSuspendAll(); /* an ISR does not allocate: nobody changes a list */
    for (unsigned class = 0; class < HEAP_CLASSES; class ++) {
        const struct heap_block *hole = heap_first_hole(class);
        while (hole != NULL && heap_hole_is_whole(hole)) {
            heap_count(stats, heap_size_of(hole));
            hole = heap_open(hole->next);
        }
    }
    if (heap.top_bytes != 0 || heap.top == NULL) {
        heap_count(stats, heap.top != NULL ? heap.top_bytes : HEAP_BYTES_AT_FIRST);
    }
    if (stats->xNumberOfFreeBlocks == 0) {
        stats->xSizeOfSmallestFreeBlockInBytes = 0;
    }
    stats->xAvailableHeapSpaceInBytes = xPortGetFreeHeapSize();
    stats->xMinimumEverFreeBytesRemaining = xPortGetMinimumEverFreeHeapSize();
    stats->xNumberOfSuccessfulAllocations = heap.allocations;
    stats->xNumberOfSuccessfulFrees = heap.frees;
    (void)xTaskResumeAll();
}

#endif
