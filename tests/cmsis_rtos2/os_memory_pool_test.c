/* SPDX-License-Identifier: MIT */
/* Memory pools.
 * Fails on a layer that gives a block twice, or takes back what is not its own. */
#include "os_test.h"

#include <string.h>

#define BLOCKS 4U

static osMemoryPoolId_t pool;

static void create(uint32_t size)
{
    pool = osMemoryPoolNew(BLOCKS, size, NULL);
    CHECK(pool != NULL);
}

static void finish(void)
{
    CHECK_EQ(osMemoryPoolDelete(pool), osOK);
    settle();
}

static void blocks_are_counted(void)
{
    create(12);
    CHECK_EQ(osMemoryPoolGetCapacity(pool), BLOCKS);
    CHECK_EQ(osMemoryPoolGetBlockSize(pool), 12);
    CHECK_EQ(osMemoryPoolGetSpace(pool), BLOCKS);
    void *block = osMemoryPoolAlloc(pool, 0);
    CHECK(block != NULL);
    CHECK_EQ(osMemoryPoolGetCount(pool), 1);
    CHECK_EQ(osMemoryPoolGetSpace(pool), BLOCKS - 1);
    CHECK_EQ(osMemoryPoolFree(pool, block), osOK);
    CHECK_EQ(osMemoryPoolGetCount(pool), 0);
    finish();
}

static void blocks_do_not_overlap(void)
{
    static const uint32_t sizes[] = {1, 3, 4, 5, 8, 13, 64};
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        uint8_t *blocks[BLOCKS];
        create(sizes[s]);
        for (uint32_t i = 0; i < BLOCKS; i++) {
            blocks[i] = osMemoryPoolAlloc(pool, 0);
            CHECK(blocks[i] != NULL);
            memset(blocks[i], (int)i + 1, sizes[s]);
        }
        CHECK(osMemoryPoolAlloc(pool, 0) == NULL);
        for (uint32_t i = 0; i < BLOCKS; i++) {
            for (uint32_t at = 0; at < sizes[s]; at++) {
                CHECK(blocks[i][at] == i + 1);
            }
            CHECK_EQ(osMemoryPoolFree(pool, blocks[i]), osOK);
        }
        finish();
    }
}

static void a_block_comes_again(void)
{
    create(16);
    for (int i = 0; i < 100; i++) {
        void *block = osMemoryPoolAlloc(pool, 0);
        CHECK(block != NULL);
        CHECK_EQ(osMemoryPoolFree(pool, block), osOK);
    }
    CHECK_EQ(osMemoryPoolGetSpace(pool), BLOCKS);
    finish();
}

static void what_is_no_block_is_not_taken_back(void)
{
    uint32_t stranger;

    create(16);
    uint8_t *block = osMemoryPoolAlloc(pool, 0);
    CHECK_EQ(osMemoryPoolFree(pool, NULL), osErrorParameter);
    CHECK_EQ(osMemoryPoolFree(pool, &stranger), osErrorParameter);
    CHECK_EQ(osMemoryPoolFree(pool, block + 4), osErrorParameter);
    CHECK_EQ(osMemoryPoolFree(pool, block), osOK);
    CHECK_EQ(osMemoryPoolFree(pool, block), osErrorResource); /* nothing is in use */
    finish();
}

static void wrong_arguments_make_no_pool(void)
{
    CHECK(osMemoryPoolNew(0, 4, NULL) == NULL);
    CHECK(osMemoryPoolNew(4, 0, NULL) == NULL);
    CHECK(osMemoryPoolNew(0x80000000U, 0x80000000U, NULL) == NULL);
    CHECK(osMemoryPoolNew(2, 0xffffffffU, NULL) == NULL);
}

static void wrong_attributes_make_no_pool(void)
{
    const uint32_t bytes = (uint32_t)OS_POOL_MEMORY(4, 16);
    const osMemoryPoolAttr_t wrong[] = {
        {.cb_mem = memory, .cb_size = 8},
        {.cb_size = OS_POOL_BYTES},
        {.mp_mem = more_memory, .mp_size = bytes - 1U},
        {.mp_mem = (uint8_t *)more_memory + 1, .mp_size = bytes + 8U},
        {.mp_size = bytes},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(osMemoryPoolNew(4, 16, &wrong[i]) == NULL);
    }
}

static void memory_and_name_are_the_applications(void)
{
    const osMemoryPoolAttr_t attr = {.name = "pool",
                                     .cb_mem = memory,
                                     .cb_size = OS_POOL_BYTES,
                                     .mp_mem = more_memory,
                                     .mp_size = (uint32_t)OS_POOL_MEMORY(BLOCKS, 10)};
    size_t heap = xPortGetFreeHeapSize();

    pool = osMemoryPoolNew(BLOCKS, 10, &attr);
    CHECK((void *)pool == (void *)memory);
    CHECK(osMemoryPoolGetName(pool) == attr.name);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    uint8_t *block = osMemoryPoolAlloc(pool, 0);
    CHECK(block >= (uint8_t *)more_memory && block < (uint8_t *)more_memory + attr.mp_size);
    finish();
    CHECK(osMemoryPoolAlloc(pool, 0) == NULL); /* deleted */
    CHECK_EQ(osMemoryPoolDelete(pool), osErrorParameter);
}

static void without_memory_there_is_no_pool(void)
{
    const osMemoryPoolAttr_t block = {.cb_mem = memory, .cb_size = sizeof memory};
    const osMemoryPoolAttr_t blocks = {.mp_mem = more_memory, .mp_size = sizeof more_memory};
    void *held = take_whole_heap();

    CHECK(osMemoryPoolNew(4, 16, NULL) == NULL);
    CHECK(osMemoryPoolNew(4, 16, &block) == NULL);
    CHECK(osMemoryPoolNew(4, 16, &blocks) == NULL);
    give_whole_heap(held);
}

static void wrong_objects_are_refused(void)
{
    osMutexId_t other = osMutexNew(NULL);
    osMemoryPoolId_t wrong[] = {NULL, other};

    for (size_t i = 0; i < 2; i++) {
        CHECK(osMemoryPoolAlloc(wrong[i], 0) == NULL);
        CHECK_EQ(osMemoryPoolFree(wrong[i], memory), osErrorParameter);
        CHECK_EQ(osMemoryPoolGetCapacity(wrong[i]), 0);
        CHECK_EQ(osMemoryPoolGetBlockSize(wrong[i]), 0);
        CHECK_EQ(osMemoryPoolGetCount(wrong[i]), 0);
        CHECK_EQ(osMemoryPoolGetSpace(wrong[i]), 0);
        CHECK(osMemoryPoolGetName(wrong[i]) == NULL);
        CHECK_EQ(osMemoryPoolDelete(wrong[i]), osErrorParameter);
    }
    CHECK_EQ(osMutexDelete(other), osOK);
}

static void *all[BLOCKS];

static void take_all(void)
{
    for (uint32_t i = 0; i < BLOCKS; i++) {
        all[i] = osMemoryPoolAlloc(pool, 0);
    }
}

static void give_all(void)
{
    for (uint32_t i = 0; i < BLOCKS; i++) {
        CHECK_EQ(osMemoryPoolFree(pool, all[i]), osOK);
    }
}

static void wait_for_a_block(void *arg)
{
    void *block = osMemoryPoolAlloc(pool, (uint32_t)(uintptr_t)arg);
    event(block != NULL ? 'b' : 'n');
    if (block != NULL) {
        (void)osMemoryPoolFree(pool, block);
    }
}

static void a_waiter_gets_the_block_that_comes_back(void)
{
    create(8);
    take_all();
    (void)thread(wait_for_a_block, HIGH, (void *)(uintptr_t)osWaitForever);
    CHECK_EVENTS("");
    give_all();
    CHECK_EVENTS("b");
    CHECK_EQ(osMemoryPoolGetSpace(pool), BLOCKS);
    finish();
}

static void a_wait_ends_after_its_ticks(void)
{
    create(8);
    take_all();
    uint32_t from = fresh_tick();
    CHECK(osMemoryPoolAlloc(pool, 4) == NULL);
    CHECK_EQ(osKernelGetTickCount() - from, 4);
    (void)osKernelLock();
    CHECK(osMemoryPoolAlloc(pool, 4) == NULL);
    (void)osKernelUnlock();
    give_all();
    finish();
}

static void deleting_tells_who_waits(void)
{
    create(8);
    take_all();
    (void)thread(wait_for_a_block, HIGH, (void *)(uintptr_t)osWaitForever);
    finish();
    CHECK_EVENTS("n");
}

static void handler(void)
{
    void *block = osMemoryPoolAlloc(pool, 0);
    results[0] = block != NULL;
    results[1] = (int32_t)osMemoryPoolGetCount(pool);
    results[2] = osMemoryPoolFree(pool, block);
    results[3] = osMemoryPoolAlloc(pool, 1) == NULL;
    results[4] = osMemoryPoolDelete(pool);
    results[5] = osMemoryPoolNew(1, 1, NULL) == NULL;
    results[6] = (int32_t)osMemoryPoolGetCapacity(pool);
    results[7] = (int32_t)osMemoryPoolGetBlockSize(pool);
    results[8] = (int32_t)osMemoryPoolGetSpace(pool);
    results[9] = osMemoryPoolGetName(pool) == NULL;
}

static void an_isr_takes_and_gives_and_does_not_wait(void)
{
    static const int32_t want[] = {1, 1, osOK, 1, osErrorISR, 1, BLOCKS, 8, BLOCKS, 1};
    create(8);
    in_isr(handler);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        CHECK_EQ(results[i], want[i]);
    }
    finish();
}

static void give_one(void)
{
    results[0] = osMemoryPoolFree(pool, all[0]);
    event('i');
}

static void a_block_from_an_isr_wakes_a_waiter(void)
{
    create(8);
    take_all();
    (void)thread(wait_for_a_block, HIGH, (void *)(uintptr_t)osWaitForever);
    in_isr(give_one);
    CHECK_EQ(results[0], osOK);
    CHECK_EVENTS("ib");
    finish();
}

CONFORMANCE_MAIN("os_memory_pool", TEST(blocks_are_counted), TEST(blocks_do_not_overlap),
                 TEST(a_block_comes_again), TEST(what_is_no_block_is_not_taken_back),
                 TEST(wrong_arguments_make_no_pool), TEST(wrong_attributes_make_no_pool),
                 TEST(memory_and_name_are_the_applications), TEST(without_memory_there_is_no_pool),
                 TEST(wrong_objects_are_refused), TEST(a_waiter_gets_the_block_that_comes_back),
                 TEST(a_wait_ends_after_its_ticks), TEST(deleting_tells_who_waits),
                 TEST(an_isr_takes_and_gives_and_does_not_wait),
                 TEST(a_block_from_an_isr_wakes_a_waiter))
