/* SPDX-License-Identifier: MIT */
#include "tls_arena.h"

#include <string.h>

#include "lib_assert.h"

#define WORD  sizeof(size_t)
#define GRAIN (2u * WORD)
#define LEAST (4u * WORD)
#define USED  ((size_t)1)

static size_t size_of(const size_t *block)
{
    return *block & ~USED;
}

static size_t *behind(size_t *block)
{
    return (size_t *)((uint8_t *)block + size_of(block));
}

/* Payloads, not words, lie on multiples of GRAIN. */
void tls_arena_init(struct tls_arena *arena, void *memory, size_t bytes)
{
    uintptr_t start = (((uintptr_t)memory + WORD + GRAIN - 1u) & ~(uintptr_t)(GRAIN - 1u)) - WORD;
    uintptr_t end = (((uintptr_t)memory + bytes) & ~(uintptr_t)(GRAIN - 1u)) - WORD;

    LIB_ASSERT(memory != NULL && bytes >= 64u && end - start >= LEAST);
    *arena = (struct tls_arena){.first = (size_t *)start};
    *arena->first = end - start;
    *behind(arena->first) = USED; /* of no bytes: the end */
}

/* Free blocks behind a free block become part of it. */
static size_t joined(size_t *block)
{
    for (size_t *next = behind(block); (*next & USED) == 0; next = behind(block)) {
        *block += size_of(next);
    }
    return *block;
}

static size_t block_bytes(size_t bytes)
{
    size_t whole = (bytes + WORD + GRAIN - 1u) & ~(size_t)(GRAIN - 1u);
    return whole < LEAST ? LEAST : whole;
}

void *tls_arena_take(struct tls_arena *arena, size_t count, size_t bytes)
{
    size_t total;

    if (__builtin_mul_overflow(count, bytes, &total) || total == 0 ||
        total > SIZE_MAX - WORD - GRAIN) {
        return NULL;
    }
    size_t wanted = block_bytes(total);
    for (size_t *block = arena->first; size_of(block) != 0; block = behind(block)) {
        if ((*block & USED) != 0 || joined(block) < wanted) {
            continue;
        }
        size_t rest = *block - wanted;
        if (rest >= LEAST) {
            *block = wanted;
            *behind(block) = rest;
        }
        arena->used += *block;
        arena->peak = arena->used > arena->peak ? arena->used : arena->peak;
        *block |= USED;
        return memset(block + 1, 0, total);
    }
    return NULL;
}

void tls_arena_give(struct tls_arena *arena, void *memory)
{
    if (memory == NULL) {
        return;
    }
    size_t *block = (size_t *)memory - 1;
    LIB_ASSERT((*block & USED) != 0 && size_of(block) <= arena->used);
    *block &= ~USED;
    arena->used -= *block;
}

size_t tls_arena_largest(struct tls_arena *arena)
{
    size_t largest = 0;

    for (size_t *block = arena->first; size_of(block) != 0; block = behind(block)) {
        if ((*block & USED) == 0 && joined(block) > largest) {
            largest = *block;
        }
    }
    return largest == 0 ? 0 : largest - WORD;
}
