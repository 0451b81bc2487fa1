/* SPDX-License-Identifier: MIT */
/* A micro:bit with a Wi-Fi module at its edge connector. Its chip has one UART, and that is the
 * module's: the console is the debugger's.
 *
 *   UART     the module's: radio.c
 *   flash    the upper 64 KB: Wi-Fi profiles, and the credentials at the end
 *   TIMER0   clock_monotonic_us
 *   TIMER1   tick
 */
#include "board.h"

#include "flash_nvmc.h"
#include "nrf51.h"
#include "semihosting.h"

#define DATA_ADDRESS 0x00030000u
#define DATA_BYTES   0x10000u

static struct flash_device flash = {
    .driver = &flash_nvmc_driver,
    .geometry = {DATA_BYTES, FLASH_NVMC_ERASE_BYTES, FLASH_NVMC_PROGRAM_BYTES},
    .state = (void *)DATA_ADDRESS};

void board_init(void)
{
    (void)semihosting_probe();
    nrf51_clock_start();
}

const char *board_name(void)
{
    return "microbit_wifi";
}

struct flash_device *board_flash(void)
{
    return &flash;
}

void board_console_write(const char *text, size_t length)
{
    semihosting_console_write(text, length);
}

size_t board_console_read(char *text, size_t capacity)
{
    (void)text;
    (void)capacity;
    return 0;
}
