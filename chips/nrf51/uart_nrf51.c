/* SPDX-License-Identifier: MIT */
/* The nRF51's UART: the receive interrupt fills a ring, sending is polled.
 *
 *   ISR: head ──► ring[head % size]        written by the ISR only
 *   read: tail ──► ring[tail % size]       written by the reader only; empty when head == tail
 *
 * With flow control a full ring switches the interrupt off: bytes stay in the receiver, which holds
 * six and takes RTS back when four more fit; the reader switches it on again when it has made room.
 *
 * Sending: a byte is written, then the event that it has left is awaited and cleared, so that the
 * transmitter is free whenever write() is entered. Reference manual, chapter 29. */
#include "uart_nrf51.h"

#include "cortex_m.h"
#include "nrf51.h"

#define START_RX CM_REGISTER(NRF51_UART0 + 0x000u)
#define START_TX CM_REGISTER(NRF51_UART0 + 0x008u)
#define RX_READY CM_REGISTER(NRF51_UART0 + 0x108u) /* event; 0 clears it */
#define TX_READY CM_REGISTER(NRF51_UART0 + 0x11Cu) /* event; 0 clears it */
#define ERROR    CM_REGISTER(NRF51_UART0 + 0x124u) /* event; 0 clears it */
#define INTENSET CM_REGISTER(NRF51_UART0 + 0x304u)
#define INTENCLR CM_REGISTER(NRF51_UART0 + 0x308u)
#define ERRORSRC CM_REGISTER(NRF51_UART0 + 0x480u) /* write 1 to clear */
#define ENABLE   CM_REGISTER(NRF51_UART0 + 0x500u)
#define PSEL_RTS CM_REGISTER(NRF51_UART0 + 0x508u)
#define PSEL_TXD CM_REGISTER(NRF51_UART0 + 0x50Cu)
#define PSEL_CTS CM_REGISTER(NRF51_UART0 + 0x510u)
#define PSEL_RXD CM_REGISTER(NRF51_UART0 + 0x514u)
#define RXD      CM_REGISTER(NRF51_UART0 + 0x518u)
#define TXD      CM_REGISTER(NRF51_UART0 + 0x51Cu)
#define BAUDRATE CM_REGISTER(NRF51_UART0 + 0x524u)
#define CONFIG   CM_REGISTER(NRF51_UART0 + 0x56Cu)
#define GPIO_SET CM_REGISTER(NRF51_GPIO + 0x508u)
#define GPIO_OUT CM_REGISTER(NRF51_GPIO + 0x518u) /* direction, write 1 for output */

#define ENABLE_ON        4u
#define CONFIG_FLOW      1u
#define PIN_NONE         0xFFFFFFFFu
#define INT_RX_READY     (1u << 2)
#define INT_ERROR        (1u << 9)
#define ERRORSRC_OVERRUN (1u << 0)
#define BAUD_MIN         1200u
#define BAUD_MAX         1000000u
#define DEFAULT_BAUD     115200u

/* The register holds baud * 2^32 / 16 MHz, of which the upper 20 bits count; rounded. */
static uint32_t divider(uint32_t baud)
{
    return (uint32_t)((((uint64_t)baud << 32) / NRF51_CLOCK_HZ + 0x800u) & 0xFFFFF000u);
}

static bool set_flow_control(struct uart_device *device, bool on)
{
    struct uart_nrf51 *uart = device->state;

    if (on && !uart->has_flow_pins) {
        return false;
    }
    uart->flow_control = on;
    CONFIG = on ? CONFIG_FLOW : 0;
    if (!on) {
        INTENSET = INT_RX_READY; /* off when the ring was full */
    }
    return true;
}

static void turn_on(const struct uart_nrf51 *uart, uint32_t baud)
{
    GPIO_SET = 1u << uart->tx_pin; /* the line idles high */
    GPIO_OUT = 1u << uart->tx_pin;
    PSEL_TXD = uart->tx_pin;
    PSEL_RXD = uart->rx_pin;
    PSEL_RTS = uart->has_flow_pins ? uart->rts_pin : PIN_NONE;
    PSEL_CTS = uart->has_flow_pins ? uart->cts_pin : PIN_NONE;
    CONFIG = uart->flow_control ? CONFIG_FLOW : 0;
    BAUDRATE = divider(baud);
    ENABLE = ENABLE_ON;
    START_TX = 1;
}

static bool start(struct uart_device *device, uint32_t baud, void (*ready)(void *context),
                  void *context)
{
    struct uart_nrf51 *uart = device->state;

    if (baud < BAUD_MIN || baud > BAUD_MAX) {
        return false;
    }
    cm_irq_disable(NRF51_IRQ_UART0);
    uart->ready = ready;
    uart->context = context;
    turn_on(uart, baud);
    START_RX = 1;
    while (RX_READY != 0) { /* full and not emptied, it never tells of a byte again */
        RX_READY = 0;
        (void)RXD;
    }
    INTENSET = INT_RX_READY | INT_ERROR;
    cm_irq_enable(NRF51_IRQ_UART0, NRF51_PRIORITY_DEVICE);
    return true;
}

static bool is_full(const struct uart_nrf51 *uart)
{
    return uart->head - uart->tail >= uart->ring_bytes;
}

void uart_nrf51_interrupt(struct uart_nrf51 *uart)
{
    while (RX_READY != 0) {
        if (uart->flow_control && is_full(uart)) {
            INTENCLR = INT_RX_READY;
            break;
        }
        RX_READY = 0; /* before the byte is taken: the next one sets it again */
        uint8_t byte = (uint8_t)RXD;
        if (!is_full(uart)) {
            uart->ring[uart->head & (uart->ring_bytes - 1u)] = byte;
            uart->head = uart->head + 1;
        } else {
            uart->overruns = uart->overruns + 1;
        }
    }
    if (ERROR != 0) {
        ERROR = 0;
        uart->overruns = uart->overruns + ((ERRORSRC & ERRORSRC_OVERRUN) != 0 ? 1u : 0u);
        ERRORSRC = ERRORSRC;
    }
    if (uart->ready != NULL) {
        uart->ready(uart->context);
    }
}

static size_t read(struct uart_device *device, void *bytes, size_t capacity)
{
    struct uart_nrf51 *uart = device->state;
    uint8_t *to = bytes;
    size_t count = 0;

    while (count < capacity && uart->tail != uart->head) {
        to[count++] = uart->ring[uart->tail & (uart->ring_bytes - 1u)];
        uart->tail = uart->tail + 1;
    }
    if (count > 0) {
        INTENSET = INT_RX_READY; /* off when the ring was full */
    }
    return count;
}

static void write(struct uart_device *device, const void *bytes, size_t length)
{
    const uint8_t *from = bytes;

    if (ENABLE != ENABLE_ON) {
        turn_on(device->state, DEFAULT_BAUD);
    }
    for (size_t i = 0; i < length; i++) {
        TX_READY = 0;
        TXD = from[i];
        while (TX_READY == 0) {
        }
    }
}

static uint32_t overruns(struct uart_device *device)
{
    const struct uart_nrf51 *uart = device->state;

    return uart->overruns;
}

const struct uart_driver uart_nrf51_driver = {
    .start = start,
    .read = read,
    .write = write,
    .overruns = overruns,
    .set_flow_control = set_flow_control,
};
