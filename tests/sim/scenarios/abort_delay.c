/* SPDX-License-Identifier: MIT */
/* Waits that end by a give, by time, or by xTaskAbortDelay, whichever comes first: a wait ends
 * once, and the next one is not touched. */
#include "semphr.h"

#include "scenario.h"

static SemaphoreHandle_t semaphore;
static TaskHandle_t waiter_task;
static unsigned waiter_actor, giver_actor, aborter_actor;
static volatile uint32_t taken, given, finished, aborted;

static void wait(void *arg)
{
    (void)arg;
    while (taken < rounds()) {
        TickType_t ticks = choose(3) == 0 ? portMAX_DELAY : 3;
        if (xSemaphoreTake(semaphore, ticks) == pdPASS) {
            taken = taken + 1u;
        } else if (ticks == portMAX_DELAY) {
            aborted = aborted + 1u; /* nothing else ends this wait */
        }
        progress(waiter_actor);
    }
    finished = 1;
    done(waiter_actor);
    rest();
}

static void give(void *arg)
{
    (void)arg;
    while (!finished) {
        vTaskDelay(3 + choose(4));
        if (xSemaphoreGive(semaphore) == pdPASS) {
            given = given + 1u;
        }
        progress(giver_actor);
    }
    done(giver_actor);
    rest();
}

static void abort_waits(void *arg)
{
    (void)arg;
    while (!finished) {
        if (!finished) {
            (void)xTaskAbortDelay(waiter_task);
        }
        progress(aborter_actor);
        vTaskDelay(choose(3));
    }
    done(aborter_actor);
    rest();
}

static void setup(void)
{
    semaphore = xSemaphoreCreateBinary();
    waiter_actor = actor("waiter");
    giver_actor = actor("giver");
    aborter_actor = actor("aborter");
    waiter_task = spawn("waiter", wait, P_LOW + choose(2), NULL);
    spawn("giver", give, P_LOW, NULL);
    spawn("aborter", abort_waits, P_LOW + choose(2), NULL);
}

static void check(void)
{
    EXPECT(taken + uxSemaphoreGetCount(semaphore) == given);
    EXPECT(aborted > 0 || is_systematic());
}

SCENARIO(abort_delay, "a give, a time-out and an abort end a wait once");
