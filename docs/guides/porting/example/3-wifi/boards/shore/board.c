/* SPDX-License-Identifier: MIT */
/* Wiring. Everything is disabled: a part that is NULL is one that the board does not have. */
#include "board.h"

#include "clock_start.h"
#include "console.h"
#include "cortex_m.h"
#include "semihosting.h"

void board_init(void)
{
    (void)semihosting_probe();
    console_start();
    clock_start();
}

const char *board_name(void)
{
    return DUNLIN_BOARD_NAME;
}

struct netif_device *board_netif(void)
{
    return NULL;
}

struct flash_device *board_flash(void)
{
    return NULL;
}

struct watchdog_device *board_watchdog(void)
{
    return NULL;
}

void board_exit(int status)
{
    (void)status;
    cm_interrupts_off();
    for (;;) {
    }
}

void board_reset(void)
{
    cm_reset();
}
