/* SPDX-License-Identifier: MIT */
/* K7: suspending a task that waits for a notification ends that wait: after resume its call returns
 * "nothing". A notification that arrives meanwhile is latched and does not resume the task.
 * Fails on a kernel that puts the task back to waiting, wakes it by the notification, or loses it.
 */
#include "conformance.h"

static volatile uint32_t taken, taken_later;

static void taker(void *arg)
{
    (void)arg;
    taken = ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    event(taken == 0 ? 'n' : 't');
    taken_later = ulTaskNotifyTake(pdTRUE, 0);
    park();
}

static void waiter(void *arg)
{
    uint32_t value = 0;
    (void)arg;
    BaseType_t got = xTaskNotifyWait(0, UINT32_MAX, &value, portMAX_DELAY);
    event(got == pdTRUE ? 'w' : 'n');
    taken = value;
    BaseType_t later = xTaskNotifyWait(0, UINT32_MAX, &value, 0);
    taken_later = later == pdTRUE ? value : 0;
    park();
}

static void resumed_take_and_wait_return_nothing(void)
{
    static const TaskFunction_t calls[] = {taker, waiter};
    for (size_t i = 0; i < 2; i++) {
        TaskHandle_t task = spawn(calls[i], P_HIGH, NULL);
        vTaskSuspend(task);
        CHECK_EQ(eTaskGetState(task), eSuspended);
        vTaskResume(task);
        CHECK_EVENTS("n");
        CHECK_EQ(taken, 0);
        CHECK_EQ(taken_later, 0);
    }
}

static void notification_while_suspended_is_latched_and_does_not_resume(void)
{
    static const TaskFunction_t calls[] = {taker, waiter};
    for (size_t i = 0; i < 2; i++) {
        TaskHandle_t task = spawn(calls[i], P_HIGH, NULL);
        vTaskSuspend(task);
        CHECK_EQ(xTaskNotify(task, 5, eSetValueWithOverwrite), pdPASS);
        CHECK_EVENTS("");
        CHECK_EQ(eTaskGetState(task), eSuspended);
        settle();
        CHECK_EQ(eTaskGetState(task), eSuspended);
        vTaskResume(task);
        CHECK_EQ(taken + taken_later, 5);
        events_clear();
    }
}

static void notification_wait_with_a_deadline_ends_too(void)
{
    TaskHandle_t task = spawn(taker, P_HIGH, NULL);
    vTaskSuspend(task);
    vTaskResume(task);
    CHECK_EVENTS("n");
    vTaskDelay(5);
    CHECK_EVENTS("");
    CHECK_EQ(eTaskGetState(task), eSuspended);
}

CONFORMANCE_MAIN("K7", TEST(resumed_take_and_wait_return_nothing),
                 TEST(notification_while_suspended_is_latched_and_does_not_resume),
                 TEST(notification_wait_with_a_deadline_ends_too))
