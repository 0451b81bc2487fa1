/* SPDX-License-Identifier: MIT */
/* STM32F205, for the tester (tests/target/machine.h): four interrupts whose devices this board does
 * not use, TIM3 as timer 0, TIM4 as timer 1 or as the urgent one. */
#include "machine.h"

#include "cortex_m.h"

#define LINES         3u
#define LINE_IRQ(n)   (1u + (n)) /* PVD, TAMP_STAMP, RTC_WKUP, FLASH */
#define LINE_PRIORITY 0x40u      /* times the line */

#define TIM3     0x40000400u
#define TIM4     0x40000800u
#define TIM3_IRQ 29u
#define TIM4_IRQ 30u

#define CR1(timer)  CM_REGISTER((timer) + 0x00u)
#define DIER(timer) CM_REGISTER((timer) + 0x0Cu)
#define SR(timer)   CM_REGISTER((timer) + 0x10u)
#define EGR(timer)  CM_REGISTER((timer) + 0x14u)
#define CNT(timer)  CM_REGISTER((timer) + 0x24u)
#define PSC(timer)  CM_REGISTER((timer) + 0x28u)
#define ARR(timer)  CM_REGISTER((timer) + 0x2Cu)

#define PRESCALER 7u /* 125 MHz in QEMU; on a chip 0 */

#define PRIORITY_TIMER_0 0xA0u
#define PRIORITY_TIMER_1 0x60u
#define PRIORITY_URGENT  0x00u

static machine_handler_t line_handlers[LINES + 1];
static machine_handler_t timer_handlers[2];

void PVD_IRQHandler(void);
void TAMP_STAMP_IRQHandler(void);
void RTC_WKUP_IRQHandler(void);
void FLASH_IRQHandler(void);
void TIM3_IRQHandler(void);
void TIM4_IRQHandler(void);

void PVD_IRQHandler(void)
{
    line_handlers[0]();
}

void TAMP_STAMP_IRQHandler(void)
{
    line_handlers[1]();
}

void RTC_WKUP_IRQHandler(void)
{
    line_handlers[2]();
}

void FLASH_IRQHandler(void)
{
    line_handlers[3]();
}

void TIM3_IRQHandler(void)
{
    SR(TIM3) = 0;
    timer_handlers[0]();
}

void TIM4_IRQHandler(void)
{
    SR(TIM4) = 0;
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

static void start(uintptr_t timer, uint32_t irq, uint32_t period, uint8_t priority)
{
    CR1(timer) = 0;
    PSC(timer) = PRESCALER;
    ARR(timer) = period - 1u;
    EGR(timer) = 1;
    SR(timer) = 0;
    DIER(timer) = 1;
    cm_irq_enable(irq, priority);
    CR1(timer) = 1;
}

void machine_timer(unsigned timer, uint32_t period, machine_handler_t handler)
{
    timer_handlers[timer] = handler;
    if (timer == 0) {
        start(TIM3, TIM3_IRQ, period, PRIORITY_TIMER_0);
    } else {
        start(TIM4, TIM4_IRQ, period, PRIORITY_TIMER_1);
    }
}

void machine_urgent_timer(uint32_t period, machine_handler_t handler)
{
    timer_handlers[1] = handler;
    start(TIM4, TIM4_IRQ, period, PRIORITY_URGENT);
}

uint32_t machine_urgent_timer_late(void)
{
    return CNT(TIM4);
}

void machine_stop(void)
{
    CR1(TIM3) = 0;
    CR1(TIM4) = 0;
    cm_irq_disable(TIM3_IRQ);
    cm_irq_disable(TIM4_IRQ);
}
