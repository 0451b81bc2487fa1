/* SPDX-License-Identifier: MIT */
/* For programs that do not look at how the idle task sleeps. */
#include "FreeRTOS.h"
#include "task.h"

unsigned long tickless_begin(unsigned long ticks)
{
    return ticks;
}

unsigned long tickless_sleep_begins(unsigned long ticks)
{
    return ticks;
}

void tickless_sleep_ends(unsigned long ticks)
{
    (void)ticks;
}

void vApplicationIdleHook(void)
{
}
