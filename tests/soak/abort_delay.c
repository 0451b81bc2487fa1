/* SPDX-License-Identifier: MIT */
/* Every call that blocks is aborted at a known moment: it returns as timed out, at that moment. */
#include "soak.h"

#define ABORT_AFTER 5U
#define LONG_WAIT   60U
#define SLACK       2U /* ticks in which more urgent groups may keep the processor */

static volatile unsigned long rounds;
static TaskHandle_t blocker;
static QueueHandle_t queue;
static SemaphoreHandle_t semaphore, mutex;
static EventGroupHandle_t group;
static StreamBufferHandle_t stream;

static bool wait(unsigned kind, TickType_t ticks)
{
    uint32_t item;
    switch (kind) {
    case 0:
        vTaskDelay(ticks);
        return false;
    case 1:
        return xQueueReceive(queue, &item, ticks) == pdPASS;
    case 2:
        return xSemaphoreTake(semaphore, ticks) == pdPASS;
    case 3:
        return xSemaphoreTake(mutex, ticks) == pdPASS;
    case 4:
        return xEventGroupWaitBits(group, 1, pdTRUE, pdTRUE, ticks) != 0;
    case 5:
        return xStreamBufferReceive(stream, &item, sizeof item, ticks) != 0;
    case 6:
        return ulTaskNotifyTakeIndexed(1, pdTRUE, ticks) != 0;
    default:
        return xTaskNotifyWaitIndexed(1, 0, 0, NULL, ticks) == pdTRUE;
    }
}

static void block(void *arg)
{
    (void)arg;
    for (;;) {
        for (unsigned kind = 0; kind < 8; kind++) {
            TickType_t begin = xTaskGetTickCount();
            SOAK_CHECK_THAT(!wait(kind, LONG_WAIT)); /* aborted */
            TickType_t passed = xTaskGetTickCount() - begin;
            SOAK_IN_TIME(passed >= ABORT_AFTER && passed <= ABORT_AFTER + SLACK);
            begin = xTaskGetTickCount();
            SOAK_CHECK_THAT(!wait(kind, 3)); /* timed out */
            passed = xTaskGetTickCount() - begin;
            SOAK_CHECK_THAT(passed >= 3);
            SOAK_IN_TIME(passed <= 3 + SLACK);
            rounds = rounds + 1;
            vTaskSuspend(NULL);
        }
    }
}

static void abort_it(void *arg)
{
    (void)arg;
    SOAK_CHECK_THAT(xSemaphoreTake(mutex, 0) == pdPASS); /* kind 3 waits for it */
    for (;;) {
        vTaskDelay(ABORT_AFTER);
        SOAK_IN_TIME(eTaskGetState(blocker) == eBlocked);
        SOAK_IN_TIME(xTaskAbortDelay(blocker) == pdPASS);
        while (eTaskGetState(blocker) != eSuspended) {
            vTaskDelay(1);
        }
        SOAK_CHECK_THAT(xTaskAbortDelay(blocker) == pdFAIL);
        vTaskResume(blocker);
    }
}

static void start(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    semaphore = xSemaphoreCreateBinary();
    mutex = xSemaphoreCreateMutex();
    group = xEventGroupCreate();
    stream = xStreamBufferCreate(10, 1);
    blocker = soak_task(block, "blocker", NULL, SOAK_HIGHEST);
    (void)soak_task(abort_it, "abort", NULL, SOAK_HIGHEST);
}

const struct soak_group abort_delay_group = {"abort delay", start, NULL, NULL, &rounds};
