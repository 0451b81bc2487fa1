/* SPDX-License-Identifier: MIT */
/* The console: 115200 baud, 8N1, no flow control. Disabled: what is written goes nowhere. */
#include "board.h"

#include "console.h"

void console_start(void)
{
}

void board_console_write(const char *text, size_t length)
{
    (void)text;
    (void)length;
}

size_t board_console_read(char *text, size_t capacity)
{
    (void)text;
    (void)capacity;
    return 0;
}
