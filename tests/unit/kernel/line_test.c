/* SPDX-License-Identifier: MIT */
/* The line of an object: highest priority first, equals in order of arrival, whoever leaves. */
#include "test.h"
#include "wait.h"

#define WAITS 60u

int expected_asserts;

static struct line line;
static struct wait waits[WAITS];
static uint64_t order[WAITS];
static uint64_t arrivals;
static uint64_t seed = 7;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % limit;
}

static void join(size_t i, unsigned rank)
{
    waits[i].rank = (uint8_t)rank;
    line_join(&line, &waits[i]);
    order[i] = ++arrivals;
}

static struct wait *model_first(void)
{
    struct wait *first = NULL;
    for (size_t i = 0; i < WAITS; i++) {
        if (order[i] != 0 && (first == NULL || waits[i].rank > first->rank ||
                              (waits[i].rank == first->rank && order[i] < order[first - waits]))) {
            first = &waits[i];
        }
    }
    return first;
}

static void line_first_is_the_best_and_longest_waiting(void)
{
    for (unsigned step = 0; step < 100000; step++) {
        size_t i = random_below(WAITS);
        if (order[i] == 0) {
            join(i, random_below(step % 2 == 0 ? 40 : 4));
        } else {
            line_leave(&waits[i]);
            order[i] = 0;
        }
        CHECK_EQ(line.first == model_first(), 1);
    }
}

int main(void)
{
    RUN(line_first_is_the_best_and_longest_waiting);
    return 0;
}
