/* SPDX-License-Identifier: MIT */
/* task.h: tasks and the scheduler. */
#include "misuse.h"

static StaticTask_t memory;
static StackType_t stack[configMINIMAL_STACK_SIZE];
static TickType_t tick;
static TimeOut_t timeout;
static TaskHandle_t made;

#define MOST    ((configSTACK_DEPTH_TYPE)-1)
#define FOREIGN ((TaskHandle_t)(void *)v.group)

static void park(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
    }
}

/* A task of the highest priority there is, whatever was asked for. */
static bool create_above_the_highest(void)
{
    bool highest;
    if (xTaskCreate(park, "x", configMINIMAL_STACK_SIZE, NULL, configMAX_PRIORITIES, &made) !=
        pdPASS) {
        return false;
    }
    highest = uxTaskPriorityGet(made) == configMAX_PRIORITIES - 1;
    vTaskDelete(made);
    return highest;
}

static bool set_above_the_highest(UBaseType_t priority)
{
    vTaskPrioritySet(v.task, priority);
    return uxTaskPriorityGet(v.task) == configMAX_PRIORITIES - 1;
}

MISUSE(BOTH, IN_TASK, "xTaskCreate", xTaskCreate(NULL, "x", 200, NULL, 1, &made) != pdPASS);
MISUSE(BOTH, IN_TASK, "xTaskCreate", create_above_the_highest());
MISUSE(NEVER, IN_TASK, "", xTaskCreate(park, "x", MOST, NULL, 1, &made) != pdPASS);
MISUSE(NEVER, IN_TASK, "",
       xTaskCreate(park, "x", MOST / sizeof(StackType_t) + 200, NULL, 1, &made) != pdPASS);
MISUSE(NEVER, IN_TASK, "", xTaskCreate(park, "x", 0, NULL, 1, &made) != pdPASS);
MISUSE(NEVER, IN_TASK, "", xTaskCreate(park, "x", 1, NULL, 1, &made) != pdPASS);
MISUSE(ASSERTS, IN_ISR, "xTaskCreate", xTaskCreate(park, "x", 200, NULL, 1, &made) != pdPASS);
MISUSE(BOTH, IN_TASK, "xTaskCreateStatic",
       xTaskCreateStatic(NULL, "x", 128, NULL, 1, stack, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xTaskCreateStatic",
       xTaskCreateStatic(park, "x", 128, NULL, 1, NULL, &memory) == NULL);
MISUSE(BOTH, IN_TASK, "xTaskCreateStatic",
       xTaskCreateStatic(park, "x", 128, NULL, 1, stack, NULL) == NULL);
MISUSE(NEVER, IN_TASK, "", xTaskCreateStatic(park, "x", 1, NULL, 1, stack, &memory) == NULL);
MISUSE(NEVER, IN_TASK, "", xTaskCreateStatic(park, "x", MOST, NULL, 1, stack, &memory) == NULL);

MISUSE(BOTH, IN_TASK, "vTaskDelete", DONE(vTaskDelete(v.dead_task)));
MISUSE(BOTH, IN_TASK, "vTaskDelete", DONE(vTaskDelete(FOREIGN)));
MISUSE(ASSERTS, IN_ISR, "vTaskDelete", DONE(vTaskDelete(v.task)));

MISUSE(BOTH, SUSPENDED, "vTaskDelay", DONE(vTaskDelay(3)));
MISUSE(BOTH, SUSPENDED, "vTaskDelay", DONE(vTaskDelay(portMAX_DELAY)));
MISUSE(BOTH, IN_ISR, "vTaskDelay", DONE(vTaskDelay(3)));
MISUSE(BOTH, IN_TASK, "xTaskDelayUntil", xTaskDelayUntil(NULL, 1) == pdFALSE);
MISUSE(BOTH, IN_TASK, "xTaskDelayUntil", xTaskDelayUntil(&tick, 0) == pdFALSE);
MISUSE(BOTH, SUSPENDED, "xTaskDelayUntil",
       (tick = xTaskGetTickCount(), xTaskDelayUntil(&tick, 5) == pdFALSE));
MISUSE(BOTH, IN_ISR, "xTaskDelayUntil",
       (tick = xTaskGetTickCountFromISR(), xTaskDelayUntil(&tick, 5) == pdFALSE));

MISUSE(BOTH, IN_TASK, "xTaskAbortDelay", xTaskAbortDelay(NULL) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTaskAbortDelay", xTaskAbortDelay(v.dead_task) == pdFAIL);
MISUSE(BOTH, IN_TASK, "xTaskAbortDelay", xTaskAbortDelay(FOREIGN) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xTaskAbortDelay", DONE(xTaskAbortDelay(v.task)));
MISUSE(NEVER, IN_TASK, "", xTaskAbortDelay(v.task) == pdFAIL);

MISUSE(BOTH, IN_TASK, "uxTaskPriorityGet", uxTaskPriorityGet(v.dead_task) == 0);
MISUSE(BOTH, IN_ISR, "uxTaskPriorityGetFromISR", uxTaskPriorityGetFromISR(v.dead_task) == 0);
MISUSE(BOTH, IN_TASK, "uxTaskBasePriorityGet", uxTaskBasePriorityGet(FOREIGN) == 0);
MISUSE(BOTH, IN_ISR, "uxTaskBasePriorityGetFromISR",
       uxTaskBasePriorityGetFromISR(v.dead_task) == 0);
MISUSE(BOTH, IN_TASK, "vTaskPrioritySet", set_above_the_highest(configMAX_PRIORITIES));
MISUSE(BOTH, IN_TASK, "vTaskPrioritySet", set_above_the_highest((UBaseType_t)-1));
MISUSE(BOTH, IN_TASK, "vTaskPrioritySet", set_above_the_highest(256));
MISUSE(BOTH, IN_TASK, "vTaskPrioritySet", DONE(vTaskPrioritySet(v.dead_task, 2)));
MISUSE(BOTH, IN_ISR, "vTaskPrioritySet", DONE(vTaskPrioritySet(v.task, 2)));

MISUSE(BOTH, IN_TASK, "vTaskSuspend", DONE(vTaskSuspend(v.dead_task)));
MISUSE(BOTH, IN_TASK, "vTaskSuspend", DONE(vTaskSuspend(FOREIGN)));
MISUSE(ASSERTS, SUSPENDED, "vTaskSuspend", DONE(vTaskSuspend(NULL)));
MISUSE(BOTH, IN_ISR, "vTaskSuspend", DONE(vTaskSuspend(v.task)));
MISUSE(BOTH, IN_TASK, "vTaskResume", DONE(vTaskResume(NULL)));
MISUSE(BOTH, IN_TASK, "vTaskResume", DONE(vTaskResume(v.dead_task)));
MISUSE(BOTH, IN_ISR, "vTaskResume", DONE(vTaskResume(v.task)));
MISUSE(NEVER, IN_TASK, "", DONE(vTaskResume(xTaskGetCurrentTaskHandle())));
MISUSE(BOTH, IN_ISR, "xTaskResumeFromISR", xTaskResumeFromISR(NULL) == pdFALSE);
MISUSE(BOTH, IN_ISR, "xTaskResumeFromISR", xTaskResumeFromISR(v.dead_task) == pdFALSE);

MISUSE(BOTH, IN_TASK, "vTaskStartScheduler", DONE(vTaskStartScheduler()));
MISUSE(BOTH, IN_TASK, "xTaskResumeAll", xTaskResumeAll() == pdFALSE);
MISUSE(BOTH, IN_TASK, "vTaskSetTimeOutState", DONE(vTaskSetTimeOutState(NULL)));
MISUSE(BOTH, IN_TASK, "xTaskCheckForTimeOut", xTaskCheckForTimeOut(NULL, &tick) == pdTRUE);
MISUSE(BOTH, IN_TASK, "xTaskCheckForTimeOut", xTaskCheckForTimeOut(&timeout, NULL) == pdTRUE);
MISUSE(BOTH, SUSPENDED, "xTaskCatchUpTicks", DONE(xTaskCatchUpTicks(0)));

MISUSE(BOTH, IN_TASK, "eTaskGetState", eTaskGetState(NULL) == eInvalid);
MISUSE(NEVER, IN_TASK, "", eTaskGetState(v.dead_task) == eDeleted);
MISUSE(BOTH, IN_TASK, "xTaskGetHandle", xTaskGetHandle(NULL) == NULL);
MISUSE(NEVER, IN_TASK, "", xTaskGetHandle("nobody") == NULL);
MISUSE(BOTH, IN_TASK, "xTaskGetStaticBuffers",
       xTaskGetStaticBuffers(v.task, NULL, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "vTaskGetInfo", DONE(vTaskGetInfo(v.task, NULL, pdTRUE, eInvalid)));
MISUSE(BOTH, IN_TASK, "uxTaskGetSystemState", uxTaskGetSystemState(NULL, 99, NULL) == 0);
MISUSE(NEVER, IN_TASK, "", uxTaskGetSystemState(NULL, 0, NULL) == 0);
MISUSE(BOTH, IN_TASK, "uxTaskCallForEachTask", uxTaskCallForEachTask(NULL, NULL, NULL) == 0);
MISUSE(BOTH, IN_TASK, "uxTaskGetStackHighWaterMark", uxTaskGetStackHighWaterMark(v.dead_task) == 0);
MISUSE(BOTH, IN_TASK, "uxTaskGetStackHighWaterMark2", uxTaskGetStackHighWaterMark2(FOREIGN) == 0);
MISUSE(BOTH, IN_TASK, "vTaskSetApplicationTaskTag",
       DONE(vTaskSetApplicationTaskTag(v.dead_task, NULL)));
MISUSE(BOTH, IN_TASK, "xTaskGetApplicationTaskTag",
       xTaskGetApplicationTaskTag(v.dead_task) == NULL);
MISUSE(BOTH, IN_TASK, "xTaskCallApplicationTaskHook",
       xTaskCallApplicationTaskHook(v.dead_task, NULL) == pdFAIL);
MISUSE(NEVER, IN_TASK, "", xTaskCallApplicationTaskHook(v.task, NULL) == pdFAIL);
MISUSE(NEVER, IN_TASK, "", pvTaskGetThreadLocalStoragePointer(v.task, -1) == NULL);
MISUSE(NEVER, IN_TASK, "",
       pvTaskGetThreadLocalStoragePointer(v.task, configNUM_THREAD_LOCAL_STORAGE_POINTERS) == NULL);
MISUSE(NEVER, IN_TASK, "", DONE(vTaskSetThreadLocalStoragePointer(v.task, -1, &item)));
MISUSE(NEVER, IN_TASK, "",
       DONE(vTaskSetThreadLocalStoragePointer(v.task, configNUM_THREAD_LOCAL_STORAGE_POINTERS,
                                              &item)));
MISUSE(BOTH, IN_TASK, "ThreadLocalStoragePointer",
       DONE(vTaskSetThreadLocalStoragePointer(v.dead_task, 0, &item)));
MISUSE(NEVER, IN_TASK, "", uxTaskGetTaskNumber(NULL) == 0);
MISUSE(NEVER, IN_TASK, "", DONE(vTaskSetTaskNumber(NULL, 1)));
MISUSE(NEVER, IN_TASK, "", xTaskGetCurrentTaskHandleForCore(7) == NULL);
MISUSE(NEVER, IN_TASK, "", xTaskGetCurrentTaskHandleForCore(-1) == NULL);
MISUSE(BOTH, IN_TASK, "xTaskGetIdleTaskHandleForCore", xTaskGetIdleTaskHandleForCore(7) == NULL);
