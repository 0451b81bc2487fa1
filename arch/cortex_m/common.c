/* SPDX-License-Identifier: MIT */
/* Parts of a Cortex-M port that do not depend on the version of the architecture. Each port
 * includes this file; it is not compiled by itself. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "registers.h"

/* First code of every task: r4 = entry, r5 = argument. */
__attribute__((naked, used)) static void task_start(void)
{
    __asm volatile("mov  r0, r5\n\t"
                   "blx  r4\n\t"
                   "bl   kernel_task_returned\n\t");
}

void arch_request_switch(void)
{
    SCB_ICSR = SCB_ICSR_PENDSVSET;
    __asm volatile("dsb" ::: "memory");
}

void arch_stop(void)
{
    /* A microcontroller has nothing to return to. */
}

void vPortSVCHandler(void)
{
    /* The vector exists for applications that map it; tasks here never need a system call. */
}

void vPortEnterCritical(void)
{
    port_critical_enter();
}

void vPortExitCritical(void)
{
    port_critical_exit();
}
