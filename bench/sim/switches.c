/* SPDX-License-Identifier: MIT */
/* How many switches a second the host makes: two tasks that yield to each other, or that take a
 * semaphore of their own and give the other's. bench.py takes the time; SWITCHES says how often to
 * switch. */
#include <stdlib.h>

#include "board.h"
#include "semphr.h"
#include "task.h"

#define PRIORITY 5u

static SemaphoreHandle_t turn[2];
static unsigned long left;

static void yields(void *arg)
{
    (void)arg;
    while (left > 0) {
        left--;
        taskYIELD();
    }
    board_exit(0);
}

static void takes_and_gives(void *arg)
{
    unsigned own = (unsigned)(uintptr_t)arg;
    while (left > 0) {
        xSemaphoreTake(turn[own], portMAX_DELAY);
        left--;
        xSemaphoreGive(turn[1u - own]);
    }
    board_exit(0);
}

int main(void)
{
    const char *switches = getenv("SWITCHES");
    const char *by_semaphore = getenv("SEMAPHORE");
    TaskFunction_t code = by_semaphore != NULL ? takes_and_gives : yields;

    board_init();
    left = switches != NULL ? strtoul(switches, NULL, 0) : 0;
    turn[0] = xSemaphoreCreateBinary();
    turn[1] = xSemaphoreCreateBinary();
    xSemaphoreGive(turn[0]);
    if (xTaskCreate(code, "one", 1024, (void *)0, PRIORITY, NULL) == pdPASS &&
        xTaskCreate(code, "other", 1024, (void *)1, PRIORITY, NULL) == pdPASS) {
        vTaskStartScheduler();
    }
    return 1;
}
