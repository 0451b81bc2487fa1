/* SPDX-License-Identifier: MIT */
/** Driver of the nRF51's UART. */
#ifndef UART_NRF51_H
#define UART_NRF51_H

#include <stdbool.h>
#include <stdint.h>

#include "uart.h"

/** State of the port: zero but for the wiring, which is the board's: pins of port 0, and a ring.
 * With flow control a ring that is full is no loss: the receiver's six bytes fill, too, and RTS
 * makes the other side wait. */
struct uart_nrf51 {
    uint8_t tx_pin;
    uint8_t rx_pin;
    bool has_flow_pins; /* the next two are wired */
    uint8_t rts_pin;
    uint8_t cts_pin;
    uint8_t *ring;
    uint32_t ring_bytes; /* a power of two */
    bool flow_control;   /* the driver's from here on */
    void (*ready)(void *context);
    void *context;
    volatile uint32_t head;     /* bytes ever put into the ring, by the ISR */
    volatile uint32_t tail;     /* bytes ever taken out, by the reader */
    volatile uint32_t overruns; /* written by the ISR */
};

extern const struct uart_driver uart_nrf51_driver;

/** Handle the interrupt of the port. Called by the board's vector. Context: ISR. */
void uart_nrf51_interrupt(struct uart_nrf51 *uart);

#endif
