/* SPDX-License-Identifier: MIT */
/* Block pools on the board: blocks cross between tasks and interrupt handlers, and a task that
 * waits for one is served by priority, in time. Fails on a pool that wakes nobody, or the wrong
 * task. */
#include "conformance.h"

#include "block_pool.h"
#include "irq.h"

#define BLOCKS 2U
#define BYTES  24U

static uint64_t storage[BLOCK_POOL_BYTES(BLOCKS, BYTES) / sizeof(uint64_t)];
static struct waiting_pool pool;
static void *block[BLOCKS];
static void *volatile isr_block;

static void given_an_empty_pool(void)
{
    CHECK(waiting_pool_init(&pool, storage, BLOCKS, BYTES));
    for (size_t i = 0; i < BLOCKS; i++) {
        block[i] = waiting_pool_take(&pool, 0);
        CHECK(block[i] != NULL);
    }
    CHECK(block[0] != block[1]);
    CHECK_EQ(waiting_pool_count_free(&pool), 0);
}

static void take_and_give(void *name)
{
    void *mine = waiting_pool_take(&pool, portMAX_DELAY);
    event(mine != NULL ? *(const char *)name : '0');
    if (mine != NULL) {
        waiting_pool_give(mine, &pool);
    }
    park();
}

static void waiters_are_served_by_priority_then_arrival(void)
{
    given_an_empty_pool();
    (void)spawn(take_and_give, P_HIGH, "a");
    (void)spawn(take_and_give, P_HIGH, "b");
    (void)spawn(take_and_give, P_HIGHEST, "c");
    CHECK_EVENTS("");
    waiting_pool_give(block[0], &pool);
    CHECK_EVENTS("cab");
    CHECK_EQ(waiting_pool_count_free(&pool), 1);
    waiting_pool_give(block[1], &pool);
    CHECK_EQ(waiting_pool_count_free(&pool), BLOCKS);
}

static void wait_for_a_block_ends_at_its_tick(void)
{
    given_an_empty_pool();
    CHECK(waiting_pool_take(&pool, 0) == NULL);
    TickType_t start = fresh_tick();
    CHECK(waiting_pool_take(&pool, 7) == NULL);
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - start), 7);
}

static void isr_gives(void)
{
    BaseType_t woken = pdFALSE;
    waiting_pool_give_from_isr(block[0], &pool, &woken);
    event(woken != pdFALSE ? 'w' : '-');
    portYIELD_FROM_ISR(woken);
}

static void isr_takes(void)
{
    isr_block = waiting_pool_take_from_isr(&pool);
}

static void interrupt_handlers_give_and_take(void)
{
    given_an_empty_pool();
    irq_call(isr_takes);
    CHECK(isr_block == NULL);
    (void)spawn(take_and_give, P_HIGH, "a");
    irq_call(isr_gives);
    CHECK_EVENTS("wa");
    irq_call(isr_takes);
    CHECK(isr_block == block[0]);
    CHECK_EQ(waiting_pool_count_free(&pool), 0);
    irq_call(isr_gives);
    CHECK_EVENTS("-");
    CHECK_EQ(waiting_pool_count_free(&pool), 1);
}

static void retired_pool_sends_its_waiters_home(void)
{
    given_an_empty_pool();
    (void)spawn(take_and_give, P_HIGH, "a");
    (void)spawn(take_and_give, P_LOW, "b");
    settle();
    waiting_pool_retire(&pool);
    settle();
    CHECK_EVENTS("00");
}

static void block_of_a_plain_pool_comes_from_a_handler_too(void)
{
    static struct block_pool plain;
    CHECK(block_pool_init(&plain, storage, BLOCKS, BYTES));
    void *first = block_pool_take(&plain);
    block_pool_give(first, &plain);
    CHECK(block_pool_take(&plain) == first);
    CHECK(block_pool_take(&plain) != NULL);
    CHECK(block_pool_take(&plain) == NULL);
}

CONFORMANCE_MAIN("pool", TEST(waiters_are_served_by_priority_then_arrival),
                 TEST(wait_for_a_block_ends_at_its_tick), TEST(interrupt_handlers_give_and_take),
                 TEST(retired_pool_sends_its_waiters_home),
                 TEST(block_of_a_plain_pool_comes_from_a_handler_too))
