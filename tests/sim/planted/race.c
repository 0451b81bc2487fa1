/* SPDX-License-Identifier: MIT */
/* Races that the explorer must find, and one critical section in which there is none: two tasks of
 * one priority count the same global, with no call in between. Compiled at -O0 and at -O2, where
 * the whole loop may become one load and one store. */
#include "engine.h"

#define TASKS 2u

static unsigned actors[TASKS];
static uint32_t plain_count;
static volatile uint32_t volatile_count;

static void count_plain(void *arg)
{
    uint32_t n = rounds();
    for (uint32_t i = 0; i < n; i++) {
        plain_count = plain_count + 1;
    }
    done(actors[(uintptr_t)arg]);
    rest();
}

static void count_volatile(void *arg)
{
    uint32_t n = rounds();
    for (uint32_t i = 0; i < n; i++) {
        volatile_count = volatile_count + 1;
    }
    done(actors[(uintptr_t)arg]);
    rest();
}

static void count_locked(void *arg)
{
    uint32_t n = rounds();
    for (uint32_t i = 0; i < n; i++) {
        taskENTER_CRITICAL();
        volatile_count = volatile_count + 1;
        taskEXIT_CRITICAL();
        progress(actors[(uintptr_t)arg]);
    }
    done(actors[(uintptr_t)arg]);
    rest();
}

static void two(TaskFunction_t code)
{
    actors[0] = actor("one");
    actors[1] = actor("two");
    spawn("one", code, P_LOW, (void *)0);
    spawn("two", code, P_LOW, (void *)1);
}

static void setup_plain(void)
{
    two(count_plain);
}

static void setup_volatile(void)
{
    two(count_volatile);
}

static void setup_locked(void)
{
    two(count_locked);
}

static void check_plain(void)
{
    EXPECT(plain_count == TASKS * rounds());
}

static void check_volatile(void)
{
    EXPECT(volatile_count == TASKS * rounds());
}

static const struct scenario plain = {"race_plain", "planted: a plain global", setup_plain,
                                      check_plain};
static const struct scenario is_volatile = {"race_volatile", "planted: a volatile global",
                                            setup_volatile, check_volatile};
static const struct scenario locked = {"race_locked", "the same in a critical section",
                                       setup_locked, check_volatile};

const struct scenario *const scenarios[] = {&plain, &is_volatile, &locked, NULL};
