/* SPDX-License-Identifier: MIT */
/** Memory for TLS out of one array: a device that has given it once allocates nothing afterwards,
 * and knows at build time that its connections fit, or not.
 *
 *      memory  [word| used   ][word| free      ][word| used ]word     the last word ends the walk
 *              word: bytes of the block with its word, bit 0: used
 *
 * Costs are those of heap_4: a word for each block, blocks in steps of two words, four words at
 * least. First fit; free neighbours become one when they are passed. No lock: see tls_port's
 * allocate.
 */
#ifndef TLS_ARENA_H
#define TLS_ARENA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tls_arena {
    size_t *first;
    size_t used; /* bytes of blocks in use, with their words */
    size_t peak; /* largest `used` since tls_arena_init, or since it was set to it */
};

/**
 * Make an arena.
 *
 * @param[out] arena  Empty.
 * @param memory      `bytes` bytes, 64 or more; used as long as the arena is. Any alignment.
 * @param bytes       Of which up to four words are lost.
 *
 * Context: any. Blocks: never.
 */
void tls_arena_init(struct tls_arena *arena, void *memory, size_t bytes);

/**
 * Take memory.
 *
 * @param arena  Made by tls_arena_init; nobody else is in it.
 * @param count  Elements of `bytes` bytes each.
 * @param bytes  Of an element.
 * @return Zeroed, aligned to two words; NULL when there is no room, or count * bytes is 0 or wraps.
 *
 * Context: any, one at a time. Blocks: never; time grows with the blocks.
 */
void *tls_arena_take(struct tls_arena *arena, size_t count, size_t bytes);

/**
 * Give memory back.
 *
 * @param arena   Where it is from; nobody else is in it.
 * @param memory  From tls_arena_take; NULL is allowed.
 *
 * Context: any, one at a time. Blocks: never.
 */
void tls_arena_give(struct tls_arena *arena, void *memory);

/**
 * The largest request that would succeed now.
 *
 * @param arena  Nobody else is in it.
 * @return Bytes, 0 or more.
 *
 * Context: any, one at a time. Blocks: never.
 */
size_t tls_arena_largest(struct tls_arena *arena);

#ifdef __cplusplus
}
#endif

#endif
