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
 * Invariants
 *   - Tasks run on PSP; PSP is a valid stack at every instant, so an interrupt may come anywhere.
 *   - A framed task is resumed by PendSV and by nothing else. arch_switch to a framed task saves
 *     itself, sets arch_core.port and pends PendSV.
 *   - PendSV resumes a light task through a fake hardware frame whose pc is light_resume.
 *   - A task that leaves by arch_switch had BASEPRI 0, and so has whoever is resumed.
 *   - In both frames sp stays 8-byte aligned.
 */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "registers.h"

#define STR_(x) #x
#define STR(x)  STR_(x)

#define NVIC_IPR                 ((volatile uint8_t *)0xe000e400u)
#define FIRST_EXTERNAL_EXCEPTION 16u

#define LIGHT_WORDS 10u /* r3 .. r11, return address */

/* arch_core.port is 1 while PendSV is pended by a task that has already saved itself. */
_Static_assert(offsetof(struct arch_core, current) == 0 && offsetof(struct arch_core, port) == 8,
               "the assembly below reads current at 0 and port at 8");

void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg)
{
    uint32_t *frame = (uint32_t *)(void *)((uint8_t *)stack + stack_bytes) - LIGHT_WORDS;

    frame[1] = (uint32_t)(uintptr_t)entry;      /* r4 */
    frame[2] = (uint32_t)(uintptr_t)arg;        /* r5 */
    frame[9] = (uint32_t)(uintptr_t)task_start; /* return address */
    context->sp = (uintptr_t)frame;
}

__attribute__((naked)) void arch_switch(struct arch_context *from, struct arch_context *to)
{
    (void)from;
    (void)to;
    __asm volatile("push  {r3-r11, lr}\n\t"
                   "mov   r2, sp\n\t"
                   "str   r2, [r0]\n\t"
                   "ldr   r2, [r1]\n\t"
                   "lsls  r3, r2, #31\n\t"
                   "bne   1f\n\t"
                   "mov   sp, r2\n\t"
                   "msr   basepri, r3\n\t" /* r3 is 0 here */
                   "pop   {r3-r11, pc}\n"
                   "1:\n\t" /* `to` has an exception frame: PendSV must resume it */
                   "ldr   r2, =dunlin_kernel\n\t"
                   "movs  r3, #1\n\t"
                   "str   r3, [r2, #8]\n\t"
                   "ldr   r2, =0xe000ed04\n\t"
                   "lsls  r3, r3, #28\n\t"
                   "str   r3, [r2]\n\t"
                   "movs  r3, #0\n\t"
                   "msr   basepri, r3\n\t"
                   "dsb\n\t"
                   "isb\n"
                   "2:\n\t" /* never reached: this frame is resumed at its return address */
                   "b     2b\n\t"
                   ".ltorg\n\t");
}

__attribute__((naked)) void xPortPendSVHandler(void)
{
    __asm volatile("mov   r0, #" STR(
        configMAX_SYSCALL_INTERRUPT_PRIORITY) "\n\t"
                                              "msr   basepri, r0\n\t"
                                              "ldr   r3, =dunlin_kernel\n\t"
                                              "ldr   r2, [r3, #8]\n\t"
                                              "cbnz  r2, 1f\n\t"
                                              "mrs   r0, psp\n\t"
                                              "stmdb r0!, {r4-r11}\n\t"
                                              "adds  r0, #1\n\t"
                                              "ldr   r2, [r3]\n\t"
                                              "str   r0, [r2]\n\t"
                                              "b     2f\n"
                                              "1:\n\t"
                                              "movs  r2, #0\n\t"
                                              "str   r2, [r3, #8]\n"
                                              "2:\n\t"
                                              "bl    kernel_pick_next\n\t"
                                              "ldr   r1, [r0]\n\t"
                                              "movs  r3, #0\n\t"
                                              "mvn   lr, #2\n\t" /* EXC_RETURN: thread mode, PSP */
                                              "lsls  r2, r1, #31\n\t"
                                              "beq   3f\n\t"
                                              "subs  r1, #1\n\t"
                                              "ldmia r1!, {r4-r11}\n\t"
                                              "msr   psp, r1\n\t"
                                              "msr   basepri, r3\n\t"
                                              "bx    lr\n"
                                              "3:\n\t"
                                              "ldr   r2, =4f\n\t"
                                              "subs  r1, #32\n\t"
                                              "mov   r0, #0x01000000\n\t" /* xPSR: Thumb state */
                                              "strd  r2, r0, [r1, #24]\n\t"
                                              "msr   psp, r1\n\t"
                                              "msr   basepri, r3\n\t"
                                              "bx    lr\n"
                                              "4:\n\t"
                                              "pop   {r3-r11, pc}\n\t"
                                              ".ltorg\n\t");
}

__attribute__((naked)) static void resume_first(uintptr_t sp)
{
    (void)sp;
    __asm volatile("ldr   r1, =0xe000ed08\n\t" /* VTOR: main's stack becomes the handlers' */
                   "ldr   r1, [r1]\n\t"
                   "ldr   r1, [r1]\n\t"
                   "msr   msp, r1\n\t"
                   "msr   psp, r0\n\t"
                   "movs  r1, #2\n\t"
                   "msr   control, r1\n\t"
                   "isb\n\t"
                   "movs  r1, #0\n\t"
                   "msr   basepri, r1\n\t"
                   "cpsie i\n\t"
                   "cpsie f\n\t"
                   "pop   {r3-r11, pc}\n\t"
                   ".ltorg\n\t");
}

void arch_start(struct arch_context *first)
{
    SCB_SHPR3 |= SCB_SHPR3_PENDSV_LOWEST | SCB_SHPR3_SYSTICK_LOWEST;
    arch_core()->hold.why.critical = 0;
    resume_first(first->sp);
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
