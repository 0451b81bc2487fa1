/* SPDX-License-Identifier: MIT */
/* The tick of Cortex-M ports: SysTick, unless the chip has no such timer and supplies its own
 * vPortSetupTimerInterrupt. Each port includes this file; it is not compiled by itself. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "registers.h"

#define SYSTICK_MAX UINT32_C(0xffffff)

#ifndef configCPU_CLOCK_HZ
#error "configCPU_CLOCK_HZ is required: clock of the core, Hz"
#endif

__attribute__((weak)) void vPortSetupTimerInterrupt(void)
{
#ifdef configSYSTICK_CLOCK_HZ
    const uint32_t clock_hz = configSYSTICK_CLOCK_HZ;
    const uint32_t source =
        (configSYSTICK_CLOCK_HZ) == (configCPU_CLOCK_HZ) ? SYST_CSR_CLKSOURCE_CORE : 0;
#else
    const uint32_t clock_hz = configCPU_CLOCK_HZ;
    const uint32_t source = SYST_CSR_CLKSOURCE_CORE;
#endif
    configASSERT(clock_hz / (uint32_t)configTICK_RATE_HZ - 1u <= SYSTICK_MAX &&
                 "configTICK_RATE_HZ: SysTick has 24 bits");
    SYST_CSR = 0;
    SYST_CVR = 0;
    SYST_RVR = clock_hz / (uint32_t)configTICK_RATE_HZ - 1u;
    SYST_CSR = SYST_CSR_ENABLE | SYST_CSR_TICKINT | source;
}

void arch_tick_start(uint32_t hz)
{
    (void)hz; /* an application's own vPortSetupTimerInterrupt knows configTICK_RATE_HZ */
    /* Before a tick can be due: it waits then, as all that the kernel masks, for the first task. */
    SCB_SHPR3 |= SCB_SHPR3_PENDSV_LOWEST | SCB_SHPR3_SYSTICK_LOWEST;
    vPortSetupTimerInterrupt();
}

void arch_sleep(void)
{
    __asm volatile("dsb\n\twfi\n\tisb" ::: "memory");
}

void xPortSysTickHandler(void)
{
    kernel_tick();
}

#if configUSE_TICKLESS_IDLE == 1
#include "tickless.c"
#endif
