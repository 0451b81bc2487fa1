/* SPDX-License-Identifier: MIT */
/* The holes of heap_blocks.h: free blocks in lists by size class, and a bitmap of the classes that
 * have one. Every function takes a bounded number of instructions. The caller holds the lock.
 *
 *   map   . . 1 . . 1        bit 31 - c % 32 of word c / 32 set <=> list[c] holds a block
 *             |     |
 *   list      o->o  o        newest first; `at` is the pointer that points here, so that a block in
 *                            mid-list is removed without a walk
 *
 * With configENABLE_HEAP_PROTECTOR the pointers are stored xor a secret of this run, and a block is
 * used only when those to it and from it agree and lie inside the heap.
 */
#ifndef KERNEL_HEAP_HOLES_H
#define KERNEL_HEAP_HOLES_H

#include "heap_common.h"

#include "../src/bits.h"

#define HEAP_FREE      ((size_t)1)
#define HEAP_PREV_FREE ((size_t)2)
#define HEAP_FLAGS     (HEAP_FREE | HEAP_PREV_FREE)
#define HEAP_WORD      sizeof(size_t)

struct heap_block {
    size_t head;
    struct heap_block *next; /* of its class, in free blocks; sealed */
    struct heap_block **at;  /* the pointer that points here; sealed */
};

#define HEAP_SMALLEST heap_round_up(sizeof(struct heap_block) + HEAP_WORD)

/* Classes: 0, 8, 16 .. 56 one by one, then 4 to each power of two. In one row of numbers:
 *     size < 64: size / 8         otherwise: 4 * (log2 - 5) + the top three bits of size  */
#define HEAP_CLASS_OF_LOG2(log2) (((unsigned)(log2)-5u) * 4u)
#define HEAP_CLASSES             (HEAP_CLASS_OF_LOG2(BITS_TOP_CONSTANT(HEAP_LARGEST)) + 8u)
#define HEAP_MAP_WORDS           ((HEAP_CLASSES + 31u) / 32u)
#define HEAP_NO_CLASS            0u /* no block is that small */

static struct {
    struct heap_block *top; /* NULL before the first call */
    size_t top_bytes;
    size_t free_bytes;
    size_t least_free_bytes;
    size_t allocations;
    size_t frees;
    uintptr_t low; /* the blocks lie in low .. high - 1 */
    uintptr_t high;
#if configENABLE_HEAP_PROTECTOR
    portPOINTER_SIZE_TYPE secret;
#endif
    uint32_t map[HEAP_MAP_WORDS];
    struct heap_block *list[HEAP_CLASSES]; /* sealed */
} heap;

static inline size_t heap_size_of(const struct heap_block *block)
{
    return block->head & ~HEAP_FLAGS;
}

static inline struct heap_block *heap_offset(struct heap_block *block, size_t bytes)
{
    return (struct heap_block *)(void *)((uint8_t *)block + bytes);
}

/* Whether a block may start at `address`. */
static inline bool heap_is_inside(uintptr_t address)
{
    return address >= heap.low && address < heap.high && (address + HEAP_WORD) % HEAP_GRAIN == 0;
}

/* ---- sealed pointers ---- */

#if configENABLE_HEAP_PROTECTOR

static inline void *heap_seal(const void *pointer)
{
    return (void *)((uintptr_t)pointer ^ heap.secret);
}

/* Before the first block is in a list. */
static inline void heap_choose_secret(void)
{
    vApplicationGetRandomHeapCanary(&heap.secret);
    for (unsigned class = 0; class < HEAP_CLASSES; class ++) {
        heap.list[class] = heap_seal(NULL);
    }
}

#else

static inline void *heap_seal(const void *pointer)
{
    return (void *)(uintptr_t)pointer;
}

static inline void heap_choose_secret(void)
{
}

#endif

static inline void *heap_open(const void *sealed)
{
    return heap_seal(sealed);
}

/* Whether `at` may hold a pointer to a block: it is in the table, or `next` of a block. */
static inline bool heap_is_link(struct heap_block **at)
{
    uintptr_t address = (uintptr_t)at;

    return address - (uintptr_t)heap.list < sizeof heap.list ||
           heap_is_inside(address - offsetof(struct heap_block, next));
}

/* Whether the pointers around a hole agree. Always true without configENABLE_HEAP_PROTECTOR. */
static inline bool heap_hole_is_whole(const struct heap_block *hole)
{
    if (!configENABLE_HEAP_PROTECTOR) {
        return true;
    }
    bool whole = heap_is_inside((uintptr_t)hole);
    if (whole) {
        struct heap_block **at = heap_open(hole->at);
        const struct heap_block *next = heap_open(hole->next);
        whole = heap_is_link(at) && heap_open(*at) == hole &&
                (next == NULL ||
                 (heap_is_inside((uintptr_t)next) && heap_open(next->at) == &hole->next));
    }
    KASSERT(whole && "heap: the links of a free block were overwritten");
    return whole;
}

/* ---- lists ---- */

HOT_LOCAL unsigned heap_class_of(size_t size)
{
    if (size < 64u) {
        return (unsigned)(size / 8u);
    }
    unsigned log2 = bits_top((uint32_t)size);
    return HEAP_CLASS_OF_LOG2(log2) + (unsigned)(size >> (log2 - 2u));
}

static inline uint32_t heap_class_bit(unsigned class)
{
    return UINT32_C(0x80000000) >> (class % 32u);
}

/* Makes a hole of `size` bytes at `block`: the size at both ends, a place in its list. The block
 * before it is never free. */
static inline void heap_add_hole(struct heap_block *block, size_t size)
{
    unsigned class = heap_class_of(size);
    struct heap_block *next = heap_open(heap.list[class]);

    block->head = size | HEAP_FREE;
    *(size_t *)(void *)((uint8_t *)block + size - HEAP_WORD) = size;
    block->next = heap_seal(next);
    block->at = heap_seal(&heap.list[class]);
    heap.list[class] = heap_seal(block);
    if (next != NULL) {
        next->at = heap_seal(&block->next);
    } else {
        heap.map[class / 32u] |= heap_class_bit(class);
    }
}

static inline void heap_remove_hole(struct heap_block *block)
{
    struct heap_block *next = heap_open(block->next);
    struct heap_block **at = heap_open(block->at);

    *at = heap_seal(next);
    if (next != NULL) {
        next->at = heap_seal(at);
        return;
    }
    uintptr_t class = ((uintptr_t)at - (uintptr_t)heap.list) / sizeof heap.list[0];
    if (class < HEAP_CLASSES) { /* it was the only one */
        heap.map[class / 32u] &= ~heap_class_bit((unsigned)class);
    }
}

/* The first hole of `class`, or NULL. */
static inline struct heap_block *heap_first_hole(unsigned class)
{
    return heap_open(heap.list[class]);
}

/* Removes and returns the first hole of `class`, which has one; NULL when it is damaged. */
static inline struct heap_block *heap_pop_hole(unsigned class)
{
    struct heap_block *block = heap_first_hole(class);

    if (!heap_hole_is_whole(block)) {
        return NULL;
    }
    if (!KERNEL_INLINE) {
        heap_remove_hole(block);
        return block;
    }
    struct heap_block *next = heap_open(block->next);
    heap.list[class] = heap_seal(next);
    if (next != NULL) {
        next->at = heap_seal(&heap.list[class]);
    } else {
        heap.map[class / 32u] &= ~heap_class_bit(class);
    }
    return block;
}

/* Smallest class above `class` that has a hole, all of which fit; HEAP_NO_CLASS if there is none.
 */
static inline unsigned heap_class_above(unsigned class)
{
    unsigned word = class / 32u;
    uint32_t bits = heap.map[word] & (~UINT32_C(0) >> (class % 32u) >> 1u);

    while (bits == 0) {
        word++;
        if (word >= HEAP_MAP_WORDS) {
            return HEAP_NO_CLASS;
        }
        bits = heap.map[word];
    }
    return word * 32u + 31u - bits_top(bits);
}

#endif
