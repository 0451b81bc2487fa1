/* SPDX-License-Identifier: MIT */
/* MPS2: four GPIO interrupts that nothing is wired to, half of the dual timer as timer 0, timer 0
 * as timer 1 or as the urgent one. */
#include "machine.h"

#include "cortex_m.h"
#include "mps2.h"

#define LINES          3u
#define LINE_IRQ(line) (MPS2_IRQ_SPARE - 4u + (line))
#define LINE_PRIORITY  0x40u /* times the line */

#define DUAL_LOAD    CM_REGISTER(MPS2_DUALTIMER + 0x00u)
#define DUAL_CONTROL CM_REGISTER(MPS2_DUALTIMER + 0x08u)
#define DUAL_INTCLR  CM_REGISTER(MPS2_DUALTIMER + 0x0Cu)
#define DUAL_ON      0xE2u /* enabled, periodic, interrupt, 32 bits */

#define TIMER_CTRL   CM_REGISTER(MPS2_TIMER0 + 0x00u)
#define TIMER_VALUE  CM_REGISTER(MPS2_TIMER0 + 0x04u)
#define TIMER_RELOAD CM_REGISTER(MPS2_TIMER0 + 0x08u)
#define TIMER_INTCLR CM_REGISTER(MPS2_TIMER0 + 0x0Cu)
#define TIMER_ON     0x9u

#define PRIORITY_TIMER_0 0xA0u
#define PRIORITY_TIMER_1 0x60u
#define PRIORITY_URGENT  0x00u

static machine_handler_t line_handlers[LINES + 1];
static machine_handler_t timer_handlers[2];

void PORT0_2_Handler(void);
void PORT0_3_Handler(void);
void PORT0_4_Handler(void);
void PORT0_5_Handler(void);
void DUALTIMER_Handler(void);
void TIMER0_Handler(void);

void PORT0_2_Handler(void)
{
    line_handlers[0]();
}

void PORT0_3_Handler(void)
{
    line_handlers[1]();
}

void PORT0_4_Handler(void)
{
    line_handlers[2]();
}

void PORT0_5_Handler(void)
{
    line_handlers[3]();
}

void DUALTIMER_Handler(void)
{
    DUAL_INTCLR = 1;
    timer_handlers[0]();
}

void TIMER0_Handler(void)
{
    TIMER_INTCLR = 1;
    timer_handlers[1]();
}

unsigned machine_lines(void)
{
    return LINES;
}

bool machine_has_urgent_line(void)
{
    return true;
}

void machine_line(unsigned line, machine_handler_t handler)
{
    line_handlers[line] = handler;
    cm_irq_enable(LINE_IRQ(line), (uint8_t)(LINE_PRIORITY * line));
}

void machine_pend(unsigned line)
{
    cm_irq_pend(LINE_IRQ(line));
}

unsigned machine_timers(void)
{
    return 2;
}

static void start_timer_1(uint32_t period, machine_handler_t handler, uint8_t priority)
{
    timer_handlers[1] = handler;
    TIMER_RELOAD = period - 1u;
    TIMER_VALUE = period - 1u;
    TIMER_INTCLR = 1;
    cm_irq_enable(MPS2_IRQ_TIMER0, priority);
    TIMER_CTRL = TIMER_ON;
}

void machine_timer(unsigned timer, uint32_t period, machine_handler_t handler)
{
    if (timer == 1) {
        start_timer_1(period, handler, PRIORITY_TIMER_1);
        return;
    }
    timer_handlers[0] = handler;
    DUAL_LOAD = period;
    cm_irq_enable(MPS2_IRQ_DUALTIMER, PRIORITY_TIMER_0);
    DUAL_CONTROL = DUAL_ON;
}

void machine_urgent_timer(uint32_t period, machine_handler_t handler)
{
    start_timer_1(period, handler, PRIORITY_URGENT);
}

uint32_t machine_urgent_timer_late(void)
{
    return TIMER_RELOAD - TIMER_VALUE;
}

void machine_stop(void)
{
    DUAL_CONTROL = 0;
    TIMER_CTRL = 0;
    DUAL_INTCLR = 1;
    TIMER_INTCLR = 1;
    cm_irq_disable(MPS2_IRQ_DUALTIMER);
    cm_irq_disable(MPS2_IRQ_TIMER0);
}
