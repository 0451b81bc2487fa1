/* SPDX-License-Identifier: MIT */
/* The MPS2 board: one PCB whose chip is made by the FPGA image that is loaded. What an image
 * decides is in mps2.h and, where images of one map differ, in the board's `mps2_wiring`.
 *
 *   UART0      console, 115200 baud
 *   LAN9118    network
 *   timer 1    clock_monotonic_us
 *   watchdog   NMI, then reset
 *   PSRAM      the first 4 MB are the flash device
 *   code       read-only, so that writing to it faults
 */
#include "mps2_board.h"

#include "board.h"
#include "board_boot.h"

#include "cortex_m.h"
#include "flash_psram.h"
#include "lan9118.h"
#include "mps2.h"
#include "semihosting.h"
#include "uart_cmsdk.h"
#include "watchdog_cmsdk.h"

#define CONSOLE_BAUD 115200u
#define FLASH_BYTES  (4u * 1024u * 1024u)
#define CODE_BYTES   (4u * 1024u * 1024u)

static uint8_t console_ring[256];
static struct uart_cmsdk console_state = {.base = MPS2_UART0,
                                          .irq = MPS2_IRQ_UART0_RX,
                                          .ring = console_ring,
                                          .ring_bytes = sizeof console_ring};
static struct uart_device console = {.driver = &uart_cmsdk_driver, .state = &console_state};

static struct lan9118 lan_state = {.irq = MPS2_IRQ_ETHERNET};
static struct netif_device lan = {.driver = &lan9118_driver, .state = &lan_state};

static struct flash_psram flash_state;
static struct flash_device flash = {
    .driver = &flash_psram_driver,
    .geometry = {.size_bytes = FLASH_BYTES, .erase_bytes = 4096, .program_bytes = 4},
    .state = &flash_state,
};

static struct watchdog_cmsdk watchdog_state = {.base = MPS2_WATCHDOG};
static struct watchdog_device watchdog = {.driver = &watchdog_cmsdk_driver,
                                          .state = &watchdog_state};

void UARTRX0_Handler(void);
void ETHERNET_Handler(void);

void UARTRX0_Handler(void)
{
    uart_cmsdk_interrupt(&console_state);
}

void ETHERNET_Handler(void)
{
    lan9118_interrupt(&lan_state);
}

void board_init(void)
{
    (void)semihosting_probe();
    cm_protect_code(0, MPS2_CODE, CODE_BYTES);
    if (MPS2_CODE != 0) { /* writing through a NULL pointer must fault there, too */
        cm_protect_code(1, 0, CODE_BYTES);
    }
    lan_state.base = mps2_wiring.ethernet;
    flash_state.base = mps2_wiring.psram;
    mps2_clock_start();
    (void)uart_cmsdk_driver.start(&console, CONSOLE_BAUD, NULL, NULL);
}

const char *board_name(void)
{
    return mps2_wiring.name;
}

struct netif_device *board_netif(void)
{
    return &lan;
}

struct flash_device *board_flash(void)
{
    return &flash;
}

struct watchdog_device *board_watchdog(void)
{
    return &watchdog;
}

void board_console_write(const char *text, size_t length)
{
    uart_cmsdk_driver.write(&console, text, length);
}

size_t board_console_read(char *text, size_t capacity)
{
    return uart_cmsdk_driver.read(&console, text, capacity);
}

void board_open_image_memory(void)
{
    cm_open_memory();
}

void board_hand_over(uint32_t entry)
{
    cm_hand_over(entry);
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
