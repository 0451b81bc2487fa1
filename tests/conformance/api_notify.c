/* SPDX-License-Identifier: MIT */
/* Task notifications as their reference describes them, on every index. Catches a kernel that mixes
 * indexes, wakes without a notification, or loses the value. */
#include "conformance.h"
#include "irq.h"

static TaskHandle_t self_handle;
static uint32_t value;

static void given_nothing_pending(void)
{
    self_handle = xTaskGetCurrentTaskHandle();
    for (UBaseType_t i = 0; i < configTASK_NOTIFICATION_ARRAY_ENTRIES; i++) {
        (void)xTaskNotifyStateClearIndexed(NULL, i);
        (void)ulTaskNotifyValueClearIndexed(NULL, i, 0xFFFFFFFFU);
    }
}

static void nothing_is_pending_at_first(void)
{
    given_nothing_pending();
    value = 7;
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdFALSE);
    CHECK_EQ(value, 0);
    CHECK_EQ(ulTaskNotifyTake(pdTRUE, 0), 0);
}

static void every_action_does_what_its_name_says(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotify(self_handle, 0x5, eSetBits), pdPASS);
    CHECK_EQ(xTaskNotify(self_handle, 0x2, eSetBits), pdPASS);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdTRUE);
    CHECK_EQ(value, 0x7);
    CHECK_EQ(xTaskNotify(self_handle, 99, eIncrement), pdPASS);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdTRUE);
    CHECK_EQ(value, 0x8);
    CHECK_EQ(xTaskNotify(self_handle, 40, eSetValueWithOverwrite), pdPASS);
    CHECK_EQ(xTaskNotify(self_handle, 41, eSetValueWithOverwrite), pdPASS);
    CHECK_EQ(xTaskNotify(self_handle, 42, eSetValueWithoutOverwrite), pdFAIL);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdTRUE);
    CHECK_EQ(value, 41);
    CHECK_EQ(xTaskNotify(self_handle, 42, eSetValueWithoutOverwrite), pdPASS);
    CHECK_EQ(xTaskNotify(self_handle, 99, eNoAction), pdPASS);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdTRUE);
    CHECK_EQ(value, 42);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdFALSE);
    CHECK_EQ(value, 42);
}

static void a_query_gives_the_value_before(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotifyAndQuery(self_handle, 10, eSetValueWithOverwrite, &value), pdPASS);
    CHECK_EQ(value, 0);
    CHECK_EQ(xTaskNotifyAndQuery(self_handle, 0, eIncrement, &value), pdPASS);
    CHECK_EQ(value, 10);
    CHECK_EQ(xTaskNotifyAndQuery(self_handle, 55, eSetValueWithoutOverwrite, &value), pdFAIL);
    CHECK_EQ(value, 11);
    CHECK_EQ(xTaskNotifyAndQueryIndexed(self_handle, 1, 3, eSetBits, &value), pdPASS);
    CHECK_EQ(value, 0);
    given_nothing_pending();
}

static void bits_are_cleared_on_entry_only_when_nothing_is_pending(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotify(self_handle, 0xFF, eSetValueWithOverwrite), pdPASS);
    CHECK_EQ(xTaskNotifyWait(0x0F, 0, &value, 0), pdTRUE);
    CHECK_EQ(value, 0xFF);
    CHECK_EQ(xTaskNotifyWait(0x0F, 0, &value, 0), pdFALSE);
    CHECK_EQ(value, 0xF0);
}

static void bits_are_cleared_on_exit_only_when_something_came(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotify(self_handle, 0xFF, eSetValueWithOverwrite), pdPASS);
    CHECK_EQ(xTaskNotifyWait(0, 0x0F, &value, 0), pdTRUE);
    CHECK_EQ(value, 0xFF); /* as it was before */
    CHECK_EQ(xTaskNotifyWait(0, 0xFF, &value, 0), pdFALSE);
    CHECK_EQ(value, 0xF0);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdFALSE);
    CHECK_EQ(value, 0xF0);
}

static void take_counts_down_or_clears(void)
{
    given_nothing_pending();
    for (unsigned i = 0; i < 3; i++) {
        CHECK_EQ(xTaskNotifyGive(self_handle), pdPASS);
    }
    CHECK_EQ(ulTaskNotifyTake(pdFALSE, 0), 3);
    CHECK_EQ(ulTaskNotifyTake(pdFALSE, 0), 2);
    CHECK_EQ(xTaskNotifyGive(self_handle), pdPASS);
    CHECK_EQ(ulTaskNotifyTake(pdTRUE, 0), 2);
    CHECK_EQ(ulTaskNotifyTake(pdTRUE, 0), 0);
}

static void a_take_leaves_nothing_pending(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotifyGive(self_handle), pdPASS);
    CHECK_EQ(xTaskNotifyGive(self_handle), pdPASS);
    CHECK_EQ(ulTaskNotifyTake(pdFALSE, 0), 2);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdFALSE);
    CHECK_EQ(value, 1);
}

static void a_take_of_value_zero_waits_although_notified(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotify(self_handle, 0, eNoAction), pdPASS);
    TickType_t begin = fresh_tick();
    CHECK_EQ(ulTaskNotifyTake(pdTRUE, 3), 0);
    CHECK_EQ(xTaskGetTickCount() - begin, 3);
}

static void state_clear_tells_whether_something_was_pending(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotifyStateClear(NULL), pdFALSE);
    CHECK_EQ(xTaskNotify(self_handle, 5, eSetValueWithOverwrite), pdPASS);
    CHECK_EQ(xTaskNotifyStateClear(self_handle), pdTRUE);
    CHECK_EQ(xTaskNotifyStateClear(NULL), pdFALSE);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdFALSE);
    CHECK_EQ(value, 5); /* the value is another matter */
}

static void value_clear_returns_the_value_before(void)
{
    given_nothing_pending();
    CHECK_EQ(xTaskNotify(self_handle, 0xFF, eSetValueWithOverwrite), pdPASS);
    CHECK_EQ(ulTaskNotifyValueClear(NULL, 0x0F), 0xFF);
    CHECK_EQ(ulTaskNotifyValueClear(self_handle, 0), 0xF0);
    CHECK_EQ(xTaskNotifyWait(0, 0, &value, 0), pdTRUE); /* still pending */
    CHECK_EQ(value, 0xF0);
}

static void indexes_are_independent(void)
{
    given_nothing_pending();
    for (UBaseType_t i = 0; i < configTASK_NOTIFICATION_ARRAY_ENTRIES; i++) {
        CHECK_EQ(xTaskNotifyIndexed(self_handle, i, 100 + (uint32_t)i, eSetValueWithOverwrite),
                 pdPASS);
    }
    for (UBaseType_t i = configTASK_NOTIFICATION_ARRAY_ENTRIES; i > 0; i--) {
        CHECK_EQ(xTaskNotifyWaitIndexed(i - 1, 0, 0xFFFFFFFFU, &value, 0), pdTRUE);
        CHECK_EQ(value, 99 + i);
        CHECK_EQ(xTaskNotifyWaitIndexed(i - 1, 0, 0, &value, 0), pdFALSE);
    }
}

static void a_wait_that_times_out_took_its_time(void)
{
    given_nothing_pending();
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTaskNotifyWait(0, 0, NULL, 4), pdFALSE);
    CHECK_EQ(xTaskGetTickCount() - begin, 4);
    begin = fresh_tick();
    CHECK_EQ(ulTaskNotifyTakeIndexed(2, pdTRUE, 4), 0);
    CHECK_EQ(xTaskGetTickCount() - begin, 4);
}

static void wait_on(void *arg)
{
    UBaseType_t index = *(const UBaseType_t *)arg;
    uint32_t got = 0;
    for (;;) {
        if (xTaskNotifyWaitIndexed(index, 0, 0xFFFFFFFFU, &got, portMAX_DELAY) == pdTRUE) {
            event((char)('a' + (int)got));
        }
    }
}

static void a_more_urgent_task_runs_before_notify_returns(void)
{
    static const UBaseType_t index = 1;
    TaskHandle_t task = spawn(wait_on, P_HIGH, (void *)&index);
    CHECK_EQ(xTaskNotifyIndexed(task, 1, 4, eSetValueWithOverwrite), pdPASS);
    event('.');
    CHECK_EVENTS("e.");
}

static void another_index_does_not_wake_the_waiter(void)
{
    static const UBaseType_t index = 1;
    TaskHandle_t task = spawn(wait_on, P_HIGH, (void *)&index);
    CHECK_EQ(xTaskNotifyIndexed(task, 0, 4, eSetValueWithOverwrite), pdPASS);
    CHECK_EQ(xTaskNotifyIndexed(task, 2, 4, eSetValueWithOverwrite), pdPASS);
    CHECK_EVENTS("");
    CHECK_EQ(eTaskGetState(task), eBlocked);
    CHECK_EQ(xTaskNotifyIndexed(task, 1, 2, eSetValueWithOverwrite), pdPASS);
    CHECK_EVENTS("c");
}

static void a_task_that_is_delayed_is_not_woken_by_a_notification(void)
{
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTaskNotifyGive(xTaskGetCurrentTaskHandle()), pdPASS);
    vTaskDelay(3);
    CHECK_EQ(xTaskGetTickCount() - begin, 3);
    CHECK_EQ(ulTaskNotifyTake(pdTRUE, 0), 1);
}

static void even_no_action_wakes_the_waiter(void)
{
    static const UBaseType_t index = 0;
    TaskHandle_t task = spawn(wait_on, P_HIGH, (void *)&index);
    CHECK_EQ(xTaskNotify(task, 9, eNoAction), pdPASS);
    CHECK_EVENTS("a");
}

static void count_takes(void *arg)
{
    (void)arg;
    for (;;) {
        if (ulTaskNotifyTake(pdFALSE, portMAX_DELAY) != 0) {
            event('t');
        }
    }
}

static void gives_to_a_less_urgent_task_are_counted(void)
{
    TaskHandle_t task = spawn(count_takes, P_LOW, NULL);
    settle();
    for (unsigned i = 0; i < 4; i++) {
        CHECK_EQ(xTaskNotifyGive(task), pdPASS);
    }
    CHECK_EVENTS("");
    settle();
    CHECK_EVENTS("tttt");
}

static TaskHandle_t target;
static BaseType_t results[4], woken;

static void notify_in_handler(void)
{
    woken = pdFALSE;
    results[0] = xTaskNotifyFromISR(target, 3, eSetValueWithOverwrite, &woken);
    results[1] = xTaskNotifyFromISR(target, 4, eSetValueWithoutOverwrite, &woken);
    results[2] = xTaskNotifyAndQueryFromISR(target, 0, eIncrement, &value, &woken);
    results[3] = xTaskNotifyIndexedFromISR(target, 1, 1, eSetBits, &woken);
    portYIELD_FROM_ISR(woken);
}

static void a_handler_notifies_with_every_action(void)
{
    static const UBaseType_t index = 0;
    target = spawn(wait_on, P_HIGH, (void *)&index);
    irq_call(notify_in_handler);
    event('.');
    CHECK_EQ(woken, pdTRUE);
    CHECK_EQ(results[0], pdPASS);
    CHECK_EQ(results[1], pdFAIL);
    CHECK_EQ(results[2], pdPASS);
    CHECK_EQ(value, 3);
    CHECK_EQ(results[3], pdPASS);
    CHECK_EVENTS("e.");
}

static void a_handler_that_notifies_a_less_urgent_task_does_not_switch(void)
{
    static const UBaseType_t index = 0;
    target = spawn(wait_on, P_LOW, (void *)&index);
    settle();
    irq_call(notify_in_handler);
    event('.');
    CHECK_EQ(woken, pdFALSE);
    settle();
    CHECK_EVENTS(".e");
}

static void give_in_handler(void)
{
    woken = pdFALSE;
    vTaskNotifyGiveFromISR(target, &woken);
    vTaskNotifyGiveFromISR(target, &woken);
    vTaskNotifyGiveIndexedFromISR(target, 3, &woken);
    portYIELD_FROM_ISR(woken);
}

static void a_handler_gives_as_often_as_it_likes(void)
{
    target = spawn(count_takes, P_HIGH, NULL);
    irq_call(give_in_handler);
    CHECK_EQ(woken, pdTRUE);
    CHECK_EVENTS("tt");
    CHECK_EQ(ulTaskNotifyValueClearIndexed(target, 3, 0), 1);
}

static void give_with_null(void)
{
    vTaskNotifyGiveFromISR(target, NULL);
}

static void a_handler_need_not_ask_who_woke(void)
{
    target = spawn(count_takes, P_HIGH, NULL);
    irq_call(give_with_null);
    settle();
    CHECK_EVENTS("t");
}

static void a_notification_in_a_critical_section_is_taken_after_it(void)
{
    target = spawn(count_takes, P_HIGH, NULL);
    taskENTER_CRITICAL();
    CHECK_EQ(xTaskNotifyGive(target), pdPASS);
    event('c');
    taskEXIT_CRITICAL();
    CHECK_EVENTS("ct");
}

static void a_suspended_task_keeps_its_notification(void)
{
    target = spawn(count_takes, P_LOW, NULL);
    vTaskSuspend(target);
    CHECK_EQ(xTaskNotifyGive(target), pdPASS);
    settle();
    CHECK_EVENTS("");
    vTaskResume(target);
    settle();
    CHECK_EVENTS("t");
}

CONFORMANCE_MAIN("notify", TEST(nothing_is_pending_at_first),
                 TEST(every_action_does_what_its_name_says), TEST(a_query_gives_the_value_before),
                 TEST(bits_are_cleared_on_entry_only_when_nothing_is_pending),
                 TEST(bits_are_cleared_on_exit_only_when_something_came),
                 TEST(take_counts_down_or_clears), TEST(a_take_leaves_nothing_pending),
                 TEST(a_take_of_value_zero_waits_although_notified),
                 TEST(state_clear_tells_whether_something_was_pending),
                 TEST(value_clear_returns_the_value_before), TEST(indexes_are_independent),
                 TEST(a_wait_that_times_out_took_its_time),
                 TEST(a_more_urgent_task_runs_before_notify_returns),
                 TEST(another_index_does_not_wake_the_waiter),
                 TEST(a_task_that_is_delayed_is_not_woken_by_a_notification),
                 TEST(even_no_action_wakes_the_waiter),
                 TEST(gives_to_a_less_urgent_task_are_counted),
                 TEST(a_handler_notifies_with_every_action),
                 TEST(a_handler_that_notifies_a_less_urgent_task_does_not_switch),
                 TEST(a_handler_gives_as_often_as_it_likes), TEST(a_handler_need_not_ask_who_woke),
                 TEST(a_notification_in_a_critical_section_is_taken_after_it),
                 TEST(a_suspended_task_keeps_its_notification))
