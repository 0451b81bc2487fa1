/* SPDX-License-Identifier: MIT */
/* Taking a fault: entry points in assembly, then one C function that fills in the dump.
 *
 *   entry (any stack, perhaps a broken one)
 *     -> r4-r11, exception return, both stack pointers into `caught`
 *     -> sp := fault_stack
 *     -> fault_begin(), registers, fault_end(): dump, text, action (chips/common)
 *
 * Breakpoint 0xAB without a host (semihosting) is
 * no fault: the call is made to return -1. */
#include <stdbool.h>

#include "cortex_m.h"
#include "fault_report.h"
#include "semihosting.h"
#include "startup.h"

#define FAULT_STACK_BYTES 640
#define CFSR_STKOF        (1u << 20)

/* Written by the entry code: offsets 0 .. 31, 32, 36, 40. */
struct caught {
    uint32_t r4_r11[8];
    uint32_t exc_return;
    uint32_t msp;
    uint32_t psp;
};

/* What the processor pushes. */
struct exception_frame {
    uint32_t r0, r1, r2, r3, r12, lr, pc, psr;
};

__attribute__((used)) static struct caught caught;
__attribute__((used, aligned(8))) static uint8_t fault_stack[FAULT_STACK_BYTES];

static struct fault_dump *begin_report(fault_kind_t kind)
{
    struct fault_dump *dump = fault_begin(kind);

    if (CM_HAS_FAULT_STATUS) {
        dump->machine.cfsr = CM_CFSR;
        dump->machine.hfsr = CM_HFSR;
        dump->machine.mmfar = CM_MMFAR;
        dump->machine.bfar = CM_BFAR;
    }
    return dump;
}

static void take_saved_registers(struct fault_dump *dump)
{
    for (int i = 0; i < 8; i++) {
        dump->machine.r[4 + i] = caught.r4_r11[i];
    }
}

/* ARMv8-M: where a frame would go below the limit none is written, and the stack pointer is the
 * limit. */
static uint32_t stack_limit(bool of_psp)
{
    uint32_t limit = 0;
#if CM_IS_V8M
    if (of_psp) {
        __asm volatile("mrs %0, psplim" : "=r"(limit));
    } else {
        __asm volatile("mrs %0, msplim" : "=r"(limit));
    }
#else
    (void)of_psp;
#endif
    return limit;
}

/* Registers of the interrupted code from the exception frame on its stack. */
static void take_frame(struct fault_dump *dump)
{
    bool on_psp = (caught.exc_return & 4u) != 0;
    bool with_fpu = (caught.exc_return & 0x10u) == 0;
    uint32_t at = on_psp ? caught.psp : caught.msp;

    take_saved_registers(dump);
    dump->machine.exc_return = caught.exc_return;
    dump->machine.sp = at;
    if (at % 4u != 0 || !fault_is_ram(at, sizeof(struct exception_frame)) ||
        ((dump->machine.cfsr & CFSR_STKOF) != 0 && at == stack_limit(on_psp))) {
        dump->flags |= FAULT_NO_REGISTERS;
        return;
    }
    const struct exception_frame *frame = (const struct exception_frame *)(uintptr_t)at;
    dump->machine.r[0] = frame->r0;
    dump->machine.r[1] = frame->r1;
    dump->machine.r[2] = frame->r2;
    dump->machine.r[3] = frame->r3;
    dump->machine.r[12] = frame->r12;
    dump->machine.lr = frame->lr;
    dump->machine.pc = frame->pc;
    dump->machine.psr = frame->psr;
    dump->machine.sp += with_fpu ? 0x68u : 0x20u;
    dump->machine.sp += (frame->psr & (1u << 9)) != 0 ? 4u : 0u; /* padding the processor put in */
    if ((caught.exc_return & 8u) == 0) {
        dump->flags |= FAULT_IN_HANDLER;
    }
}

/* A semihosting call nobody answers: the breakpoint becomes a hard fault or a debug exception. */
static bool skip_semihosting(void)
{
    uint32_t at = (caught.exc_return & 4u) != 0 ? caught.psp : caught.msp;

    if (at % 4u != 0 || !fault_is_ram(at, sizeof(struct exception_frame))) {
        return false;
    }
    struct exception_frame *frame = (struct exception_frame *)(uintptr_t)at;
    if (frame->pc != (uint32_t)(uintptr_t)semihosting_breakpoint) {
        return false;
    }
    frame->r0 = (uint32_t)-1;
    frame->pc += 2u;
    semihosting_is_absent = 1;
    if (CM_HAS_FAULT_STATUS) {
        CM_HFSR = CM_HFSR;
        CM_DFSR = CM_DFSR;
    }
    return true;
}

/* From fault_entry below, on the fault stack. Returns to step over a semihosting call. */
__attribute__((used)) static void fault_taken(void)
{
    static const fault_kind_t kind_of[] = {
        [2] = FAULT_WATCHDOG, [3] = FAULT_HARD,  [4] = FAULT_MEMORY,
        [5] = FAULT_BUS,      [6] = FAULT_USAGE, [7] = FAULT_SECURE};
    uint32_t exception = cm_exception();

    if ((exception == 3 || exception == 12) && skip_semihosting()) {
        return;
    }
    bool known = exception >= 2 && exception <= 7;
    struct fault_dump *dump = begin_report(known ? kind_of[exception] : FAULT_UNEXPECTED);
    if (!known) {
        dump->line = exception;
    }
    take_frame(dump);
    fault_take_task_name(dump);
    fault_end(dump);
}

/* Low registers first: ARMv6-M stores no others. r3 is the exception return value, see
 * FAULT_VECTOR. */
__attribute__((naked, used)) static void fault_entry(void)
{
    __asm volatile(".syntax unified\n\t"
                   "ldr r0, =caught\n\t"
                   "stmia r0!, {r4-r7}\n\t"
                   "mov r4, r8\n\t"
                   "mov r5, r9\n\t"
                   "mov r6, r10\n\t"
                   "mov r7, r11\n\t"
                   "stmia r0!, {r4-r7}\n\t"
                   "mrs r1, msp\n\t"
                   "mrs r2, psp\n\t"
                   "str r3, [r0]\n\t"
                   "str r1, [r0, #4]\n\t"
                   "str r2, [r0, #8]\n\t"
                   "mov r4, r1\n\t"
                   "mov r5, r3\n\t"
                   "ldr r0, =fault_stack + %c0\n\t"
                   "mov sp, r0\n\t"
                   "bl fault_taken\n\t"
                   "mov sp, r4\n\t"
                   "mov lr, r5\n\t"
                   "ldr r0, =caught\n\t"
                   "ldmia r0!, {r4-r7}\n\t" /* r8 .. r11 are as they were */
                   "bx lr\n\t"
                   ".ltorg" ::"i"(FAULT_STACK_BYTES));
}

#define FAULT_VECTOR(name)                                                                         \
    __attribute__((naked, weak)) void name(void)                                                   \
    {                                                                                              \
        __asm volatile("mov r3, lr\n\tldr r2, =fault_entry\n\tbx r2\n\t.ltorg");                   \
    }

/* A call of ours, not an exception: the pc of interest is the call instruction (4 bytes), the stack
 * that of the caller; in a handler that was on behalf of a task, the task's. */
static void take_call(struct fault_dump *dump, uint32_t return_address, uint32_t sp)
{
    take_saved_registers(dump);
    dump->machine.lr = return_address;
    dump->machine.pc = (return_address & ~1u) - 4u;
    dump->machine.sp = sp;
    if (cm_exception() != 0) {
        dump->flags |= FAULT_IN_HANDLER;
    }
}

__attribute__((used, noreturn)) static void assert_taken(const char *expression, const char *file,
                                                         int line, uint32_t return_address,
                                                         uint32_t sp)
{
    struct fault_dump *dump = begin_report(FAULT_ASSERT);

    fault_set_text(dump->text, sizeof dump->text, expression, false);
    fault_set_text(dump->file, sizeof dump->file, file, true);
    dump->line = (uint32_t)line;
    take_call(dump, return_address, sp);
    fault_take_task_name(dump);
    fault_end(dump);
}

__attribute__((used, noreturn)) static void overflow_taken(const char *task_name, int unused_1,
                                                           int unused_2, uint32_t return_address,
                                                           uint32_t sp)
{
    (void)unused_1;
    (void)unused_2;
    struct fault_dump *dump = begin_report(FAULT_STACK_OVERFLOW);

    take_call(dump, return_address, cm_exception() != 0 ? caught.psp : sp);
    fault_set_task_name(dump, task_name);
    fault_end(dump);
}

/* r0-r2: arguments of the caller, handed on; then the return address and the stack pointer. */
#define FAULT_CALL(target)                                                                         \
    __asm volatile(".syntax unified\n\t"                                                           \
                   "cpsid i\n\t"                                                                   \
                   "ldr r3, =caught\n\t"                                                           \
                   "stmia r3!, {r4-r7}\n\t"                                                        \
                   "mov r4, r8\n\t"                                                                \
                   "mov r5, r9\n\t"                                                                \
                   "mov r6, r10\n\t"                                                               \
                   "mov r7, r11\n\t"                                                               \
                   "stmia r3!, {r4-r7}\n\t"                                                        \
                   ".if %c1\n\t" /* the fault stack is not within the limits of a task's */        \
                   "movs r4, #0\n\t"                                                               \
                   "msr psplim, r4\n\t"                                                            \
                   ".endif\n\t"                                                                    \
                   "mrs r4, psp\n\t"                                                               \
                   "str r4, [r3, #8]\n\t"                                                          \
                   "mov r4, sp\n\t"                                                                \
                   "ldr r3, =fault_stack + %c0\n\t"                                                \
                   "mov sp, r3\n\t"                                                                \
                   "mov r3, lr\n\t"                                                                \
                   "push {r4, r5}\n\t"                                                             \
                   "bl " target "\n\t"                                                             \
                   ".ltorg" ::"i"(FAULT_STACK_BYTES),                                              \
                   "i"(CM_IS_V8M))

__attribute__((naked)) void fault_assert(const char *expression, const char *file, int line)
{
    (void)expression;
    (void)file;
    (void)line;
    FAULT_CALL("assert_taken");
}

__attribute__((naked)) void fault_stack_overflow(const char *task_name)
{
    (void)task_name;
    FAULT_CALL("overflow_taken");
}

FAULT_VECTOR(NMI_Handler)
FAULT_VECTOR(HardFault_Handler)
FAULT_VECTOR(MemManage_Handler)
FAULT_VECTOR(BusFault_Handler)
FAULT_VECTOR(UsageFault_Handler)
FAULT_VECTOR(SecureFault_Handler)
FAULT_VECTOR(DebugMon_Handler)
FAULT_VECTOR(Default_Handler)
