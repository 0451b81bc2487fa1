/* SPDX-License-Identifier: MIT */
/** Driver of the CMSDK APB UART. */
#ifndef UART_CMSDK_H
#define UART_CMSDK_H

#include <stdint.h>

#include "uart.h"

/** State of one port: zero but for the first four members. The rest is the driver's. */
struct uart_cmsdk {
    uintptr_t base;
    uint32_t irq;
    uint8_t *ring;
    uint32_t ring_bytes; /* a power of two */
    void (*ready)(void *context);
    void *context;
    volatile uint32_t head;     /* bytes ever put into the ring, by the ISR */
    volatile uint32_t tail;     /* bytes ever taken out, by the reader */
    volatile uint32_t overruns; /* written by the ISR */
};

extern const struct uart_driver uart_cmsdk_driver;

/** Handle the receive interrupt of a port. Called by the board's vector. Context: ISR. */
void uart_cmsdk_interrupt(struct uart_cmsdk *uart);

#endif
