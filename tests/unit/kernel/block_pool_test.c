/* SPDX-License-Identifier: MIT */
/* Block pools: no block is with two owners, none is lost, a wrong gift asserts. */
#include "block_pool.h"
#include "heap_kit.h"
#include "test.h"

#define BLOCKS 37u

static struct block_pool pool;

static void pool_hands_out_every_block_once(void)
{
    static const size_t sizes[] = {1, sizeof(void *), sizeof(void *) + 1, 24, 100};

    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        static void *storage[BLOCKS * 16];
        uint8_t *block[BLOCKS];
        CHECK_EQ(block_pool_init(&pool, storage, BLOCKS, sizes[s]), true);
        for (size_t i = 0; i < BLOCKS; i++) {
            block[i] = block_pool_take(&pool);
            CHECK_EQ(block[i] != NULL, 1);
            CHECK_EQ((uintptr_t)block[i] % sizeof(void *), 0);
            CHECK_EQ(block[i] + sizes[s] <= (uint8_t *)storage + BLOCK_POOL_BYTES(BLOCKS, sizes[s]),
                     1);
            memset(block[i], (int)i, sizes[s]);
        }
        CHECK_EQ(block_pool_take(&pool) == NULL, 1);
        for (size_t i = 0; i < BLOCKS; i++) {
            for (size_t b = 0; b < sizes[s]; b++) {
                CHECK_EQ(block[i][b], i);
            }
        }
    }
}

/* A random history beside an array of who is out. */
static void pool_agrees_with_an_array_through_any_history(void)
{
    static uint64_t storage[BLOCKS * 3];
    uint64_t *out[BLOCKS];
    size_t count = 0, most = 0;
    struct block_pool_stats stats;

    CHECK_EQ(block_pool_init(&pool, storage, BLOCKS, 24), true);
    for (unsigned step = 0; step < 20000; step++) {
        if (random_below(100) < 30u + step / 200u % 40u) {
            uint64_t *block = block_pool_take(&pool);
            CHECK_EQ(block == NULL, count == BLOCKS);
            if (block != NULL) {
                block[0] = block[1] = block[2] = count;
                out[count++] = block;
            }
        } else if (count > 0) {
            size_t i = random_below((uint32_t)count);
            CHECK_EQ(out[i][0] == i && out[i][1] == i && out[i][2] == i, 1);
            block_pool_give(out[i], &pool);
            if (i < --count) {
                out[i] = out[count];
                out[i][0] = out[i][1] = out[i][2] = i;
            }
        }
        most = count > most ? count : most;
        block_pool_get_stats(&pool, &stats);
        CHECK_EQ(stats.used, count);
        CHECK_EQ(stats.most_used, most);
        CHECK_EQ(stats.blocks, BLOCKS);
        CHECK_EQ(stats.block_bytes, 24);
    }
    CHECK_EQ(most, BLOCKS);
}

static void pool_refuses_impossible_arguments(void)
{
    static void *storage[8];

    EXPECT_ASSERT(CHECK_EQ(block_pool_init(NULL, storage, 1, 8), false));
    EXPECT_ASSERT(CHECK_EQ(block_pool_init(&pool, NULL, 1, 8), false));
    EXPECT_ASSERT(CHECK_EQ(block_pool_init(&pool, (uint8_t *)storage + 1, 1, 8), false));
    EXPECT_ASSERT(CHECK_EQ(block_pool_init(&pool, storage, 0, 8), false));
    EXPECT_ASSERT(CHECK_EQ(block_pool_init(&pool, storage, 1, 0), false));
    CHECK_EQ(block_pool_init(&pool, storage, SIZE_MAX / 8u + 2u, 8), false);
    CHECK_EQ(block_pool_init(&pool, storage, 2, SIZE_MAX - 2u), false);
    CHECK_EQ(block_pool_init(&pool, storage, 1, SIZE_MAX - 15u), false);
    CHECK_EQ(block_pool_create(SIZE_MAX / 8u + 2u, 8) == NULL, 1);
    CHECK_EQ(block_pool_create(1, SIZE_MAX - 15u) == NULL, 1);
    CHECK_EQ(block_pool_create(0, 8) == NULL, 1);
    CHECK_EQ(block_pool_create(8, 0) == NULL, 1);
}

static void pool_asserts_on_a_second_gift_of_a_block(void)
{
    for (size_t bytes = sizeof(void *); bytes <= 3 * sizeof(void *); bytes += sizeof(void *)) {
        static void *storage[12];
        CHECK_EQ(block_pool_init(&pool, storage, 4, bytes), true);
        void *first = block_pool_take(&pool);
        void *second = block_pool_take(&pool);
        block_pool_give(first, &pool);
        block_pool_give(second, &pool);
        EXPECT_ASSERT(block_pool_give(first, &pool));
    }
}

/* What an application writes into its block never makes the block look free. */
static void pool_believes_no_mark_of_the_application(void)
{
    static uintptr_t storage[8];
    uintptr_t free_block[2];

    CHECK_EQ(block_pool_init(&pool, storage, 4, sizeof free_block), true);
    uintptr_t *block = block_pool_take(&pool);
    block_pool_give(block, &pool);
    memcpy(free_block, block, sizeof free_block);
    block = block_pool_take(&pool);
    memcpy(block, free_block, sizeof free_block);
    block_pool_give(block, &pool);
    CHECK_EQ(block_pool_take(&pool) == block, 1);
}

static void pool_asserts_on_what_is_not_its_block(void)
{
    static uintptr_t storage[16], other[4];

    CHECK_EQ(block_pool_init(&pool, storage, 4, 4 * sizeof(uintptr_t)), true);
    uintptr_t *block = block_pool_take(&pool);
    CHECK_EQ(block_pool_owns(&pool, block), true);
    CHECK_EQ(block_pool_owns(&pool, block + 1), false);
    CHECK_EQ(block_pool_owns(&pool, storage + 4), false); /* never taken */
    CHECK_EQ(block_pool_owns(&pool, other), false);
    CHECK_EQ(block_pool_owns(&pool, NULL), false);
    static uintptr_t *const wrong[] = {other, storage + 1, storage + 4, storage + 16};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        EXPECT_ASSERT(block_pool_give(wrong[i], &pool));
    }
}

static void pool_from_the_heap_goes_back_to_it(void)
{
    heap_renew();
    vPortFree(pvPortMalloc(1));
    size_t free_bytes = xPortGetFreeHeapSize();
    struct block_pool *made = block_pool_create(10, 48);
    void *block = block_pool_take(made);
    CHECK_EQ((uintptr_t)block % portBYTE_ALIGNMENT, 0);
    CHECK_EQ(xPortGetFreeHeapSize() <= free_bytes - 480u, 1);
    block_pool_delete(made);
    CHECK_EQ(xPortGetFreeHeapSize(), free_bytes);
    block_pool_delete(NULL);
    CHECK_EQ(block_pool_create(1000, 1000) == NULL, 1);
}

int main(void)
{
    RUN(pool_hands_out_every_block_once);
    RUN(pool_agrees_with_an_array_through_any_history);
    RUN(pool_refuses_impossible_arguments);
    RUN(pool_asserts_on_a_second_gift_of_a_block);
    RUN(pool_believes_no_mark_of_the_application);
    RUN(pool_asserts_on_what_is_not_its_block);
    RUN(pool_from_the_heap_goes_back_to_it);
    return 0;
}
