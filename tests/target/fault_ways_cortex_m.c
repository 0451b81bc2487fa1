/* SPDX-License-Identifier: MIT */
#include "fault_ways.h"

#include "cortex_m.h"

const uintptr_t fault_nowhere = 0x70000000u;

#define STRAY_IRQ 10u /* has a source on every chip, and no handler here */

static volatile uint32_t sink;
static volatile uint32_t zero;

NOINLINE static void run_undefined_instruction(void)
{
    __asm volatile("udf #0"); /* HERE: undefined */
}

NOINLINE static void read_unaligned(void)
{
    CM_CCR |= CM_CCR_UNALIGN_TRP;
    cm_barrier();
    sink = *(volatile uint32_t *)((uintptr_t)&sink + 1u); /* HERE: unaligned */
}

NOINLINE static void divide_by_zero(void)
{
    sink = 1000u / zero; /* HERE: divide */
}

NOINLINE static void run_stray_interrupt(void)
{
    cm_irq_enable(STRAY_IRQ, 0xC0);
    cm_irq_pend(STRAY_IRQ);
    sink = 0; /* HERE: stray */
}

#if CM_IS_V8M
/* No switch, so nobody but the stack limit sees it. */
NOINLINE static uint32_t recurse_alone(uint32_t depth)
{
    volatile uint32_t space[8];

    space[depth % 8u] = depth;
    return recurse_alone(depth + 1u) + space[depth % 8u]; /* HERE: limit */
}

static void overrun_the_limit(void)
{
    sink = recurse_alone(1);
}
#endif

const struct fault_way fault_machine_ways[] = {
    {"undefined", run_undefined_instruction},
    {"unaligned", read_unaligned},
    {"divide", divide_by_zero},
    {"stray", run_stray_interrupt},
#if CM_IS_V8M
    {"limit", overrun_the_limit},
#endif
};
const size_t fault_machine_way_count = sizeof fault_machine_ways / sizeof fault_machine_ways[0];
