/* SPDX-License-Identifier: MIT */
/* The time from the target's side. Commands come on the console, one a line, results go back as
 * "<command> ..."; run_time_test.py is the servers and the judge.
 *
 *   sync <timeout ms> <port>...    ask the host's servers on these ports, answers "sync <status>
 * <ms>" now                            "now <ms since 1970>" or "now unknown" floor "floor <ms
 * since 1970>" end
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "clock.h"
#include "network.h"
#include "time_service.h"

#include "console.h"

#define LINE_BYTES 128u

static const char host[] = "10.0.2.2";

/* Two halves: not every printf of a microcontroller knows 64 bits. */
static void print_ms(const char *command, uint64_t ms)
{
    printf("%s %lu%03lu\n", command, (unsigned long)(ms / 1000u), (unsigned long)(ms % 1000u));
}

static void sync(char *arguments)
{
    struct time_service_server servers[TIME_SERVICE_SERVERS_MAX];
    const uint32_t timeout_ms = strtoul(arguments, &arguments, 10);
    size_t count = 0;

    while (*arguments == ' ' && count < TIME_SERVICE_SERVERS_MAX) {
        servers[count++] =
            (struct time_service_server){host, (uint16_t)strtoul(arguments, &arguments, 10)};
    }
    const uint64_t start = clock_monotonic_us();
    const time_service_status_t status =
        count == 1 ? time_service_sync(servers[0].host, servers[0].port, timeout_ms)
                   : time_service_sync_any(servers, count, timeout_ms);
    printf("sync %d %lu\n", (int)status, (unsigned long)((clock_monotonic_us() - start) / 1000u));
}

static void now(void)
{
    uint64_t ms;

    if (time_service_now_unix_ms(&ms)) {
        print_ms("now", ms);
    } else {
        printf("now unknown\n");
    }
}

static void run(char *line)
{
    char *arguments = console_split(line);

    if (strcmp(line, "sync") == 0) {
        sync(arguments);
    } else if (strcmp(line, "now") == 0) {
        now();
    } else if (strcmp(line, "floor") == 0) {
        print_ms("floor", time_service_floor_unix_ms());
    } else if (strcmp(line, "end") == 0) {
        board_exit(0);
    } else {
        printf("%s failed: unknown\n", line);
    }
}

static void main_task(void *argument)
{
    static char line[LINE_BYTES];
    const struct network_config config = {0};

    (void)argument;
    printf("net_start %d\n", (int)network_start(&config, 15000));
    for (;;) {
        console_read_line(line, sizeof line);
        run(line);
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(main_task, "main", 1024, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
