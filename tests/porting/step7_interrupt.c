/* SPDX-License-Identifier: MIT */
/* irq_call of tests/conformance: an interrupt wakes a task, at once or when the mask is lifted. */
#include "porting.h"

#include "../conformance/irq.h"
#include "arch.h"

#define TIMES 200U

static TaskHandle_t waiter;
static volatile unsigned wakes, in_isr;

static void wait(void *unused)
{
    (void)unused;
    for (;;) {
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        wakes = wakes + 1U;
    }
}

static void handler(void)
{
    BaseType_t woken = pdFALSE;

    in_isr = in_isr + (arch_in_isr() ? 1U : 0U);
    vTaskNotifyGiveFromISR(waiter, &woken);
    portYIELD_FROM_ISR(woken);
}

static void interrupt(void *unused)
{
    (void)unused;
    for (unsigned n = 0; n < TIMES; n++) {
        irq_call(handler);
        CHECK(wakes == 2U * n + 1U);
        taskENTER_CRITICAL();
        irq_call(handler);
        CHECK(wakes == 2U * n + 1U);
        taskEXIT_CRITICAL();
        CHECK(wakes == 2U * n + 2U);
    }
    CHECK(in_isr == 2U * TIMES);
    porting_end("interrupt");
}

int main(void)
{
    board_init();
    CHECK(xTaskCreate(wait, "wait", STACK_DEPTH, NULL, 3, &waiter) == pdPASS);
    CHECK(xTaskCreate(interrupt, "task", STACK_DEPTH, NULL, 1, NULL) == pdPASS);
    vTaskStartScheduler();
    return 1;
}
