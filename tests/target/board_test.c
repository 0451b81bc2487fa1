/* SPDX-License-Identifier: MIT */
/* Drivers of the board from the target's side, one command a console line; run_board_test.py is the
 * world outside and the judge. A check that fails says where and ends the run with status 1. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "board.h"
#include "clock.h"
#include "cortex_m.h"
#include "entropy.h"
#include "fault.h"
#include "mps2.h"
#include "uart_cmsdk.h"

#include "console.h"

#define SECTOR_BYTES 4096u
#define LAST_SECTOR  16u

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("\nFAILED %s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            board_exit(1);                                                                         \
        }                                                                                          \
    } while (0)

/* ---- UART 1: a second port, with a ready call-back ---- */

static struct uart_cmsdk port_state = {.base = MPS2_UART1, .irq = MPS2_IRQ_UART1_RX};
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
    uint8_t bytes[UART_CMSDK_RING_BYTES + 1];

    CHECK(port.driver->start(&port, 115200, NULL, NULL));
    printf("uart ready\n");
    while (port.driver->overruns(&port) < sent - UART_CMSDK_RING_BYTES) {
        vTaskDelay(1);
    }
    CHECK(port.driver->read(&port, bytes, sizeof bytes) == UART_CMSDK_RING_BYTES);
    for (size_t i = 0; i < UART_CMSDK_RING_BYTES; i++) {
        CHECK(bytes[i] == (uint8_t)i);
    }
    printf("uart ok\n");
}

/* ---- Flash ---- */

static uint32_t pattern(uint32_t sector, uint32_t seed, uint32_t word)
{
    return (sector * 0x9E3779B1u) ^ (seed * 0x85EBCA77u) ^ (word * 0xC2B2AE3Du) ^ 0x5A5A5A5Au;
}

static void flash_rules(const char *unused)
{
    struct flash_device *flash = board_flash();
    const struct flash_driver *driver = flash->driver;
    uint32_t size = flash->geometry.size_bytes;
    const uint32_t zero = 0, ones = UINT32_MAX, some = 0xFFFF00FFu;
    uint32_t word = 0;

    (void)unused;
    CHECK(flash->geometry.erase_bytes == SECTOR_BYTES && flash->geometry.program_bytes == 4);
    CHECK(driver->erase(flash, 0, 2 * SECTOR_BYTES) == FLASH_OK);
    CHECK(driver->read(flash, SECTOR_BYTES - 4, &word, 4) == FLASH_OK && word == ones);
    CHECK(driver->program(flash, 8, &some, 4) == FLASH_OK);
    CHECK(driver->read(flash, 8, &word, 4) == FLASH_OK && word == some);
    CHECK(driver->program(flash, 8, &ones, 4) == FLASH_NOT_ERASED);
    CHECK(driver->read(flash, 8, &word, 4) == FLASH_OK && word == some);
    CHECK(driver->program(flash, 8, &zero, 4) == FLASH_OK);
    CHECK(driver->program(flash, 9, &zero, 4) == FLASH_UNALIGNED);
    CHECK(driver->program(flash, 12, &zero, 3) == FLASH_UNALIGNED);
    CHECK(driver->erase(flash, 4, SECTOR_BYTES) == FLASH_UNALIGNED);
    CHECK(driver->erase(flash, 0, 100) == FLASH_UNALIGNED);
    CHECK(driver->read(flash, 9, &word, 3) == FLASH_OK);
    CHECK(driver->read(flash, size, &word, 0) == FLASH_OK);
    CHECK(driver->read(flash, size, &word, 1) == FLASH_OUT_OF_RANGE);
    CHECK(driver->read(flash, size - 3, &word, 4) == FLASH_OUT_OF_RANGE);
    CHECK(driver->read(flash, 4, &word, UINT32_MAX) == FLASH_OUT_OF_RANGE);
    CHECK(driver->program(flash, size - 4, &word, 8) == FLASH_OUT_OF_RANGE);
    CHECK(driver->program(flash, UINT32_MAX - 3, &word, 8) == FLASH_OUT_OF_RANGE);
    CHECK(driver->erase(flash, size, SECTOR_BYTES) == FLASH_OUT_OF_RANGE);
    CHECK(driver->erase(flash, 0, SECTOR_BYTES) == FLASH_OK);
    CHECK(driver->read(flash, 8, &word, 4) == FLASH_OK && word == ones);
    printf("flash ok\n");
}

static void fill_sector(uint32_t sector, uint32_t seed)
{
    struct flash_device *flash = board_flash();

    CHECK(flash->driver->erase(flash, sector * SECTOR_BYTES, SECTOR_BYTES) == FLASH_OK);
    for (uint32_t i = 0; i < SECTOR_BYTES / 4; i++) {
        uint32_t word = pattern(sector, seed, i);
        CHECK(flash->driver->program(flash, sector * SECTOR_BYTES + 4 * i, &word, 4) == FLASH_OK);
    }
}

/* Which seed the sector was last filled with completely; 0 = none of 1 .. newest. */
static uint32_t seed_of(uint32_t sector, uint32_t newest)
{
    static uint32_t words[SECTOR_BYTES / 4];
    struct flash_device *flash = board_flash();

    CHECK(flash->driver->read(flash, sector * SECTOR_BYTES, words, sizeof words) == FLASH_OK);
    for (uint32_t seed = newest; seed > 0; seed--) {
        uint32_t same = 0;
        while (same < SECTOR_BYTES / 4 && words[same] == pattern(sector, seed, same)) {
            same++;
        }
        if (same == SECTOR_BYTES / 4) {
            return seed;
        }
    }
    return 0;
}

/* Rewrites sector after sector for ever; the outside kills us. */
static void flash_write(const char *arguments)
{
    uint32_t seed = strtoul(arguments, NULL, 10);

    for (uint32_t sector = 0; sector < LAST_SECTOR; sector++) {
        fill_sector(sector, seed);
    }
    printf("flash filled\n");
    for (;;) {
        seed++;
        for (uint32_t sector = 0; sector < LAST_SECTOR; sector++) {
            fill_sector(sector, seed);
        }
    }
}

/* After a kill: sectors in front of the interrupted one have seed n + 1, those behind n. */
static void flash_check_after_kill(const char *arguments)
{
    uint32_t newest = strtoul(arguments, NULL, 10);
    uint32_t torn = 0;
    uint32_t first = seed_of(0, newest);
    uint32_t before = first;

    for (uint32_t sector = 1; sector < LAST_SECTOR; sector++) {
        uint32_t seed = seed_of(sector, newest);
        if (seed == 0) {
            CHECK(first != 0);
            torn++;
            continue;
        }
        CHECK(before == 0 || seed == before || seed + 1 == before);
        before = seed;
    }
    torn += first == 0 ? 1 : 0;
    CHECK(torn <= 1);
    printf("flash ok seed %lu torn %lu\n", (unsigned long)before, (unsigned long)torn);
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

/* ---- Entropy ---- */

static void entropy_test(const char *unused)
{
    static uint8_t first[256], second[256];
    unsigned ones = 0;

    (void)unused;
    CHECK(entropy_read(NULL, 0));
    CHECK(entropy_read(first, sizeof first) && entropy_read(second, sizeof second));
    CHECK(memcmp(first, second, sizeof first) != 0);
    for (size_t i = 0; i < sizeof first; i++) {
        ones += (unsigned)__builtin_popcount(first[i]);
    }
    CHECK(ones > 800 && ones < 1248); /* 1024 +- 10 standard deviations */
    printf("entropy ok %s\n", entropy_source());
}

/* ---- C library ---- */

#define WORKERS 4

static void libc_worker(void *done)
{
    uint32_t seed = (uint32_t)(uintptr_t)xTaskGetCurrentTaskHandle();

    for (uint32_t i = 0; i < 200; i++) {
        size_t bytes = 1 + (seed + i * 37u) % 300u;
        uint8_t *block = calloc(bytes, 1);
        CHECK(block != NULL && (uintptr_t)block % 8u == 0 && block[bytes - 1] == 0);
        memset(block, (int)(seed ^ i) & 0xFF, bytes);
        char text[32];
        int length = snprintf(text, sizeof text, "%lu:%s", (unsigned long)i, "abc");
        CHECK(length == (int)strlen(text) && strtoul(text, NULL, 10) == i);
        taskYIELD();
        block = realloc(block, bytes + 100);
        CHECK(block != NULL && block[0] == (uint8_t)(seed ^ i));
        CHECK(block[bytes - 1] == (uint8_t)(seed ^ i));
        free(block);
    }
    (void)xSemaphoreGive((SemaphoreHandle_t)done);
    vTaskDelete(NULL);
}

static void libc_test(const char *unused)
{
    SemaphoreHandle_t done = xSemaphoreCreateCounting(WORKERS, 0);
    size_t before = xPortGetFreeHeapSize();

    (void)unused;
    for (int i = 0; i < WORKERS; i++) {
        CHECK(xTaskCreate(libc_worker, "worker", 512, done, 1, NULL) == pdPASS);
    }
    for (int i = 0; i < WORKERS; i++) {
        CHECK(xSemaphoreTake(done, pdMS_TO_TICKS(10000)) == pdTRUE);
    }
    vTaskDelay(pdMS_TO_TICKS(50)); /* the idle task gives the stacks back */
    CHECK(xPortGetFreeHeapSize() == before);
    volatile size_t huge = SIZE_MAX; /* volatile: the compiler would refuse it first */
    CHECK(malloc(huge) == NULL && malloc(huge - 8u) == NULL && calloc(huge / 2u, 4) == NULL);
    printf("libc ok\n");
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

static void end(const char *unused)
{
    (void)unused;
    board_exit(0);
}

static const struct {
    const char *name;
    void (*run)(const char *arguments);
} commands[] = {
    {"uart-echo", uart_echo},
    {"uart-overrun", uart_overrun},
    {"flash-rules", flash_rules},
    {"flash-write", flash_write},
    {"flash-check", flash_check_after_kill},
    {"clock", clock_test},
    {"entropy", entropy_test},
    {"libc", libc_test},
    {"watchdog-feed", watchdog_feed},
    {"watchdog-starve", watchdog_starve},
    {"dump", print_dump},
    {"end", end},
};

static void main_task(void *unused)
{
    static char line[64];

    (void)unused;
    for (;;) {
        printf("ready\n");
        console_read_line(line, sizeof line);
        const char *arguments = console_split(line);
        size_t i = 0;
        while (i < sizeof commands / sizeof commands[0] && strcmp(line, commands[i].name) != 0) {
            i++;
        }
        CHECK(i < sizeof commands / sizeof commands[0]);
        commands[i].run(arguments);
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(main_task, "main", 1024, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
