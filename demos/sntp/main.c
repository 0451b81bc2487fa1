/* SPDX-License-Identifier: MIT */
/* Asks the time server that the credentials name, a few times, and says what time it is. Between
 * the questions the board's clock keeps the time. */
#include <stdio.h>
#include <time.h>

#include "FreeRTOS.h"
#include "board.h"
#include "secure_link.h"
#include "task.h"
#include "time_service.h"

#define TASK_WORDS         2048u
#define TASK_PRIORITY      2u
#define NETWORK_TIMEOUT_MS 20000u
#define ANSWER_TIMEOUT_MS  5000u
#define QUESTIONS          3u
#define PERIOD_MS          500u

static struct secure_link device_link;

static void say_time(void)
{
    uint64_t ms = 0;
    struct tm parts;

    if (!time_service_now_unix_ms(&ms)) {
        printf("sntp: the time is not known\n");
        return;
    }
    const time_t seconds = (time_t)(ms / 1000u);
    (void)gmtime_r(&seconds, &parts);
    printf("sntp: it is %04d-%02d-%02dT%02d:%02d:%02d.%03uZ\n", parts.tm_year + 1900,
           parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec,
           (unsigned)(ms % 1000u));
}

static void sntp_task(void *arg)
{
    (void)arg;
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        printf("demo: failed: %s\n", secure_link_status_text(status));
        board_exit(1);
    }
    for (unsigned i = 0; i < QUESTIONS; i++) {
        const time_service_status_t told = time_service_sync(
            device_link.sntp, device_link.credentials.sntp_port, ANSWER_TIMEOUT_MS);
        if (told != TIME_SERVICE_OK) {
            printf("demo: failed: the time server does not tell the time (%d)\n", (int)told);
            board_exit(1);
        }
        say_time();
        vTaskDelay(pdMS_TO_TICKS(PERIOD_MS));
    }
    say_time();
    printf("demo: done\n");
    board_exit(0);
}

int main(void)
{
    board_init();
    if (xTaskCreate(sntp_task, "sntp", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("demo: failed: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
