/* SPDX-License-Identifier: MIT */
/* The kernel's tick from TIMER1: the nRF51 has no SysTick.
 *
 *   16 MHz / 2^prescaler ──► counter ──(== CC0)──► interrupt, counter := 0      no drift
 *
 * The 16-bit counter must hold one period, so the prescaler grows until it fits. The slow clock's
 * RTC would go on in deeper sleep, but divides 32768 Hz, which no round tick rate does evenly. */
#include "FreeRTOS.h"
#include "task.h"

#include "nrf51.h"
#include "timer_nrf51.h"

void TIMER1_IRQHandler(void);

void TIMER1_IRQHandler(void)
{
    TIMER_COMPARE(NRF51_TIMER1, 0) = 0;
    xPortSysTickHandler();
}

/* In place of the port's, which starts SysTick. */
void vPortSetupTimerInterrupt(void)
{
    uint32_t period = NRF51_CLOCK_HZ / (uint32_t)configTICK_RATE_HZ;
    uint32_t prescaler = 0;

    while (period > UINT16_MAX && prescaler < TIMER_PRESCALER_MAX) {
        prescaler++;
        period = (NRF51_CLOCK_HZ >> prescaler) / (uint32_t)configTICK_RATE_HZ;
    }
    TIMER_STOP(NRF51_TIMER1) = 1;
    TIMER_CLEAR(NRF51_TIMER1) = 1;
    TIMER_MODE(NRF51_TIMER1) = 0;
    TIMER_BITMODE(NRF51_TIMER1) = TIMER_BITMODE_16;
    TIMER_PRESCALER(NRF51_TIMER1) = prescaler;
    TIMER_CC(NRF51_TIMER1, 0) = period;
    TIMER_SHORTS(NRF51_TIMER1) = 1u;
    TIMER_COMPARE(NRF51_TIMER1, 0) = 0;
    TIMER_INTENSET(NRF51_TIMER1) = TIMER_INT_COMPARE(0);
    cm_irq_enable(NRF51_IRQ_TIMER1, NRF51_PRIORITY_LOWEST);
    TIMER_START(NRF51_TIMER1) = 1;
}
