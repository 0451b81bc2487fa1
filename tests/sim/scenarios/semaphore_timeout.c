/* SPDX-License-Identifier: MIT */
/* A handler and a task give, two tasks take with deadlines that may come at the same instant: each
 * count has one owner. */
#include "semphr.h"

#include "scenario.h"

#define LIMIT 4u

static SemaphoreHandle_t semaphore;
static unsigned giver_actor, taker_actors[2];
static volatile uint32_t given, taken[2], stopping;

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (!stopping && xSemaphoreGiveFromISR(semaphore, &woken) == pdPASS) {
        given = given + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

static void give(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        if (xSemaphoreGive(semaphore) == pdPASS) {
            taskENTER_CRITICAL();
            given = given + 1u;
            taskEXIT_CRITICAL();
        }
        vTaskDelay(choose(2));
        progress(giver_actor);
    }
    stopping = 1;
    done(giver_actor);
    rest();
}

static void take(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    while (!stopping) {
        TickType_t ticks = choose(3);
        TickType_t start = xTaskGetTickCount();
        if (xSemaphoreTake(semaphore, ticks) == pdPASS) {
            taken[self] = taken[self] + 1u;
        } else {
            EXPECT((TickType_t)(xTaskGetTickCount() - start) >= ticks);
        }
        progress(taker_actors[self]);
    }
    done(taker_actors[self]);
    rest();
}

static void setup(void)
{
    semaphore = xSemaphoreCreateCounting(LIMIT, 0);
    giver_actor = actor("giver");
    taker_actors[0] = actor("taker 0");
    taker_actors[1] = actor("taker 1");
    spawn("giver", give, P_LOW, NULL);
    spawn("taker 0", take, P_LOW, (void *)0);
    spawn("taker 1", take, choose(2) ? P_LOW : P_MIDDLE, (void *)1);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(taken[0] + taken[1] + uxSemaphoreGetCount(semaphore) == given);
    EXPECT(uxSemaphoreGetCount(semaphore) <= LIMIT);
}

SCENARIO(semaphore_timeout, "a give that meets a time-out has exactly one owner");
