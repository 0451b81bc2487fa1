/* SPDX-License-Identifier: MIT */
/* Causes and registers of a fault in words, and what a call looks like. */
#include "cortex_m.h"
#include "fault_report.h"

/* Bits of CFSR and HFSR in the order of likely usefulness. DDI 0403 B3.2.15, B3.2.16; STKOF:
 * DDI 0553. */
static const struct {
    uint32_t bit;
    const char *words;
} cfsr_causes[] =
    {
        {1u << 25, "DIVBYZERO: division by zero"},
        {1u << 24, "UNALIGNED: access to an unaligned address"},
        {1u << 20, "STKOF: stack overflow, the stack pointer went below its limit"},
        {1u << 19, "NOCP: a coprocessor that is missing or off (FPU?)"},
        {1u << 18, "INVPC: invalid exception return"},
        {1u << 17, "INVSTATE: jump to an address without the thumb bit"},
        {1u << 16, "UNDEFINSTR: an instruction the processor does not have"},
        {1u << 13, "LSPERR: bus error while saving FPU registers"},
        {1u << 12, "STKERR: bus error on exception entry (stack pointer out of memory?)"},
        {1u << 11, "UNSTKERR: bus error on exception return"},
        {1u << 10, "IMPRECISERR: bus error some instructions before pc"},
        {1u << 9, "PRECISERR: bus error reading or writing data"},
        {1u << 8, "IBUSERR: bus error fetching an instruction"},
        {1u << 5, "MLSPERR: protection fault while saving FPU registers"},
        {1u << 4, "MSTKERR: protection fault on exception entry (stack overflow?)"},
        {1u << 3, "MUNSTKERR: protection fault on exception return"},
        {1u << 1, "DACCVIOL: forbidden access to data"},
        {1u << 0, "IACCVIOL: jump to memory that is not code"},
},
  hfsr_causes[] = {
      {1u << 1, "VECTTBL: bus error reading the vector table"},
      {1u << 30, "FORCED: a fault that could not be handled where it happened"},
      {1u << 31, "DEBUGEVT: breakpoint without debugger"},
};

#define CFSR_MMARVALID (1u << 7)
#define CFSR_BFARVALID (1u << 15)

void fault_machine_print_cause(const struct fault_dump *dump)
{
    for (size_t i = 0; i < sizeof cfsr_causes / sizeof cfsr_causes[0]; i++) {
        if ((dump->machine.cfsr & cfsr_causes[i].bit) != 0) {
            fault_print_line("cause", cfsr_causes[i].words);
        }
    }
    for (size_t i = 0; i < sizeof hfsr_causes / sizeof hfsr_causes[0]; i++) {
        if ((dump->machine.hfsr & hfsr_causes[i].bit) != 0) {
            fault_print_line("cause", hfsr_causes[i].words);
        }
    }
    if ((dump->machine.cfsr & CFSR_MMARVALID) != 0) {
        fault_print_word("address", dump->machine.mmfar);
    } else if ((dump->machine.cfsr & CFSR_BFARVALID) != 0) {
        fault_print_word("address", dump->machine.bfar);
    }
    fault_print_word("cfsr", dump->machine.cfsr);
    fault_print_word("hfsr", dump->machine.hfsr);
}

void fault_machine_print_registers(const struct fault_dump *dump)
{
    if ((dump->flags & FAULT_NO_REGISTERS) != 0) {
        fault_print_line("lost", "pc lr psr r0-r3 r12: the stack pointer was outside memory");
    } else {
        fault_print_word("pc", dump->machine.pc);
        fault_print_word("lr", dump->machine.lr);
        fault_print_word("psr", dump->machine.psr);
    }
    fault_print_word("sp", dump->machine.sp);
    fault_print_words("r0-r3", &dump->machine.r[0], 4);
    fault_print_words("r4-r7", &dump->machine.r[4], 4);
    fault_print_words("r8-r11", &dump->machine.r[8], 4);
    fault_print_word("r12", dump->machine.r[12]);
    fault_print_word("exc_return", dump->machine.exc_return);
}

uintptr_t fault_machine_return(uintptr_t word)
{
    return (word & 1u) != 0 ? word & ~(uintptr_t)1u : 0;
}

bool fault_machine_is_behind_call(const uint16_t *next)
{
    bool bl = (next[-2] & 0xF800u) == 0xF000u && (next[-1] & 0xD000u) == 0xD000u;
    bool blx = (next[-1] & 0xFF87u) == 0x4780u;

    return bl || blx;
}

void fault_machine_mask(void)
{
    cm_interrupts_off();
}

void fault_machine_reset(void)
{
    cm_reset();
}
