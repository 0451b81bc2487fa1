/* SPDX-License-Identifier: MIT */
/* The tree of timeouts against the simplest model there is: an array searched from end to end. */
#include "test.h"
#include "timeout.h"

#define TIMEOUTS 200u

int expected_asserts;

static struct timeout_tree tree;
static struct timeout timeouts[TIMEOUTS];
static uint64_t order[TIMEOUTS]; /* when it was armed; 0: it is not */
static TickType_t now;
static uint64_t arrivals;
static uint64_t seed;

static uint32_t random_below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % limit;
}

static void start(TickType_t tick)
{
    tree = (struct timeout_tree){0};
    now = tick;
    arrivals = 0;
    for (size_t i = 0; i < TIMEOUTS; i++) {
        timeouts[i].next = NULL;
        order[i] = 0;
    }
}

static void arm(size_t i, TickType_t ticks)
{
    timeout_arm(&tree, &timeouts[i], now + ticks, now);
    order[i] = ++arrivals;
}

static void disarm(size_t i)
{
    timeout_disarm(&tree, &timeouts[i]);
    order[i] = 0;
}

/* Earliest of the model: least ticks to go, then first come. */
static struct timeout *model_first(void)
{
    struct timeout *first = NULL;
    uint64_t first_order = 0;
    for (size_t i = 0; i < TIMEOUTS; i++) {
        if (order[i] == 0) {
            continue;
        }
        TickType_t left = timeouts[i].due - now;
        TickType_t best = first != NULL ? first->due - now : 0;
        if (first == NULL || left < best || (left == best && order[i] < first_order)) {
            first = &timeouts[i];
            first_order = order[i];
        }
    }
    return first;
}

static void tick_and_expire(void)
{
    now++;
    if (now == 0) {
        timeout_wrap(&tree);
    }
    while (tree.first != NULL && tree.first->due == now) {
        CHECK_EQ(timeout_first(&tree) == model_first(), 1);
        size_t i = (size_t)(timeout_first(&tree) - timeouts);
        timeout_expire(&tree);
        order[i] = 0;
    }
}

static void live_a_history(uint32_t span)
{
    for (unsigned step = 0; step < 20000; step++) {
        size_t i = random_below(TIMEOUTS);
        if (random_below(3) == 0) {
            tick_and_expire();
        } else if (order[i] != 0) {
            disarm(i);
        } else {
            arm(i, 1u + random_below(span));
        }
        CHECK_EQ(timeout_first(&tree) == model_first(), 1);
    }
}

static void timeout_first_is_the_earliest_after_any_history(void)
{
    static const TickType_t starts[] = {0, 1000, UINT32_MAX - 3000u, 0x7ffffff0u};
    static const uint32_t spans[] = {1, 3, 50, 5000, 0x40000000u, 0x7fffffffu};
    for (size_t s = 0; s < sizeof starts / sizeof starts[0]; s++) {
        for (size_t p = 0; p < sizeof spans / sizeof spans[0]; p++) {
            start(starts[s]);
            seed = s * 100 + p;
            live_a_history(spans[p]);
        }
    }
}

static void timeout_equals_expire_in_order_of_arrival(void)
{
    start(10);
    for (size_t i = 0; i < 20; i++) {
        arm((i * 7) % 20, 5);
    }
    disarm(7); /* the second that came */
    for (unsigned t = 0; t < 5; t++) {
        CHECK_EQ(tree.first != NULL, 1);
        tick_and_expire();
    }
    CHECK_EQ(tree.first == NULL, 1);
}

static void timeout_longest_wait_is_last_across_the_wrap(void)
{
    start(UINT32_MAX - 1u);
    arm(0, UINT32_MAX);
    arm(1, 1);
    arm(2, 2);
    arm(3, 3);
    for (size_t expected = 1; expected <= 3; expected++) {
        CHECK_EQ((size_t)(timeout_first(&tree) - timeouts), expected);
        tick_and_expire();
    }
    CHECK_EQ((size_t)(timeout_first(&tree) - timeouts), 0);
}

static unsigned depth_of(const struct timeout *timeout)
{
    unsigned depth = 0;
    for (const struct timeout_branch *b = timeout->node.above; b != &tree.top; b = b->node.above) {
        depth++;
    }
    return depth;
}

static void timeout_path_is_never_longer_than_the_tick_has_bits(void)
{
    start(0);
    for (unsigned bit = 0; bit < 32; bit++) { /* the worst there is: one comb of all bits */
        arm(bit, (TickType_t)1 << bit);
    }
    for (unsigned bit = 0; bit < 32; bit++) {
        CHECK_EQ(depth_of(&timeouts[bit]) <= 32, 1);
    }
}

int main(void)
{
    RUN(timeout_first_is_the_earliest_after_any_history);
    RUN(timeout_equals_expire_in_order_of_arrival);
    RUN(timeout_longest_wait_is_last_across_the_wrap);
    RUN(timeout_path_is_never_longer_than_the_tick_has_bits);
    return 0;
}
