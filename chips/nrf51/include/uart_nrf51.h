/* SPDX-License-Identifier: MIT */
/** Driver of the nRF51's UART. */
#ifndef UART_NRF51_H
#define UART_NRF51_H

#include <stdint.h>

#include "uart.h"

#define UART_NRF51_RING_BYTES 64u /* a power of two */

/** State of the port: zero but for the first two members, pins of port 0. The rest is the driver's.
 */
struct uart_nrf51 {
    uint8_t tx_pin;
    uint8_t rx_pin;
    void (*ready)(void *context);
    void *context;
    volatile uint32_t head;     /* bytes ever put into the ring, by the ISR */
    volatile uint32_t tail;     /* bytes ever taken out, by the reader */
    volatile uint32_t overruns; /* written by the ISR */
    uint8_t ring[UART_NRF51_RING_BYTES];
};

extern const struct uart_driver uart_nrf51_driver;

/** Handle the interrupt of the port. Called by the board's vector. Context: ISR. */
void uart_nrf51_interrupt(struct uart_nrf51 *uart);

#endif
