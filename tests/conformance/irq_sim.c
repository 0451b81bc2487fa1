/* SPDX-License-Identifier: MIT */
/* The spare interrupt on the simulator: the first line that no driver uses. */
#include "sim.h"

#include "irq.h"

#define IRQ_PRIORITY                                                                               \
    0xC0U /* as the drivers: less urgent than configMAX_SYSCALL_INTERRUPT_PRIORITY */

static void (*volatile irq_handler)(void);

static void run_handler(void *arg)
{
    (void)arg;
    irq_handler();
}

void irq_call(void (*handler)(void))
{
    irq_handler = handler;
    sim_irq_attach(SIM_IRQ_TEST, IRQ_PRIORITY, run_handler, NULL);
    sim_irq_raise(SIM_IRQ_TEST);
}
