/* SPDX-License-Identifier: MIT */
/* The alarm on sim: an event of the simulated clock. */
#include "sim.h"

#include "alarm.h"

#define IRQ (SIM_IRQ_TEST + 3U)
#define IRQ_PRIORITY                                                                               \
    0xC0U /* as the drivers: less urgent than configMAX_SYSCALL_INTERRUPT_PRIORITY */

static void (*volatile alarm_handler)(void);

static void rings(struct sim_event *event)
{
    (void)event;
    sim_irq_raise(IRQ);
}

static void on_interrupt(void *arg)
{
    (void)arg;
    alarm_handler();
}

void alarm_in(uint32_t us, void (*handler)(void))
{
    static struct sim_event alarm = {.happen = rings};

    alarm_handler = handler;
    sim_irq_attach(IRQ, IRQ_PRIORITY, on_interrupt, NULL);
    sim_event_at(&alarm, sim_now_ns() + (uint64_t)us * 1000U);
}

bool alarm_wait_for_interrupt(void)
{
    return false;
}
