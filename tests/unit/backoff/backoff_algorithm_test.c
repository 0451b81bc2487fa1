/* SPDX-License-Identifier: MIT */
#include "backoff_algorithm.h"
#include "test.h"

/* The widest wait of each attempt comes from the random number UINT32_MAX only when the range
 * divides 2^32; a helper finds the range by trying its two ends instead. */
static uint16_t wait_for(BackoffAlgorithmContext_t *context, uint32_t random)
{
    uint16_t wait = 0xABCD;
    CHECK_EQ(BackoffAlgorithm_GetNextBackoff(context, random, &wait), BackoffAlgorithmSuccess);
    return wait;
}

static void ranges_double_up_to_the_maximum_and_stay_there(void)
{
    static const struct {
        const char *what;
        uint16_t base, max, top[7];
    } cases[] = {
        {"ordinary", 500, 5000, {500, 1000, 2000, 4000, 5000, 5000, 5000}},
        {"base is the maximum", 700, 700, {700, 700, 700, 700, 700, 700, 700}},
        {"base above the maximum", 900, 700, {700, 700, 700, 700, 700, 700, 700}},
        {"no wait at all", 0, 0, {0, 0, 0, 0, 0, 0, 0}},
        {"near 2^16", 20000, 65535, {20000, 40000, 65535, 65535, 65535, 65535, 65535}},
        {"odd maximum", 1, 5, {1, 2, 5, 5, 5, 5, 5}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        BackoffAlgorithmContext_t low, high, over;
        BackoffAlgorithm_InitializeParams(&low, cases[i].base, cases[i].max, 7);
        high = over = low;
        for (size_t n = 0; n < 7; n++) {
            CHECK_EQ(wait_for(&low, 0), 0);
            CHECK_EQ(wait_for(&high, cases[i].top[n]), cases[i].top[n]);
            CHECK_EQ(wait_for(&over, cases[i].top[n] + 1u), 0);
        }
    }
}

static void exactly_the_given_number_of_waits_is_handed_out(void)
{
    for (uint32_t limit = 0; limit < 4; limit++) {
        BackoffAlgorithmContext_t context;
        BackoffAlgorithm_InitializeParams(&context, 10, 100, limit);
        for (uint32_t n = 0; n < limit; n++) {
            (void)wait_for(&context, n);
        }
        uint16_t wait = 77;
        CHECK_EQ(BackoffAlgorithm_GetNextBackoff(&context, 1, &wait),
                 BackoffAlgorithmRetriesExhausted);
        CHECK_EQ(wait, 77);
        CHECK_EQ(context.attemptsDone, limit);
    }
}

static void forever_does_not_end_where_the_counter_wraps(void)
{
    BackoffAlgorithmContext_t context;
    BackoffAlgorithm_InitializeParams(&context, 10, 100, BACKOFF_ALGORITHM_RETRY_FOREVER);
    context.attemptsDone = UINT32_MAX - 1u;
    for (int n = 0; n < 4; n++) {
        (void)wait_for(&context, 5);
    }
}

int main(void)
{
    RUN(ranges_double_up_to_the_maximum_and_stay_there);
    RUN(exactly_the_given_number_of_waits_is_handed_out);
    RUN(forever_does_not_end_where_the_counter_wraps);
    return 0;
}
