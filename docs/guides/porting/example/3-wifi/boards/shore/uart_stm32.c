/* SPDX-License-Identifier: MIT */
/* A USART of the STM32F2, RM0033, chapter 24: the receive interrupt fills a ring, sending is
 * polled.
 *
 *   ISR: head ──► ring[head % size]        written by the ISR only
 *   read: tail ──► ring[tail % size]       written by the reader only; empty when head == tail
 *
 * With flow control a full ring switches the interrupt off: the byte stays in the receiver, which
 * takes RTS back, and the reader switches the interrupt on again when it has made room. */
#include "uart_stm32.h"

#include "cortex_m.h"

#define SR(uart)  CM_REGISTER((uart)->base + 0x00u)
#define DR(uart)  CM_REGISTER((uart)->base + 0x04u)
#define BRR(uart) CM_REGISTER((uart)->base + 0x08u)
#define CR1(uart) CM_REGISTER((uart)->base + 0x0Cu)
#define CR3(uart) CM_REGISTER((uart)->base + 0x14u)

#define SR_ORE       (1u << 3) /* cleared by reading SR, then DR */
#define SR_RXNE      (1u << 5)
#define SR_TXE       (1u << 7)
#define CR1_RE       (1u << 2)
#define CR1_TE       (1u << 3)
#define CR1_RXNEIE   (1u << 5)
#define CR1_UE       (1u << 13)
#define CR3_RTSE     (1u << 8)
#define CR3_CTSE     (1u << 9)
#define DIVIDER_MIN  16u
#define DIVIDER_MAX  0xFFFFu
#define BAUD_DEFAULT 115200u
#define PRIORITY     0xC0u /* the kernel may be called from it */

static uint32_t divider(const struct uart_stm32 *uart, uint32_t baud)
{
    return (uart->clock_hz + baud / 2u) / baud;
}

static bool start(struct uart_device *device, uint32_t baud, void (*ready)(void *context),
                  void *context)
{
    struct uart_stm32 *uart = device->state;

    if (baud == 0 || divider(uart, baud) < DIVIDER_MIN || divider(uart, baud) > DIVIDER_MAX) {
        return false;
    }
    cm_irq_disable(uart->irq);
    uart->ready = ready;
    uart->context = context;
    BRR(uart) = divider(uart, baud);
    CR1(uart) = CR1_UE | CR1_TE | CR1_RE | CR1_RXNEIE;
    cm_irq_enable(uart->irq, PRIORITY);
    return true;
}

static bool is_full(const struct uart_stm32 *uart)
{
    return uart->head - uart->tail >= uart->ring_bytes;
}

void uart_stm32_interrupt(struct uart_stm32 *uart)
{
    uint32_t status;

    while (((status = SR(uart)) & (SR_RXNE | SR_ORE)) != 0) {
        if (uart->flow_control && is_full(uart)) {
            CR1(uart) &= ~CR1_RXNEIE;
            break;
        }
        uint8_t byte = (uint8_t)DR(uart);
        if ((status & SR_ORE) != 0 || is_full(uart)) {
            uart->overruns = uart->overruns + 1;
        }
        if ((status & SR_RXNE) != 0 && !is_full(uart)) {
            uart->ring[uart->head & (uart->ring_bytes - 1u)] = byte;
            uart->head = uart->head + 1;
        }
    }
    if (uart->ready != NULL) {
        uart->ready(uart->context);
    }
}

static size_t read(struct uart_device *device, void *bytes, size_t capacity)
{
    struct uart_stm32 *uart = device->state;
    uint8_t *to = bytes;
    size_t count = 0;

    while (count < capacity && uart->tail != uart->head) {
        to[count++] = uart->ring[uart->tail & (uart->ring_bytes - 1u)];
        uart->tail = uart->tail + 1;
    }
    if (count > 0) {
        CR1(uart) |= CR1_RXNEIE; /* off when the ring was full; then no interrupt comes between */
    }
    return count;
}

static void write(struct uart_device *device, const void *bytes, size_t length)
{
    struct uart_stm32 *uart = device->state;
    const uint8_t *from = bytes;

    if ((CR1(uart) & CR1_UE) == 0) {
        BRR(uart) = divider(uart, BAUD_DEFAULT);
        CR1(uart) = CR1_UE | CR1_TE;
    }
    for (size_t i = 0; i < length; i++) {
        while ((SR(uart) & SR_TXE) == 0) {
        }
        DR(uart) = from[i];
    }
}

static uint32_t overruns(struct uart_device *device)
{
    const struct uart_stm32 *uart = device->state;

    return uart->overruns;
}

static bool set_flow_control(struct uart_device *device, bool on)
{
    struct uart_stm32 *uart = device->state;

    uart->flow_control = on;
    CR3(uart) = on ? CR3_RTSE | CR3_CTSE : 0;
    if (!on && uart->ring != NULL) {
        CR1(uart) |= CR1_RXNEIE;
    }
    return true;
}

const struct uart_driver uart_stm32_driver = {
    .start = start,
    .read = read,
    .write = write,
    .overruns = overruns,
    .set_flow_control = set_flow_control,
};
