/* SPDX-License-Identifier: MIT */
/* clock_monotonic_us() from half 1 of the system timer, which counts down from 2^32 - 1 at 100 MHz:
 * the interrupt comes every 43 s. SmartFusion2 MSS User Guide (UG0331), "System Timer". */
#include "clock.h"

#include "cortex_m.h"
#include "msf2.h"
#include "wrap_clock.h"

static struct wrap_clock timer = {.value = &MSF2_TIMER_VALUE(0),
                                  .status = &MSF2_TIMER_STATUS(0),
                                  .ticks_per_us = MSF2_TIMER_HZ / 1000000u};

void Timer1_IRQHandler(void);

void Timer1_IRQHandler(void)
{
    wrap_clock_interrupt(&timer);
}

void msf2_clock_start(void)
{
    MSF2_TIMER_CONTROL(0) = 0;
    timer.wraps = 0;
    MSF2_TIMER_LOAD(0) = UINT32_MAX;
    MSF2_TIMER_STATUS(0) = 1;
    MSF2_TIMER_CONTROL(0) = MSF2_TIMER_ENABLE | MSF2_TIMER_INTERRUPT;
    cm_irq_enable(MSF2_IRQ_TIMER1, MSF2_PRIORITY_CLOCK);
}

uint64_t clock_monotonic_us(void)
{
    return wrap_clock_us(&timer);
}
