/* SPDX-License-Identifier: MIT */
/* What the harness wants of a board, over the startup code of own_startup. */
#include "board.h"

#include <picotls.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "../../own_startup/app.h"

extern char __tls_base[];

void board_init(void)
{
    _set_tls(__tls_base); /* errno before there are tasks */
}

void board_console_write(const char *text, size_t length)
{
    static char line[64];

    while (length > 0) {
        size_t part = length < sizeof line - 1 ? length : sizeof line - 1;
        UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
        memcpy(line, text, part);
        line[part] = '\0';
        app_write(line);
        taskEXIT_CRITICAL_FROM_ISR(mask);
        text += part;
        length -= part;
    }
}

void board_exit(int status)
{
    app_exit(status);
}

void fault_assert(const char *expression, const char *file, int line)
{
    (void)line;
    app_write("FAIL assert ");
    app_write(expression);
    app_write(" in ");
    app_write(file);
    app_write("\n");
    app_exit(1);
}

void vApplicationStackOverflowHook(TaskHandle_t task, char *name)
{
    (void)task;
    fault_assert("stack overflow", name, 0);
}
