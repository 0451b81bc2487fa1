/* SPDX-License-Identifier: MIT */
/* K1: a post stays in the object; the waiter it readies takes when it runs, and if somebody was
 * quicker waits again for the rest of the same deadline.
 * Fails on a kernel that hands an item straight to a blocked waiter of lower priority, or that
 * restarts the deadline of a waiter that came too late. */
#include "conformance.h"

static QueueHandle_t queue;
static volatile TickType_t waited;

static void receiver(void *arg)
{
    uint32_t item = 0;
    (void)arg;
    if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
        event((char)item);
    }
    park();
}

static void sender(void *arg)
{
    uint32_t item = 's';
    (void)arg;
    if (xQueueSend(queue, &item, portMAX_DELAY) == pdPASS) {
        event('S');
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

static void impatient_receiver(void *arg)
{
    uint32_t item;
    (void)arg;
    TickType_t start = fresh_tick();
    BaseType_t got = xQueueReceive(queue, &item, 20);
    waited = xTaskGetTickCount() - start;
    event(got == pdPASS ? 'g' : 'n');
    park();
}

static void sender_takes_its_own_item_back_although_a_lower_task_waits(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    spawn(receiver, P_LOW, NULL);
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
    settle();
    CHECK_EVENTS("y");
    vQueueDelete(queue);
}

static void receiver_fills_the_room_it_made_although_a_lower_task_waits_to_send(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    uint32_t item = 'a';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    spawn(sender, P_LOW, NULL);
    settle();
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 0);
    item = 'b';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(item, 'b');
    settle();
    CHECK_EVENTS("S");
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(item, 's');
    vQueueDelete(queue);
}

static void semaphore_given_to_a_lower_waiter_can_be_taken_back(void)
{
    queue = xSemaphoreCreateBinary();
    spawn(taker, P_LOW, NULL);
    settle();
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    CHECK_EQ(uxSemaphoreGetCount(queue), 1);
    CHECK_EQ(xSemaphoreTake(queue, 0), pdPASS);
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    settle();
    CHECK_EVENTS("t");
    vSemaphoreDelete(queue);
}

static void mutex_given_to_a_lower_waiter_can_be_taken_back(void)
{
    queue = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(queue, 0), pdPASS);
    spawn(locker, P_LOW, NULL);
    settle();
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(queue) == NULL);
    CHECK_EQ(xSemaphoreTake(queue, 0), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(queue) == xTaskGetCurrentTaskHandle());
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    settle();
    CHECK_EVENTS("l");
    CHECK(xSemaphoreGetMutexHolder(queue) == NULL);
    vSemaphoreDelete(queue);
}

static void waiter_that_came_too_late_keeps_its_deadline(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    spawn(impatient_receiver, P_LOW, NULL);
    vTaskDelay(12);
    uint32_t item = 'x';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EVENTS("");
    vTaskDelay(20);
    CHECK_EVENTS("n");
    CHECK_EQ(waited, 20);
    vQueueDelete(queue);
}

CONFORMANCE_MAIN("K1", TEST(sender_takes_its_own_item_back_although_a_lower_task_waits),
                 TEST(receiver_fills_the_room_it_made_although_a_lower_task_waits_to_send),
                 TEST(semaphore_given_to_a_lower_waiter_can_be_taken_back),
                 TEST(mutex_given_to_a_lower_waiter_can_be_taken_back),
                 TEST(waiter_that_came_too_late_keeps_its_deadline))
