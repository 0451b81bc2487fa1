/* SPDX-License-Identifier: MIT */
/* defaults.c compiles, so every option has its default; and a kernel of defaults starts. */
#include "FreeRTOS.h"

#include "board.h"
#include "task.h"

static void end(void *arg)
{
    (void)arg;
    board_exit(0);
}

int main(void)
{
    board_init();
    if (xTaskCreate(end, "end", 512, NULL, 1, NULL) == pdPASS) {
        vTaskStartScheduler();
    }
    return 1;
}
