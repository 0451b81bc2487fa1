/* SPDX-License-Identifier: MIT */
/* nRF51: three software interrupts and TIMER2. PRIMASK masks all there is: no urgent line. */
#include "machine.h"

#include "nrf51.h"
#include "timer_nrf51.h"

#define LINES         3u
#define LINE_PRIORITY 0x40u /* times the line */

static machine_handler_t line_handlers[LINES + 1];
static machine_handler_t timer_handler;

void SWI1_IRQHandler(void);
void SWI2_IRQHandler(void);
void SWI3_IRQHandler(void);
void TIMER2_IRQHandler(void);

void SWI1_IRQHandler(void)
{
    line_handlers[1]();
}

void SWI2_IRQHandler(void)
{
    line_handlers[2]();
}

void SWI3_IRQHandler(void)
{
    line_handlers[3]();
}

void TIMER2_IRQHandler(void)
{
    TIMER_COMPARE(NRF51_TIMER2, 0) = 0;
    timer_handler();
}

unsigned machine_lines(void)
{
    return LINES;
}

bool machine_has_urgent_line(void)
{
    return false;
}

void machine_line(unsigned line, machine_handler_t handler)
{
    line_handlers[line] = handler;
    cm_irq_enable(NRF51_IRQ_SWI0 + line, (uint8_t)(LINE_PRIORITY * line));
}

void machine_pend(unsigned line)
{
    cm_irq_pend(NRF51_IRQ_SWI0 + line);
}

unsigned machine_timers(void)
{
    return 1;
}

void machine_timer(unsigned timer, uint32_t period, machine_handler_t handler)
{
    (void)timer;
    timer_handler = handler;
    TIMER_STOP(NRF51_TIMER2) = 1;
    TIMER_CLEAR(NRF51_TIMER2) = 1;
    TIMER_MODE(NRF51_TIMER2) = 0;
    TIMER_BITMODE(NRF51_TIMER2) = TIMER_BITMODE_16;
    TIMER_PRESCALER(NRF51_TIMER2) = 0;
    TIMER_CC(NRF51_TIMER2, 0) = period;
    TIMER_SHORTS(NRF51_TIMER2) = 1u;
    TIMER_COMPARE(NRF51_TIMER2, 0) = 0;
    TIMER_INTENSET(NRF51_TIMER2) = TIMER_INT_COMPARE(0);
    cm_irq_enable(NRF51_IRQ_TIMER2, NRF51_PRIORITY_DEVICE);
    TIMER_START(NRF51_TIMER2) = 1;
}

void machine_urgent_timer(uint32_t period, machine_handler_t handler)
{
    (void)period;
    (void)handler;
}

uint32_t machine_urgent_timer_late(void)
{
    return 0;
}

void machine_stop(void)
{
    TIMER_STOP(NRF51_TIMER2) = 1;
    cm_irq_disable(NRF51_IRQ_TIMER2);
}
