/* SPDX-License-Identifier: MIT */
/* Wiring of the BBC micro:bit (first version), as QEMU's machine microbit emulates it.
 *
 *   UART     console, 115200 baud, pins 24 (out) and 25 (in) to the USB interface chip
 *   TIMER0   clock_monotonic_us
 *   TIMER1   tick
 */
#include "board.h"

#include "nrf51.h"
#include "semihosting.h"
#include "uart_nrf51.h"

#define CONSOLE_BAUD 115200u
#define RING_BYTES   64u

static uint8_t ring[RING_BYTES];
static struct uart_nrf51 console_state = {
    .tx_pin = 24, .rx_pin = 25, .ring = ring, .ring_bytes = RING_BYTES};
static struct uart_device console = {.driver = &uart_nrf51_driver, .state = &console_state};

void UART0_IRQHandler(void);

void UART0_IRQHandler(void)
{
    uart_nrf51_interrupt(&console_state);
}

void board_init(void)
{
    (void)semihosting_probe();
    nrf51_clock_start();
    (void)uart_nrf51_driver.start(&console, CONSOLE_BAUD, NULL, NULL);
}

const char *board_name(void)
{
    return "microbit";
}

struct flash_device *board_flash(void)
{
    return NULL;
}

void board_console_write(const char *text, size_t length)
{
    uart_nrf51_driver.write(&console, text, length);
}

size_t board_console_read(char *text, size_t capacity)
{
    return uart_nrf51_driver.read(&console, text, capacity);
}
