/* SPDX-License-Identifier: MIT */
/* The heap's functions of portable.h, with heap_4. Catches a heap that miscounts, fragments for
 * ever, or hands one byte out twice. */
#include <string.h>

#include "conformance.h"

static void memory_is_aligned_and_apart(void)
{
    uint8_t *blocks[12];
    for (size_t i = 0; i < 12; i++) {
        blocks[i] = pvPortMalloc(1 + i * 5);
        CHECK(blocks[i] != NULL);
        CHECK_EQ((uintptr_t)blocks[i] & (portBYTE_ALIGNMENT - 1U), 0);
        memset(blocks[i], (int)i, 1 + i * 5);
    }
    for (size_t i = 0; i < 12; i++) {
        for (size_t b = 0; b < 1 + i * 5; b++) {
            CHECK_EQ(blocks[i][b], i);
        }
        vPortFree(blocks[i]);
    }
}

static void calloc_is_zero_also_where_memory_was_used(void)
{
    uint8_t *block = pvPortMalloc(100);
    memset(block, 0xA5, 100);
    vPortFree(block);
    block = pvPortCalloc(10, 10);
    for (unsigned i = 0; i < 100; i++) {
        CHECK_EQ(block[i], 0);
    }
    vPortFree(block);
    CHECK(pvPortCalloc(SIZE_MAX / 2, 3) == NULL);
}

static void nothing_is_nothing(void)
{
    size_t before = xPortGetFreeHeapSize();
    CHECK(pvPortMalloc(0) == NULL);
    vPortFree(NULL);
    CHECK_EQ(xPortGetFreeHeapSize(), before);
}

static void neighbours_join_when_they_are_freed(void)
{
    size_t before = xPortGetFreeHeapSize();
    size_t piece = before / 8;
    void *pieces[6];
    for (unsigned i = 0; i < 6; i++) {
        pieces[i] = pvPortMalloc(piece);
        CHECK(pieces[i] != NULL);
    }
    static const unsigned order[] = {1, 4, 0, 5, 2, 3};
    for (unsigned i = 0; i < 6; i++) {
        vPortFree(pieces[order[i]]);
    }
    CHECK_EQ(xPortGetFreeHeapSize(), before);
    void *large = pvPortMalloc(piece * 6);
    CHECK(large != NULL);
    vPortFree(large);
}

static void the_least_ever_free_only_falls(void)
{
    size_t least = xPortGetMinimumEverFreeHeapSize();
    CHECK(least <= xPortGetFreeHeapSize());
    void *block = pvPortMalloc(xPortGetFreeHeapSize() / 2);
    CHECK(xPortGetMinimumEverFreeHeapSize() <= xPortGetFreeHeapSize());
    least = xPortGetMinimumEverFreeHeapSize();
    vPortFree(block);
    CHECK_EQ(xPortGetMinimumEverFreeHeapSize(), least);
    xPortResetHeapMinimumEverFreeHeapSize();
    CHECK_EQ(xPortGetMinimumEverFreeHeapSize(), xPortGetFreeHeapSize());
}

static void statistics_agree_with_what_happened(void)
{
    HeapStats_t before, now;
    vPortGetHeapStats(&before);
    CHECK_EQ(before.xAvailableHeapSpaceInBytes, xPortGetFreeHeapSize());
    CHECK_EQ(before.xMinimumEverFreeBytesRemaining, xPortGetMinimumEverFreeHeapSize());
    CHECK(before.xSizeOfLargestFreeBlockInBytes >= before.xSizeOfSmallestFreeBlockInBytes);
    CHECK(before.xNumberOfFreeBlocks >= 1);
    void *block = pvPortMalloc(100);
    vPortGetHeapStats(&now);
    CHECK_EQ(now.xNumberOfSuccessfulAllocations, before.xNumberOfSuccessfulAllocations + 1);
    CHECK_EQ(now.xNumberOfSuccessfulFrees, before.xNumberOfSuccessfulFrees);
    CHECK(now.xAvailableHeapSpaceInBytes <= before.xAvailableHeapSpaceInBytes - 100);
    vPortFree(block);
    vPortGetHeapStats(&now);
    CHECK_EQ(now.xNumberOfSuccessfulFrees, before.xNumberOfSuccessfulFrees + 1);
    CHECK_EQ(now.xAvailableHeapSpaceInBytes, before.xAvailableHeapSpaceInBytes);
    CHECK_EQ(now.xNumberOfFreeBlocks, before.xNumberOfFreeBlocks);
}

static void a_failed_allocation_changes_no_statistics(void)
{
    HeapStats_t before, now;
    vPortGetHeapStats(&before);
    CHECK(pvPortMalloc(before.xAvailableHeapSpaceInBytes + 1) == NULL);
    CHECK(pvPortMalloc(SIZE_MAX) == NULL);
    CHECK(pvPortMalloc(SIZE_MAX - 8) == NULL);
    vPortGetHeapStats(&now);
    CHECK_EQ(now.xNumberOfSuccessfulAllocations, before.xNumberOfSuccessfulAllocations);
    CHECK_EQ(now.xAvailableHeapSpaceInBytes, before.xAvailableHeapSpaceInBytes);
    CHECK_EQ(now.xMinimumEverFreeBytesRemaining, before.xMinimumEverFreeBytesRemaining);
}

static void the_largest_block_can_be_had(void)
{
    HeapStats_t stats;
    size_t before = xPortGetFreeHeapSize();
    void *block = pvPortMalloc(64);
    size_t overhead = before - xPortGetFreeHeapSize() - 64;
    vPortFree(block);
    vPortGetHeapStats(&stats);
    block = pvPortMalloc(stats.xSizeOfLargestFreeBlockInBytes - overhead);
    CHECK(block != NULL);
    vPortFree(block);
}

static void random_use_leaves_no_hole(void)
{
    void *blocks[32] = {NULL};
    size_t sizes[32] = {0};
    uint32_t seed = 12345;
    size_t before = xPortGetFreeHeapSize();
    for (unsigned step = 0; step < 4000; step++) {
        seed = seed * 1664525U + 1013904223U;
        unsigned slot = (seed >> 8) % 32U;
        if (blocks[slot] != NULL) {
            const uint8_t *bytes = blocks[slot];
            CHECK_EQ(bytes[0], slot);
            CHECK_EQ(bytes[sizes[slot] - 1], slot);
            vPortFree(blocks[slot]);
            blocks[slot] = NULL;
        } else {
            sizes[slot] = 1 + (seed >> 16) % 700U;
            blocks[slot] = pvPortMalloc(sizes[slot]);
            if (blocks[slot] != NULL) {
                memset(blocks[slot], (int)slot, sizes[slot]);
            }
        }
    }
    for (unsigned slot = 0; slot < 32; slot++) {
        vPortFree(blocks[slot]);
    }
    CHECK_EQ(xPortGetFreeHeapSize(), before);
}

static volatile bool stop;

static void allocate_until_told(void *arg)
{
    while (!stop) {
        uint8_t *block = pvPortMalloc(24);
        CHECK(block != NULL);
        memset(block, *(const char *)arg, 24);
        taskYIELD();
        for (unsigned i = 0; i < 24; i++) {
            CHECK_EQ(block[i], *(const char *)arg);
        }
        vPortFree(block);
    }
    park();
}

static void tasks_allocate_at_the_same_time(void)
{
    stop = false;
    spawn(allocate_until_told, P_LOW, "a");
    spawn(allocate_until_told, P_LOW, "b");
    size_t before = xPortGetFreeHeapSize();
    vTaskDelay(20);
    stop = true;
    settle();
    CHECK_EQ(xPortGetFreeHeapSize(), before);
}

CONFORMANCE_MAIN("heap", TEST(memory_is_aligned_and_apart),
                 TEST(calloc_is_zero_also_where_memory_was_used), TEST(nothing_is_nothing),
                 TEST(neighbours_join_when_they_are_freed), TEST(the_least_ever_free_only_falls),
                 TEST(statistics_agree_with_what_happened),
                 TEST(a_failed_allocation_changes_no_statistics),
                 TEST(the_largest_block_can_be_had), TEST(random_use_leaves_no_hole),
                 TEST(tasks_allocate_at_the_same_time))
