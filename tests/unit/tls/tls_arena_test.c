/* SPDX-License-Identifier: MIT */
#include "tls_arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "test.h"

#define WORD  sizeof(size_t)
#define TAKEN 64u

static uint8_t memory[4096 + 3];
static struct tls_arena arena;

static void an_empty_arena_gives_all_but_a_few_words_in_one_piece(void)
{
    for (size_t shift = 0; shift < 4; shift++) {
        tls_arena_init(&arena, memory + shift, 4096 - shift);
        size_t largest = tls_arena_largest(&arena);
        CHECK_EQ(largest >= 4096 - shift - 6 * WORD && largest < 4096 - shift, 1);
        CHECK_EQ(tls_arena_take(&arena, 1, largest + 1) == NULL, 1);
        void *all = tls_arena_take(&arena, 1, largest);
        CHECK_EQ(all != NULL, 1);
        CHECK_EQ(tls_arena_largest(&arena), 0);
        CHECK_EQ(tls_arena_take(&arena, 1, 1) == NULL, 1);
        tls_arena_give(&arena, all);
        CHECK_EQ(tls_arena_largest(&arena), largest);
    }
}

static void sizes_that_are_none_or_wrap_are_refused(void)
{
    static const size_t cases[][2] = {{0, 1},        {1, 0},        {SIZE_MAX, 2},
                                      {2, SIZE_MAX}, {1, SIZE_MAX}, {1, SIZE_MAX - WORD}};
    tls_arena_init(&arena, memory, sizeof(memory));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        CHECK_EQ(tls_arena_take(&arena, cases[i][0], cases[i][1]) == NULL, 1);
    }
    tls_arena_give(&arena, NULL);
    CHECK_EQ(arena.used, 0);
}

static void blocks_cost_what_those_of_heap_4_do(void)
{
    static const size_t wanted[] = {1, WORD, 3 * WORD, 3 * WORD + 1, 100 * WORD};
    static const size_t words[] = {4, 4, 4, 6, 102};
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        tls_arena_init(&arena, memory, sizeof(memory));
        CHECK_EQ(tls_arena_take(&arena, 1, wanted[i]) != NULL, 1);
        CHECK_EQ(arena.used, words[i] * WORD);
    }
}

static void the_peak_is_the_most_that_was_in_use(void)
{
    tls_arena_init(&arena, memory, sizeof(memory));
    void *one = tls_arena_take(&arena, 1, 800);
    void *two = tls_arena_take(&arena, 1, 800);
    size_t most = arena.used;
    tls_arena_give(&arena, one);
    tls_arena_give(&arena, two);
    CHECK_EQ(arena.used, 0);
    CHECK_EQ(arena.peak, most);
}

struct taken {
    uint8_t *at;
    size_t bytes;
    uint8_t mark;
};

static bool all_are(const struct taken *block, uint8_t value)
{
    for (size_t i = 0; i < block->bytes; i++) {
        if (block->at[i] != value) {
            return false;
        }
    }
    return true;
}

/* A few thousand steps of taking and giving in a random order; every byte of a block is its own. */
static void what_is_taken_is_zero_aligned_and_nobody_elses(void)
{
    static struct taken blocks[TAKEN];
    uint32_t seed = 1;
    tls_arena_init(&arena, memory, sizeof(memory));
    size_t largest = tls_arena_largest(&arena);
    for (int step = 0; step < 20000; step++) {
        seed = seed * 1664525u + 1013904223u;
        struct taken *block = &blocks[(seed >> 8) % TAKEN];
        if (block->at != NULL) {
            CHECK_EQ(all_are(block, block->mark), 1);
            tls_arena_give(&arena, block->at);
            block->at = NULL;
            continue;
        }
        block->bytes = 1 + (seed >> 16) % 200;
        block->at = tls_arena_take(&arena, 1, block->bytes);
        if (block->at != NULL) {
            CHECK_EQ((uintptr_t)block->at % (2 * WORD), 0);
            CHECK_EQ(all_are(block, 0), 1);
            block->mark = (uint8_t)(seed >> 24);
            memset(block->at, block->mark, block->bytes);
        }
    }
    for (size_t i = 0; i < TAKEN; i++) {
        tls_arena_give(&arena, blocks[i].at);
    }
    CHECK_EQ(arena.used, 0);
    CHECK_EQ(tls_arena_largest(&arena), largest);
}

int main(void)
{
    RUN(an_empty_arena_gives_all_but_a_few_words_in_one_piece);
    RUN(sizes_that_are_none_or_wrap_are_refused);
    RUN(blocks_cost_what_those_of_heap_4_do);
    RUN(the_peak_is_the_most_that_was_in_use);
    RUN(what_is_taken_is_zero_aligned_and_nobody_elses);
    return 0;
}
