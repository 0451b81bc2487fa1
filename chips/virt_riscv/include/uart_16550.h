/* SPDX-License-Identifier: MIT */
/** Driver of the 16550 UART, registers a byte apart. */
#ifndef UART_16550_H
#define UART_16550_H

#include <stdint.h>

#include "uart.h"

#define UART_16550_RING_BYTES 256u /* a power of two */

/** State of one port: zero but for the first three members. The rest is the driver's. */
struct uart_16550 {
    uintptr_t base;
    uint32_t clock_hz;
    uint32_t source; /* of interrupts */
    void (*ready)(void *context);
    void *context;
    volatile uint32_t head;     /* bytes ever put into the ring, by the ISR */
    volatile uint32_t tail;     /* bytes ever taken out, by the reader */
    volatile uint32_t overruns; /* written by the ISR */
    uint8_t ring[UART_16550_RING_BYTES];
};

extern const struct uart_driver uart_16550_driver;

#endif
