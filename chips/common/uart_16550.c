/* SPDX-License-Identifier: MIT */
/* 16550 UART: a FIFO of 16 bytes in hardware; the receive interrupt empties it into a ring.
 *
 *   ISR: head ──► ring[head % size]        written by the ISR only
 *   read: tail ──► ring[tail % size]       written by the reader only; empty when head == tail
 *
 * PC16550D data sheet, section 8. */
#include "uart_16550.h"

#define REGISTER(uart, n) (*(volatile uint8_t *)((uart)->base + (n) * (uart)->stride))

#define DATA(uart) REGISTER(uart, 0u) /* with LCR_DLAB: divisor, low half */
#define IER(uart)  REGISTER(uart, 1u) /* with LCR_DLAB: high half */
#define FCR(uart)  REGISTER(uart, 2u)
#define LCR(uart)  REGISTER(uart, 3u)
#define LSR(uart)  REGISTER(uart, 5u)

#define IER_RECEIVED   0x01u
#define FCR_ON_CLEARED 0x07u /* FIFOs on, both cleared, interrupt at the first byte */
#define LCR_8N1        0x03u
#define LCR_DLAB       0x80u
#define LSR_RECEIVED   0x01u
#define LSR_OVERRUN    0x02u
#define LSR_TX_EMPTY   0x20u
#define DIVIDER_MAX    0xFFFFu

void uart_16550_interrupt(struct uart_16550 *uart)
{
    uint8_t status;

    while (((status = LSR(uart)) & LSR_RECEIVED) != 0) { /* reading it clears the overrun */
        uint8_t byte = DATA(uart);
        uint32_t head = uart->head;
        if (head - uart->tail < UART_16550_RING_BYTES) {
            uart->ring[head % UART_16550_RING_BYTES] = byte;
            uart->head = head + 1;
        } else {
            uart->overruns = uart->overruns + 1;
        }
        if ((status & LSR_OVERRUN) != 0) {
            uart->overruns = uart->overruns + 1;
        }
    }
    if (uart->ready != NULL) {
        uart->ready(uart->context);
    }
}

static bool start(struct uart_device *device, uint32_t baud, void (*ready)(void *context),
                  void *context)
{
    struct uart_16550 *uart = device->state;
    uint32_t divider = baud != 0 ? uart->clock_hz / (16u * baud) : 0;

    if (divider == 0 || divider > DIVIDER_MAX || baud > uart->clock_hz / 16u) {
        return false;
    }
    IER(uart) = 0;
    uart->ready = ready;
    uart->context = context;
    LCR(uart) = LCR_8N1 | LCR_DLAB;
    DATA(uart) = (uint8_t)divider;
    IER(uart) = (uint8_t)(divider >> 8);
    LCR(uart) = LCR_8N1;
    FCR(uart) = FCR_ON_CLEARED;
    IER(uart) = IER_RECEIVED;
    return true;
}

static size_t read(struct uart_device *device, void *bytes, size_t capacity)
{
    struct uart_16550 *uart = device->state;
    uint8_t *to = bytes;
    size_t count = 0;

    while (count < capacity && uart->tail != uart->head) {
        to[count++] = uart->ring[uart->tail % UART_16550_RING_BYTES];
        uart->tail = uart->tail + 1;
    }
    return count;
}

static void write(struct uart_device *device, const void *bytes, size_t length)
{
    struct uart_16550 *uart = device->state;
    const uint8_t *from = bytes;

    for (size_t i = 0; i < length; i++) {
        while ((LSR(uart) & LSR_TX_EMPTY) == 0) {
        }
        DATA(uart) = from[i];
    }
}

static uint32_t overruns(struct uart_device *device)
{
    const struct uart_16550 *uart = device->state;

    return uart->overruns;
}

const struct uart_driver uart_16550_driver = {
    .start = start,
    .read = read,
    .write = write,
    .overruns = overruns,
};
