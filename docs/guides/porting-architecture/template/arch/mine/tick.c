/* SPDX-License-Identifier: MIT */
/* Step 6. Until then there is no tick. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "blank.h"

/* Have a timer interrupt `hz` times a second; its handler calls kernel_tick(). */
void arch_tick_start(uint32_t hz)
{
    (void)hz;
}

/* Wait for any interrupt. */
void arch_sleep(void)
{
}
