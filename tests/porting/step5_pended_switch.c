/* SPDX-License-Identifier: MIT */
/* arch_request_switch: a switch that has to wait happens when the mask is lifted; the task that it
 * interrupted goes on when the other one blocks. */
#include "porting.h"

#define TIMES 200U

static TaskHandle_t urgent;
static volatile unsigned runs;

static void run_and_suspend(void *unused)
{
    (void)unused;
    for (;;) {
        runs = runs + 1U;
        vTaskSuspend(NULL);
    }
}

static void resume_under_a_mask(void *unused)
{
    (void)unused;
    for (unsigned n = 1; n <= TIMES; n++) {
        taskENTER_CRITICAL();
        vTaskResume(urgent);
        CHECK(runs == n);
        taskEXIT_CRITICAL();
        CHECK(runs == n + 1U);
    }
    porting_end("pended switch");
}

int main(void)
{
    board_init();
    CHECK(xTaskCreate(run_and_suspend, "urgent", STACK_DEPTH, NULL, 3, &urgent) == pdPASS);
    CHECK(xTaskCreate(resume_under_a_mask, "task", STACK_DEPTH, NULL, 1, NULL) == pdPASS);
    vTaskStartScheduler();
    return 1;
}
