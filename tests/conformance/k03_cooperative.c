/* SPDX-License-Identifier: MIT */
/* K3 without pre-emption: nothing is handed over, nobody runs before the caller yields or blocks,
 * and then the most urgent runs. Fails on a kernel that hands over or switches at a post with
 * configUSE_PREEMPTION 0. */
#include "conformance.h"
#include "irq.h"

static QueueHandle_t queue;

static void receiver(void *arg)
{
    uint32_t item = 0;
    (void)arg;
    for (;;) {
        if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
            event((char)item);
        }
    }
}

static void running(void *letter)
{
    event(*(const char *)letter);
    park();
}

static void created_task_waits_for_the_caller_to_yield(void)
{
    spawn(running, P_LOW, (void *)"l");
    spawn(running, P_HIGH, (void *)"h");
    spawn(running, P_CONTROL, (void *)"e");
    event('.');
    taskYIELD();
    event('.');
    settle();
    CHECK_EVENTS(".he.l");
}

static void item_for_a_higher_waiter_can_be_taken_back(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    TaskHandle_t task = spawn(receiver, P_HIGH, NULL);
    settle();
    uint32_t item = 'x';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 1);
    item = 0;
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(item, 'x');
    settle();
    CHECK_EVENTS("");
    item = 'y';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    event('.');
    taskYIELD();
    CHECK_EVENTS(".y");
    reap_one(task);
    vQueueDelete(queue);
}

static void send_from_handler(void)
{
    uint32_t item = 'i';
    BaseType_t woken = pdFALSE;
    (void)xQueueSendFromISR(queue, &item, &woken);
    event(woken == pdTRUE ? 'w' : '-');
}

static void neither_a_tick_nor_a_wake_up_in_a_handler_switches(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    TaskHandle_t task = spawn(receiver, P_HIGH, NULL);
    settle();
    irq_call(send_from_handler);
    burn_ticks(5);
    events_clear();
    event('.');
    taskYIELD();
    CHECK_EVENTS(".i");
    reap_one(task);
    vQueueDelete(queue);
}

static void locker(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(queue, portMAX_DELAY), pdPASS);
    event('l');
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    park();
}

static void mutex_for_a_higher_waiter_can_be_taken_back(void)
{
    queue = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(queue, 0), pdPASS);
    spawn(locker, P_HIGH, NULL);
    settle();
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(queue) == NULL);
    CHECK_EQ(xSemaphoreTake(queue, 0), pdPASS);
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    settle();
    CHECK_EVENTS("l");
    vSemaphoreDelete(queue);
}

CONFORMANCE_MAIN("K3, co-operative", TEST(created_task_waits_for_the_caller_to_yield),
                 TEST(item_for_a_higher_waiter_can_be_taken_back),
                 TEST(neither_a_tick_nor_a_wake_up_in_a_handler_switches),
                 TEST(mutex_for_a_higher_waiter_can_be_taken_back))
