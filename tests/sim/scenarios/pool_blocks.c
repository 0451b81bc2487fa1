/* SPDX-License-Identifier: MIT */
/* Blocks of a waiting pool go from two tasks through a handler, which gives some back. No block is
 * with two owners, a task that waits for one gets it, and in the end all are there. */
#include "block_pool.h"

#include "scenario.h"

#define BLOCKS 3u
#define IRQ    3u

static struct waiting_pool pool;
static uint32_t storage[BLOCKS * 4u];
static unsigned actors[2];
static void *volatile parcel; /* for the handler to give back */

static void handler(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (parcel != NULL) {
        void *block = parcel;
        parcel = NULL;
        waiting_pool_give_from_isr(block, &pool, &woken);
    } else {
        uint32_t *block = waiting_pool_take_from_isr(&pool);
        if (block != NULL) {
            block[3] = 99;
            EXPECT(block[3] == 99);
            waiting_pool_give_from_isr(block, &pool, &woken);
        }
    }
    portYIELD_FROM_ISR(woken);
}

static void borrow(void *arg)
{
    uintptr_t me = (uintptr_t)arg;

    for (uint32_t n = 0; n < 3u * rounds(); n++) {
        uint32_t *first = waiting_pool_take(&pool, portMAX_DELAY);
        uint32_t *second = waiting_pool_take(&pool, choose(3));
        EXPECT(first != NULL && first != second);
        first[1] = first[2] = (uint32_t)me + n;
        if (second != NULL) {
            second[1] = second[2] = ~((uint32_t)me + n);
            waiting_pool_give(second, &pool);
        }
        EXPECT(first[1] == (uint32_t)me + n && first[2] == (uint32_t)me + n);
        taskENTER_CRITICAL();
        bool posted = parcel == NULL && choose(2) != 0;
        if (posted) {
            parcel = first;
        }
        taskEXIT_CRITICAL();
        if (!posted) {
            waiting_pool_give(first, &pool);
        }
        progress(actors[me]);
    }
    done(actors[me]);
    rest();
}

static void setup(void)
{
    EXPECT(waiting_pool_init(&pool, storage, BLOCKS, 4u * sizeof(uint32_t)));
    actors[0] = actor("borrower 0");
    actors[1] = actor("borrower 1");
    spawn("borrower 0", borrow, P_LOW, (void *)0);
    spawn("borrower 1", borrow, P_MIDDLE, (void *)1);
    invite(IRQ, handler, NULL);
    parcel = NULL;
}

static void check(void)
{
    EXPECT(waiting_pool_count_free(&pool) == BLOCKS - (parcel != NULL ? 1u : 0u));
}

SCENARIO(pool_blocks, "a block of a pool has one owner at a time, and comes to who waits for it");
