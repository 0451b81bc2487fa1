/* SPDX-License-Identifier: MIT */
/* An application that asks for nothing: queues, binary semaphores and taking turns are all there
 * is. Catches a kernel that does not build, or does not work, without its options. */
#include "FreeRTOS.h"

#include "queue.h"
#include "semphr.h"
#include "task.h"

#include "../check.h"

static QueueHandle_t queue;
static SemaphoreHandle_t done;
static volatile unsigned idle_rounds;
static char first_to_run;

void vApplicationIdleHook(void)
{
    idle_rounds = idle_rounds + 1;
    if (idle_rounds == 50) { /* everybody waits: nothing was lost on the way */
        CHECK(uxQueueMessagesWaiting(queue) == 0);
        finish();
    }
}

static void produce(void *arg)
{
    (void)arg;
    first_to_run = first_to_run != 0 ? first_to_run : 'p';
    for (uint32_t i = 0; i < 100; i++) {
        CHECK(xQueueSend(queue, &i, portMAX_DELAY) == pdPASS);
    }
    CHECK(xSemaphoreTake(done, portMAX_DELAY) == pdPASS);
    CHECK(xTaskGetTickCount() < 1000);
    CHECK(first_to_run == 'c'); /* of the best equals the last created begins */
    for (;;) {
        (void)xSemaphoreTake(done, portMAX_DELAY);
    }
}

static void consume(void *arg)
{
    (void)arg;
    first_to_run = first_to_run != 0 ? first_to_run : 'c';
    for (uint32_t i = 0; i < 100; i++) {
        uint32_t item = 0;
        CHECK(xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS && item == i);
        taskYIELD();
    }
    CHECK(xSemaphoreGive(done) == pdPASS);
    for (;;) {
        uint32_t item;
        (void)xQueueReceive(queue, &item, portMAX_DELAY);
    }
}

int main(void)
{
    board_init();
    queue = xQueueCreate(3, sizeof(uint32_t));
    done = xSemaphoreCreateBinary();
    CHECK(xTaskCreate(produce, "produce", 512, NULL, 1, NULL) == pdPASS);
    CHECK(xTaskCreate(consume, "consume", 512, NULL, 1, NULL) == pdPASS);
    vTaskStartScheduler();
    return 1;
}
