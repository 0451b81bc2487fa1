/* SPDX-License-Identifier: MIT */
/** Driver of the USARTs of the STM32F2: hal/include/uart.h. */
#ifndef UART_STM32_H
#define UART_STM32_H

#include <stdbool.h>
#include <stdint.h>

#include "uart.h"

/** State of one port: zero but for the first five members. The rest is the driver's. */
struct uart_stm32 {
    uintptr_t base;
    uint32_t clock_hz; /* of its bus */
    uint32_t irq;
    uint8_t *ring;
    uint32_t ring_bytes; /* a power of two */
    bool flow_control;
    void (*ready)(void *context);
    void *context;
    volatile uint32_t head;     /* bytes ever put into the ring, by the ISR */
    volatile uint32_t tail;     /* bytes ever taken out, by the reader */
    volatile uint32_t overruns; /* written by the ISR */
};

extern const struct uart_driver uart_stm32_driver;

/** Handle the interrupt of a port. Called by the board's vector. Context: ISR. */
void uart_stm32_interrupt(struct uart_stm32 *uart);

#endif
