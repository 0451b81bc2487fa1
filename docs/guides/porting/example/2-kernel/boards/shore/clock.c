/* SPDX-License-Identifier: MIT */
/* TIM2 of the STM32F205 counts microseconds in 32 bits: RM0033, chapter 15. Its update interrupt
 * counts the turns, every 71 minutes. */
#include "clock.h"

#include "clock_start.h"
#include "cortex_m.h"

#define CR1  CM_REGISTER(0x40000000u)
#define DIER CM_REGISTER(0x4000000Cu)
#define SR   CM_REGISTER(0x40000010u)
#define EGR  CM_REGISTER(0x40000014u)
#define CNT  CM_REGISTER(0x40000024u)
#define PSC  CM_REGISTER(0x40000028u)
#define ARR  CM_REGISTER(0x4000002Cu)

#define TIMER_HZ 1000000000u /* in QEMU; 60 MHz on a chip */
#define TIM2_IRQ 28u

static volatile uint32_t turns;

void TIM2_IRQHandler(void);

void TIM2_IRQHandler(void)
{
    SR = 0;
    turns = turns + 1;
}

void clock_start(void)
{
    PSC = TIMER_HZ / 1000000u - 1u;
    ARR = UINT32_MAX;
    EGR = 1;
    SR = 0;
    DIER = 1;
    CR1 = 1;
    cm_irq_enable(TIM2_IRQ, 0);
}

uint64_t clock_monotonic_us(void)
{
    uint32_t high, low;

    do {
        high = turns;
        low = CNT;
    } while (high != turns);
    return (uint64_t)high << 32 | low;
}
