/* SPDX-License-Identifier: MIT */
/* While one task has suspended the scheduler nobody else runs; handlers do, and what they ready
 * runs after the resume, highest first. Two counters that only belong together prove it. */
#include "semphr.h"

#include "scenario.h"

static SemaphoreHandle_t semaphore;
static unsigned actors[2], woken_actor;
static volatile uint32_t left, right, posts, wakes, finished[2], holding;

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (!(finished[0] && finished[1]) && xSemaphoreGiveFromISR(semaphore, &woken) == pdPASS) {
        posts = posts + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

static void pair(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        TickType_t start = xTaskGetTickCount();
        vTaskSuspendAll();
        EXPECT(!holding);
        holding = 1;
        EXPECT(left == right);
        left = left + 1u;
        if (!is_systematic() && choose(4) == 0) {
            while (xTaskGetTickCount() == start) { /* ticks go on */
            }
        }
        right = right + 1u;
        bool posts_itself = choose(2) == 1;
        if (posts_itself && xSemaphoreGive(semaphore) == pdPASS) {
            UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
            posts = posts + 1u;
            taskEXIT_CRITICAL_FROM_ISR(mask);
        }
        uint32_t before = wakes;
        holding = 0;
        (void)xTaskResumeAll();
        EXPECT(!posts_itself || wakes != before); /* the higher task ran first */
        progress(actors[self]);
    }
    finished[self] = 1;
    done(actors[self]);
    rest();
}

static void wake(void *arg)
{
    (void)arg;
    while (!(finished[0] && finished[1])) {
        if (xSemaphoreTake(semaphore, 2) == pdPASS) {
            wakes = wakes + 1u;
        }
        EXPECT(!holding && left == right);
        progress(woken_actor);
    }
    done(woken_actor);
    rest();
}

static void setup(void)
{
    semaphore = xSemaphoreCreateCounting(1000000, 0);
    actors[0] = actor("left");
    actors[1] = actor("right");
    woken_actor = actor("woken");
    spawn("left", pair, P_LOW, (void *)0);
    spawn("right", pair, P_LOW, (void *)1);
    spawn("woken", wake, P_HIGH, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(left == 2u * rounds() && right == left);
    EXPECT(wakes + uxSemaphoreGetCount(semaphore) == posts);
}

SCENARIO(scheduler_suspended, "a suspended scheduler keeps tasks out and wake-ups in");
