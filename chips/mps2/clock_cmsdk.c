/* SPDX-License-Identifier: MIT */
/* clock_monotonic_us() from CMSDK timer 1, which counts down from 2^32 - 1 at 25 MHz: the interrupt
 * comes every 171 s. Cortex-M System Design Kit TRM (DDI 0479), section 4.1. */
#include "clock.h"

#include "cortex_m.h"
#include "mps2.h"
#include "wrap_clock.h"

#define CTRL   CM_REGISTER(MPS2_TIMER1 + 0x00u)
#define VALUE  CM_REGISTER(MPS2_TIMER1 + 0x04u)
#define RELOAD CM_REGISTER(MPS2_TIMER1 + 0x08u)
#define INTSTS CM_REGISTER(MPS2_TIMER1 + 0x0Cu) /* write 1 to clear */

#define CTRL_ENABLE (1u << 0)
#define CTRL_INT    (1u << 3)

static struct wrap_clock timer = {
    .value = &VALUE, .status = &INTSTS, .ticks_per_us = MPS2_CLOCK_HZ / 1000000u};

void TIMER1_Handler(void);

void TIMER1_Handler(void)
{
    wrap_clock_interrupt(&timer);
}

void mps2_clock_start(void)
{
    CTRL = 0;
    timer.wraps = 0;
    RELOAD = UINT32_MAX;
    VALUE = UINT32_MAX;
    INTSTS = 1;
    CTRL = CTRL_ENABLE | CTRL_INT;
    cm_irq_enable(MPS2_IRQ_TIMER1, MPS2_PRIORITY_CLOCK);
}

uint64_t clock_monotonic_us(void)
{
    return wrap_clock_us(&timer);
}
