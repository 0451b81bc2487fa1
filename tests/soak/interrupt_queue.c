/* SPDX-License-Identifier: MIT */
/* Interrupts and tasks send to and receive from the same two queues. Each number of each sender
 * arrives once: nothing is lost, nothing comes twice. */
#include "soak.h"

#define LENGTH    6U
#define FROM_TASK 0x80000000U

static volatile unsigned long rounds;
static QueueHandle_t empty, full;
static volatile uint32_t sent_by_irq, sent_by_task; /* next numbers */
static volatile uint32_t seen_of_irq, seen_of_task;

/* One queue, mostly empty: two senders, two receivers at different priorities. */
static void account(uint32_t item)
{
    taskENTER_CRITICAL();
    if ((item & FROM_TASK) != 0) {
        seen_of_task = seen_of_task + 1;
    } else {
        seen_of_irq = seen_of_irq + 1;
    }
    SOAK_CHECK_THAT(seen_of_irq <= sent_by_irq && seen_of_task <= sent_by_task + 1);
    rounds = rounds + 1;
    taskEXIT_CRITICAL();
}

static void receive(void *arg)
{
    uint32_t last_of_irq = 0, last_of_task = 0;
    (void)arg;
    for (;;) {
        uint32_t item = 0;
        if (xQueueReceive(empty, &item, 10) != pdPASS) {
            continue;
        }
        uint32_t *last = (item & FROM_TASK) != 0 ? &last_of_task : &last_of_irq;
        SOAK_CHECK_THAT(item > *last); /* of one sender later numbers come later */
        *last = item;
        account(item);
    }
}

static void send(void *arg)
{
    (void)arg;
    for (;;) {
        uint32_t item = FROM_TASK | (sent_by_task + 1);
        if (xQueueSend(empty, &item, 5) == pdPASS) {
            sent_by_task = sent_by_task + 1;
        }
        vTaskDelay(1);
    }
}

/* The other, mostly full: a task fills it, interrupts and a task empty it. */
static volatile uint32_t taken_by_irq, taken_by_task, put_in;

static void fill(void *arg)
{
    (void)arg;
    for (;;) {
        uint32_t item = put_in + 1;
        SOAK_CHECK_THAT(xQueueSend(full, &item, portMAX_DELAY) == pdPASS);
        taskENTER_CRITICAL();
        put_in = put_in + 1;
        uint32_t out = taken_by_irq + taken_by_task;
        SOAK_CHECK_THAT(out <= put_in + 1 && put_in - out <= LENGTH + 1);
        taskEXIT_CRITICAL();
    }
}

static void drain(void *arg)
{
    (void)arg;
    for (;;) {
        uint32_t item = 0;
        vTaskSuspendAll();
        if (xQueueReceive(full, &item, 0) == pdPASS) {
            taskENTER_CRITICAL();
            taken_by_task = taken_by_task + 1;
            taskEXIT_CRITICAL();
        }
        (void)xTaskResumeAll();
        vTaskDelay(4);
    }
}

static void in_irq(void)
{
    BaseType_t woken = pdFALSE;
    uint32_t item = sent_by_irq + 1;
    if (xQueueSendFromISR(empty, &item, &woken) == pdPASS) {
        sent_by_irq = item;
    }
    if (xQueueReceiveFromISR(full, &item, &woken) == pdPASS) {
        taken_by_irq = taken_by_irq + 1;
    }
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    empty = xQueueCreate(LENGTH, sizeof(uint32_t));
    full = xQueueCreate(LENGTH, sizeof(uint32_t));
    (void)soak_task(receive, "receive", NULL, SOAK_HIGH);
    (void)soak_task(receive, "receive", NULL, SOAK_LOW);
    (void)soak_task(send, "send", NULL, SOAK_MIDDLE);
    (void)soak_task(fill, "fill", NULL, SOAK_LOW);
    (void)soak_task(drain, "drain", NULL, SOAK_MIDDLE);
}

const struct soak_group interrupt_queue_group = {"interrupt queue", start, NULL, in_irq, &rounds};
