/* SPDX-License-Identifier: MIT */
/* A low task holds a mutex that a high one wants, at times for a tick only, while a middle one
 * keeps the processor busy. The holder runs at the level of who waits, and falls back when nobody
 * does. */
#include "semphr.h"

#include "scenario.h"

static SemaphoreHandle_t mutex, other;
static TaskHandle_t low_task;
static unsigned low_actor, middle_actor, high_actor;
static volatile uint32_t finished, high_waits, held_both;

static void low(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        bool both = choose(3) == 0;
        EXPECT(xSemaphoreTake(mutex, portMAX_DELAY) == pdPASS);
        if (both) {
            held_both = 1;
            EXPECT(xSemaphoreTake(other, portMAX_DELAY) == pdPASS);
        }
        for (volatile unsigned i = 0; i < 40u; i = i + 1u) {
        }
        EXPECT(xSemaphoreGetMutexHolder(mutex) == low_task);
        if (both) {
            EXPECT(xSemaphoreGive(other) == pdPASS);
        }
        EXPECT(xSemaphoreGive(mutex) == pdPASS);
        held_both = 0;
        EXPECT(uxTaskPriorityGet(NULL) == P_LOW); /* holds none */
        progress(low_actor);
    }
    finished = 1;
    done(low_actor);
    rest();
}

static void middle(void *arg)
{
    (void)arg;
    while (!finished) {
        for (volatile unsigned i = 0; i < 30u; i = i + 1u) {
            EXPECT(!high_waits); /* or the holder should run, not this one */
        }
        progress(middle_actor);
        vTaskDelay(1 + choose(2));
    }
    done(middle_actor);
    rest();
}

static void high(void *arg)
{
    (void)arg;
    while (!finished) {
        high_waits = 1;
        BaseType_t taken = xSemaphoreTake(mutex, choose(2) ? portMAX_DELAY : 1);
        high_waits = 0;
        if (taken == pdPASS) {
            EXPECT(uxTaskPriorityGet(low_task) == P_LOW);
            EXPECT(xSemaphoreGive(mutex) == pdPASS);
        } else { /* nobody waits any more; a holder of two keeps what it has until it holds none */
            EXPECT(held_both || uxTaskPriorityGet(low_task) == P_LOW);
        }
        EXPECT(uxTaskPriorityGet(NULL) == P_HIGH);
        progress(high_actor);
        vTaskDelay(choose(3));
        if (choose(3) == 0) {
            vTaskDelay(1);
        }
    }
    done(high_actor);
    rest();
}

static void setup(void)
{
    mutex = xSemaphoreCreateMutex();
    other = xSemaphoreCreateMutex();
    low_actor = actor("low");
    middle_actor = actor("middle");
    high_actor = actor("high");
    low_task = spawn("low", low, P_LOW, NULL);
    spawn("middle", middle, P_MIDDLE, NULL);
    spawn("high", high, P_HIGH, NULL);
}

static void check(void)
{
    EXPECT(uxTaskPriorityGet(low_task) == P_LOW && uxTaskBasePriorityGet(low_task) == P_LOW);
    EXPECT(xSemaphoreGetMutexHolder(mutex) == NULL && xSemaphoreGetMutexHolder(other) == NULL);
}

SCENARIO(mutex_inheritance,
         "inherited priority ends with the last mutex, also when a waiter times out");
