/* SPDX-License-Identifier: MIT */
/* Wiring of the MPS2 board with the AN385 image, as QEMU's machine mps2-an385 emulates it.
 *
 *   UART0      console, 115200 baud
 *   LAN9118    network, interrupt 13
 *   timer 1    clock_monotonic_us
 *   watchdog   NMI, then reset
 *   PSRAM      the first 4 MB are the flash device
 *   code       read-only, so that writing through a NULL pointer faults
 */
#include "board.h"

#include "cortex_m.h"
#include "flash_psram.h"
#include "lan9118.h"
#include "mps2.h"
#include "semihosting.h"
#include "uart_cmsdk.h"
#include "watchdog_cmsdk.h"

#define CONSOLE_BAUD    115200u
#define FLASH_BYTES     (4u * 1024u * 1024u)
#define MPU_REGION_CODE 7u /* the highest number wins where regions overlap */

static struct uart_cmsdk console_state = {.base = MPS2_UART0, .irq = MPS2_IRQ_UART0_RX};
static struct uart_device console = {.driver = &uart_cmsdk_driver, .state = &console_state};

static struct lan9118 lan_state = {.base = MPS2_ETHERNET, .irq = MPS2_IRQ_ETHERNET};
static struct netif_device lan = {.driver = &lan9118_driver, .state = &lan_state};

static struct flash_psram flash_state = {.base = MPS2_PSRAM};
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

/* Privileged code reads and executes the first 4 MB and may not write them; everything else is as
 * without MPU. DDI 0403 B3.5. */
static void protect_code(void)
{
    const uint32_t size_4m = 21u << 1;   /* 2^(21+1) bytes */
    const uint32_t read_only = 6u << 24; /* privileged and unprivileged */
    const uint32_t normal_ram = 6u
                                << 16; /* outer and inner write-back, as the default map has it */

    if (CM_MPU_TYPE == 0) {
        return;
    }
    CM_MPU_RNR = MPU_REGION_CODE;
    CM_MPU_RBAR = 0;
    CM_MPU_RASR = read_only | normal_ram | size_4m | 1u;
    CM_MPU_CTRL = 5u; /* on, with the default map behind it */
    cm_barrier();
}

void board_init(void)
{
    (void)semihosting_probe();
    protect_code();
    mps2_clock_start();
    (void)uart_cmsdk_driver.start(&console, CONSOLE_BAUD, NULL, NULL);
}

const char *board_name(void)
{
    return "mps2_an385";
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

void board_exit(int status)
{
    cm_interrupts_off();
    semihosting_exit(status);
    for (;;) {
    }
}
