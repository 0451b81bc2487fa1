/* SPDX-License-Identifier: MIT */
/* Complete: a board with a console and nothing else. */
#include "board.h"

const char *board_name(void)
{
    return "mine";
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
