/* SPDX-License-Identifier: MIT */
/* What a program of this folder needs where conformance.h cannot be used: no heap, few functions.
 */
#ifndef VARIANTS_CHECK_H
#define VARIANTS_CHECK_H

#include <string.h>

#include "board.h"

static unsigned failures;

static inline void check_failed(const char *text)
{
    failures++;
    board_console_write("FAIL ", 5);
    board_console_write(text, strlen(text));
    board_console_write("\n", 1);
}

#define CHECK(condition) ((condition) ? (void)0 : check_failed(#condition))

/* The end of the program. */
static inline void finish(void)
{
    const char *text = failures == 0 ? "1 Tests 0 Failures\n" : "1 Tests 1 Failures\n";
    board_console_write(text, strlen(text));
    board_exit(failures == 0 ? 0 : 1);
}

#endif
