/* SPDX-License-Identifier: MIT */
/* heap_4: nothing overlaps, nothing is lost, nothing that cannot be had is promised. */
#include "FreeRTOS.h"
#include "test.h"

#include <string.h>

#define BLOCKS 300u

int expected_asserts;

void vTaskSuspendAll(void);
BaseType_t xTaskResumeAll(void);

void vTaskSuspendAll(void)
{
}

BaseType_t xTaskResumeAll(void)
{
    return pdFALSE;
}

static uint64_t seed = 1;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % limit;
}

static struct {
    uint8_t *memory;
    size_t bytes;
    uint8_t fill;
} blocks[BLOCKS];

static void check_fill(size_t i)
{
    for (size_t b = 0; b < blocks[i].bytes; b++) {
        CHECK_EQ(blocks[i].memory[b], blocks[i].fill);
    }
}

static void heap_blocks_keep_their_bytes_through_any_history(void)
{
    vPortHeapResetState();
    for (unsigned step = 0; step < 60000; step++) {
        size_t i = random_below(BLOCKS);
        if (blocks[i].memory != NULL) {
            check_fill(i);
            vPortFree(blocks[i].memory);
            blocks[i].memory = NULL;
            continue;
        }
        blocks[i].bytes = 1u + random_below(random_below(4) == 0 ? 3000 : 100);
        blocks[i].memory = pvPortMalloc(blocks[i].bytes);
        if (blocks[i].memory != NULL) {
            CHECK_EQ((uintptr_t)blocks[i].memory % portBYTE_ALIGNMENT, 0);
            blocks[i].fill = (uint8_t)step;
            memset(blocks[i].memory, blocks[i].fill, blocks[i].bytes);
        }
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        vPortFree(blocks[i].memory);
        blocks[i].memory = NULL;
    }
}

static void heap_is_one_block_again_when_all_is_freed(void)
{
    HeapStats_t stats;

    heap_blocks_keep_their_bytes_through_any_history();
    vPortGetHeapStats(&stats);
    CHECK_EQ(stats.xNumberOfFreeBlocks, 1);
    CHECK_EQ(stats.xSizeOfLargestFreeBlockInBytes, xPortGetFreeHeapSize());
    CHECK_EQ(stats.xNumberOfSuccessfulAllocations, stats.xNumberOfSuccessfulFrees);
    CHECK_EQ(xPortGetMinimumEverFreeHeapSize() < xPortGetFreeHeapSize(), 1);
}

static void heap_refuses_sizes_that_wrap_or_do_not_fit(void)
{
    static const size_t sizes[] = {0,
                                   SIZE_MAX,
                                   SIZE_MAX - 7u,
                                   SIZE_MAX - 8u,
                                   SIZE_MAX / 2u,
                                   configTOTAL_HEAP_SIZE,
                                   configTOTAL_HEAP_SIZE + 1u};
    vPortHeapResetState();
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        CHECK_EQ(pvPortMalloc(sizes[i]) == NULL, 1);
    }
    CHECK_EQ(pvPortCalloc(SIZE_MAX / 2u, 3) == NULL, 1);
    CHECK_EQ(pvPortMalloc(configTOTAL_HEAP_SIZE - 64u) != NULL, 1);
}

static void heap_calloc_gives_zero_bytes(void)
{
    vPortHeapResetState();
    uint8_t *dirty = pvPortMalloc(64);
    memset(dirty, 0xff, 64);
    vPortFree(dirty);
    uint8_t *clean = pvPortCalloc(16, 4);
    for (size_t i = 0; i < 64; i++) {
        CHECK_EQ(clean[i], 0);
    }
}

static void heap_asserts_on_a_double_free_and_stays_whole(void)
{
    vPortHeapResetState();
    void *first = pvPortMalloc(40);
    void *guard = pvPortMalloc(40);
    vPortFree(first);
    size_t free_bytes = xPortGetFreeHeapSize();
    expected_asserts = 1;
    vPortFree(first);
    CHECK_EQ(expected_asserts, 0);
    CHECK_EQ(xPortGetFreeHeapSize(), free_bytes);
    vPortFree(guard);
}

int main(void)
{
    RUN(heap_blocks_keep_their_bytes_through_any_history);
    RUN(heap_is_one_block_again_when_all_is_freed);
    RUN(heap_refuses_sizes_that_wrap_or_do_not_fit);
    RUN(heap_calloc_gives_zero_bytes);
    RUN(heap_asserts_on_a_double_free_and_stays_whole);
    return 0;
}
