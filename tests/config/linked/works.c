/* SPDX-License-Identifier: MIT */
/* Two tasks and time. Catches options that compile together and do not work together. */
#include "works.h"

#include <stdbool.h>
#include <string.h>

#include "board.h"

static unsigned failures;
static TaskHandle_t control, helper;
static volatile unsigned rounds;

static StackType_t stacks[2][DEPTH];

void check_failed(const char *text)
{
    failures++;
    board_console_write("FAIL ", 5);
    board_console_write(text, strlen(text));
    board_console_write("\n", 1);
}

static TaskHandle_t make_task(TaskFunction_t function, const char *name, unsigned at)
{
#if configSUPPORT_STATIC_ALLOCATION
    static StaticTask_t blocks[2];
    return xTaskCreateStatic(function, name, DEPTH, NULL, PRIORITY, stacks[at], &blocks[at]);
#else
    TaskHandle_t task = NULL;
    (void)stacks[at];
    return xTaskCreate(function, name, DEPTH, NULL, PRIORITY, &task) == pdPASS ? task : NULL;
#endif
}

static void go_round(void *nothing)
{
    (void)nothing;
    for (;;) {
        rounds++;
        vTaskDelay(2);
    }
}

static void time_works(void)
{
    TickType_t start = xTaskGetTickCount();
    TickType_t last;

    vTaskDelay(3);
    CHECK((TickType_t)(xTaskGetTickCount() - start) == 3);
    last = xTaskGetTickCount();
    CHECK(xTaskDelayUntil(&last, 4) == pdTRUE);
    CHECK(xTaskGetTickCount() == last);
    vTaskSuspendAll();
    CHECK(xTaskGetSchedulerState() == taskSCHEDULER_SUSPENDED);
    (void)xTaskResumeAll();
    CHECK(xTaskGetSchedulerState() == taskSCHEDULER_RUNNING);
}

static bool helper_goes_round(void)
{
    unsigned seen = rounds;

    vTaskDelay(6);
    return rounds > seen;
}

static void helper_works(void)
{
    CHECK(helper_goes_round());
    CHECK(strncmp(pcTaskGetName(helper), "helper", configMAX_TASK_NAME_LEN - 1) == 0);
    CHECK(uxTaskPriorityGet(helper) == PRIORITY);
    vTaskPrioritySet(helper, 0);
    CHECK(uxTaskPriorityGet(helper) == 0);
    CHECK(helper_goes_round());
    CHECK(uxTaskGetNumberOfTasks() == 3 + configUSE_TIMERS);
    if (INCLUDE_vTaskSuspend) {
        vTaskSuspend(helper);
        CHECK(!helper_goes_round());
        vTaskResume(helper);
        CHECK(helper_goes_round());
    }
    if (INCLUDE_vTaskDelete) {
        vTaskDelete(helper);
        CHECK(!helper_goes_round());
        CHECK(uxTaskGetNumberOfTasks() == 2 + configUSE_TIMERS);
    }
}

static void check_all(void *nothing)
{
    const char *text = "1 Tests 1 Failures\n";

    (void)nothing;
    CHECK(xTaskGetCurrentTaskHandle() == control);
    time_works();
    objects_work();
    optional_works();
    helper_works();
    supplied_works();
    if (failures == 0) {
        text = "1 Tests 0 Failures\n";
    }
    board_console_write(text, strlen(text));
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    control = make_task(check_all, "control", 0);
    helper = make_task(go_round, "helper", 1);
    CHECK(control != NULL && helper != NULL);
    vTaskStartScheduler();
    check_failed("the scheduler did not start");
    return 1;
}
