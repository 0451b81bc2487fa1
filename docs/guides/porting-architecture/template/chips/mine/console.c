/* SPDX-License-Identifier: MIT */
/* Step 1. The console, polled, and the end of a run. */
#include <string.h>

#include "board.h"

void board_init(void)
{
}

/* Send each byte when there is room for it. */
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

/* Leave the emulator with that status; on hardware print it and stop. */
void board_exit(int status)
{
    (void)status;
    for (;;) {
    }
}

/* Complete: enough until chips/common does it (step 9). */
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
