/* SPDX-License-Identifier: MIT */
/** Block pools: memory in blocks of one size, taken and given back in constant time, from tasks and
 * from interrupt handlers. Dunlin's own; not part of the FreeRTOS API.
 *
 *   storage  [ used | free | used | free | never used yet ........ ]
 *   first ----------------------------^--> free --> NULL
 *
 * struct block_pool never waits: a handful of instructions either way. struct waiting_pool lets a
 * task wait for a block and counts the free ones; its blocks go back through its own functions.
 *
 * A block is aligned as far as the storage and the size of a block are, at least as a pointer. Free
 * blocks hold the kernel's links; a block that was just taken holds anything. */
#ifndef BLOCK_POOL_H
#define BLOCK_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A pool. Opaque, but for its size. */
struct block_pool {
    void *first;        /* free block, given back last */
    uint8_t *fresh;     /* blocks from here on were never taken */
    uint8_t *end;       /* of the storage */
    uint8_t *start;     /* of the storage */
    size_t block_bytes; /* rounded up */
};

/** A pool that tasks may wait for. Opaque, but for its size. */
struct waiting_pool {
    struct block_pool blocks;
    StaticSemaphore_t permits; /* one for each free block */
};

/** Figures of a pool, in blocks but for the size. */
struct block_pool_stats {
    size_t block_bytes;
    size_t blocks;    /* in all */
    size_t used;      /* now */
    size_t most_used; /* ever at one time */
};

/** Bytes that a block of `bytes` takes in the storage. */
#define BLOCK_POOL_ROUND_UP(bytes)                                                                 \
    (((size_t)(bytes) + sizeof(void *) - 1u) / sizeof(void *) * sizeof(void *))

/** Bytes of storage for `blocks` blocks of `bytes` bytes. */
#define BLOCK_POOL_BYTES(blocks, bytes) ((size_t)(blocks)*BLOCK_POOL_ROUND_UP(bytes))

/**
 * Make a pool in memory of the application.
 *
 * @param[out] pool  The pool; the kernel's as long as it is used. Not NULL.
 * @param storage    BLOCK_POOL_BYTES(blocks, block_bytes) bytes, aligned as a pointer or better;
 * the pool's as long as it is used. Not NULL.
 * @param blocks       > 0.
 * @param block_bytes  > 0.
 * @retval true   The pool is ready, all blocks free.
 * @retval false  An argument is wrong, or the product wraps. Nothing happened.
 *
 * Context: any.  Blocks: no.  Masked: no.  Time: O(1), whatever the number of blocks.
 */
bool block_pool_init(struct block_pool *pool, void *storage, size_t blocks, size_t block_bytes);

#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)
/**
 * Make a pool in memory from the heap. Blocks are aligned as far as their size is, up to
 * portBYTE_ALIGNMENT.
 *
 * @param blocks, block_bytes  As block_pool_init.
 * @return The pool; NULL when there is no memory or an argument is wrong.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: as pvPortMalloc.
 */
struct block_pool *block_pool_create(size_t blocks, size_t block_bytes);

/**
 * Free a pool from block_pool_create, with all its blocks.
 *
 * @param pool  Nobody may use it or a block of it any more; NULL does nothing.
 *
 * Context: task.  Blocks: no.  Masked: as vPortFree.
 */
void block_pool_delete(struct block_pool *pool);
#endif

/**
 * Take a block.
 *
 * @param pool  A pool; not NULL.
 * @return The block, the caller's until block_pool_give; NULL when all are in use.
 *
 * Context: any.  Blocks: no.  Masked: O(1).
 */
void *block_pool_take(struct block_pool *pool);

/**
 * Give a block back.
 *
 * @param block  From block_pool_take of this pool, not given back since; not NULL. With
 * configASSERT anything else asserts, a second time too; without it nothing is checked.
 * @param pool   Its pool; not NULL.
 *
 * Context: any.  Blocks: no.  Masked: O(1).
 */
void block_pool_give(void *block, struct block_pool *pool);

/**
 * Tell whether an address is that of a block, free or not.
 *
 * @param pool   A pool; not NULL.
 * @param block  Anything.
 * @return true when a block of the pool starts there and was taken at least once.
 *
 * Context: any.  Blocks: no.  Masked: no.
 */
bool block_pool_owns(const struct block_pool *pool, const void *block);

/**
 * Report the figures of a pool.
 *
 * @param pool        A pool; not NULL.
 * @param[out] stats  Filled in; not NULL. `used` is exact when nobody takes or gives meanwhile.
 *
 * Context: task.  Blocks: no.  Masked: O(1) at a time, for each free block.
 */
void block_pool_get_stats(const struct block_pool *pool, struct block_pool_stats *stats);

/**
 * Make a pool that tasks may wait for, in memory of the application.
 *
 * @param[out] pool                     As block_pool_init.
 * @param storage, blocks, block_bytes  As block_pool_init.
 * @retval true   The pool is ready, all blocks free.
 * @retval false  An argument is wrong, or the product wraps. Nothing happened.
 *
 * Context: any.  Blocks: no.  Masked: no.
 */
bool waiting_pool_init(struct waiting_pool *pool, void *storage, size_t blocks, size_t block_bytes);

/**
 * Take a block, waiting for one if none is free. Tasks are served by priority, equals in order of
 * arrival, as by a semaphore.
 *
 * @param pool   A pool; not NULL.
 * @param ticks  To wait: 0 = do not wait, portMAX_DELAY = for ever.
 * @return The block, the caller's until waiting_pool_give; NULL when none came in time.
 *
 * Context: task; scheduler suspended: ticks = 0 only.  Blocks: up to `ticks` ticks.  Masked: O(1).
 */
void *waiting_pool_take(struct waiting_pool *pool, TickType_t ticks);

/**
 * Take a block in an interrupt handler.
 *
 * @param pool  A pool; not NULL.
 * @return As block_pool_take.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 */
void *waiting_pool_take_from_isr(struct waiting_pool *pool);

/**
 * Give a block back; the first task that waits for one becomes ready.
 *
 * @param block  As block_pool_give.
 * @param pool   Its pool; not NULL.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 */
void waiting_pool_give(void *block, struct waiting_pool *pool);

/**
 * Give a block back in an interrupt handler.
 *
 * @param block           As block_pool_give.
 * @param pool            Its pool; not NULL.
 * @param[in,out] woken   Becomes pdTRUE when a task was readied that should run before the
 *                        interrupted one; NULL when not wanted.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 */
void waiting_pool_give_from_isr(void *block, struct waiting_pool *pool, BaseType_t *woken);

/**
 * Count the free blocks.
 *
 * @param pool  A pool; not NULL.
 * @return 0 .. blocks.
 *
 * Context: any.  Blocks: no.  Masked: no.
 */
size_t waiting_pool_count_free(const struct waiting_pool *pool);

/**
 * Retire a pool: every task that waits for a block gets NULL at once.
 *
 * @param pool  A pool; not NULL. Its memory is the application's again.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1) at a time, for each task that waits.
 */
void waiting_pool_retire(struct waiting_pool *pool);

#ifdef __cplusplus
}
#endif

#endif
