/* SPDX-License-Identifier: MIT */
/* A wait lasts as long as it should: also when the waiter is woken in vain again and again, and
 * when it is suspended on the way. */
#include "soak.h"

#define SLACK 2U

static volatile unsigned long rounds;
static QueueHandle_t queue;
static TaskHandle_t secondary;

static void check_passed(TickType_t begin, TickType_t wanted)
{
    TickType_t passed = xTaskGetTickCount() - begin;
    SOAK_CHECK_THAT(passed >= wanted);
    SOAK_IN_TIME(passed <= wanted + SLACK);
}

/* Waits 50 ticks while an item comes and goes before it can run. */
static void wait_in_vain(void *arg)
{
    uint32_t item;
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
        TickType_t begin = xTaskGetTickCount();
        SOAK_CHECK_THAT(xQueueReceive(queue, &item, 50) == errQUEUE_EMPTY);
        check_passed(begin, 50);
        rounds = rounds + 1;
    }
}

static void primary(void *arg)
{
    uint32_t item = 1;
    (void)arg;
    for (;;) {
        for (TickType_t ticks = 1; ticks < 30; ticks += 7) {
            TickType_t begin = xTaskGetTickCount();
            SOAK_CHECK_THAT(xQueueReceive(queue, &item, ticks) == errQUEUE_EMPTY);
            check_passed(begin, ticks);
            SOAK_CHECK_THAT(xQueueSend(queue, &item, 0) == pdPASS);
            begin = xTaskGetTickCount();
            SOAK_CHECK_THAT(xQueueSend(queue, &item, ticks) == errQUEUE_FULL);
            check_passed(begin, ticks);
            SOAK_CHECK_THAT(xQueueReceive(queue, &item, 0) == pdPASS);
        }
        vTaskResume(secondary);
        for (unsigned i = 0; i < 4; i++) {
            vTaskDelay(9);
            SOAK_CHECK_THAT(xQueueSend(queue, &item, 0) ==
                            pdPASS); /* wakes the other, of lower priority */
            SOAK_CHECK_THAT(xQueueReceive(queue, &item, 0) == pdPASS); /* and takes it away again */
        }
        vTaskDelay(40);
        SOAK_IN_TIME(eTaskGetState(secondary) == eSuspended);
    }
}

static void start(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    (void)soak_task(primary, "primary", NULL, SOAK_CHECK);
    secondary = soak_task(wait_in_vain, "secondary", NULL, SOAK_HIGHEST);
}

const struct soak_group block_time_group = {"block time", start, NULL, NULL, &rounds};
