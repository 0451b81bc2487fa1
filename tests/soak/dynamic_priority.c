/* SPDX-License-Identifier: MIT */
/* A controller lets one task count for a while by raising it, another by resuming it, and both see
 * exactly what they should. */
#include "soak.h"

#define COUNTS 255U

static volatile unsigned long rounds;
static volatile uint32_t counter;
static TaskHandle_t limited, endless;
static QueueHandle_t queue;

static void count_to_limit(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL); /* until the controller wants it */
        for (unsigned i = 0; i < COUNTS; i++) {
            counter = counter + 1;
        }
    }
}

static void count_endlessly(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskPrioritySet(NULL,
                         uxTaskPriorityGet(NULL) + 1); /* nobody in between sees half a step */
        counter = counter + 1;
        vTaskPrioritySet(NULL, uxTaskPriorityGet(NULL) - 1);
    }
}

static void control(void *arg)
{
    (void)arg;
    for (;;) {
        counter = 0;
        vTaskResume(limited); /* more urgent: it has counted when the call returns */
        SOAK_CHECK_THAT(counter == COUNTS);
        SOAK_CHECK_THAT(eTaskGetState(limited) == eSuspended);

        counter = 0;
        vTaskResume(endless);
        vTaskDelay(3);
        vTaskSuspend(endless);
        uint32_t seen = counter;
        SOAK_CHECK_THAT(eTaskGetState(endless) == eSuspended);
        UBaseType_t priority = uxTaskPriorityGet(endless);
        SOAK_CHECK_THAT(priority == SOAK_IDLE || priority == SOAK_IDLE + 1);
        vTaskDelay(10);
        SOAK_CHECK_THAT(counter == seen);
        rounds = rounds + 1;
    }
}

static void send_in_suspension(void *arg)
{
    uint32_t item = 0;
    (void)arg;
    for (;;) {
        vTaskSuspendAll();
        if (xQueueSend(queue, &item, 0) == pdPASS) {
            item++;
        }
        SOAK_CHECK_THAT(uxQueueMessagesWaiting(queue) == 1); /* the receiver does not run */
        (void)xTaskResumeAll();
        vTaskDelay(3);
    }
}

static void receive_in_suspension(void *arg)
{
    uint32_t expected = 0;
    (void)arg;
    for (;;) {
        uint32_t item = 0;
        BaseType_t got;
        do {
            vTaskSuspendAll();
            got = xQueueReceive(queue, &item, 0);
            (void)xTaskResumeAll();
            vTaskDelay(1);
        } while (got != pdPASS);
        SOAK_CHECK_THAT(item == expected);
        expected++;
    }
}

static void start(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    (void)soak_task(control, "control", NULL, SOAK_LOW);
    limited = soak_task(count_to_limit, "limited", NULL, SOAK_MIDDLE);
    endless = soak_task(count_endlessly, "endless", NULL, SOAK_IDLE);
    vTaskSuspend(endless);
    (void)soak_task(send_in_suspension, "send", NULL, SOAK_LOW);
    (void)soak_task(receive_in_suspension, "receive", NULL, SOAK_LOW);
}

const struct soak_group dynamic_priority_group = {"dynamic priority", start, NULL, NULL, &rounds};
