/* SPDX-License-Identifier: MIT */
/* An application of its own: one task counts, the other adds up, a queue between them. */
#include <stdio.h>

#include "FreeRTOS.h"
#include "board.h"
#include "queue.h"
#include "task.h"

#define NUMBERS     10u
#define STACK_WORDS 512u

static QueueHandle_t numbers;

static void count(void *unused)
{
    (void)unused;
    for (uint32_t i = 1; i <= NUMBERS; i++) {
        xQueueSend(numbers, &i, portMAX_DELAY);
        vTaskDelay(pdMS_TO_TICKS(10));
    }
    vTaskDelete(NULL);
}

static void add_up(void *unused)
{
    (void)unused;
    uint32_t sum = 0;
    for (uint32_t i = 0; i < NUMBERS; i++) {
        uint32_t number;
        xQueueReceive(numbers, &number, portMAX_DELAY);
        sum += number;
    }
    printf("app: the numbers 1 to %u add up to %lu on %s, kernel %s\n", NUMBERS, (unsigned long)sum,
           board_name(), tskKERNEL_VERSION_NUMBER);
    board_exit(0);
}

int main(void)
{
    board_init();
    numbers = xQueueCreate(4, sizeof(uint32_t));
    xTaskCreate(count, "count", STACK_WORDS, NULL, 1, NULL);
    xTaskCreate(add_up, "add up", STACK_WORDS, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
