/* SPDX-License-Identifier: MIT */
/* A program ends the scheduler, returns the kernel to its first state, and starts it again. */
#include <string.h>

#include "queue.h"
#include "timers.h"

#include "port_test.h"

#define ROUNDS 3u

static unsigned expired;
static unsigned ended;
static QueueHandle_t queue;

static void on_expiry(TimerHandle_t timer)
{
    (void)timer;
    expired++;
}

static void sleeper(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskDelay(1000); /* still asleep when the scheduler ends */
    }
}

static void works_and_ends(void *arg)
{
    uint32_t item = 1;
    (void)arg;
    CHECK(xTaskGetSchedulerState() == taskSCHEDULER_RUNNING);
    CHECK(uxTaskGetNumberOfTasks() == 4); /* the idle and the timer task, too */
    CHECK(xQueueSend(queue, &item, 0) == pdPASS);
    TimerHandle_t timer = xTimerCreate("t", 2, pdFALSE, NULL, on_expiry);
    CHECK(xTimerStart(timer, 0) == pdPASS);
    vTaskDelay(5);
    ended++;
    vTaskEndScheduler();
}

/* @return What is left of the heap when everything has been created. */
static size_t one_round(void)
{
    CHECK(xTaskGetSchedulerState() == taskSCHEDULER_NOT_STARTED);
    CHECK(uxTaskGetNumberOfTasks() == 0);
    CHECK(xTaskGetTickCount() == (TickType_t)configINITIAL_TICK_COUNT);
    CHECK(xTaskGetCurrentTaskHandle() == NULL);
    queue = xQueueCreate(1, sizeof(uint32_t));
    spawn("sleeper", sleeper, 2, NULL);
    spawn("works", works_and_ends, 1, NULL);
    vTaskStartScheduler();
    CHECK(xTaskGetTickCount() == (TickType_t)(configINITIAL_TICK_COUNT + 5));
    size_t left = xPortGetFreeHeapSize();
    vTaskResetState();
    vTimerResetState();
    vPortHeapResetState();
    return left;
}

int main(void)
{
    size_t left = 0;
    board_init();
    for (unsigned i = 0; i < ROUNDS; i++) {
        size_t now = one_round();
        CHECK(i == 0 || now == left);
        left = now;
        CHECK(ended == i + 1u);
        CHECK(expired == i + 1u);
    }
    printf("%s scheduler_starts_again_after_a_reset\n", failures == 0 ? "PASS" : "FAIL");
    board_exit(failures == 0 ? 0 : 1);
}
