/* SPDX-License-Identifier: MIT */
/* Interrupt lines: priorities as on a Cortex-M, lower is more urgent.
 *
 *   A line is taken when it is more urgent than the handler that runs and than the mask. The tick
 *   counts how often it is due, so that no tick is lost to a long mask; other lines are a flag.
 *
 * Invariant: sim_cpu.attention is not 0 whenever a line pends.
 */
#include "port.h"

static struct {
    void (*handler)(void *arg);
    void *arg;
    uint32_t priority;
    uint32_t pending;
} lines[SIM_IRQS];

static struct {
    unsigned count;
    unsigned irq[SIM_IRQS];
} invited;

static uint32_t pending_lines; /* bit n: line n pends and has a handler */

void sim_irq_attach(unsigned irq, unsigned priority, void (*handler)(void *), void *arg)
{
    if (irq >= SIM_IRQS || priority > 255u) {
        sim_fail("sim_irq_attach: there is no line %u of priority %u", irq, priority);
    }
    lines[irq].handler = handler;
    lines[irq].arg = arg;
    lines[irq].priority = priority;
    if (handler == NULL) {
        lines[irq].pending = 0;
        pending_lines &= ~(UINT32_C(1) << irq);
    }
}

void sim_irq_pend(unsigned irq)
{
    if (lines[irq].handler == NULL) {
        return;
    }
    lines[irq].pending = irq == SIM_IRQ_TICK ? lines[irq].pending + 1u : 1u;
    pending_lines |= UINT32_C(1) << irq;
    sim_cpu.attention = 1;
}

void sim_irq_raise(unsigned irq)
{
    if (irq >= SIM_IRQS) {
        sim_fail("sim_irq_raise: there is no line %u", irq);
    }
    sim_irq_pend(irq);
    sim_attend();
}

bool sim_irq_any(void)
{
    return pending_lines != 0;
}

/* The most urgent line that nothing holds off, or -1. */
static int next_line(void)
{
    uint32_t limit = sim_port.priority;
    int best = -1;

    if (sim_cpu.mask != 0 && sim_cpu.mask < limit) {
        limit = sim_cpu.mask;
    }
    for (uint32_t left = pending_lines; left != 0; left &= left - 1u) {
        int irq = __builtin_ctz(left);
        if (lines[irq].priority < limit) {
            limit = lines[irq].priority;
            best = irq;
        }
    }
    return best;
}

bool sim_irq_due(void)
{
    return pending_lines != 0 && next_line() >= 0;
}

void sim_irq_run_due(void)
{
    int irq = next_line();
    uint32_t priority_before = sim_port.priority;
    int irq_before = sim_port.irq;
    uint64_t start = sim_points();

    if (--lines[irq].pending == 0) {
        pending_lines &= ~(UINT32_C(1) << irq);
    }
    sim_note(SIM_NOTE_HANDLER, (uint64_t)irq);
    sim_port.priority = lines[irq].priority;
    sim_port.irq = irq;
    sim_cpu.handlers = sim_cpu.handlers + 1u;
    sim_port.inside = false;
    lines[irq].handler(lines[irq].arg);
    sim_port.inside = true;
    sim_cpu.handlers = sim_cpu.handlers - 1u;
    sim_port.priority = priority_before;
    sim_port.irq = irq_before;
    if (sim_cpu.handlers == 0) {
        sim_adversary_pass(sim_points() - start);
    }
}

void sim_irq_forget(void)
{
    for (unsigned irq = 0; irq < SIM_IRQS; irq++) {
        lines[irq].pending = 0;
    }
    pending_lines = 0;
    sim_cpu.attention = 0;
}

void sim_irq_invite(unsigned irq, bool is_invited)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < invited.count; i++) {
        if (invited.irq[i] != irq) {
            invited.irq[kept++] = invited.irq[i];
        }
    }
    invited.count = kept;
    if (is_invited && irq < SIM_IRQS) {
        invited.irq[invited.count++] = irq;
    }
    sim_points_arm();
}

unsigned sim_invited_count(void)
{
    return invited.count;
}

unsigned sim_invited(unsigned n)
{
    return invited.irq[n];
}
