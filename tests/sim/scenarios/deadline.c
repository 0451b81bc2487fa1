/* SPDX-License-Identifier: MIT */
/* The most urgent task waits with deadlines; a handler gives and takes back at once, so that it is
 * woken for nothing. It times out all the same, and not early. */
#include "queue.h"
#include "semphr.h"

#include "scenario.h"

/* Ticks that may strike between reading the count and waiting, or after waking. A deadline that
 * began again at each vain wake-up would never come: then the waiter makes no progress. */
#define SLACK 20u

static SemaphoreHandle_t semaphore;
static QueueHandle_t queue;
static unsigned waiter_actor, busy_actor;
static volatile uint32_t teased, finished;

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    uint32_t item = 1;
    (void)arg;
    if (xSemaphoreGiveFromISR(semaphore, &woken) == pdPASS) {
        EXPECT(xSemaphoreTakeFromISR(semaphore, &woken) == pdPASS);
    }
    if (xQueueSendFromISR(queue, &item, &woken) == pdPASS) {
        EXPECT(xQueueReceiveFromISR(queue, &item, &woken) == pdPASS);
    }
    teased = teased + 1u;
    portYIELD_FROM_ISR(woken);
}

static void wait(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        uint32_t item = 0;
        TickType_t ticks = 1u + choose(6);
        TickType_t start = xTaskGetTickCount();
        BaseType_t got =
            choose(2) ? xSemaphoreTake(semaphore, ticks) : xQueueReceive(queue, &item, ticks);
        TickType_t waited = xTaskGetTickCount() - start;
        EXPECT(got == pdFAIL);
        EXPECT(waited >= ticks && waited <= ticks + SLACK);
        progress(waiter_actor);
    }
    finished = 1;
    done(waiter_actor);
    rest();
}

static void keep_busy(void *arg)
{
    (void)arg;
    while (!finished) {
        progress(busy_actor);
    }
    done(busy_actor);
    rest();
}

static void setup(void)
{
    semaphore = xSemaphoreCreateBinary();
    queue = xQueueCreate(1, sizeof(uint32_t));
    waiter_actor = actor("waiter");
    busy_actor = actor("busy");
    spawn("waiter", wait, P_HIGH, NULL);
    if (is_systematic()) {
        done(busy_actor); /* idle time is cheap, busy time is not */
    } else {
        spawn("busy", keep_busy, P_LOW, NULL);
    }
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(uxSemaphoreGetCount(semaphore) == 0 && uxQueueMessagesWaiting(queue) == 0);
}

SCENARIO(deadline, "a wait that is woken for nothing keeps its deadline");
