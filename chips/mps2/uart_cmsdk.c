/* SPDX-License-Identifier: MIT */
/* CMSDK APB UART: one byte each way in hardware, so the receive interrupt fills a ring.
 *
 *   ISR: head ──► ring[head & (size - 1)]        written by the ISR only
 *   read: tail ──► ring[tail & (size - 1)]       written by the reader only; empty when head ==
 * tail
 *
 * It has no RTS and CTS: what comes while the ring is full is lost, and counted. Cortex-M System
 * Design Kit TRM (DDI 0479), section 4.3. */
#include "uart_cmsdk.h"

#include "cortex_m.h"
#include "mps2.h"

#define DATA(uart)   CM_REGISTER((uart)->base + 0x00u)
#define STATE(uart)  CM_REGISTER((uart)->base + 0x04u)
#define CTRL(uart)   CM_REGISTER((uart)->base + 0x08u)
#define INTSTS(uart) CM_REGISTER((uart)->base + 0x0Cu) /* write 1 to clear */
#define DIVIDE(uart) CM_REGISTER((uart)->base + 0x10u)

#define STATE_TX_FULL    (1u << 0)
#define STATE_RX_FULL    (1u << 1)
#define STATE_RX_OVERRUN (1u << 3) /* write 1 to clear */
#define CTRL_TX          (1u << 0)
#define CTRL_RX          (1u << 1)
#define CTRL_RX_INT      (1u << 3)
#define INT_RX           (1u << 1)
#define DIVIDE_MIN       16u
#define DIVIDE_MAX       0xFFFFFu
#define DEFAULT_BAUD     115200u

static bool start(struct uart_device *device, uint32_t baud, void (*ready)(void *context),
                  void *context)
{
    struct uart_cmsdk *uart = device->state;

    if (baud == 0 || MPS2_CLOCK_HZ / baud < DIVIDE_MIN || MPS2_CLOCK_HZ / baud > DIVIDE_MAX) {
        return false;
    }
    cm_irq_disable(uart->irq);
    uart->ready = ready;
    uart->context = context;
    DIVIDE(uart) = MPS2_CLOCK_HZ / baud;
    CTRL(uart) = CTRL_TX | CTRL_RX | CTRL_RX_INT;
    cm_irq_enable(uart->irq, MPS2_PRIORITY_DEVICE);
    return true;
}

void uart_cmsdk_interrupt(struct uart_cmsdk *uart)
{
    while ((STATE(uart) & STATE_RX_FULL) != 0) {
        INTSTS(uart) = INT_RX; /* before the byte is taken: the next one sets it again */
        uint8_t byte = (uint8_t)DATA(uart);
        uint32_t head = uart->head;
        if (head - uart->tail < uart->ring_bytes) {
            uart->ring[head & (uart->ring_bytes - 1u)] = byte;
            uart->head = head + 1;
        } else {
            uart->overruns++;
        }
    }
    if ((STATE(uart) & STATE_RX_OVERRUN) != 0) {
        STATE(uart) = STATE_RX_OVERRUN;
        uart->overruns++;
    }
    if (uart->ready != NULL) {
        uart->ready(uart->context);
    }
}

static size_t read(struct uart_device *device, void *bytes, size_t capacity)
{
    struct uart_cmsdk *uart = device->state;
    uint8_t *to = bytes;
    size_t count = 0;

    while (count < capacity && uart->tail != uart->head) {
        to[count++] = uart->ring[uart->tail & (uart->ring_bytes - 1u)];
        uart->tail = uart->tail + 1;
    }
    return count;
}

static void write(struct uart_device *device, const void *bytes, size_t length)
{
    struct uart_cmsdk *uart = device->state;
    const uint8_t *from = bytes;

    if ((CTRL(uart) & CTRL_TX) == 0) {
        DIVIDE(uart) = MPS2_CLOCK_HZ / DEFAULT_BAUD;
        CTRL(uart) = CTRL(uart) | CTRL_TX;
    }
    for (size_t i = 0; i < length; i++) {
        while ((STATE(uart) & STATE_TX_FULL) != 0) {
        }
        DATA(uart) = from[i];
    }
}

static uint32_t overruns(struct uart_device *device)
{
    const struct uart_cmsdk *uart = device->state;

    return uart->overruns;
}

const struct uart_driver uart_cmsdk_driver = {
    .start = start,
    .read = read,
    .write = write,
    .overruns = overruns,
};
