/* SPDX-License-Identifier: MIT */
/* heap_4: one array, blocks of any size, neighbours that are free are one block.
 *
 *        head 4         payload, 8-byte aligned
 *   used [ size|flags ][ ........................ ]
 *   free [ size|flags ][ next | prev | ... | size ]     the size again at the end: the block
 *                                                       behind finds the start of this one
 *   size counts the whole block, a multiple of 8. Flags: bit 0 this block is free, bit 1 the block
 *   before it is.
 *
 * Free blocks stand in lists by size class: 8 classes for each power of two. Two levels of bitmaps
 * find a class with a block that fits, so both calls take a bounded number of instructions whatever
 * the fragmentation, and run under the kernel lock. On 64-bit hosts the head is 8 bytes.
 */
#include "FreeRTOS.h"
#include "task.h"

#include "../src/bits.h"
#include "../src/hooks.h"
#include "../src/kernel_assert.h"
#include "../src/lock.h"

#include <string.h>

#if configSUPPORT_DYNAMIC_ALLOCATION == 0
#error "heap_4 is linked although configSUPPORT_DYNAMIC_ALLOCATION is 0: leave heap_4.c out"
#endif

#define FREE_FLAG      ((size_t)1)
#define PREV_FREE_FLAG ((size_t)2)
#define FLAGS          (FREE_FLAG | PREV_FREE_FLAG)

#define ALIGN      ((size_t)portBYTE_ALIGNMENT)
#define HEAD_BYTES sizeof(size_t)

struct block {
    size_t head;
    struct block *next; /* of its class, in free blocks */
    struct block *prev;
};

#define SMALLEST ((sizeof(struct block) + sizeof(size_t) + ALIGN - 1u) & ~(ALIGN - 1u))

/* Size classes: sizes below 8 * ALIGN one by one, then 8 to each power of two. */
#define SUB_BITS    3u
#define SUB_CLASSES (1u << SUB_BITS)
#define ROW_BASE    6u /* log2 of the first size of row 1: 8 * 8 */
/* Row 0, and one for each power of two up to the size of the heap. */
#define ROWS (BITS_TOP_CONSTANT(configTOTAL_HEAP_SIZE) - ROW_BASE + 2u)

#if configAPPLICATION_ALLOCATED_HEAP == 1
extern uint8_t ucHeap[configTOTAL_HEAP_SIZE];
#else
static uint8_t ucHeap[configTOTAL_HEAP_SIZE] __attribute__((aligned(16)));
#endif

static struct {
    uint32_t rows;     /* bit r: sub[r] is not 0 */
    uint8_t sub[ROWS]; /* bit s: list[r][s] is not empty */
    struct block *list[ROWS][SUB_CLASSES];
    struct block *end; /* sentinel behind the last block; NULL before the first call */
    size_t free_bytes;
    size_t least_free_bytes;
    size_t allocations;
    size_t frees;
} heap;

static size_t size_of(const struct block *block)
{
    return block->head & ~FLAGS;
}

static struct block *behind(struct block *block)
{
    return (struct block *)(void *)((uint8_t *)block + size_of(block));
}

static struct block *before(struct block *block)
{
    size_t size = *(size_t *)(void *)((uint8_t *)block - sizeof(size_t));
    return (struct block *)(void *)((uint8_t *)block - size);
}

struct size_class {
    unsigned row;
    unsigned sub;
};

/* The class that `size` belongs to: every block in it is at least as large as its smallest size. */
static inline struct size_class class_of(size_t size)
{
    struct size_class class;
    if (size < (size_t)1 << ROW_BASE) {
        class.row = 0;
        class.sub = (unsigned)(size >> (ROW_BASE - SUB_BITS));
    } else {
        unsigned top = bits_top((uint32_t)size);
        class.row = top - ROW_BASE + 1u;
        class.sub = (unsigned)(size >> (top - SUB_BITS)) & (SUB_CLASSES - 1u);
    }
    return class;
}

static void list_add(struct block *block)
{
    struct size_class class = class_of(size_of(block));
    struct block **list = &heap.list[class.row][class.sub];

    block->prev = NULL;
    block->next = *list;
    if (*list != NULL) {
        (*list)->prev = block;
    }
    *list = block;
    heap.rows |= UINT32_C(1) << class.row;
    heap.sub[class.row] |= (uint8_t)(1u << class.sub);
}

static void list_remove(struct block *block)
{
    if (block->next != NULL) {
        block->next->prev = block->prev;
    }
    if (block->prev != NULL) {
        block->prev->next = block->next;
        return;
    }
    struct size_class class = class_of(size_of(block));
    heap.list[class.row][class.sub] = block->next;
    if (block->next == NULL) {
        heap.sub[class.row] &= (uint8_t) ~(1u << class.sub);
        if (heap.sub[class.row] == 0) {
            heap.rows &= ~(UINT32_C(1) << class.row);
        }
    }
}

/* Makes `size` bytes at `block` one free block; its neighbours know. */
static void set_free(struct block *block, size_t size)
{
    block->head = size | FREE_FLAG; /* the block before a free one is never free */
    struct block *next = behind(block);
    *(size_t *)(void *)((uint8_t *)next - sizeof(size_t)) = size;
    next->head |= PREV_FREE_FLAG;
    list_add(block);
}

/* First block of a class above `size`'s own, all of which fit; NULL if there is none. */
static struct block *find_above(struct size_class class)
{
    uint32_t subs = heap.sub[class.row] & (~UINT32_C(0) << class.sub << 1u);
    if (subs == 0) {
        uint32_t rows = heap.rows & (~UINT32_C(0) << class.row << 1u);
        if (rows == 0) {
            return NULL;
        }
        class.row = bits_top(rows & (~rows + 1u)); /* the lowest set bit */
        subs = heap.sub[class.row];
    }
    class.sub = bits_top(subs & (~subs + 1u));
    return heap.list[class.row][class.sub];
}

static struct block *find(size_t size)
{
    struct size_class class = class_of(size);
    struct block *first = heap.list[class.row][class.sub];

    if (first != NULL && size_of(first) >= size) {
        return first;
    }
    return find_above(class);
}

static void heap_init(void)
{
    uintptr_t start = (uintptr_t)ucHeap;
    uintptr_t finish = start + configTOTAL_HEAP_SIZE;

    /* The head stands right below an aligned payload. */
    start = ((start + HEAD_BYTES + ALIGN - 1u) & ~(uintptr_t)(ALIGN - 1u)) - HEAD_BYTES;
    finish = ((finish - HEAD_BYTES) & ~(uintptr_t)(ALIGN - 1u)) - HEAD_BYTES;
    heap.end = (struct block *)finish;
    heap.end->head = 0;
    set_free((struct block *)start, finish - start);
    heap.free_bytes = finish - start;
    heap.least_free_bytes = heap.free_bytes;
}

/* Bytes of the block that holds `wanted` bytes; 0 when that cannot be. */
static size_t block_size(size_t wanted)
{
    if (wanted == 0 || wanted > (size_t)configTOTAL_HEAP_SIZE) {
        return 0;
    }
    size_t size = (wanted + HEAD_BYTES + ALIGN - 1u) & ~(ALIGN - 1u);
    return size < SMALLEST ? SMALLEST : size;
}

/* Takes `size` bytes of the free block `block`; what is over becomes a free block again. */
static void take(struct block *block, size_t size)
{
    size_t whole = size_of(block);

    list_remove(block);
    if (whole - size >= SMALLEST) {
        block->head = size;
        struct block *rest = behind(block);
        set_free(rest, whole - size);
        whole = size;
    } else {
        block->head = whole;
        behind(block)->head &= ~PREV_FREE_FLAG;
    }
    heap.free_bytes -= whole;
    if (heap.free_bytes < heap.least_free_bytes) {
        heap.least_free_bytes = heap.free_bytes;
    }
    heap.allocations++;
}

void *pvPortMalloc(size_t wanted)
{
    size_t size = block_size(wanted);
    void *payload = NULL;

    if (size != 0) {
        arch_mask_t mask = kernel_lock();
        if (heap.end == NULL) {
            heap_init();
        }
        struct block *block = find(size);
        if (block != NULL) {
            take(block, size);
            payload = (uint8_t *)block + HEAD_BYTES;
            arch_heap_taken(payload, wanted, size_of(block) - HEAD_BYTES);
        }
        kernel_unlock(mask);
    }
    traceMALLOC(payload, size);
    if (configUSE_MALLOC_FAILED_HOOK && payload == NULL) {
        vApplicationMallocFailedHook();
    }
    return payload;
}

void vPortFree(void *memory)
{
    if (memory == NULL) {
        return;
    }
    struct block *block = (struct block *)(void *)((uint8_t *)memory - HEAD_BYTES);
    arch_mask_t mask = kernel_lock();
    size_t size = size_of(block);

    KASSERT((uint8_t *)memory > ucHeap && block < heap.end && "vPortFree: not memory of this heap");
    KASSERT((block->head & FREE_FLAG) == 0 && "vPortFree: the memory is free already");
    if ((block->head & FREE_FLAG) != 0) {
        kernel_unlock(mask);
        return;
    }
    traceFREE(memory, size);
    if (configHEAP_CLEAR_MEMORY_ON_FREE) {
        memset(memory, 0, size - HEAD_BYTES);
    }
    heap.free_bytes += size;
    heap.frees++;
    arch_heap_given(memory, size - HEAD_BYTES);
    if ((behind(block)->head & FREE_FLAG) != 0) {
        list_remove(behind(block));
        size += size_of(behind(block));
    }
    if ((block->head & PREV_FREE_FLAG) != 0) {
        block = before(block);
        list_remove(block);
        size += size_of(block);
    }
    set_free(block, size);
    kernel_unlock(mask);
}

void *pvPortCalloc(size_t count, size_t bytes)
{
    if (bytes != 0 && count > SIZE_MAX / bytes) {
        return NULL;
    }
    void *memory = pvPortMalloc(count * bytes);
    if (memory != NULL) {
        memset(memory, 0, count * bytes);
    }
    return memory;
}

size_t xPortGetFreeHeapSize(void)
{
    return heap.end != NULL ? heap.free_bytes : (size_t)configTOTAL_HEAP_SIZE;
}

size_t xPortGetMinimumEverFreeHeapSize(void)
{
    return heap.end != NULL ? heap.least_free_bytes : (size_t)configTOTAL_HEAP_SIZE;
}

void xPortResetHeapMinimumEverFreeHeapSize(void)
{
    arch_mask_t mask = kernel_lock();
    heap.least_free_bytes = heap.free_bytes;
    kernel_unlock(mask);
}

void vPortInitialiseBlocks(void)
{
    /* The heap initialises itself at the first allocation. */
}

void vPortHeapResetState(void)
{
    memset(&heap, 0, sizeof heap);
}

void vPortGetHeapStats(HeapStats_t *stats)
{
    KASSERT(stats != NULL && "vPortGetHeapStats: the statistics are NULL");
    memset(stats, 0, sizeof *stats);
    stats->xSizeOfSmallestFreeBlockInBytes = heap.end != NULL ? SIZE_MAX : 0;
    vTaskSuspendAll();
    for (unsigned row = 0; row < ROWS; row++) {
        for (unsigned sub = 0; sub < SUB_CLASSES; sub++) {
            for (const struct block *b = heap.list[row][sub]; b != NULL; b = b->next) {
                size_t size = size_of(b);
                stats->xNumberOfFreeBlocks++;
                if (size > stats->xSizeOfLargestFreeBlockInBytes) {
                    stats->xSizeOfLargestFreeBlockInBytes = size;
                }
                if (size < stats->xSizeOfSmallestFreeBlockInBytes) {
                    stats->xSizeOfSmallestFreeBlockInBytes = size;
                }
            }
        }
    }
    stats->xAvailableHeapSpaceInBytes = xPortGetFreeHeapSize();
    stats->xMinimumEverFreeBytesRemaining = xPortGetMinimumEverFreeHeapSize();
    stats->xNumberOfSuccessfulAllocations = heap.allocations;
    stats->xNumberOfSuccessfulFrees = heap.frees;
    (void)xTaskResumeAll();
}
