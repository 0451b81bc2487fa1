/* SPDX-License-Identifier: MIT */
/* The kernel's heap. */
#include "kernel_cases.h"

#include <string.h>

#define BLOCKS    12u
#define SIZES     64u
#define STEP      96u /* bytes */
#define MOST      512u
#define ALIGNMENT portBYTE_ALIGNMENT

void kernel_heap_is_aligned(void)
{
    for (size_t bytes = 1; bytes <= SIZES; bytes++) {
        void *first = pvPortMalloc(bytes);
        void *second = pvPortMalloc(1);
        EXPECT(first != NULL && second != NULL);
        EXPECT_EQUAL((uintptr_t)first % ALIGNMENT, 0);
        EXPECT_EQUAL((uintptr_t)second % ALIGNMENT, 0);
        vPortFree(first);
        vPortFree(second);
        if (qualification_failed()) {
            return;
        }
    }
}

static bool holds(const uint8_t *block, size_t bytes, uint8_t value)
{
    for (size_t i = 0; i < bytes; i++) {
        if (block[i] != value) {
            return false;
        }
    }
    return true;
}

/* Every byte of a block is its own, while others come and go. */
void kernel_heap_blocks_are_apart(void)
{
    uint8_t *blocks[BLOCKS];
    size_t bytes[BLOCKS];
    unsigned damaged = 0;

    for (unsigned n = 0; n < BLOCKS; n++) {
        bytes[n] = 1u + n * 11u;
        blocks[n] = (uint8_t *)pvPortMalloc(bytes[n]);
        EXPECT(blocks[n] != NULL);
        if (blocks[n] != NULL) {
            memset(blocks[n], (int)(0x11u * n), bytes[n]);
        }
    }
    for (unsigned n = 1; n < BLOCKS && !qualification_failed(); n += 2u) {
        vPortFree(blocks[n]);
        bytes[n] = bytes[n] / 2u + 1u;
        blocks[n] = (uint8_t *)pvPortMalloc(bytes[n]);
        EXPECT(blocks[n] != NULL);
        if (blocks[n] != NULL) {
            memset(blocks[n], (int)(0x11u * n), bytes[n]);
        }
    }
    for (unsigned n = 0; n < BLOCKS; n++) {
        damaged += blocks[n] == NULL || !holds(blocks[n], bytes[n], (uint8_t)(0x11u * n));
        vPortFree(blocks[n]);
    }
    EXPECT_EQUAL(damaged, 0);
}

void kernel_heap_tells_exhaustion(void)
{
    size_t free_before = xPortGetFreeHeapSize();
    void *chain = NULL; /* each block begins with the address of the one before */
    unsigned blocks = 0;

    EXPECT(pvPortMalloc((size_t)configTOTAL_HEAP_SIZE + 1u) == NULL);
    EXPECT(pvPortMalloc(SIZE_MAX - 4u) == NULL);
    for (;;) {
        void **block = (void **)pvPortMalloc(free_before > 16u * MOST ? MOST * 8u : STEP);
        if (block == NULL || blocks > 200u) {
            break;
        }
        *block = chain;
        chain = block;
        blocks++;
    }
    EXPECT_WITHIN(blocks, 2, 200, "blocks");
    EXPECT(xPortGetMinimumEverFreeHeapSize() < free_before);
    while (chain != NULL) {
        void *next = *(void **)chain;
        vPortFree(chain);
        chain = next;
    }
    EXPECT_EQUAL(xPortGetFreeHeapSize(), free_before);
}

/* What was given back, in any order, is one block again. */
void kernel_heap_takes_back(void)
{
    static const uint8_t order[BLOCKS] = {3, 0, 7, 1, 11, 5, 2, 10, 4, 9, 6, 8};
    void *blocks[BLOCKS];
    size_t free_before = xPortGetFreeHeapSize();
    size_t bytes = free_before / (BLOCKS + 4u);
    void *large = pvPortMalloc(free_before * 3u / 4u);

    REQUIRE(large != NULL);
    vPortFree(large);
    for (unsigned n = 0; n < BLOCKS; n++) {
        blocks[n] = pvPortMalloc(bytes);
        EXPECT(blocks[n] != NULL);
    }
    EXPECT(xPortGetFreeHeapSize() <= free_before - BLOCKS * bytes);
    for (unsigned n = 0; n < BLOCKS; n++) {
        vPortFree(blocks[order[n]]);
    }
    EXPECT_EQUAL(xPortGetFreeHeapSize(), free_before);
    large = pvPortMalloc(free_before * 3u / 4u);
    EXPECT(large != NULL);
    vPortFree(large);
}
