/* SPDX-License-Identifier: MIT */
/* The least that a program is: board, kernel and heap, and one task. What a module adds is measured
 * against it. */
#include "FreeRTOS.h"
#include "board.h"
#include "task.h"

static void wait(void *unused)
{
    (void)unused;
    for (;;) {
        vTaskDelay(1000);
    }
}

int main(void)
{
    board_init();
    if (xTaskCreate(wait, "wait", configMINIMAL_STACK_SIZE, NULL, 1, NULL) == pdPASS) {
        vTaskStartScheduler();
    }
    return 1;
}
