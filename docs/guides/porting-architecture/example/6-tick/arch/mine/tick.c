/* SPDX-License-Identifier: MIT */
/* The machine timer counts on; each tick is a mark on its scale. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"

#define TIME      ((volatile uint32_t *)configMTIME_BASE_ADDRESS)
#define COMPARE   ((volatile uint32_t *)configMTIMECMP_BASE_ADDRESS)
#define MIE_TIMER 0x80u

static uint64_t next;
static uint32_t period;

void tick_handler(void);

static void set_alarm(void)
{
    next += period;
    COMPARE[0] = (uint32_t)next;
    COMPARE[1] = (uint32_t)(next >> 32);
}

void tick_handler(void)
{
    set_alarm();
    kernel_tick();
}

void arch_tick_start(uint32_t hz)
{
    next = TIME[0]; /* soon after reset: its upper half is 0 */
    period = (uint32_t)configCPU_CLOCK_HZ / hz;
    set_alarm();
    __asm volatile("csrs mie, %0" ::"r"(MIE_TIMER));
}

void arch_sleep(void)
{
    __asm volatile("wfi" ::: "memory");
}
