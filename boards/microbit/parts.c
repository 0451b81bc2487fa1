/* SPDX-License-Identifier: MIT */
/* What the micro:bit has and has not, whatever is plugged into it. */
#include "board.h"

#include "cortex_m.h"
#include "semihosting.h"

struct netif_device *board_netif(void)
{
    return NULL;
}

struct watchdog_device *board_watchdog(void)
{
    return NULL;
}

void board_exit(int status)
{
    cm_interrupts_off();
    semihosting_exit(status);
    for (;;) {
    }
}

void board_reset(void)
{
    cm_reset();
}
