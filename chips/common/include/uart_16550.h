/* SPDX-License-Identifier: MIT */
/** Driver of the 16550 UART. The board routes its interrupt, before or after start(). */
#ifndef UART_16550_H
#define UART_16550_H

#include <stdint.h>

#include "uart.h"

#define UART_16550_RING_BYTES 256u /* a power of two */

/** State of one port: zero but for the first three members. The rest is the driver's. */
struct uart_16550 {
    uintptr_t base;
    uint32_t stride; /* bytes from one register to the next: 1, 2 or 4 */
    uint32_t clock_hz;
    void (*ready)(void *context);
    void *context;
    volatile uint32_t head;     /* bytes ever put into the ring, by the ISR */
    volatile uint32_t tail;     /* bytes ever taken out, by the reader */
    volatile uint32_t overruns; /* written by the ISR */
    uint8_t ring[UART_16550_RING_BYTES];
};

extern const struct uart_driver uart_16550_driver;

/** Handle the interrupt of a port. Called by the board. Context: ISR. */
void uart_16550_interrupt(struct uart_16550 *uart);

#endif
