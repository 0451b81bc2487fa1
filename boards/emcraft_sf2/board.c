/* SPDX-License-Identifier: MIT */
/* Wiring of Emcraft's SmartFusion2 starter kit, as QEMU's machine emcraft-sf2 emulates it.
 *
 *   UART0         console, 115200 baud
 *   system timer  half 0: clock_monotonic_us
 *   code          read-only, so that writing to it faults
 */
#include "board.h"

#include "cortex_m.h"
#include "msf2.h"
#include "semihosting.h"
#include "uart_16550.h"

#define CONSOLE_BAUD 115200u
#define ENVM_BYTES   (256u * 1024u)

static struct uart_16550 console_state = {
    .base = MSF2_UART0, .stride = 4, .clock_hz = MSF2_PCLK_HZ};
static struct uart_device console = {.driver = &uart_16550_driver, .state = &console_state};

void UART0_IRQHandler(void);

void UART0_IRQHandler(void)
{
    uart_16550_interrupt(&console_state);
}

void board_init(void)
{
    (void)semihosting_probe();
    cm_protect_code(0, MSF2_ENVM, ENVM_BYTES);
    msf2_clock_start();
    cm_irq_enable(MSF2_IRQ_UART0, MSF2_PRIORITY_DEVICE);
    (void)uart_16550_driver.start(&console, CONSOLE_BAUD, NULL, NULL);
}

const char *board_name(void)
{
    return "emcraft_sf2";
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

void board_console_write(const char *text, size_t length)
{
    uart_16550_driver.write(&console, text, length);
}

size_t board_console_read(char *text, size_t capacity)
{
    return uart_16550_driver.read(&console, text, capacity);
}

void board_exit(int status)
{
    cm_interrupts_off();
    semihosting_exit(status);
    for (;;) {
    }
}
