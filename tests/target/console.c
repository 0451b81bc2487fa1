/* SPDX-License-Identifier: MIT */
#include "console.h"

#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

void console_read_line(char *line, size_t capacity)
{
    size_t length = 0;

    while (length < capacity - 1) {
        if (board_console_read(&line[length], 1) == 0) {
            vTaskDelay(1);
        } else if (line[length] == '\n') {
            break;
        } else {
            length++;
        }
    }
    line[length] = '\0';
}

char *console_split(char *line)
{
    char *rest = strchr(line, ' ');

    if (rest == NULL) {
        return line + strlen(line);
    }
    *rest = '\0';
    return rest + 1;
}
