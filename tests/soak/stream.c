/* SPDX-License-Identifier: MIT */
/* A stream of known bytes from a tick interrupt to a task, and between tasks at several trigger
 * levels. */
#include "soak.h"

static volatile unsigned long rounds;
static StreamBufferHandle_t from_tick, between;

static void read_interrupt(void *arg)
{
    uint8_t expected = 0;
    (void)arg;
    for (;;) {
        uint8_t bytes[16];
        size_t count = xStreamBufferReceive(from_tick, bytes, sizeof bytes, 100);
        SOAK_CHECK_THAT(count != 0);
        for (size_t i = 0; i < count; i++) {
            SOAK_CHECK_THAT(bytes[i] == expected);
            expected++;
        }
        rounds = rounds + count;
    }
}

static void in_tick(void)
{
    static uint8_t next;
    static unsigned tick;
    BaseType_t woken = pdFALSE;
    uint8_t bytes[3];
    size_t count = tick++ % 3U + 1U;
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (uint8_t)(next + i);
    }
    next = (uint8_t)(next + xStreamBufferSendFromISR(from_tick, bytes, count, &woken));
    portYIELD_FROM_ISR(woken);
}

static void write(void *arg)
{
    uint32_t state = 99;
    uint8_t next = 0;
    (void)arg;
    for (;;) {
        uint8_t bytes[40];
        size_t count = 1 + soak_random(&state) % sizeof bytes;
        for (size_t i = 0; i < count; i++) {
            bytes[i] = (uint8_t)(next + i);
        }
        size_t sent = xStreamBufferSend(between, bytes, count, soak_random(&state) % 3U);
        SOAK_CHECK_THAT(sent <= count);
        next = (uint8_t)(next + sent);
        vTaskDelay(soak_random(&state) % 3U);
    }
}

static void read(void *arg)
{
    uint32_t state = 5;
    uint8_t expected = 0;
    (void)arg;
    for (;;) {
        uint8_t bytes[30];
        size_t count = xStreamBufferReceive(between, bytes, 1 + soak_random(&state) % sizeof bytes,
                                            soak_random(&state) % 20U);
        for (size_t i = 0; i < count; i++) {
            SOAK_CHECK_THAT(bytes[i] == expected);
            expected++;
        }
        if (soak_random(&state) % 16U == 0) {
            SOAK_CHECK_THAT(xStreamBufferSetTriggerLevel(between, soak_random(&state) % 25U) ==
                            pdTRUE);
            vTaskDelay(1);
        }
    }
}

static void start(void)
{
    from_tick = xStreamBufferCreate(50, 10);
    between = xStreamBufferCreate(25, 1);
    (void)soak_task(read_interrupt, "read irq", NULL, SOAK_HIGHEST);
    (void)soak_task(write, "write", NULL, SOAK_LOW);
    (void)soak_task(read, "read", NULL, SOAK_LOW);
}

const struct soak_group stream_group = {"stream", start, in_tick, NULL, &rounds};
