/* SPDX-License-Identifier: MIT */
/* From the registers that fault_entry.S caught to a report. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "fault_report.h"
#include "fault_riscv.h"
#include "riscv.h"

/* Written by fault_entry.S. */
struct fault_caught {
    uintptr_t x1_x31[31];
    uintptr_t on_handlers_stack; /* or before the scheduler started */
};

_Static_assert(offsetof(struct fault_machine, pc) == sizeof((struct fault_caught *)0)->x1_x31,
               "the registers come first, in their order");

extern struct fault_caught fault_caught;
struct fault_caught fault_caught;

/* Called by fault_entry.S. */
__attribute__((noreturn)) void fault_exception_taken(void);
__attribute__((noreturn)) void fault_assert_taken(const char *expression, const char *file,
                                                  int line);
__attribute__((noreturn)) void fault_overflow_taken(const char *task_name);
__attribute__((noreturn)) void fault_unexpected_taken(uint32_t number);

static struct fault_dump *begin_report(fault_kind_t kind)
{
    struct fault_dump *dump = fault_begin(kind);

    memcpy(&dump->machine, fault_caught.x1_x31, sizeof fault_caught.x1_x31);
    if (fault_caught.on_handlers_stack != 0 && arch_started) {
        dump->flags |= FAULT_IN_HANDLER;
    }
    return dump;
}

static fault_kind_t kind_of(uintptr_t cause)
{
    switch (cause) {
    case 0: /* misaligned fetch */
    case 2: /* illegal instruction */
    case 4: /* misaligned load */
    case 6: /* misaligned store */
        return FAULT_USAGE;
    case 1: /* access faults: fetch, load, store */
    case 5:
    case 7:
        return FAULT_BUS;
    case 12: /* page faults: the same */
    case 13:
    case 15:
        return FAULT_MEMORY;
    default:
        return FAULT_HARD;
    }
}

void fault_exception_taken(void)
{
    uintptr_t cause = RISCV_READ(mcause);
    uintptr_t value = RISCV_READ(mtval);
    uintptr_t status = RISCV_READ(mstatus);
    uintptr_t pc = RISCV_READ(mepc);
    struct fault_dump *dump = begin_report(kind_of(cause));

    dump->machine.mcause = cause;
    dump->machine.mtval = value;
    dump->machine.mstatus = status;
    dump->machine.pc = pc;
    fault_take_task_name(dump);
    fault_end(dump);
}

/* A call of ours: the pc of interest is in the call, which has 2 or 4 bytes. */
static void take_call(struct fault_dump *dump)
{
    dump->machine.pc = dump->machine.ra - 2u;
}

void fault_assert_taken(const char *expression, const char *file, int line)
{
    struct fault_dump *dump = begin_report(FAULT_ASSERT);

    fault_set_text(dump->text, sizeof dump->text, expression, false);
    fault_set_text(dump->file, sizeof dump->file, file, true);
    dump->line = (uint32_t)line;
    take_call(dump);
    fault_take_task_name(dump);
    fault_end(dump);
}

void fault_overflow_taken(const char *task_name)
{
    struct fault_dump *dump = begin_report(FAULT_STACK_OVERFLOW);

    take_call(dump);
    if ((dump->flags & FAULT_IN_HANDLER) != 0) { /* on behalf of a task that was just saved */
        dump->machine.sp = arch_core()->current->sp & ~(uintptr_t)1u;
    }
    fault_set_task_name(dump, task_name);
    fault_end(dump);
}

void fault_unexpected_taken(uint32_t number)
{
    struct fault_dump *dump = begin_report(FAULT_UNEXPECTED);

    dump->line = number;
    dump->machine.pc = RISCV_READ(mepc);
    fault_take_task_name(dump);
    fault_end(dump);
}
