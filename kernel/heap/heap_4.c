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
    struct block **at;  /* the pointer that points here */
};

#define SMALLEST ((sizeof(struct block) + sizeof(size_t) + ALIGN - 1u) & ~(ALIGN - 1u))

/* Size classes: 8, 16 .. 64 one by one, then 8 to each power of two. In one row of numbers:
 *     size < 128: size / 8         otherwise: 8 * (log2 - 6) + the top four bits of size  */
#define CLASS_OF_LOG2(log2) (((unsigned)(log2)-6u) * 8u)
#define CLASSES             (CLASS_OF_LOG2(BITS_TOP_CONSTANT(configTOTAL_HEAP_SIZE)) + 16u)
#define MAP_WORDS           ((CLASSES + 31u) / 32u)

/* Not an #if: applications write the size with a cast. */
_Static_assert(configTOTAL_HEAP_SIZE >= 128, "configTOTAL_HEAP_SIZE must be at least 128 bytes");

#if configAPPLICATION_ALLOCATED_HEAP == 1
extern uint8_t ucHeap[configTOTAL_HEAP_SIZE];
#else
static uint8_t ucHeap[configTOTAL_HEAP_SIZE] __attribute__((aligned(16)));
#endif

static struct {
    uint32_t words;          /* bit w: map[w] is not 0 */
    uint32_t map[MAP_WORDS]; /* bit c % 32 of word c / 32: list[c] is not empty */
    struct block *list[CLASSES];
    struct block *end; /* sentinel behind the last block; NULL before the first call */
    size_t free_bytes;
    size_t least_free_bytes;
    size_t allocations;
    size_t frees;
} heap;

static inline size_t size_of(const struct block *block)
{
    return block->head & ~FLAGS;
}

static inline struct block *offset_by(struct block *block, size_t bytes)
{
    return (struct block *)(void *)((uint8_t *)block + bytes);
}

static inline struct block *before(struct block *block)
{
    size_t size = *(size_t *)(void *)((uint8_t *)block - sizeof(size_t));
    return (struct block *)(void *)((uint8_t *)block - size);
}

/* The class of a block of `size`: all blocks in it are at least as large as its smallest size. */
static inline unsigned class_of(size_t size)
{
    if (size < 128u) {
        return (unsigned)(size / 8u);
    }
    unsigned top = bits_top((uint32_t)size);
    return CLASS_OF_LOG2(top) + (unsigned)(size >> (top - 3u));
}

static inline void list_add(struct block *block, size_t size)
{
    unsigned class = class_of(size);
    struct block **list = &heap.list[class];
    struct block *next = *list;

    block->next = next;
    block->at = list;
    *list = block;
    if (next != NULL) {
        next->at = &block->next;
    } else {
        heap.map[class / 32u] |= UINT32_C(1) << (class % 32u);
        heap.words |= UINT32_C(1) << (class / 32u);
    }
}

static inline void list_remove(struct block *block)
{
    struct block *next = block->next;
    struct block **at = block->at;

    *at = next;
    if (next != NULL) {
        next->at = at;
        return;
    }
    uintptr_t class = ((uintptr_t)at - (uintptr_t)heap.list) / sizeof heap.list[0];
    if (class < CLASSES) { /* it was the only one of its class */
        heap.map[class / 32u] &= ~(UINT32_C(1) << (class % 32u));
        if (heap.map[class / 32u] == 0) {
            heap.words &= ~(UINT32_C(1) << (class / 32u));
        }
    }
}

/* Writes the size of a free block at both its ends. The block before it is never free. */
static inline void set_size(struct block *block, size_t size)
{
    block->head = size | FREE_FLAG;
    *(size_t *)(void *)((uint8_t *)block + size - sizeof(size_t)) = size;
}

static inline void set_free(struct block *block, size_t size)
{
    set_size(block, size);
    list_add(block, size);
}

static unsigned lowest_bit(uint32_t word)
{
    return bits_top(word & (~word + 1u));
}

/* Smallest class above `class` that holds a block, all of which fit; 0 if there is none. */
static inline unsigned class_above(unsigned class)
{
    unsigned word = class / 32u;
    uint32_t bits = heap.map[word] & (~UINT32_C(0) << (class % 32u) << 1u);
    if (bits == 0) {
        uint32_t words = heap.words & (~UINT32_C(0) << word << 1u);
        if (words == 0) {
            return 0;
        }
        word = lowest_bit(words);
        bits = heap.map[word];
    }
    return word * 32u + lowest_bit(bits);
}

/* Class whose first block holds `size` bytes; 0 if there is none. */
static inline unsigned find(size_t size)
{
    unsigned class = class_of(size);
    const struct block *first = heap.list[class];

    return first != NULL && size_of(first) >= size ? class : class_above(class);
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

/* `rest` takes over the place of `block` in the lists: it is of the same class. */
static inline void list_replace(struct block *block, struct block *rest)
{
    struct block *next = block->next;

    rest->next = next;
    rest->at = block->at;
    *rest->at = rest;
    if (next != NULL) {
        next->at = &rest->next;
    }
}

/* Takes `size` bytes of the first block of `class`; what is over stays a free block. */
static inline struct block *take(unsigned class, size_t size)
{
    struct block *block = heap.list[class];
    size_t whole = size_of(block);
    size_t rest_size = whole - size;

    if (rest_size >= SMALLEST) {
        struct block *rest = offset_by(block, size);
        set_size(rest, rest_size);
        if (class_of(rest_size) == class) {
            list_replace(block, rest);
        } else {
            list_remove(block);
            list_add(rest, rest_size);
        }
    } else {
        list_remove(block);
        offset_by(block, whole)->head &= ~PREV_FREE_FLAG;
        size = whole;
    }
    block->head = size;
    heap.free_bytes -= size;
    if (heap.free_bytes < heap.least_free_bytes) {
        heap.least_free_bytes = heap.free_bytes;
    }
    heap.allocations++;
    return block;
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
        unsigned class = find(size);
        if (class != 0) { /* no block is so small that it is of class 0 */
            struct block *block = take(class, size);
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
    struct block *next = offset_by(block, size);
    if ((next->head & FREE_FLAG) != 0) {
        list_remove(next);
        size += size_of(next);
    } else {
        next->head |= PREV_FREE_FLAG;
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
    for (unsigned class = 0; class < CLASSES; class ++) {
        for (const struct block *b = heap.list[class]; b != NULL; b = b->next) {
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
    stats->xAvailableHeapSpaceInBytes = xPortGetFreeHeapSize();
    stats->xMinimumEverFreeBytesRemaining = xPortGetMinimumEverFreeHeapSize();
    stats->xNumberOfSuccessfulAllocations = heap.allocations;
    stats->xNumberOfSuccessfulFrees = heap.frees;
    (void)xTaskResumeAll();
}
