/* SPDX-License-Identifier: MIT */
/* heap_5: as heap_4, in several regions that the application names before the first allocation.
 *
 *   [ region 0: a hole ] word      [ region 1: a hole ] word      [ last region: the top ] word
 *
 * The word behind a region says "in use": blocks of different regions never join.
 */
#include "heap_common.h"

#define HEAP_LARGEST        ((size_t)1 << 31)
#define HEAP_BYTES_AT_FIRST ((size_t)0)

#include "heap_blocks.h"

/* Smaller ones are left out: no room for a block and the word behind it. */
#define REGION_LEAST (HEAP_SMALLEST + 2u * HEAP_GRAIN)

static void heap_begin(void)
{
    KASSERT(heap.top != NULL && "pvPortMalloc: vPortDefineHeapRegions comes first");
}

/* The memory that was the top becomes a hole. */
static void close_top(void)
{
    struct heap_block *hole = heap.top;
    size_t bytes = heap.top_bytes;

    if (hole != NULL) {
        heap_add_hole(hole, bytes);
        heap_offset(hole, bytes)->head = HEAP_PREV_FREE;
    }
}

void vPortDefineHeapRegions(const HeapRegion_t *const regions)
{
    uintptr_t end = 0;

    KASSERT(regions != NULL && "vPortDefineHeapRegions: the table is NULL");
    KASSERT(heap.top == NULL && "vPortDefineHeapRegions: the regions were defined before");
    if (regions == NULL || heap.top != NULL) {
        return;
    }
    heap_choose_secret();
    for (const HeapRegion_t *region = regions; region->xSizeInBytes != 0; region++) {
        uintptr_t start = (uintptr_t)region->pucStartAddress;
        size_t bytes = region->xSizeInBytes;
        bool valid = start >= end && bytes < HEAP_LARGEST && start <= UINTPTR_MAX - bytes;
        KASSERT(valid && "vPortDefineHeapRegions: a region wraps, is 2 GB or more, or does not lie "
                         "behind the one before it");
        if (valid && bytes >= REGION_LEAST) {
            close_top();
            heap_set_top(region->pucStartAddress, bytes);
            end = start + bytes;
        }
    }
    KASSERT(heap.top != NULL && "vPortDefineHeapRegions: no region is large enough for a block");
}
