/* SPDX-License-Identifier: MIT */
/* A block pool and a semaphore with a permit for each free block. The permit comes first: whoever
 * holds one finds a block. */
#include "block_pool.h"

#include "queue.h"

#include "../src/kernel_assert.h"
#include "../src/semaphore.h"

static QueueHandle_t permits_of(const struct waiting_pool *pool)
{
    return (QueueHandle_t)(uintptr_t)&pool->permits;
}

bool waiting_pool_init(struct waiting_pool *pool, void *storage, size_t blocks, size_t block_bytes)
{
    KASSERT(pool != NULL && "waiting_pool_init: the pool is NULL");
    if (pool == NULL || blocks > (UBaseType_t)-1 ||
        !block_pool_init(&pool->blocks, storage, blocks, block_bytes)) {
        return false;
    }
    struct object *permits = object_of(permits_of(pool));
    semaphore_init(permits, (UBaseType_t)blocks, (UBaseType_t)blocks,
                   queueQUEUE_TYPE_COUNTING_SEMAPHORE);
    permits->owns = 0;
    return true;
}

void *waiting_pool_take(struct waiting_pool *pool, TickType_t ticks)
{
    KASSERT(pool != NULL && "waiting_pool_take: the pool is NULL");
    return xQueueSemaphoreTake(permits_of(pool), ticks) == pdPASS ? block_pool_take(&pool->blocks)
                                                                  : NULL;
}

void *waiting_pool_take_from_isr(struct waiting_pool *pool)
{
    KASSERT(pool != NULL && "waiting_pool_take_from_isr: the pool is NULL");
    return xQueueReceiveFromISR(permits_of(pool), NULL, NULL) == pdPASS
               ? block_pool_take(&pool->blocks)
               : NULL;
}

void waiting_pool_give(void *block, struct waiting_pool *pool)
{
    KASSERT(pool != NULL && "waiting_pool_give: the pool is NULL");
    block_pool_give(block, &pool->blocks);
    (void)xQueueSemaphoreGive(permits_of(pool));
}

void waiting_pool_give_from_isr(void *block, struct waiting_pool *pool, BaseType_t *woken)
{
    KASSERT(pool != NULL && "waiting_pool_give_from_isr: the pool is NULL");
    block_pool_give(block, &pool->blocks);
    (void)xQueueGiveFromISR(permits_of(pool), woken);
}

size_t waiting_pool_count_free(const struct waiting_pool *pool)
{
    KASSERT(pool != NULL && "waiting_pool_count_free: the pool is NULL");
    return uxQueueMessagesWaitingFromISR(permits_of(pool));
}

void waiting_pool_retire(struct waiting_pool *pool)
{
    KASSERT(pool != NULL && "waiting_pool_retire: the pool is NULL");
    vQueueDelete(permits_of(pool));
}
