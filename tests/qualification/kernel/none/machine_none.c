/* SPDX-License-Identifier: MIT */
/* A board of which no interrupts are known: cases that want some are skipped with that reason. */
#include "machine.h"

unsigned machine_lines(void)
{
    return 0;
}

bool machine_has_urgent_line(void)
{
    return false;
}

void machine_line(unsigned line, machine_handler_t handler)
{
    (void)line;
    (void)handler;
}

void machine_pend(unsigned line)
{
    (void)line;
}
