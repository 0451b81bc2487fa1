/* SPDX-License-Identifier: MIT */
/* Memory pools are the kernel's block pools that tasks wait for. */
#include "os_core.h"

#include "block_pool.h"

struct os_pool {
    struct os_head head;
    bool owns_blocks;
    uint32_t block_bytes; /* as asked for */
    const char *name;
    void *memory;
    struct waiting_pool pool;
};

_Static_assert(sizeof(struct os_pool) <= OS_POOL_BYTES, "os2_objects.h");

static struct os_pool *pool_of(osMemoryPoolId_t id)
{
    struct os_pool *pool = id;
    return pool != NULL && pool->head.kind == OS_POOL ? pool : NULL;
}

/* Memory for the blocks: the application's or the heap's; NULL when there is none. */
static void *find_memory(const osMemoryPoolAttr_t *attr, size_t bytes)
{
    if (attr->mp_mem == NULL) {
        return attr->mp_size == 0 ? os_allocate(bytes) : NULL;
    }
    bool fits = attr->mp_size >= bytes && (uintptr_t)attr->mp_mem % sizeof(void *) == 0;
    return fits ? attr->mp_mem : NULL;
}

osMemoryPoolId_t osMemoryPoolNew(uint32_t block_count, uint32_t block_size,
                                 const osMemoryPoolAttr_t *attr)
{
    static const osMemoryPoolAttr_t defaults;
    size_t rounded = BLOCK_POOL_ROUND_UP(block_size);
    size_t bytes;

    attr = attr != NULL ? attr : &defaults;
    if (os_in_isr() || block_count == 0 || block_size == 0 || rounded < block_size ||
        __builtin_mul_overflow((size_t)block_count, rounded, &bytes)) {
        return NULL;
    }
    struct os_block block =
        os_block_get(attr->cb_mem, attr->cb_size, sizeof(struct os_pool), sizeof(struct os_pool));
    struct os_pool *pool = block.memory;
    void *memory = pool != NULL ? find_memory(attr, bytes) : NULL;
    if (memory == NULL) {
        if (pool != NULL && block.owned) {
            os_free(pool);
        }
        return NULL;
    }
    *pool = (struct os_pool){.head = {OS_POOL, block.owned},
                             .owns_blocks = attr->mp_mem == NULL,
                             .block_bytes = block_size,
                             .name = attr->name,
                             .memory = memory};
    (void)waiting_pool_init(&pool->pool, memory, block_count, block_size);
    return pool;
}

const char *osMemoryPoolGetName(osMemoryPoolId_t mp_id)
{
    const struct os_pool *pool = pool_of(mp_id);
    return pool != NULL ? pool->name : NULL;
}

void *osMemoryPoolAlloc(osMemoryPoolId_t mp_id, uint32_t timeout)
{
    struct os_pool *pool = pool_of(mp_id);

    if (pool == NULL) {
        return NULL;
    }
    if (os_in_isr()) {
        return timeout == 0 ? waiting_pool_take_from_isr(&pool->pool) : NULL;
    }
    return waiting_pool_take(&pool->pool, os_ticks_to_block(timeout));
}

osStatus_t osMemoryPoolFree(osMemoryPoolId_t mp_id, void *block)
{
    struct os_pool *pool = pool_of(mp_id);

    if (pool == NULL || !block_pool_owns(&pool->pool.blocks, block)) {
        return osErrorParameter;
    }
    if (osMemoryPoolGetCount(pool) == 0) {
        return osErrorResource;
    }
    if (os_in_isr()) {
        waiting_pool_give_from_isr(block, &pool->pool, NULL);
    } else {
        waiting_pool_give(block, &pool->pool);
    }
    return osOK;
}

static uint32_t capacity(const struct os_pool *pool)
{
    const struct block_pool *blocks = &pool->pool.blocks;
    return (uint32_t)((size_t)(blocks->end - blocks->start) / blocks->block_bytes);
}

uint32_t osMemoryPoolGetCapacity(osMemoryPoolId_t mp_id)
{
    const struct os_pool *pool = pool_of(mp_id);
    return pool != NULL ? capacity(pool) : 0;
}

uint32_t osMemoryPoolGetBlockSize(osMemoryPoolId_t mp_id)
{
    const struct os_pool *pool = pool_of(mp_id);
    return pool != NULL ? pool->block_bytes : 0;
}

uint32_t osMemoryPoolGetCount(osMemoryPoolId_t mp_id)
{
    const struct os_pool *pool = pool_of(mp_id);
    return pool != NULL ? capacity(pool) - (uint32_t)waiting_pool_count_free(&pool->pool) : 0;
}

uint32_t osMemoryPoolGetSpace(osMemoryPoolId_t mp_id)
{
    const struct os_pool *pool = pool_of(mp_id);
    return pool != NULL ? (uint32_t)waiting_pool_count_free(&pool->pool) : 0;
}

osStatus_t osMemoryPoolDelete(osMemoryPoolId_t mp_id)
{
    struct os_pool *pool = pool_of(mp_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (pool == NULL) {
        return osErrorParameter;
    }
    vTaskSuspendAll();
    pool->head.kind = OS_DEAD;
    waiting_pool_retire(&pool->pool);
    if (pool->owns_blocks) {
        os_free(pool->memory);
    }
    if (pool->head.owned) {
        os_free(pool);
    }
    (void)xTaskResumeAll();
    return osOK;
}
