/* SPDX-License-Identifier: MIT */
/* Bits set by a task and, through the timer task, by a handler; one task takes a bit, one takes two
 * at once. What is cleared on exit was seen by its waiter. */
#include "event_groups.h"

#include "scenario.h"

static EventGroupHandle_t group;
static unsigned setter_actor, one_actor, pair_actor;
static volatile uint32_t ones, pairs, posted, finished;

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    if (!finished && xEventGroupSetBitsFromISR(group, 0x4u, &woken) == pdPASS) {
        posted = posted + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

static void set(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        uint32_t before = ones;
        (void)xEventGroupSetBits(group, 0x1u);
        while (ones == before) { /* taken once before it is set again */
            vTaskDelay(1);
        }
        EXPECT(ones == before + 1u);
        (void)xEventGroupSetBits(group, 0x2u);
        progress(setter_actor);
    }
    finished = 1;
    (void)xEventGroupSetBits(group, 0x8u);
    done(setter_actor);
    rest();
}

static void take_one(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        EventBits_t bits;
        do {
            bits = xEventGroupWaitBits(group, 0x1u, pdTRUE, pdFALSE, choose(3));
        } while ((bits & 0x1u) == 0);
        ones = ones + 1u;
        progress(one_actor);
    }
    done(one_actor);
    rest();
}

static void take_pair(void *arg)
{
    (void)arg;
    while (!finished) {
        EventBits_t bits = xEventGroupWaitBits(group, 0x6u, pdTRUE, pdTRUE, 2);
        if ((bits & 0x6u) == 0x6u) {
            pairs = pairs + 1u;
        }
        progress(pair_actor);
    }
    EXPECT((xEventGroupWaitBits(group, 0x8u, pdFALSE, pdTRUE, portMAX_DELAY) & 0x8u) != 0);
    done(pair_actor);
    rest();
}

static void setup(void)
{
    group = xEventGroupCreate();
    setter_actor = actor("setter");
    one_actor = actor("one");
    pair_actor = actor("pair");
    spawn("setter", set, P_LOW, NULL);
    spawn("one", take_one, P_LOW, NULL);
    spawn("pair", take_pair, P_MIDDLE, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(ones == rounds());
    EXPECT(pairs <= rounds() && pairs <= posted);
    EXPECT((xEventGroupGetBits(group) & 0x9u) == 0x8u);
}

SCENARIO(event_bits, "a bit that is cleared on exit wakes one waiter once");
