/* SPDX-License-Identifier: MIT */
/* K2: from an interrupt nothing is handed over: one handler may post and take back what it posted,
 * although tasks wait, and every call succeeds.
 * Fails on a kernel that copies an item to a blocked task from the handler. */
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
    for (;;) {
        if (xSemaphoreTake(queue, portMAX_DELAY) == pdPASS) {
            event('t');
        }
    }
}

static void send_send_receive_receive(void)
{
    BaseType_t woken = pdFALSE;
    uint32_t item = '1';
    event(xQueueSendFromISR(queue, &item, &woken) == pdPASS ? 'p' : 'f');
    item = '2';
    event(xQueueSendFromISR(queue, &item, &woken) == pdPASS ? 'p' : 'f');
    item = '?';
    event(xQueueReceiveFromISR(queue, &item, &woken) == pdPASS ? (char)item : 'f');
    item = '?';
    event(xQueueReceiveFromISR(queue, &item, &woken) == pdPASS ? (char)item : 'f');
    portYIELD_FROM_ISR(woken);
}

static void receive_send(void)
{
    BaseType_t woken = pdFALSE;
    uint32_t item = '?';
    event(xQueueReceiveFromISR(queue, &item, &woken) == pdPASS ? (char)item : 'f');
    item = 'i';
    event(xQueueSendFromISR(queue, &item, &woken) == pdPASS ? 'p' : 'f');
    portYIELD_FROM_ISR(woken);
}

static void give_give_take_take(void)
{
    BaseType_t woken = pdFALSE;
    event(xSemaphoreGiveFromISR(queue, &woken) == pdPASS ? 'p' : 'f');
    event(xSemaphoreGiveFromISR(queue, &woken) == pdPASS ? 'p' : 'f');
    event(xSemaphoreTakeFromISR(queue, &woken) == pdPASS ? 'p' : 'f');
    event(xSemaphoreTakeFromISR(queue, &woken) == pdPASS ? 'p' : 'f');
    portYIELD_FROM_ISR(woken);
}

static void handler_receives_what_it_sent_although_tasks_of_any_priority_wait(void)
{
    static const UBaseType_t priorities[] = {P_HIGH, P_CONTROL, P_LOW};
    for (size_t i = 0; i < sizeof priorities / sizeof priorities[0]; i++) {
        queue = xQueueCreate(2, sizeof(uint32_t));
        TaskHandle_t task = spawn(receiver, priorities[i], NULL);
        settle();
        irq_call(send_send_receive_receive);
        settle();
        CHECK_EVENTS("pp12");
        uint32_t item = 'x';
        CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
        settle();
        CHECK_EVENTS("x");
        reap_one(task);
        vQueueDelete(queue);
    }
}

static void handler_fills_the_room_it_made_although_a_task_waits_to_send(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    uint32_t item = 'a';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    spawn(sender, P_HIGH, NULL);
    irq_call(receive_send);
    settle();
    CHECK_EVENTS("ap");
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(item, 'i');
    CHECK_EVENTS("S");
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(item, 's');
    vQueueDelete(queue);
}

static void handler_takes_what_it_gave_although_a_task_waits(void)
{
    queue = xSemaphoreCreateCounting(2, 0);
    TaskHandle_t task = spawn(taker, P_HIGH, NULL);
    irq_call(give_give_take_take);
    settle();
    CHECK_EVENTS("pppp");
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    CHECK_EVENTS("t");
    reap_one(task);
    vSemaphoreDelete(queue);
}

CONFORMANCE_MAIN("K2", TEST(handler_receives_what_it_sent_although_tasks_of_any_priority_wait),
                 TEST(handler_fills_the_room_it_made_although_a_task_waits_to_send),
                 TEST(handler_takes_what_it_gave_although_a_task_waits))
