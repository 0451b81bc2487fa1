/* SPDX-License-Identifier: MIT */
/* Four tasks look at one item, by priority; the last takes it. */
#include "soak.h"

static volatile unsigned long rounds;
static QueueHandle_t queue;
static volatile uint32_t seen[3];
static TaskHandle_t lookers[3];

static void look(void *arg)
{
    uintptr_t which = (uintptr_t)arg;
    for (;;) {
        uint32_t item = 0;
        SOAK_CHECK_THAT(xQueuePeek(queue, &item, portMAX_DELAY) == pdPASS);
        for (uintptr_t above = 0; above < which; above++) {
            SOAK_CHECK_THAT(seen[above] == item); /* the more urgent looked before */
        }
        seen[which] = item;
        vTaskSuspend(NULL);
    }
}

static void feed(void *arg)
{
    uint32_t item = 0;
    (void)arg;
    for (;;) {
        item++;
        SOAK_CHECK_THAT(xQueueSend(queue, &item, 0) == pdPASS);
        for (unsigned i = 0; i < 3; i++) {
            SOAK_CHECK_THAT(seen[i] == item);
            SOAK_CHECK_THAT(eTaskGetState(lookers[i]) == eSuspended);
        }
        uint32_t got = 0;
        SOAK_CHECK_THAT(xQueueReceive(queue, &got, 0) == pdPASS && got == item);
        for (unsigned i = 0; i < 3; i++) {
            vTaskResume(lookers[i]);
        }
        rounds = rounds + 1;
        vTaskDelay(1);
    }
}

static void start(void)
{
    queue = xQueueCreate(2, sizeof(uint32_t));
    for (uintptr_t i = 0; i < 3; i++) {
        lookers[i] = soak_task(look, "look", (void *)i, SOAK_HIGHEST - (UBaseType_t)i);
    }
    (void)soak_task(feed, "feed", NULL, SOAK_LOW);
}

const struct soak_group peek_group = {"peek", start, NULL, NULL, &rounds};
