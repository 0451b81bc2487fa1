/* SPDX-License-Identifier: MIT */
/* Commands on the serial console: help, tasks, heap, uptime, echo <text>, reset, exit; on a
 * board with a radio, wifi. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "FreeRTOS_CLI.h"
#include "FreeRTOS_CLI_Console.h"
#include "board.h"
#include "clock.h"
#include "task.h"

#include "more.h"

#define TASK_WORDS    1024u
#define TASK_PRIORITY 1u
#define LINE_BYTES    192u
#define OUTPUT_BYTES  512u

static BaseType_t tasks(char *out, size_t size, const char *line)
{
    (void)line;
    const int used = snprintf(out, size, "name         state  prio  stack  number\r\n");
    vTaskListTasks(out + used, size - (size_t)used);
    return pdFALSE;
}

static BaseType_t heap(char *out, size_t size, const char *line)
{
    (void)line;
    (void)snprintf(out, size, "free %lu bytes, at least %lu so far\r\n",
                   (unsigned long)xPortGetFreeHeapSize(),
                   (unsigned long)xPortGetMinimumEverFreeHeapSize());
    return pdFALSE;
}

static BaseType_t uptime(char *out, size_t size, const char *line)
{
    (void)line;
    (void)snprintf(out, size, "%lu ms\r\n", (unsigned long)(clock_monotonic_us() / 1000u));
    return pdFALSE;
}

/* All words, one a call. */
static BaseType_t echo(char *out, size_t size, const char *line)
{
    static UBaseType_t word;
    BaseType_t length;
    const char *text = FreeRTOS_CLIGetParameter(line, ++word, &length);

    if (text == NULL) {
        word = 0;
        (void)snprintf(out, size, "\r\n");
        return pdFALSE;
    }
    (void)snprintf(out, size, "%.*s ", (int)length, text);
    return pdTRUE;
}

static BaseType_t leave(char *out, size_t size, const char *line)
{
    (void)out, (void)size, (void)line;
    board_exit(0);
    return pdFALSE;
}

static BaseType_t reset(char *out, size_t size, const char *line)
{
    (void)out, (void)size, (void)line;
    board_reset();
    return pdFALSE;
}

static const CLI_Command_Definition_t commands[] = {
    {"tasks", "tasks: all of them, with state, priority and stack that was never used\r\n", tasks,
     0},
    {"heap", "heap: bytes that are free\r\n", heap, 0},
    {"uptime", "uptime: since the start\r\n", uptime, 0},
    {"echo", "echo <words>: says them\r\n", echo, -1},
    {"reset", "reset: starts the board again\r\n", reset, 0},
    {"exit", "exit: ends the program\r\n", leave, 0},
};

static int32_t console_read(char *const bytes, uint32_t capacity)
{
    for (;;) {
        const size_t count = board_console_read(bytes, capacity);
        if (count > 0) {
            return (int32_t)count;
        }
        vTaskDelay(1);
    }
}

static int32_t console_write(const char *const text, uint32_t length)
{
    board_console_write(text, length);
    return (int32_t)length;
}

static void cli_task(void *arg)
{
    static char line[LINE_BYTES], output[OUTPUT_BYTES];

    (void)arg;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        (void)FreeRTOS_CLIRegisterCommand(&commands[i]);
    }
    more_commands();
    printf("cli: say help\n");
    FreeRTOS_CLIEnterConsoleLoop((xConsoleIO_t){console_read, console_write}, line, sizeof line,
                                 output, sizeof output);
}

int main(void)
{
    board_init();
    if (xTaskCreate(cli_task, "cli", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("cli: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
