/* SPDX-License-Identifier: MIT */
/* configSUPPORT_STATIC_ALLOCATION 0: the idle and the timer task come from the heap. Catches a
 * kernel that wants memory from the application all the same. */
#include "../../conformance.h"

static void the_kernels_own_tasks_are_there(void)
{
    CHECK(xTaskGetIdleTaskHandle() != NULL);
    CHECK(xTimerGetTimerDaemonTaskHandle() != NULL);
    CHECK_EQ(uxTaskPriorityGet(xTaskGetIdleTaskHandle()), tskIDLE_PRIORITY);
    CHECK(xPortGetFreeHeapSize() < configTOTAL_HEAP_SIZE - 4U * configMINIMAL_STACK_SIZE);
}

static void end_at_once(void *arg)
{
    (void)arg;
    vTaskDelete(NULL);
}

static void the_idle_task_frees_what_tasks_leave(void)
{
    size_t before = xPortGetFreeHeapSize();
    for (unsigned i = 0; i < 10; i++) {
        CHECK_EQ(
            xTaskCreate(end_at_once, "end", configMINIMAL_STACK_SIZE + 128, NULL, P_HIGH, NULL),
            pdPASS);
    }
    CHECK(xPortGetFreeHeapSize() < before);
    settle();
    CHECK_EQ(xPortGetFreeHeapSize(), before);
}

CONFORMANCE_MAIN("no static", TEST(the_kernels_own_tasks_are_there),
                 TEST(the_idle_task_frees_what_tasks_leave))
