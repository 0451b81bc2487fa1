/* SPDX-License-Identifier: MIT */
/* arch_tick_start, arch_sleep: time passes, equals take turns, a delay is as long as it says. */
#include "porting.h"

#define DELAYS 20U

static volatile unsigned long spins[2];

static void spin(void *arg)
{
    for (;;) {
        spins[(uintptr_t)arg] = spins[(uintptr_t)arg] + 1U;
    }
}

static void delay(void *unused)
{
    (void)unused;
    vTaskDelay(1);
    for (TickType_t n = 1; n <= DELAYS; n++) {
        TickType_t before = xTaskGetTickCount();
        vTaskDelay(n);
        CHECK(xTaskGetTickCount() - before == n);
    }
    CHECK(spins[0] > 0 && spins[1] > 0);
    porting_end("tick");
}

int main(void)
{
    board_init();
    CHECK(xTaskCreate(delay, "delay", STACK_DEPTH, NULL, 3, NULL) == pdPASS);
    for (uintptr_t i = 0; i < 2; i++) {
        CHECK(xTaskCreate(spin, "spin", STACK_DEPTH, (void *)i, 1, NULL) == pdPASS);
    }
    vTaskStartScheduler();
    return 1;
}
