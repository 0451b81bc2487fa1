/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "board.h"

#define UART     ((volatile uint8_t *)0x10000000u)
#define FINISHER (*(volatile uint32_t *)0x00100000u)

void board_init(void)
{
}

void board_console_write(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        while ((UART[5] & 0x20u) == 0) {
        }
        UART[0] = (uint8_t)text[i];
    }
}

size_t board_console_read(char *text, size_t capacity)
{
    size_t count = 0;

    while (count < capacity && (UART[5] & 1u) != 0) {
        text[count++] = (char)UART[0];
    }
    return count;
}

void board_exit(int status)
{
    FINISHER = status == 0 ? 0x5555u : (uint32_t)status << 16 | 0x3333u;
    for (;;) {
    }
}

void fault_assert(const char *expression, const char *file, int line)
{
    (void)line;
    board_console_write("FAIL ", 5);
    board_console_write(expression, strlen(expression));
    board_console_write(" in ", 4);
    board_console_write(file, strlen(file));
    board_console_write("\n", 1);
    board_exit(1);
}
