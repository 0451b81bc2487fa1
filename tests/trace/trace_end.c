/* SPDX-License-Identifier: MIT */
/* The scheduler is ended. A microcontroller has nothing to return to: there the call comes back. */
#include "board.h"

#include "FreeRTOS.h"
#include "task.h"

#include "counters.h"

static void ends_the_scheduler(void *arg)
{
    (void)arg;
    vTaskEndScheduler();
    board_exit(trace_report() == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    (void)xTaskCreate(ends_the_scheduler, "ends", configMINIMAL_STACK_SIZE + 256, NULL, 3, NULL);
    vTaskStartScheduler();
    board_exit(trace_report() == 0 ? 0 : 1);
}

void vApplicationTickHook(void)
{
}
