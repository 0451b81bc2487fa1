/* SPDX-License-Identifier: MIT */
/* K18: of the functions that only ports use, those that applications call too are there and work:
 * xTaskIncrementTick, vTaskSwitchContext, xTaskCatchUpTicks.
 * Fails (to link, or here) on a kernel that leaves them out or counts wrongly. */
#include "conformance.h"

static void sleeper(void *arg)
{
    vTaskDelay((TickType_t)(uintptr_t)arg);
    event('w');
    park();
}

static void increment_tick_counts_one(void)
{
    (void)fresh_tick();
    taskENTER_CRITICAL();
    TickType_t before = xTaskGetTickCount();
    (void)xTaskIncrementTick();
    TickType_t after = xTaskGetTickCount();
    taskEXIT_CRITICAL();
    CHECK_EQ(after - before, 1);
}

static void catch_up_counts_all_and_ends_the_waits_that_became_due(void)
{
    spawn(sleeper, P_HIGH, (void *)(uintptr_t)50);
    TickType_t before = fresh_tick();
    (void)xTaskCatchUpTicks(40);
    CHECK_EQ(xTaskGetTickCount() - before, 40);
    CHECK_EVENTS("");
    CHECK_EQ(xTaskCatchUpTicks(10), pdTRUE);
    CHECK_EVENTS("w");
    CHECK_EQ(xTaskGetTickCount() - before, 50);
}

static void switch_context_leaves_the_most_urgent_task_running(void)
{
    TaskHandle_t self = xTaskGetCurrentTaskHandle();
    taskENTER_CRITICAL();
    vTaskSwitchContext();
    CHECK(xTaskGetCurrentTaskHandle() == self);
    taskEXIT_CRITICAL();
}

CONFORMANCE_MAIN("K18", TEST(increment_tick_counts_one),
                 TEST(catch_up_counts_all_and_ends_the_waits_that_became_due),
                 TEST(switch_context_leaves_the_most_urgent_task_running))
