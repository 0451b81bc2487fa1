/* SPDX-License-Identifier: MIT */
/* The free blocks are a stack of links in their own first words. A block that was never used is cut
 * from the end only when the stack is empty: making a pool takes no loop over its blocks, and how
 * many were cut is how many were ever in use at one time. */
#include "block_pool.h"

#include "../src/kernel_assert.h"
#include "../src/lock.h"

struct free_block {
    struct free_block *next;
};

/* With asserts on, the second word of a free block (where there is one) says that it is free. */
#define FREE_MARK UINT32_C(0x0ff5e7ed)

struct marked_block {
    struct free_block link;
    uintptr_t mark;
};

static bool has_mark(const struct block_pool *pool)
{
    return pool->block_bytes >= sizeof(struct marked_block);
}

static void set_mark(const struct block_pool *pool, void *block, uintptr_t mark)
{
    if (has_mark(pool)) {
        ((struct marked_block *)block)->mark = mark;
    }
}

static bool is_in_stack(const struct block_pool *pool, const void *block)
{
    const struct free_block *free_block = pool->first;
    while (free_block != NULL && free_block != block) {
        free_block = free_block->next;
    }
    return free_block != NULL;
}

/* A mark alone proves nothing: the application may have written the same number. */
static bool is_free(const struct block_pool *pool, const void *block)
{
    bool marked = !has_mark(pool) || ((const struct marked_block *)block)->mark == FREE_MARK;
    if (!marked) {
        return false;
    }
    arch_mask_t mask = kernel_lock();
    bool found = is_in_stack(pool, block);
    kernel_unlock(mask);
    return found;
}

static bool may_be_given(const struct block_pool *pool, const void *block)
{
    bool owned = block_pool_owns(pool, block);
    bool given = owned && is_free(pool, block);

    KASSERT(owned && "block_pool_give: not a block of this pool");
    KASSERT(!given && "block_pool_give: the block is free already");
    return owned && !given;
}

bool block_pool_init(struct block_pool *pool, void *storage, size_t blocks, size_t block_bytes)
{
    size_t rounded = BLOCK_POOL_ROUND_UP(block_bytes);
    size_t bytes = 0;

    KASSERT(pool != NULL && storage != NULL && "block_pool_init: an argument is NULL");
    KASSERT((uintptr_t)storage % sizeof(void *) == 0 &&
            "block_pool_init: the storage is not aligned");
    KASSERT(blocks != 0 && block_bytes != 0 && "block_pool_init: a size is 0");
    if (pool == NULL || storage == NULL || (uintptr_t)storage % sizeof(void *) != 0 ||
        blocks == 0 || block_bytes == 0 || rounded < block_bytes ||
        __builtin_mul_overflow(blocks, rounded, &bytes) ||
        bytes > UINTPTR_MAX - (uintptr_t)storage) {
        return false;
    }
    pool->first = NULL;
    pool->start = storage;
    pool->fresh = storage;
    pool->end = pool->start + bytes;
    pool->block_bytes = rounded;
    return true;
}

#if configSUPPORT_DYNAMIC_ALLOCATION
#define HEADER_BYTES                                                                               \
    ((sizeof(struct block_pool) + portBYTE_ALIGNMENT - 1u) / portBYTE_ALIGNMENT *                  \
     portBYTE_ALIGNMENT)

struct block_pool *block_pool_create(size_t blocks, size_t block_bytes)
{
    size_t rounded = BLOCK_POOL_ROUND_UP(block_bytes);
    size_t bytes;

    if (rounded < block_bytes || __builtin_mul_overflow(blocks, rounded, &bytes) || bytes == 0 ||
        bytes > SIZE_MAX - HEADER_BYTES) {
        return NULL;
    }
    uint8_t *memory = pvPortMalloc(HEADER_BYTES + bytes);
    if (memory == NULL) {
        return NULL;
    }
    struct block_pool *pool = (struct block_pool *)(void *)memory;
    (void)block_pool_init(pool, memory + HEADER_BYTES, blocks, block_bytes);
    return pool;
}

void block_pool_delete(struct block_pool *pool)
{
    vPortFree(pool);
}
#endif

void *block_pool_take(struct block_pool *pool)
{
    KASSERT(pool != NULL && "block_pool_take: the pool is NULL");
    arch_mask_t mask = kernel_lock();
    struct free_block *block = pool->first;

    if (block != NULL) {
        pool->first = block->next;
    } else if (pool->fresh != pool->end) {
        block = (struct free_block *)(void *)pool->fresh;
        pool->fresh += pool->block_bytes;
    }
    kernel_unlock(mask);
    if (configASSERT_DEFINED && block != NULL) {
        set_mark(pool, block, 0);
    }
    return block;
}

void block_pool_give(void *memory, struct block_pool *pool)
{
    struct free_block *block = memory;

    KASSERT(pool != NULL && "block_pool_give: the pool is NULL");
    if (configASSERT_DEFINED && !may_be_given(pool, block)) {
        return;
    }
    arch_mask_t mask = kernel_lock();
    block->next = pool->first;
    pool->first = block;
    if (configASSERT_DEFINED) {
        set_mark(pool, block, FREE_MARK);
    }
    kernel_unlock(mask);
}

bool block_pool_owns(const struct block_pool *pool, const void *block)
{
    size_t offset = (uintptr_t)block - (uintptr_t)pool->start;

    return offset < (size_t)(pool->fresh - pool->start) && offset % pool->block_bytes == 0;
}

void block_pool_get_stats(const struct block_pool *pool, struct block_pool_stats *stats)
{
    KASSERT(pool != NULL && stats != NULL && "block_pool_get_stats: an argument is NULL");
    if (pool == NULL || stats == NULL) {
        return;
    }
    arch_mask_t mask = kernel_lock();
    const struct free_block *block = pool->first;
    size_t used = (size_t)(pool->fresh - pool->start) / pool->block_bytes;

    stats->block_bytes = pool->block_bytes;
    stats->blocks = (size_t)(pool->end - pool->start) / pool->block_bytes;
    stats->most_used = used;
    /* Somebody may take the block at which we stand, and write to it: no link is believed. */
    while (block_pool_owns(pool, block) && used > 0) {
        used--;
        block = block->next;
        kernel_unlock(mask);
        mask = kernel_lock();
    }
    kernel_unlock(mask);
    stats->used = used;
}
