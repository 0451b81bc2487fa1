/* SPDX-License-Identifier: MIT */
/* Devices of the board from the target's side, one command a console line; run_board_test.py is the
 * world outside and the judge. What one chip alone has is in board_test_<chip>.c. */
#include "board_test.h"

#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "entropy.h"

#include "console.h"

/* ---- Flash ---- */

#define CHUNK_WORDS 64u

static uint32_t sector_bytes(void)
{
    return board_flash()->geometry.erase_bytes;
}

/* That are filled over and over. */
static uint32_t sectors(void)
{
    return sector_bytes() > 4096 ? 2 : 16;
}

static uint32_t pattern(uint32_t sector, uint32_t seed, uint32_t word)
{
    return (sector * 0x9E3779B1u) ^ (seed * 0x85EBCA77u) ^ (word * 0xC2B2AE3Du) ^ 0x5A5A5A5Au;
}

static void fill_sector(uint32_t sector, uint32_t seed)
{
    struct flash_device *flash = board_flash();
    uint32_t at = sector * sector_bytes();
    uint32_t words[CHUNK_WORDS];

    CHECK(flash->driver->erase(flash, at, sector_bytes()) == FLASH_OK);
    for (uint32_t done = 0; done < sector_bytes() / 4; done += CHUNK_WORDS) {
        for (uint32_t i = 0; i < CHUNK_WORDS; i++) {
            words[i] = pattern(sector, seed, done + i);
        }
        CHECK(flash->driver->program(flash, at + 4 * done, words, sizeof words) == FLASH_OK);
    }
}

/* Which seed the sector was last filled with completely; 0 = none of 1 .. newest. */
static uint32_t seed_of(uint32_t sector, uint32_t newest)
{
    struct flash_device *flash = board_flash();
    uint32_t at = sector * sector_bytes();
    uint32_t words[CHUNK_WORDS];
    uint32_t seed = newest;

    CHECK(flash->driver->read(flash, at, words, 4) == FLASH_OK);
    while (seed > 0 && words[0] != pattern(sector, seed, 0)) {
        seed--;
    }
    for (uint32_t done = 0; done < sector_bytes() / 4; done += CHUNK_WORDS) {
        CHECK(flash->driver->read(flash, at + 4 * done, words, sizeof words) == FLASH_OK);
        for (uint32_t i = 0; i < CHUNK_WORDS; i++) {
            if (words[i] != pattern(sector, seed, done + i)) {
                return 0;
            }
        }
    }
    return seed;
}

/* Rewrites sector after sector for ever; the outside kills us. */
static void flash_write(const char *arguments)
{
    uint32_t seed = strtoul(arguments, NULL, 10);

    for (uint32_t sector = 0; sector < sectors(); sector++) {
        fill_sector(sector, seed);
    }
    printf("flash filled\n");
    for (;;) {
        seed++;
        for (uint32_t sector = 0; sector < sectors(); sector++) {
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

    for (uint32_t sector = 1; sector < sectors(); sector++) {
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

static void end(const char *unused)
{
    (void)unused;
    board_exit(0);
}

static const struct command commands[] = {
    {"flash-rules", flash_rules},
    {"flash-write", flash_write},
    {"flash-check", flash_check_after_kill},
    {"entropy", entropy_test},
    {"libc", libc_test},
    {"end", end},
    {NULL, NULL},
};

static const struct command *find(const struct command *in, const char *name)
{
    while (in->name != NULL && strcmp(in->name, name) != 0) {
        in++;
    }
    return in->name != NULL ? in : NULL;
}

static void main_task(void *unused)
{
    static char line[64];

    (void)unused;
    for (;;) {
        printf("ready\n");
        console_read_line(line, sizeof line);
        const char *arguments = console_split(line);
        const struct command *command = find(commands, line);
        command = command != NULL ? command : find(chip_commands, line);
        CHECK(command != NULL);
        command->run(arguments);
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(main_task, "main", 1024, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
