/* SPDX-License-Identifier: MIT */
/* Messages of every length go round through two buffers and come back whole; an interrupt reads
 * others. */
#include <string.h>

#include "soak.h"

#define SIZE    60U
#define LONGEST (SIZE - sizeof(configMESSAGE_BUFFER_LENGTH_TYPE))

static volatile unsigned long rounds;
static MessageBufferHandle_t there, back, to_irq;
static volatile uint32_t irq_messages;

static void fill(uint8_t *bytes, size_t length, uint8_t seed)
{
    for (size_t i = 0; i < length; i++) {
        bytes[i] = (uint8_t)(seed + i * 3U);
    }
}

static void client(void *arg)
{
    uint8_t sent[LONGEST], got[LONGEST + 1];
    (void)arg;
    for (uint8_t seed = 0;; seed++) {
        size_t length = 1 + seed % LONGEST;
        fill(sent, length, seed);
        SOAK_CHECK_THAT(xMessageBufferSend(there, sent, length, portMAX_DELAY) == length);
        SOAK_CHECK_THAT(xMessageBufferReceive(back, got, sizeof got, portMAX_DELAY) == length);
        SOAK_CHECK_THAT(memcmp(sent, got, length) == 0);
        rounds = rounds + 1;
        vTaskDelay(1 + seed % 3U);
    }
}

static void echo(void *arg)
{
    uint8_t bytes[LONGEST];
    (void)arg;
    for (;;) {
        size_t length = xMessageBufferReceive(there, bytes, sizeof bytes, 30);
        if (length != 0) {
            SOAK_CHECK_THAT(xMessageBufferSend(back, bytes, length, portMAX_DELAY) == length);
        }
    }
}

static void feed_interrupt(void *arg)
{
    uint8_t bytes[20];
    (void)arg;
    for (uint8_t seed = 0;; seed++) {
        size_t length = 1 + seed % sizeof bytes;
        fill(bytes, length, seed);
        bytes[0] = seed;
        SOAK_CHECK_THAT(xMessageBufferSend(to_irq, bytes, length, portMAX_DELAY) == length);
    }
}

static void in_irq(void)
{
    static uint8_t expected;
    uint8_t bytes[20];
    BaseType_t woken = pdFALSE;
    size_t length = xMessageBufferReceiveFromISR(to_irq, bytes, sizeof bytes, &woken);
    if (length != 0) {
        SOAK_CHECK_THAT(bytes[0] == expected);
        SOAK_CHECK_THAT(length == 1 + (size_t)(expected % sizeof bytes));
        expected++;
        irq_messages = irq_messages + 1;
    }
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    there = xMessageBufferCreate(SIZE);
    back = xMessageBufferCreate(SIZE);
    to_irq = xMessageBufferCreate(SIZE);
    (void)soak_task(client, "client", NULL, SOAK_LOW);
    (void)soak_task(echo, "echo", NULL, SOAK_MIDDLE);
    (void)soak_task(feed_interrupt, "feed irq", NULL, SOAK_LOW);
}

const struct soak_group message_group = {"message", start, NULL, in_irq, &rounds};
