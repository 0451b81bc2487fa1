/* SPDX-License-Identifier: MIT */
/* The spare interrupt on MPS2: an NVIC line that no driver uses, pended by software. */
#include "cortex_m.h"
#include "mps2.h"

#include "irq.h"

static void (*volatile irq_handler)(void);

void PORT0_6_Handler(void);
void PORT0_6_Handler(void)
{
    irq_handler();
}

void irq_repeat(void)
{
    cm_irq_pend(MPS2_IRQ_SPARE);
}

void irq_call(void (*handler)(void))
{
    irq_handler = handler;
    cm_irq_enable(MPS2_IRQ_SPARE, MPS2_PRIORITY_DEVICE);
    irq_repeat();
}
