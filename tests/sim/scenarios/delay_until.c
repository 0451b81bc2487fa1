/* SPDX-License-Identifier: MIT */
/* Three periodic tasks and a sleeper, from 40 ticks before the tick count wraps. Wake-ups are never
 * early and keep their grid. */
#include "scenario.h"

#define TASKS 3u

static unsigned actors[TASKS + 1u];
static const TickType_t periods[TASKS] = {2, 3, 7};

static void beat(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    TickType_t start = xTaskGetTickCount();
    TickType_t wake = start;
    for (uint32_t n = 1; n <= rounds(); n++) {
        (void)xTaskDelayUntil(&wake, periods[self]);
        TickType_t now = xTaskGetTickCount();
        EXPECT(wake == (TickType_t)(start + n * periods[self]));
        EXPECT((TickType_t)(now - wake) < 0x10000u); /* not before its time */
        progress(actors[self]);
    }
    done(actors[self]);
    rest();
}

static void sleep_long(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        TickType_t ticks = 1u + choose(60);
        TickType_t start = xTaskGetTickCount();
        vTaskDelay(ticks);
        EXPECT((TickType_t)(xTaskGetTickCount() - start) >= ticks);
        progress(actors[TASKS]);
    }
    done(actors[TASKS]);
    rest();
}

static void setup(void)
{
    static const char *const names[] = {"every 2", "every 3", "every 7"};
    EXPECT(xTaskGetTickCount() >= (TickType_t)-40);
    for (unsigned i = 0; i < TASKS; i++) {
        actors[i] = actor(names[i]);
        spawn(names[i], beat, P_LOW + i % 2u, (void *)(uintptr_t)i);
    }
    actors[TASKS] = actor("sleeper");
    spawn("sleeper", sleep_long, P_HIGH, NULL);
}

static void check(void)
{
    EXPECT(is_systematic() || xTaskGetTickCount() < (TickType_t)-40);
}

SCENARIO(delay_until, "delays end on time across the wrap of the tick count");
