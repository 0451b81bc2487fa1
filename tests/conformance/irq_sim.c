/* SPDX-License-Identifier: MIT */
/* The spare interrupt on sim: a line of the simulated processor that is left to tests. */
#include "sim.h"

#include "irq.h"

#define IRQ (SIM_IRQ_TEST + 2U)
#define IRQ_PRIORITY                                                                               \
    0xC0U /* as the drivers: less urgent than configMAX_SYSCALL_INTERRUPT_PRIORITY */

static void (*volatile irq_handler)(void);

static void on_interrupt(void *arg)
{
    (void)arg;
    irq_handler();
}

void irq_repeat(void)
{
    sim_irq_raise(IRQ);
}

void irq_call(void (*handler)(void))
{
    irq_handler = handler;
    sim_irq_attach(IRQ, IRQ_PRIORITY, on_interrupt, NULL);
    irq_repeat();
}
