/* SPDX-License-Identifier: MIT */
/* The parts of a port that are the same on every small processor. Complete. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"

volatile bool arch_isr_runs;

void arch_stop(void)
{
    /* A microcontroller has nothing to return to. */
}

void vPortEnterCritical(void)
{
    port_critical_enter();
}

void vPortExitCritical(void)
{
    port_critical_exit();
}
