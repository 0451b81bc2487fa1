/* SPDX-License-Identifier: MIT */
/* configUSE_TIME_SLICING 0: an equal runs when the running task blocks or yields, not at a tick.
 * Catches a kernel that rotates anyway. */
#include "../../conformance.h"

static volatile unsigned rounds[2];

static void spin(void *arg)
{
    volatile unsigned *count = arg;
    for (;;) {
        *count = *count + 1;
    }
}

static void spin_and_yield(void *arg)
{
    volatile unsigned *count = arg;
    for (;;) {
        *count = *count + 1;
        taskYIELD();
    }
}

static void equals_do_not_take_turns_by_the_tick(void)
{
    rounds[0] = rounds[1] = 0;
    spawn(spin, P_LOW, (void *)&rounds[0]);
    spawn(spin, P_LOW, (void *)&rounds[1]);
    vTaskDelay(20);
    CHECK((rounds[0] == 0) != (rounds[1] == 0));
}

static void equals_take_turns_by_yielding(void)
{
    rounds[0] = rounds[1] = 0;
    spawn(spin_and_yield, P_LOW, (void *)&rounds[0]);
    spawn(spin_and_yield, P_LOW, (void *)&rounds[1]);
    vTaskDelay(20);
    CHECK(rounds[0] > 10);
    CHECK(rounds[0] - rounds[1] <= 1 || rounds[1] - rounds[0] <= 1);
}

static void a_more_urgent_sleeper_still_preempts(void)
{
    rounds[0] = 0;
    spawn(spin, P_LOW, (void *)&rounds[0]);
    TickType_t begin = fresh_tick();
    vTaskDelay(3);
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 3);
    CHECK(rounds[0] > 0);
}

static void burn_and_note(void *arg)
{
    TickType_t begin = xTaskGetTickCount();
    event(*(const char *)arg);
    while ((TickType_t)(xTaskGetTickCount() - begin) < 3) {
    }
    event(*(const char *)arg);
    park();
}

static void each_equal_finishes_before_the_next_begins(void)
{
    spawn(burn_and_note, P_LOW, "a");
    spawn(burn_and_note, P_LOW, "b");
    vTaskDelay(20);
    CHECK_EVENTS("aabb");
}

CONFORMANCE_MAIN("no slicing", TEST(equals_do_not_take_turns_by_the_tick),
                 TEST(equals_take_turns_by_yielding), TEST(a_more_urgent_sleeper_still_preempts),
                 TEST(each_equal_finishes_before_the_next_begins))
