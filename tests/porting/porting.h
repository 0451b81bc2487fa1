/* SPDX-License-Identifier: MIT */
/* The steps of docs/guides/porting-architecture.md, each a program that needs no more of a port
 * than the steps before. */
#ifndef PORTING_H
#define PORTING_H

#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

static inline void porting_put(const char *text)
{
    board_console_write(text, strlen(text));
}

static inline void porting_check(int good, const char *text)
{
    if (!good) {
        porting_put("FAIL ");
        porting_put(text);
        porting_put("\n");
        board_exit(1);
    }
}

#define CHECK(condition) porting_check((condition) ? 1 : 0, #condition)

/* The step is done. */
static inline void porting_end(const char *step)
{
    porting_put(step);
    porting_put(": ok\n");
    board_exit(0);
}

#define STACK_DEPTH (configMINIMAL_STACK_SIZE + 256U)

#endif
