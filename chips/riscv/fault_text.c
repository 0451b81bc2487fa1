/* SPDX-License-Identifier: MIT */
/* Causes and registers of a fault in words, and what a call looks like. */
#include "fault_report.h"
#include "fault_riscv.h"
#include "riscv.h"

/* By mcause. Privileged architecture, table 3.6. */
static const char *const causes[] = {
    [0] = "fetch from an odd address",
    [1] = "jump to memory that is not code",
    [2] = "an instruction the processor does not have",
    [3] = "breakpoint without debugger",
    [4] = "read from an unaligned address",
    [5] = "read from memory that is not there",
    [6] = "write to an unaligned address",
    [7] = "write to memory that is not there, or is read-only",
    [8] = "ecall in user mode",
    [11] = "ecall in machine mode",
    [12] = "page fault at a fetch",
    [13] = "page fault at a read",
    [15] = "page fault at a write",
};

void fault_machine_print_cause(const struct fault_dump *dump)
{
    uintptr_t cause = dump->machine.mcause;
    const char *words = cause < sizeof causes / sizeof causes[0] ? causes[cause] : NULL;

    fault_print_line("cause", words != NULL ? words : "unknown");
    if (cause != 2) { /* there mtval is the instruction */
        fault_print_word("address", dump->machine.mtval);
    }
    fault_print_word("mcause", cause);
    fault_print_word("mtval", dump->machine.mtval);
    fault_print_word("mstatus", dump->machine.mstatus);
}

void fault_machine_print_registers(const struct fault_dump *dump)
{
    const struct fault_machine *at = &dump->machine;

    fault_print_word("pc", at->pc);
    fault_print_word("ra", at->ra);
    fault_print_word("sp", at->sp);
    fault_print_word("gp", at->gp);
    fault_print_word("tp", at->tp);
    fault_print_words("t0-t2", &at->t0, 3);
    fault_print_words("s0-s1", &at->s0, 2);
    fault_print_words("a0-a3", &at->a[0], 4);
    fault_print_words("a4-a7", &at->a[4], 4);
    fault_print_words("s2-s5", &at->s2[0], 4);
    fault_print_words("s6-s9", &at->s2[4], 4);
    fault_print_words("s10-s11", &at->s2[8], 2);
    fault_print_words("t3-t6", &at->t3[0], 4);
}

uintptr_t fault_machine_return(uintptr_t word)
{
    return (word & 1u) == 0 ? word : 0;
}

bool fault_machine_is_behind_call(const uint16_t *next)
{
    uint32_t wide = next[-2] | (uint32_t)next[-1] << 16;
    bool jal = (wide & 0xFFFu) == 0x0EFu;   /* jal ra */
    bool jalr = (wide & 0x7FFFu) == 0x0E7u; /* jalr ra */
    bool c_jalr = (next[-1] & 0xF07Fu) == 0x9002u && (next[-1] & 0x0F80u) != 0;
    bool c_jal = __riscv_xlen == 32 && (next[-1] & 0xE003u) == 0x2001u;

    return jal || jalr || c_jalr || c_jal;
}

void fault_machine_mask(void)
{
    RISCV_CLEAR(mstatus, RISCV_MSTATUS_MIE);
}

void fault_machine_reset(void)
{
    chip_reset();
}
