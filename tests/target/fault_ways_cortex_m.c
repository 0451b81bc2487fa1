/* SPDX-License-Identifier: MIT */
#include "fault_ways.h"

#include "cortex_m.h"

const uintptr_t fault_nowhere = 0x60000000u;

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
    cm_irq_enable(31, 0xC0);
    CM_REGISTER(0xE000E200u) = 1u << 31;
    cm_barrier();
    sink = 0; /* HERE: stray */
}

const struct fault_way fault_machine_ways[] = {
    {"undefined", run_undefined_instruction},
    {"unaligned", read_unaligned},
    {"divide", divide_by_zero},
    {"stray", run_stray_interrupt},
};
const size_t fault_machine_way_count = sizeof fault_machine_ways / sizeof fault_machine_ways[0];
