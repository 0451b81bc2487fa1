/* SPDX-License-Identifier: MIT */
#include "fault_ways.h"

#include "riscv.h"
#include "virt_riscv.h"

const uintptr_t fault_nowhere = 0x00200000u;

static volatile uint32_t sink;

NOINLINE static void run_undefined_instruction(void)
{
    __asm volatile("unimp"); /* HERE: undefined */
}

/* A source that is enabled behind the driver's back: the clock's alarm. */
NOINLINE static void run_stray_interrupt(void)
{
    RISCV_REGISTER(VIRT_PLIC + 4u * VIRT_SOURCE_RTC) = 1;
    RISCV_REGISTER(VIRT_PLIC + 0x2000u) = 1u << VIRT_SOURCE_RTC;
    RISCV_REGISTER(VIRT_RTC + 0x10u) = 1;
    RISCV_REGISTER(VIRT_RTC + 0x0Cu) = 0;
    RISCV_REGISTER(VIRT_RTC + 0x08u) = 1; /* an alarm long past */
    for (;;) {
        sink = sink + 1; /* HERE: stray */
    }
}

const struct fault_way fault_machine_ways[] = {
    {"undefined", run_undefined_instruction},
    {"stray", run_stray_interrupt},
};
const size_t fault_machine_way_count = sizeof fault_machine_ways / sizeof fault_machine_ways[0];
