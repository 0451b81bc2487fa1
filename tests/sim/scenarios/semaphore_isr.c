/* SPDX-License-Identifier: MIT */
/* Tasks that wait without a deadline for what a handler, or a task above them, gives: every give
 * ends a wait, the high task's gives do not make it lose the processor. */
#include "semphr.h"

#include "scenario.h"

static SemaphoreHandle_t from_isr, from_task;
static unsigned isr_actor, task_actor, giver_actor;
static volatile uint32_t given_isr, taken_isr, taken_task, giving;

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (given_isr < rounds() && xSemaphoreGiveFromISR(from_isr, &woken) == pdPASS) {
        given_isr = given_isr + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

static void take_from_isr(void *arg)
{
    (void)arg;
    while (taken_isr < rounds()) {
        EXPECT(xSemaphoreTake(from_isr, portMAX_DELAY) == pdPASS);
        taken_isr = taken_isr + 1u;
        progress(isr_actor);
    }
    done(isr_actor);
    rest();
}

static void take_from_task(void *arg)
{
    (void)arg;
    while (taken_task < rounds()) {
        EXPECT(xSemaphoreTake(from_task, portMAX_DELAY) == pdPASS);
        EXPECT(!giving);
        taken_task = taken_task + 1u;
        progress(task_actor);
    }
    done(task_actor);
    rest();
}

static void give(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        giving = 1;
        EXPECT(xSemaphoreGive(from_task) == pdPASS);
        EXPECT(taken_task == n);
        giving = 0;
        progress(giver_actor);
        while (taken_task == n) {
            vTaskDelay(1);
        }
    }
    done(giver_actor);
    rest();
}

static void setup(void)
{
    from_isr = xSemaphoreCreateCounting(3, 0);
    from_task = xSemaphoreCreateBinary();
    isr_actor = actor("from isr");
    task_actor = actor("from task");
    giver_actor = actor("giver");
    spawn("from isr", take_from_isr, P_LOW, NULL);
    spawn("from task", take_from_task, P_LOW, NULL);
    spawn("giver", give, P_HIGH, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(taken_isr == given_isr && taken_task == rounds());
}

SCENARIO(semaphore_isr, "a give ends an endless wait, and never by running a lower task at once");
