/* SPDX-License-Identifier: MIT */
/* The switch of cores with BASEPRI (ARMv7-M, ARMv8-M mainline): two ways to leave the processor,
 * one way back. Each port includes this file; it is not compiled by itself.
 *
 *   light frame (thread mode, arch_switch)     framed (PendSV pre-empted the task)
 *      sp ->  r3 (filler)                         sp ->  r4 .. r11        pushed here
 *             r4 .. r11                                  r0-r3 r12 lr     pushed by the
 *             return address                             pc xpsr          hardware
 *      bit 0 of context.sp = 0                    bit 0 of context.sp = 1
 *
 *   bit 1 of context.sp = 1: the task has a floating-point state (CONTROL.FPCA)
 *      sp ->  fpscr, filler                       sp ->  r4 .. r11
 *             s16 .. s31                                 s16 .. s31
 *             light frame as above                       r0 .. xpsr, s0 .. s15, fpscr
 *
 * Invariants
 *   - Tasks run on PSP; PSP is a valid stack at every instant, so an interrupt may come anywhere.
 *   - A framed task is resumed by PendSV and by nothing else. arch_switch to a framed task saves
 *     itself, sets arch_core.port and pends PendSV.
 *   - PendSV resumes a light task through a fake hardware frame whose pc is light_resume.
 *   - A task that leaves by arch_switch had BASEPRI 0, and so has whoever is resumed.
 *   - In all frames sp stays 8-byte aligned.
 *   - Whoever leaves with a floating-point state leaves CONTROL.FPCA clear, so that the next task
 *     starts or goes on with its own, or with none and the default rounding mode.
 *   - PendSV stores s16 of a task that has such a state before it moves PSP: the processor may owe
 *     that task's frame s0 .. s15 (lazy stacking), and pays at the first floating-point
 *     instruction. Where PendSV has nothing to save, FPCA was clear and nothing is owed.
 */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "registers.h"

#if defined(__ARM_FP) && configENABLE_FPU
#define HAS_FPU 1
#else
#define HAS_FPU 0
#endif

#define FPCCR      (*(volatile uint32_t *)0xe000ef34u)
#define CPACR      (*(volatile uint32_t *)0xe000ed88u)
#define FPCCR_LAZY 0xc0000000u /* on exceptions save s0 .. s15, and only when they are needed */
#define CPACR_FPU  0x00f00000u

/* Options as the assembly sees them: .if %c[fpu]. */
#define PORT_OPTIONS                                                                               \
    [fpu] "i"(HAS_FPU), [limit] "i"(HAS_STACK_LIMIT), [erratum] "i"(configARM_ERRATUM_837070),     \
        [mask] "i"(configMAX_SYSCALL_INTERRUPT_PRIORITY), [preemptive] "i"(configUSE_PREEMPTION)

#define UNUSED __attribute__((unused)) /* but by the assembly of a naked function */

#define NVIC_IPR                 ((volatile uint8_t *)0xe000e400u)
#define FIRST_EXTERNAL_EXCEPTION 16u

#define LIGHT_WORDS 10u /* r3 .. r11, return address */

/* arch_core.port is 1 while PendSV is pended by a task that has already saved itself. */
__extension__ _Static_assert(offsetof(struct arch_core, current) == 0 &&
                                 offsetof(struct arch_core, port) == 8,
                             "the assembly below reads current at 0 and port at 8");

void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg)
{
    uint32_t *frame = (uint32_t *)(void *)((uint8_t *)stack + stack_bytes) - LIGHT_WORDS;

    frame[1] = (uint32_t)(uintptr_t)entry;      /* r4 */
    frame[2] = (uint32_t)(uintptr_t)arg;        /* r5 */
    frame[9] = (uint32_t)(uintptr_t)task_start; /* return address */
    context->sp = (uintptr_t)frame;
#if HAS_STACK_LIMIT
    context->limit = (uintptr_t)stack;
#endif
}

__attribute__((naked)) void arch_switch(struct arch_context *from UNUSED,
                                        struct arch_context *to UNUSED)
{
    __asm volatile("push  {r3-r11, lr}\n\t"
                   ".if %c[fpu]\n\t"
                   "mrs   r3, control\n\t"
                   "lsls  r3, r3, #29\n\t" /* FPCA */
                   "bmi   4f\n\t"
                   ".endif\n\t"
                   "str   sp, [r0]\n"
                   "3:\n\t"
                   "ldr   r2, [r1]\n\t"
                   "lsls  r3, r2, #31 - %c[fpu]\n\t"
                   "bne   1f\n\t"
                   ".if %c[limit]\n\t"
                   "ldr   r0, [r1, #4]\n\t"
                   "msr   psplim, r3\n\t" /* r3 is 0 here */
                   ".endif\n\t"
                   "mov   sp, r2\n\t"
                   ".if %c[limit]\n\t"
                   "msr   psplim, r0\n\t"
                   ".endif\n\t"
                   "msr   basepri, r3\n\t"
                   "pop   {r3-r11, pc}\n"
                   "1:\n\t"
                   ".if %c[fpu]\n\t"
                   "lsls  r3, r2, #31\n\t"
                   "beq   5f\n\t"
                   ".endif\n\t"
                   /* `to` has an exception frame: PendSV must resume it */
                   "ldr   r2, =dunlin_kernel\n\t"
                   "movs  r3, #1\n\t"
                   "str   r3, [r2, #8]\n\t"
                   "ldr   r2, =0xe000ed04\n\t"
                   "lsls  r3, r3, #28\n\t"
                   "str   r3, [r2]\n\t"
                   "movs  r3, #0\n\t"
                   "msr   basepri, r3\n"
                   "2:\n\t" /* until PendSV comes; this frame is resumed at its return address */
                   "b     2b\n\t"
                   ".if %c[fpu]\n"
                   "4:\n\t" /* leave with a floating-point state */
                   "vmrs  r2, fpscr\n\t"
                   "vpush {s16-s31}\n\t"
                   "push  {r2, r3}\n\t"
                   "movs  r3, #2\n\t"
                   "add   r2, sp, #2\n\t"
                   "str   r2, [r0]\n\t"
                   "msr   control, r3\n\t" /* PSP, privileged, no FPCA */
                   "isb\n\t"
                   "b     3b\n"
                   "5:\n\t" /* go on with one; r3 is 0 */
                   "subs  r2, #2\n\t"
                   ".if %c[limit]\n\t"
                   "ldr   r0, [r1, #4]\n\t"
                   "msr   psplim, r3\n\t"
                   ".endif\n\t"
                   "mov   sp, r2\n\t"
                   ".if %c[limit]\n\t"
                   "msr   psplim, r0\n\t"
                   ".endif\n\t"
                   "pop   {r0, r1}\n\t"
                   "vmsr  fpscr, r0\n\t"
                   "vpop  {s16-s31}\n\t"
                   "msr   basepri, r3\n\t"
                   "pop   {r3-r11, pc}\n\t"
                   ".endif\n\t"
                   ".ltorg" ::PORT_OPTIONS);
}

/* clang-format off */
/* PendSV in pieces. As arch_mask(). */
#define PENDSV_MASK                                                                                \
    "mov   r0, %[mask]\n\t"                                                                        \
    ".if %c[erratum]\n\t"                                                                          \
    "cpsid i\n\t"                                                                                  \
    ".endif\n\t"                                                                                   \
    "msr   basepri, r0\n\t"                                                                        \
    ".if %c[erratum]\n\t"                                                                          \
    "dsb\n\t"                                                                                      \
    "isb\n\t"                                                                                      \
    "cpsie i\n\t"                                                                                  \
    ".endif\n\t"

/* The task that was pre-empted; r1: its context.sp. */
#define PENDSV_SAVE                                                                                \
    "mrs   r1, psp\n\t"                                                                            \
    ".if %c[fpu]\n\t"                                                                              \
    "tst   lr, #0x10\n\t" /* EXC_RETURN: 0 with a floating-point state */                          \
    "it    eq\n\t"                                                                                 \
    "vstmdbeq r1!, {s16-s31}\n\t"                                                                  \
    "stmdb r1!, {r4-r11}\n\t"                                                                      \
    "ite   eq\n\t"                                                                                 \
    "addeq r1, #3\n\t"                                                                             \
    "addne r1, #1\n\t"                                                                             \
    ".else\n\t"                                                                                    \
    "stmdb r1!, {r4-r11}\n\t"                                                                      \
    "adds  r1, #1\n\t"                                                                             \
    ".endif\n\t"

/* r0: the context to resume; lr: for a task without floating-point state, as it is already where
 * there is nothing to save. */
#define PENDSV_PICK                                                                                \
    ".if %c[limit]\n\t"                                                                            \
    "mov   r4, lr\n\t"                                                                             \
    "bl    kernel_pick_next\n\t"                                                                   \
    "orr   lr, r4, #0x10\n\t" /* EXC_RETURN: the security state stays */                           \
    ".else\n\t"                                                                                    \
    "bl    kernel_pick_next\n\t"                                                                   \
    "mvn   lr, #2\n\t" /* EXC_RETURN: thread mode, PSP */                                          \
    ".endif\n\t"

/* r1: context.sp. */
#define PENDSV_RESUME_FRAMED                                                                       \
    "movs  r3, #0\n\t"                                                                             \
    ".if %c[fpu]\n\t"                                                                              \
    "lsls  r2, r1, #30\n\t"                                                                        \
    "bic   r1, #3\n\t"                                                                             \
    "ldmia r1!, {r4-r11}\n\t"                                                                      \
    "itt   mi\n\t"                                                                                 \
    "vldmiami r1!, {s16-s31}\n\t"                                                                  \
    "bicmi lr, #0x10\n\t"                                                                          \
    ".else\n\t"                                                                                    \
    "subs  r1, #1\n\t"                                                                             \
    "ldmia r1!, {r4-r11}\n\t"                                                                      \
    ".endif\n\t"                                                                                   \
    "msr   psp, r1\n\t"                                                                            \
    "msr   basepri, r3\n\t"                                                                        \
    "bx    lr\n"

/* r1: context.sp, r3: 0. A fake hardware frame below it, of which only the last two words matter,
 * leads to 4 or 5. */
#define PENDSV_RESUME_LIGHT                                                                        \
    "ldrd  r2, r0, 6f\n\t"                                                                         \
    ".if %c[fpu]\n\t"                                                                              \
    "tst   r1, #2\n\t"                                                                             \
    "itt   ne\n\t"                                                                                 \
    "ldrne r2, =5f\n\t"                                                                            \
    "subne r1, #2\n\t"                                                                             \
    ".endif\n\t"                                                                                   \
    "subs  r1, #32\n\t"                                                                            \
    "strd  r2, r0, [r1, #24]\n\t"                                                                  \
    "msr   psp, r1\n\t"                                                                            \
    "msr   basepri, r3\n\t"                                                                        \
    "bx    lr\n\t"                                                                                 \
    ".if %c[fpu]\n"                                                                                \
    "5:\n\t"                                                                                       \
    "pop   {r0, r1}\n\t"                                                                           \
    "vmsr  fpscr, r0\n\t"                                                                          \
    "vpop  {s16-s31}\n\t"                                                                          \
    ".endif\n"                                                                                     \
    "4:\n\t"                                                                                       \
    "pop   {r3-r11, pc}\n\t"                                                                       \
    ".balign 4\n"                                                                                  \
    "6:\n\t"                                                                                       \
    ".word 4b\n\t"                                                                                 \
    ".word 0x01000000\n\t" /* xPSR: Thumb state */

__attribute__((naked)) void xPortPendSVHandler(void)
{
    __asm volatile(PENDSV_MASK
                   "ldr   r2, =dunlin_kernel\n\t"
                   "ldmia r2, {r0, r1, r3}\n\t" /* current, hold, port */
                   "cbnz  r3, 2f\n\t"
                   PENDSV_SAVE
                   "str   r1, [r0]\n"
                   "1:\n\t"
                   PENDSV_PICK
                   "3:\n\t"
                   ".if %c[limit]\n\t"
                   "ldr   r2, [r0, #4]\n\t"
                   "msr   psplim, r2\n\t"
                   ".endif\n\t"
                   "ldr   r1, [r0]\n\t"
                   "lsls  r3, r1, #31\n\t"
                   "beq   7f\n\t"
                   PENDSV_RESUME_FRAMED
                   "2:\n\t" /* nothing to save; current is resumed unless a switch is due again */
                   "movs  r3, #0\n\t"
                   "str   r3, [r2, #8]\n\t"
                   ".if %c[preemptive]\n\t"
                   "cmp   r1, #0\n\t"
                   "beq   3b\n\t"
                   ".endif\n\t"
                   "b     1b\n"
                   "7:\n\t"
                   PENDSV_RESUME_LIGHT
                   ".ltorg" ::PORT_OPTIONS);
}

/* clang-format on */

__attribute__((naked)) static void resume_first(struct arch_context *first UNUSED)
{
    __asm volatile("ldr   r1, =0xe000ed08\n\t" /* VTOR: main's stack becomes the handlers' */
                   "ldr   r1, [r1]\n\t"
                   "ldr   r1, [r1]\n\t"
                   "msr   msp, r1\n\t"
                   "ldr   r1, [r0]\n\t"
                   "msr   psp, r1\n\t"
                   ".if %c[limit]\n\t"
                   "ldr   r1, [r0, #4]\n\t"
                   "msr   psplim, r1\n\t"
                   ".endif\n\t"
                   "movs  r1, #2\n\t" /* PSP, privileged, no FPCA */
                   "msr   control, r1\n\t"
                   "isb\n\t"
                   "movs  r1, #0\n\t"
                   "msr   basepri, r1\n\t"
                   "cpsie i\n\t"
                   "cpsie f\n\t"
                   "pop   {r3-r11, pc}\n\t"
                   ".ltorg" ::PORT_OPTIONS);
}

void arch_start(struct arch_context *first)
{
    arch_core()->hold.why.critical = 0;
    if (HAS_FPU) {
        CPACR |= CPACR_FPU;
        __asm volatile("dsb\n\tisb" ::: "memory");
        FPCCR |= FPCCR_LAZY;
    }
    resume_first(first);
}

#if configASSERT_DEFINED == 1
void vPortValidateInterruptPriority(void)
{
    uint32_t exception;
    __asm volatile("mrs %0, ipsr" : "=r"(exception));
    if (exception >= FIRST_EXTERNAL_EXCEPTION) {
        configASSERT(NVIC_IPR[exception - FIRST_EXTERNAL_EXCEPTION] >=
                         (uint8_t)(configMAX_SYSCALL_INTERRUPT_PRIORITY) &&
                     "a FromISR call in an interrupt more urgent than "
                     "configMAX_SYSCALL_INTERRUPT_PRIORITY: lower that interrupt's priority");
    }
}
#endif
