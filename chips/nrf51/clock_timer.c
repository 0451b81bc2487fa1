/* SPDX-License-Identifier: MIT */
/* clock_monotonic_us() from TIMER0, which counts up in 32 bits at 1 MHz.
 *
 *   value   0 ......... 80000000h ......... 0 ......... 80000000h .........
 *   middles 0           1                   1           2            counted by the interrupt
 *   high    0           0                   1           1            middles, less 1 behind one
 *
 * A reader that finds the interrupt pending but not yet counted (a mask) counts it itself; so the
 * clock is right as long as nobody masks for 53 minutes. Compare 0 in the middle, not at 0: the
 * counter starts there. */
#include "clock.h"

#include "nrf51.h"
#include "timer_nrf51.h"

#define HFCLK_START   CM_REGISTER(NRF51_CLOCK + 0x000u)
#define HFCLK_STARTED CM_REGISTER(NRF51_CLOCK + 0x100u)
#define TRIES         100000u /* of a busy-wait; the crystal needs less than 1 ms */
#define PRESCALER     4u      /* 16 MHz / 2^4 */
#define HALF          0x80000000u
#define QUARTER       0x40000000u

static volatile uint32_t middles;

void TIMER0_IRQHandler(void);

void TIMER0_IRQHandler(void)
{
    TIMER_COMPARE(NRF51_TIMER0, 0) = 0;
    middles = middles + 1;
}

void nrf51_clock_start(void)
{
    HFCLK_STARTED = 0;
    HFCLK_START = 1;
    for (uint32_t i = 0; i < TRIES && HFCLK_STARTED == 0; i++) {
    }
    TIMER_STOP(NRF51_TIMER0) = 1;
    TIMER_CLEAR(NRF51_TIMER0) = 1;
    TIMER_MODE(NRF51_TIMER0) = 0;
    TIMER_BITMODE(NRF51_TIMER0) = TIMER_BITMODE_32;
    TIMER_PRESCALER(NRF51_TIMER0) = PRESCALER;
    TIMER_CC(NRF51_TIMER0, 0) = HALF;
    middles = 0;
    TIMER_START(NRF51_TIMER0) = 1;
    TIMER_COMPARE(NRF51_TIMER0, 0) = 0;
    TIMER_INTENSET(NRF51_TIMER0) = TIMER_INT_COMPARE(0);
    cm_irq_enable(NRF51_IRQ_TIMER0, 0);
}

uint64_t clock_monotonic_us(void)
{
    uint32_t counted, value, pending;

    do {
        counted = middles;
        TIMER_CAPTURE(NRF51_TIMER0, 1) = 1;
        value = TIMER_CC(NRF51_TIMER0, 1);
        pending = TIMER_COMPARE(NRF51_TIMER0, 0);
    } while (counted != middles);
    /* Pending, and the value just short of the middle: the event came after the value. */
    if (pending != 0 && !(value >= QUARTER && value < HALF)) {
        counted++;
    }
    return ((uint64_t)(counted - (value >= HALF ? 1u : 0)) << 32) | value;
}
