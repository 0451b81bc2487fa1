/* SPDX-License-Identifier: MIT */
/* K3: an item may go straight to a waiter only where the caller switches to it before its own call
 * returns. Wherever the caller goes on first, the item must still be in the object; a readied
 * waiter that is deleted or suspended before it runs takes nothing with it. Fails on a kernel that
 * hands over whenever somebody waits. */
#include "conformance.h"

static QueueHandle_t queue;

static void receiver(void *arg)
{
    uint32_t item = 0;
    (void)arg;
    if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
        event((char)item);
    }
    park();
}

static void taker(void *arg)
{
    (void)arg;
    if (xSemaphoreTake(queue, portMAX_DELAY) == pdPASS) {
        event('t');
    }
    park();
}

static void locker(void *arg)
{
    (void)arg;
    if (xSemaphoreTake(queue, portMAX_DELAY) == pdPASS) {
        event('l');
        CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    }
    park();
}

static void enter_suspended(void)
{
    vTaskSuspendAll();
}

static void leave_suspended(void)
{
    (void)xTaskResumeAll();
}

static void enter_critical(void)
{
    taskENTER_CRITICAL();
}

static void leave_critical(void)
{
    taskEXIT_CRITICAL();
}

static void enter_masked(void)
{
    taskDISABLE_INTERRUPTS();
}

static void leave_masked(void)
{
    taskENABLE_INTERRUPTS();
}

static void enter_level(void)
{
}

static void leave_level(void)
{
}

static const struct {
    const char *name;
    void (*enter)(void);
    void (*leave)(void);
    UBaseType_t waiter;
} places[] = {
    {"scheduler suspended", enter_suspended, leave_suspended, P_HIGH},
    {"critical section", enter_critical, leave_critical, P_HIGH},
    {"interrupts masked", enter_masked, leave_masked, P_HIGH},
    {"equal priority", enter_level, leave_level, P_CONTROL},
};

static void item_can_be_taken_back_wherever_the_caller_goes_on_first(void)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        conformance_case = places[i].name;
        queue = xQueueCreate(1, sizeof(uint32_t));
        TaskHandle_t task = spawn(receiver, places[i].waiter, NULL);
        settle();
        uint32_t item = 'x';
        places[i].enter();
        BaseType_t sent = xQueueSend(queue, &item, 0);
        UBaseType_t waiting = uxQueueMessagesWaiting(queue);
        item = 0;
        BaseType_t received = xQueueReceive(queue, &item, 0);
        places[i].leave();
        CHECK_EQ(sent, pdPASS);
        CHECK_EQ(waiting, 1);
        CHECK_EQ(received, pdPASS);
        CHECK_EQ(item, 'x');
        settle();
        CHECK_EVENTS("");
        item = 'y';
        CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
        settle();
        CHECK_EVENTS("y");
        reap_one(task);
        vQueueDelete(queue);
    }
}

static void mutex_can_be_taken_back_wherever_the_caller_goes_on_first(void)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        conformance_case = places[i].name;
        queue = xSemaphoreCreateMutex();
        CHECK_EQ(xSemaphoreTake(queue, 0), pdPASS);
        TaskHandle_t task = spawn(locker, places[i].waiter, NULL);
        settle();
        places[i].enter();
        BaseType_t given = xSemaphoreGive(queue);
        BaseType_t taken = xSemaphoreTake(queue, 0);
        places[i].leave();
        CHECK_EQ(given, pdPASS);
        CHECK_EQ(taken, pdPASS);
        settle();
        CHECK_EVENTS("");
        CHECK(xSemaphoreGetMutexHolder(queue) == xTaskGetCurrentTaskHandle());
        CHECK_EQ(xSemaphoreGive(queue), pdPASS);
        settle();
        CHECK_EVENTS("l");
        reap_one(task);
        vSemaphoreDelete(queue);
    }
}

static void waiter_deleted_before_it_runs_takes_nothing_with_it(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    TaskHandle_t doomed = spawn(receiver, P_LOW, NULL);
    settle();
    uint32_t item = 'x';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    reap_one(doomed);
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(uxQueueMessagesWaiting(queue), 1);
    spawn(receiver, P_LOW, NULL);
    settle();
    CHECK_EVENTS("x");
    vQueueDelete(queue);
}

static void waiter_suspended_before_it_runs_takes_nothing_with_it(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    TaskHandle_t stopped = spawn(receiver, P_LOW, NULL);
    settle();
    uint32_t item = 'x';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    vTaskSuspend(stopped);
    settle();
    CHECK_EVENTS("");
    spawn(receiver, P_LOW, NULL);
    settle();
    CHECK_EVENTS("x");
    vTaskResume(stopped);
    settle();
    CHECK_EVENTS("");
    item = 'y';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    settle();
    CHECK_EVENTS("y");
    vQueueDelete(queue);
}

static void waiter_deleted_while_the_scheduler_is_suspended_takes_nothing_with_it(void)
{
    queue = xSemaphoreCreateBinary();
    TaskHandle_t doomed = spawn(taker, P_HIGH, NULL);
    vTaskSuspendAll();
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    reap_one(doomed);
    (void)xTaskResumeAll();
    CHECK_EVENTS("");
    CHECK_EQ(uxSemaphoreGetCount(queue), 1);
    vSemaphoreDelete(queue);
}

static void higher_waiter_runs_before_the_post_returns(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    spawn(receiver, P_HIGH, NULL);
    uint32_t item = 'x';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    event('.');
    CHECK_EVENTS("x.");
    vQueueDelete(queue);
}

CONFORMANCE_MAIN("K3", TEST(item_can_be_taken_back_wherever_the_caller_goes_on_first),
                 TEST(mutex_can_be_taken_back_wherever_the_caller_goes_on_first),
                 TEST(waiter_deleted_before_it_runs_takes_nothing_with_it),
                 TEST(waiter_suspended_before_it_runs_takes_nothing_with_it),
                 TEST(waiter_deleted_while_the_scheduler_is_suspended_takes_nothing_with_it),
                 TEST(higher_waiter_runs_before_the_post_returns))
