/* SPDX-License-Identifier: MIT */
/* The spare interrupt on nRF51: a number that only software pends. */
#include "cortex_m.h"
#include "nrf51.h"

#include "irq.h"

static void (*volatile irq_handler)(void);

void SWI0_IRQHandler(void);
void SWI0_IRQHandler(void)
{
    irq_handler();
}

void irq_repeat(void)
{
    cm_irq_pend(NRF51_IRQ_SWI0);
}

void irq_call(void (*handler)(void))
{
    irq_handler = handler;
    cm_irq_enable(NRF51_IRQ_SWI0, NRF51_PRIORITY_DEVICE);
    irq_repeat();
}
