/* SPDX-License-Identifier: MIT */
/* One task uses a queue from both ends; three share a mutex, and the holder is raised when it must
 * be. */
#include "soak.h"

#define LENGTH 5U

static volatile unsigned long rounds;
static QueueHandle_t queue;
static SemaphoreHandle_t mutex;
static volatile uint32_t guarded;
static TaskHandle_t low, high;

static void both_ends(void *arg)
{
    uint32_t item;
    (void)arg;
    for (;;) {
        for (uint32_t i = 0; i < LENGTH; i++) {
            SOAK_CHECK_THAT(xQueueSendToBack(queue, &i, 0) == pdPASS);
        }
        SOAK_CHECK_THAT(uxQueueSpacesAvailable(queue) == 0);
        item = 99;
        SOAK_CHECK_THAT(xQueueSendToFront(queue, &item, 0) == errQUEUE_FULL);
        for (uint32_t i = 0; i < LENGTH; i++) {
            SOAK_CHECK_THAT(xQueuePeek(queue, &item, 0) == pdPASS && item == i);
            SOAK_CHECK_THAT(xQueueReceive(queue, &item, 0) == pdPASS && item == i);
            item += 100;
            SOAK_CHECK_THAT(xQueueSendToFront(queue, &item, 0) == pdPASS);
            SOAK_CHECK_THAT(xQueueReceive(queue, &item, 0) == pdPASS && item == i + 100);
        }
        SOAK_CHECK_THAT(uxQueueMessagesWaiting(queue) == 0);
        rounds = rounds + 1;
        vTaskDelay(1);
    }
}

/* Holds the mutex while the other asks: inherits, and is back afterwards. */
static void hold(void *arg)
{
    (void)arg;
    for (;;) {
        SOAK_CHECK_THAT(xSemaphoreTake(mutex, portMAX_DELAY) == pdPASS);
        SOAK_CHECK_THAT(uxTaskPriorityGet(NULL) == SOAK_LOW);
        uint32_t seen = guarded;
        vTaskResume(high); /* it runs at once and blocks on the mutex */
        SOAK_CHECK_THAT(uxTaskPriorityGet(NULL) == SOAK_HIGH);
        SOAK_CHECK_THAT(uxTaskBasePriorityGet(NULL) == SOAK_LOW);
        SOAK_CHECK_THAT(guarded == seen);
        guarded = seen + 1;
        SOAK_CHECK_THAT(xSemaphoreGive(mutex) == pdPASS);
        SOAK_CHECK_THAT(uxTaskPriorityGet(NULL) == SOAK_LOW);
        SOAK_CHECK_THAT(guarded == seen + 2);
        rounds = rounds + 1;
        vTaskDelay(2);
    }
}

static void ask(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
        SOAK_CHECK_THAT(xSemaphoreTake(mutex, portMAX_DELAY) == pdPASS);
        SOAK_CHECK_THAT(uxTaskPriorityGet(low) == SOAK_LOW);
        guarded = guarded + 1;
        SOAK_CHECK_THAT(xSemaphoreGive(mutex) == pdPASS);
    }
}

static void start(void)
{
    queue = xQueueCreate(LENGTH, sizeof(uint32_t));
    mutex = xSemaphoreCreateMutex();
    (void)soak_task(both_ends, "both ends", NULL, SOAK_IDLE);
    high = soak_task(ask, "ask", NULL, SOAK_HIGH);
    low = soak_task(hold, "hold", NULL, SOAK_LOW);
}

const struct soak_group generic_queue_group = {"generic queue", start, NULL, NULL, &rounds};
