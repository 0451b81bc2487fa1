/* SPDX-License-Identifier: MIT */
/* The board's clock beside this machine's: which lines, at which times, are an agreement. */
#include "host_clock.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>

/* Lines every five seconds of the board. @return What is wrong, or "". */
static const char *fault(unsigned of, unsigned count, const double *came)
{
    static char said[200];
    struct host_clock clock = {0};
    char *why;

    for (unsigned n = 1; n <= count; n++) {
        host_clock_take(&clock, n, of, 5000 * (n - 1), came[n - 1]);
    }
    why = host_clock_fault(&clock);
    snprintf(said, sizeof said, "%s", why != NULL ? why : "");
    free(why);
    return said;
}

static bool has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        printf("[%s] has no [%s]\n", text, part);
        return false;
    }
    return true;
}

static void a_clock_that_agrees_is_fine(void)
{
    CHECK_EQ(strlen(fault(4, 4, (double[]){10, 15, 20, 25})), 0);
    CHECK_EQ(strlen(fault(4, 4, (double[]){10, 15.02, 20.04, 25.06})), 0);
    CHECK_EQ(strlen(fault(2, 2, (double[]){1e6, 1e6 + 4.98})), 0);
    CHECK_EQ(strlen(fault(0, 0, NULL)), 0);
}

static void one_percent_is_a_fault_either_way(void)
{
    CHECK_EQ(has(fault(4, 4, (double[]){0, 5.05, 10.1, 15.15}), "1.0100 s of this"), true);
    CHECK_EQ(has(fault(4, 4, (double[]){0, 4.95, 9.9, 14.85}), "0.9900 s of this"), true);
    CHECK_EQ(has(fault(2, 2, (double[]){0, 5.03}), "1.0060 s of this"), true);
}

/* Whoever is held up once has two spans that are wrong, and one that is right. */
static void the_best_span_counts(void)
{
    CHECK_EQ(strlen(fault(4, 4, (double[]){0, 5.4, 10, 15.001})), 0);
    CHECK_EQ(strlen(fault(4, 4, (double[]){0.3, 5, 10, 17})), 0);
}

static void lines_that_are_missing_or_mixed_up_are_a_fault(void)
{
    struct host_clock clock = {0};
    char *why;

    CHECK_EQ(has(fault(4, 3, (double[]){0, 5, 10}), "of 4 lines of the board's clock 3 came"),
             true);
    CHECK_EQ(has(fault(4, 1, (double[]){0}), "1 came"), true);
    CHECK_EQ(has(fault(1, 1, (double[]){0}), "1 came"), true);
    host_clock_take(&clock, 1, 3, 0, 0);
    host_clock_take(&clock, 3, 3, 5000, 5);
    CHECK_EQ((why = host_clock_fault(&clock)) != NULL, true);
    free(why);
    host_clock_take(&clock, 1, 2, 5000, 0);
    host_clock_take(&clock, 2, 2, 5000, 5); /* no time has passed on the board */
    CHECK_EQ((why = host_clock_fault(&clock)) != NULL, true);
    free(why);
}

int main(void)
{
    RUN(a_clock_that_agrees_is_fine);
    RUN(one_percent_is_a_fault_either_way);
    RUN(the_best_span_counts);
    RUN(lines_that_are_missing_or_mixed_up_are_a_fault);
    return 0;
}
