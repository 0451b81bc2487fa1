/* SPDX-License-Identifier: MIT */
/* A point every five seconds, from the idle hook: look at a watch. Clock rate and tick rate are
 * right then, the idle task runs, and the console writes from it. Behind two points stands what the
 * board's own clock says. It ends when somebody ends it. */
#include "clock.h"
#include "porting.h"

#define PERIOD pdMS_TO_TICKS(5000)

static uint64_t started_us;

static void put_seconds(uint64_t us)
{
    uint32_t ms = (uint32_t)((us + 500u) / 1000u);
    char text[] = " 000.000 s\n";

    for (unsigned place = 7; place > 0; place--) {
        if (place != 4) {
            text[place] = (char)('0' + ms % 10u);
            ms /= 10u;
        }
    }
    porting_put(text);
}

void vApplicationIdleHook(void)
{
    static TickType_t last;
    static unsigned points;

    if (xTaskGetTickCount() - last >= PERIOD) {
        last += PERIOD;
        porting_put(".");
        if (++points % 2u == 0) {
            put_seconds(clock_monotonic_us() - started_us);
        }
    }
}

int main(void)
{
    board_init();
    porting_put("dots: one every 5 s\n");
    started_us = clock_monotonic_us();
    vTaskStartScheduler();
    return 1;
}
