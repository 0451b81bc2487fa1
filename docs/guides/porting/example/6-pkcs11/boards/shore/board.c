/* SPDX-License-Identifier: MIT */
/* Wiring. A part that is NULL is one that the board does not have.
 *
 *   USART1   console
 *   USART2   Wi-Fi module: radio.c
 *   TIM2     clock_monotonic_us
 *   RAM      the last 36 KB are the flash: QEMU's flash of the chip cannot be written
 */
#include "board.h"

#include "clock_start.h"
#include "console.h"
#include "cortex_m.h"
#include "flash_ram.h"
#include "semihosting.h"

#define FLASH_ADDRESS 0x20017000u
#define FLASH_BYTES   (36u * 1024u)

static struct flash_device flash = {
    .driver = &flash_ram_driver,
    .geometry = {.size_bytes = FLASH_BYTES, .erase_bytes = 1024, .program_bytes = 4},
    .state = (void *)FLASH_ADDRESS,
};

void board_init(void)
{
    (void)semihosting_probe();
    console_start();
    clock_start();
    flash_ram_start(&flash);
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
    return &flash;
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
