/* SPDX-License-Identifier: MIT */
/* Devices that only MPS2 boards have: a second UART, a watchdog, a clock whose wrap can be seen. */
#include "board_test.h"

#include <stdlib.h>

#include "FreeRTOS.h"
#include "task.h"

#include "clock.h"
#include "cortex_m.h"
#include "fault.h"
#include "mps2.h"
#include "uart_cmsdk.h"

/* ---- UART 1: a second port, with a ready call-back ---- */

#define RING_BYTES 256u

static uint8_t ring[RING_BYTES];
static struct uart_cmsdk port_state = {
    .base = MPS2_UART1, .irq = MPS2_IRQ_UART1_RX, .ring = ring, .ring_bytes = RING_BYTES};
static struct uart_device port = {.driver = &uart_cmsdk_driver, .state = &port_state};
static TaskHandle_t reader;

void UARTRX1_Handler(void);

void UARTRX1_Handler(void)
{
    uart_cmsdk_interrupt(&port_state);
}

static void wake_reader(void *unused)
{
    BaseType_t woken = pdFALSE;

    (void)unused;
    vTaskNotifyGiveFromISR(reader, &woken);
    portYIELD_FROM_ISR(woken);
}

/* Sends back `count` bytes as they come, sleeping in between: each must have woken us. */
static void uart_echo(const char *arguments)
{
    size_t left = strtoul(arguments, NULL, 10);
    uint8_t bytes[64];

    reader = xTaskGetCurrentTaskHandle();
    CHECK(!port.driver->start(&port, 0, NULL, NULL));
    CHECK(!port.driver->start(&port, 100000000, NULL, NULL));
    CHECK(port.driver->start(&port, 115200, wake_reader, NULL));
    printf("uart ready\n");
    while (left > 0) {
        size_t got = port.driver->read(&port, bytes, sizeof bytes);
        if (got == 0) {
            CHECK(ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(5000)) > 0);
        }
        port.driver->write(&port, bytes, got);
        left -= got;
    }
    CHECK(port.driver->overruns(&port) == 0);
    printf("uart ok\n");
}

/* Nobody reads while more comes than the ring holds: the oldest bytes stay, the loss is counted. */
static void uart_overrun(const char *arguments)
{
    size_t sent = strtoul(arguments, NULL, 10);
    uint8_t bytes[RING_BYTES + 1];

    CHECK(port.driver->start(&port, 115200, NULL, NULL));
    printf("uart ready\n");
    while (port.driver->overruns(&port) < sent - RING_BYTES) {
        vTaskDelay(1);
    }
    CHECK(port.driver->read(&port, bytes, sizeof bytes) == RING_BYTES);
    for (size_t i = 0; i < RING_BYTES; i++) {
        CHECK(bytes[i] == (uint8_t)i);
    }
    printf("uart ok\n");
}

/* ---- Clock ---- */

static void clock_goes_on(uint32_t us)
{
    uint64_t start = clock_monotonic_us();
    uint64_t last = start;

    while (last - start < us) {
        uint64_t now = clock_monotonic_us();
        CHECK(now >= last);
        CHECK(now - last < 1000000u);
        last = now;
    }
}

static void clock_test(const char *unused)
{
    volatile uint32_t *value = &CM_REGISTER(MPS2_TIMER1 + 4u);

    (void)unused;
    uint64_t before_us = clock_monotonic_us();
    TickType_t before = xTaskGetTickCount();
    vTaskDelay(pdMS_TO_TICKS(500));
    uint64_t took_us = clock_monotonic_us() - before_us;
    CHECK(xTaskGetTickCount() - before >= pdMS_TO_TICKS(500));
    CHECK(took_us > 400000u && took_us < 1500000u);

    uint64_t wrapped_at = UINT64_C(0x100000000) / 25u;
    *value = 25u * 20000u; /* 20 ms before the counter wraps */
    clock_goes_on(40000);
    CHECK(clock_monotonic_us() > wrapped_at);

    *value = 25u * 20000u;
    cm_interrupts_off(); /* the wrap is pending and not counted: the reader must see it */
    clock_goes_on(40000);
    CHECK(clock_monotonic_us() > 2 * wrapped_at);
    __asm volatile("cpsie i" ::: "memory");
    clock_goes_on(1000);
    CHECK(clock_monotonic_us() > 2 * wrapped_at && clock_monotonic_us() < 3 * wrapped_at);
    printf("clock ok\n");
}

/* ---- Watchdog ---- */

static void watchdog_feed(const char *unused)
{
    struct watchdog_device *watchdog = board_watchdog();

    (void)unused;
    CHECK(!watchdog->driver->caused_reset(watchdog));
    CHECK(!watchdog->driver->start(watchdog, 0));
    CHECK(!watchdog->driver->start(watchdog, UINT32_MAX));
    CHECK(watchdog->driver->start(watchdog, 400));
    for (int i = 0; i < 15; i++) {
        vTaskDelay(pdMS_TO_TICKS(100));
        watchdog->driver->feed(watchdog);
    }
    CHECK(watchdog->driver->start(watchdog, 100000));
    printf("watchdog fed ok\n");
}

static volatile uint32_t spins;

__attribute__((noinline)) static void hang(void)
{
    for (;;) {
        spins = spins + 1; /* HERE: hang */
    }
}

static void watchdog_starve(const char *unused)
{
    struct watchdog_device *watchdog = board_watchdog();

    (void)unused;
    CHECK(watchdog->driver->start(watchdog, 300));
    hang();
}

/* The dump of the last run, as bytes. */
static void print_dump(const char *unused)
{
    const struct fault_dump *dump = fault_last();

    (void)unused;
    CHECK(dump != NULL);
    CHECK(board_watchdog()->driver->caused_reset(board_watchdog()));
    printf("dump ");
    for (size_t i = 0; i < sizeof *dump; i++) {
        printf("%02x", ((const uint8_t *)dump)[i]);
    }
    printf("\n");
    fault_forget();
    CHECK(fault_last() == NULL);
    printf("dump ok\n");
}

const struct command chip_commands[] = {
    {"uart-echo", uart_echo},
    {"uart-overrun", uart_overrun},
    {"clock", clock_test},
    {"watchdog-feed", watchdog_feed},
    {"watchdog-starve", watchdog_starve},
    {"dump", print_dump},
    {NULL, NULL},
};
