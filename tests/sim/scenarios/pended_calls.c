/* SPDX-License-Identifier: MIT */
/* Calls pended by a task and by a handler run once each, in the order in which they were accepted.
 */
#include "timers.h"

#include "scenario.h"

static unsigned sender_actor, runner_actor;
static volatile uint32_t accepted_task, accepted_isr, run_task, run_isr, stopping;

static void from_task(void *arg, uint32_t number)
{
    (void)arg;
    EXPECT(number == run_task);
    run_task = number + 1u;
    progress(runner_actor);
}

static void from_isr(void *arg, uint32_t number)
{
    (void)arg;
    EXPECT(number == run_isr);
    run_isr = number + 1u;
}

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (!stopping &&
        xTimerPendFunctionCallFromISR(from_isr, NULL, accepted_isr, &woken) == pdPASS) {
        accepted_isr = accepted_isr + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

static void send(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        EXPECT(xTimerPendFunctionCall(from_task, NULL, n, portMAX_DELAY) == pdPASS);
        accepted_task = accepted_task + 1u;
        progress(sender_actor);
    }
    stopping = 1;
    while (run_task < rounds()) {
        vTaskDelay(1);
    }
    done(runner_actor);
    done(sender_actor);
    rest();
}

static void setup(void)
{
    sender_actor = actor("sender");
    runner_actor = actor("runner");
    spawn("sender", send, P_LOW, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(run_task == accepted_task && run_isr == accepted_isr);
}

SCENARIO(pended_calls, "every accepted call runs once, in order");
