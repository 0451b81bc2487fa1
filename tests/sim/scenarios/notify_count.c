/* SPDX-License-Identifier: MIT */
/* A notification as a counting semaphore between tasks: what was given is what was taken. */
#include "scenario.h"

static TaskHandle_t taker_task;
static unsigned giver_actors[2], taker_actor;
static volatile uint32_t taken;

static void give(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        (void)xTaskNotifyGive(taker_task);
        progress(giver_actors[self]);
        if (choose(4) == 0) {
            vTaskDelay(1);
        }
    }
    done(giver_actors[self]);
    rest();
}

static void take(void *arg)
{
    (void)arg;
    while (taken < 2u * rounds()) {
        uint32_t before = ulTaskNotifyTake(pdFALSE, 1 + choose(3));
        taken = taken + (before > 0 ? 1u : 0u);
        progress(taker_actor);
    }
    EXPECT(ulTaskNotifyTake(pdFALSE, 0) == 0);
    done(taker_actor);
    rest();
}

static void setup(void)
{
    giver_actors[0] = actor("giver 0");
    giver_actors[1] = actor("giver 1");
    taker_actor = actor("taker");
    taker_task = spawn("taker", take, P_LOW + choose(2), NULL);
    spawn("giver 0", give, P_LOW, (void *)0);
    spawn("giver 1", give, P_LOW, (void *)1);
}

static void check(void)
{
    EXPECT(taken == 2u * rounds());
}

SCENARIO(notify_count, "as many notifications are taken as were given");
