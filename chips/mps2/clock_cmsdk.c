/* SPDX-License-Identifier: MIT */
/* clock_monotonic_us() from CMSDK timer 1, which counts down from 2^32 - 1 at 25 MHz.
 *
 *   64-bit ticks = wraps (counted by the interrupt) : 2^32 - 1 - value
 *
 * The interrupt comes every 171 s. A reader that finds the wrap pending but not yet counted (its
 * own priority, a mask) counts it itself; so the clock is right as long as nobody masks for 171 s.
 */
#include "clock.h"

#include "cortex_m.h"
#include "mps2.h"

#define CTRL   CM_REGISTER(MPS2_TIMER1 + 0x00u)
#define VALUE  CM_REGISTER(MPS2_TIMER1 + 0x04u)
#define RELOAD CM_REGISTER(MPS2_TIMER1 + 0x08u)
#define INTSTS CM_REGISTER(MPS2_TIMER1 + 0x0Cu) /* write 1 to clear */

#define CTRL_ENABLE (1u << 0)
#define CTRL_INT    (1u << 3)
#define HALF        0x80000000u

static volatile uint32_t wraps;

void TIMER1_Handler(void);

void TIMER1_Handler(void)
{
    INTSTS = 1;
    wraps = wraps + 1;
}

void mps2_clock_start(void)
{
    CTRL = 0;
    wraps = 0;
    RELOAD = UINT32_MAX;
    VALUE = UINT32_MAX;
    INTSTS = 1;
    CTRL = CTRL_ENABLE | CTRL_INT;
    cm_irq_enable(MPS2_IRQ_TIMER1, MPS2_PRIORITY_CLOCK);
}

uint64_t clock_monotonic_us(void)
{
    uint32_t high, value, pending;

    do {
        high = wraps;
        value = VALUE;
        pending = INTSTS; /* after the value: pending with a small value is the wrap to come */
    } while (high != wraps);
    if (pending != 0 && value > HALF) {
        high++;
    }
    return (((uint64_t)high << 32) | (UINT32_MAX - value)) / (MPS2_CLOCK_HZ / 1000000u);
}
