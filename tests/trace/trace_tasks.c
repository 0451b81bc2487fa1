/* SPDX-License-Identifier: MIT */
/* Calls everything in task.h and list.h, so that its trace macros fire. What the calls do is the
 * conformance programs' business. */
#include "conformance.h"
#include "exhaust.h"
#include "irq.h"

#include "list.h"

static TaskHandle_t self, other;

static void parked(void *arg)
{
    (void)arg;
    park();
}

static void sleeper(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskDelay(100);
    }
}

static void ends(void *arg)
{
    (void)arg;
    vTaskDelete(NULL);
}

static void tasks_are_made_and_end(void)
{
    static StackType_t stack[configMINIMAL_STACK_SIZE + 256];
    static StaticTask_t block;
    StackType_t *got_stack;
    StaticTask_t *got_block;

    CHECK_EQ(xTaskCreate(ends, "ends", configMINIMAL_STACK_SIZE + 256, NULL, P_LOW, NULL), pdPASS);
    other = xTaskCreateStatic(parked, "static", configMINIMAL_STACK_SIZE + 256, NULL, P_HIGH, stack,
                              &block);
    CHECK(other != NULL);
    CHECK_EQ(xTaskGetStaticBuffers(other, &got_stack, &got_block), pdTRUE);
    vTaskDelete(other);
    settle();
    exhaust_heap();
    CHECK(xTaskCreate(ends, "no", configMINIMAL_STACK_SIZE, NULL, P_LOW, NULL) != pdPASS);
    give_heap_back();
}

static void time_passes(void)
{
    TickType_t last = xTaskGetTickCount(), ticks = 5;
    TimeOut_t timeout;

    burn_ticks(60); /* the tick count wraps */
    vTaskDelay(portMAX_DELAY / 2U + 1U < 2U ? 1U : 2U);
    last = xTaskGetTickCount();
    CHECK_EQ(xTaskDelayUntil(&last, 2), pdTRUE);
    vTaskSetTimeOutState(&timeout);
    CHECK_EQ(xTaskCheckForTimeOut(&timeout, &ticks), pdFALSE);
    other = spawn(sleeper, P_HIGH, NULL);
    CHECK_EQ(xTaskAbortDelay(other), pdPASS);
    (void)xTaskCatchUpTicks(1);
    (void)xTaskIncrementTick();
    vTaskSuspendAll();
    vTaskSwitchContext();
    (void)xTaskResumeAll();
}

static void resume_from_isr(void)
{
    (void)xTaskGetTickCountFromISR();
    CHECK_EQ(uxTaskPriorityGetFromISR(other), P_LOW);
    CHECK_EQ(uxTaskBasePriorityGetFromISR(other), P_LOW);
    (void)xTaskGetApplicationTaskTagFromISR(other);
    BaseType_t woken = xTaskResumeFromISR(other);
    portYIELD_FROM_ISR(woken);
}

static void tasks_are_controlled(void)
{
    other = spawn(parked, P_LOW, NULL);
    vTaskSuspend(other);
    vTaskResume(other);
    vTaskSuspend(other);
    irq_call(resume_from_isr);
    CHECK_EQ(uxTaskPriorityGet(other), P_LOW);
    CHECK_EQ(uxTaskBasePriorityGet(other), P_LOW);
    vTaskPrioritySet(other, P_HIGH);
}

static BaseType_t hook(void *arg)
{
    (void)arg;
    return pdTRUE;
}

static void tasks_are_asked(void)
{
    static TaskStatus_t statuses[8];
    TaskStatus_t status;
    configRUN_TIME_COUNTER_TYPE total;

    self = xTaskGetCurrentTaskHandle();
    CHECK(xTaskGetCurrentTaskHandleForCore(0) == self);
    (void)eTaskGetState(self);
    vTaskGetInfo(self, &status, pdTRUE, eInvalid);
    CHECK(uxTaskGetSystemState(statuses, 8, &total) != 0);
    CHECK(uxTaskGetNumberOfTasks() != 0);
    CHECK(xTaskGetHandle(pcTaskGetName(self)) == self);
    CHECK(uxTaskGetStackHighWaterMark(self) != 0);
    CHECK(uxTaskGetStackHighWaterMark2(self) != 0);
    CHECK(xTaskGetIdleTaskHandle() == xTaskGetIdleTaskHandleForCore(0));
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_RUNNING);
    vTaskSetTaskNumber(self, 7);
    CHECK_EQ(uxTaskGetTaskNumber(self), 7);
    vTaskSetApplicationTaskTag(self, hook);
    CHECK(xTaskGetApplicationTaskTag(self) == hook);
    CHECK_EQ(xTaskCallApplicationTaskHook(self, NULL), pdTRUE);
    vTaskSetThreadLocalStoragePointer(self, 1, &status);
    CHECK(pvTaskGetThreadLocalStoragePointer(self, 1) == &status);
}

static void statistics_are_asked_for(void)
{
    static char text[600];

    self = xTaskGetCurrentTaskHandle();
    trace_run_time = trace_run_time + 1000U;
    (void)ulTaskGetRunTimeCounter(self);
    (void)ulTaskGetRunTimePercent(self);
    (void)ulTaskGetIdleRunTimeCounter();
    (void)ulTaskGetIdleRunTimePercent();
    vTaskListTasks(text, sizeof text);
    vTaskGetRunTimeStatistics(text, sizeof text);
}

static void notify_from_isr(void)
{
    BaseType_t woken = pdFALSE;
    (void)xTaskNotifyFromISR(self, 1, eSetBits, &woken);
    vTaskNotifyGiveFromISR(self, &woken);
    portYIELD_FROM_ISR(woken);
}

static void tasks_are_notified(void)
{
    uint32_t value;

    self = xTaskGetCurrentTaskHandle();
    irq_call(notify_from_isr);
    CHECK(ulTaskNotifyTake(pdTRUE, 0) != 0);
    CHECK_EQ(ulTaskNotifyTake(pdTRUE, 1), 0);
    CHECK_EQ(xTaskNotifyGive(self), pdPASS);
    CHECK_EQ(xTaskNotify(self, 2, eSetBits), pdPASS);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdTRUE);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 1), pdFALSE);
    (void)xTaskNotifyStateClear(self);
    (void)ulTaskNotifyValueClear(self, 1);
}

static void lists_are_used(void)
{
    List_t list;
    ListItem_t items[2];

    vListInitialise(&list);
    for (unsigned i = 0; i < 2; i++) {
        vListInitialiseItem(&items[i]);
        listSET_LIST_ITEM_VALUE(&items[i], i);
    }
    vListInsert(&list, &items[0]);
    vListInsertEnd(&list, &items[1]);
    CHECK_EQ(uxListRemove(&items[0]), 1);
}

CONFORMANCE_MAIN("trace", TEST(tasks_are_made_and_end), TEST(time_passes),
                 TEST(tasks_are_controlled), TEST(tasks_are_asked), TEST(statistics_are_asked_for),
                 TEST(tasks_are_notified), TEST(lists_are_used))
