/* SPDX-License-Identifier: MIT */
/* A handler counts a task up by notification and sets bits of another; neither counts nor bits get
 * lost, whatever the deadlines of the waits. */
#include "scenario.h"

static TaskHandle_t counter_task, bits_task;
static unsigned counter_actor, bits_actor;
static volatile uint32_t given, counted, bits_sent, bits_seen, stopping;

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (stopping) {
        return;
    }
    vTaskNotifyGiveFromISR(counter_task, &woken);
    given = given + 1u;
    uint32_t bit = UINT32_C(1) << (given % 32u);
    EXPECT(xTaskNotifyIndexedFromISR(bits_task, 1, bit, eSetBits, &woken) == pdPASS);
    bits_sent = bits_sent | bit;
    portYIELD_FROM_ISR(woken);
}

static void count(void *arg)
{
    (void)arg;
    while (counted < rounds()) {
        uint32_t got = ulTaskNotifyTake(choose(2) ? pdTRUE : pdFALSE, choose(3));
        counted = counted + (got != 0 ? 1u : 0u);
        progress(counter_actor);
    }
    stopping = 1;
    done(counter_actor);
    rest();
}

static void collect(void *arg)
{
    (void)arg;
    while (!stopping) {
        uint32_t value = 0;
        if (xTaskNotifyWaitIndexed(1, 0, UINT32_MAX, &value, choose(3)) == pdTRUE) {
            EXPECT(value != 0);
        }
        bits_seen = bits_seen | value;
        progress(bits_actor);
    }
    uint32_t value = 0;
    (void)xTaskNotifyWaitIndexed(1, 0, UINT32_MAX, &value, 0);
    bits_seen = bits_seen | value;
    done(bits_actor);
    rest();
}

static void setup(void)
{
    counter_actor = actor("counter");
    bits_actor = actor("bits");
    counter_task = spawn("counter", count, P_LOW, NULL);
    bits_task = spawn("bits", collect, P_LOW + choose(2), NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(counted <= given);
    EXPECT(bits_seen == bits_sent);
}

SCENARIO(notify_isr, "no notified bit is lost, no notification counts twice");
