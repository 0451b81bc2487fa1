/* SPDX-License-Identifier: MIT */
/* The ARMv6-M port: the frames and invariants of ../cortex_m/mainline.c, with the instructions that
 * there are. Only r0-r7 can be stored, so r8-r11 go through r4-r7.
 *
 *   light frame (thread mode, arch_switch)     framed (PendSV pre-empted the task)
 *      sp ->  r8 .. r11                           sp ->  r4 .. r7
 *             r3 (filler), r4 .. r7                      r8 .. r11
 *             return address                             r0-r3 r12 lr pc xpsr
 *      bit 0 of context.sp = 0                    bit 0 of context.sp = 1
 *
 * A task that leaves by arch_switch had PRIMASK 0, and so has whoever is resumed.
 */
#include "../cortex_m/common.c"
#include "../cortex_m/tick.c"

#define UNUSED __attribute__((unused)) /* but by the assembly of a naked function */

#define LIGHT_WORDS 10u

/* arch_core.port is 1 while PendSV is pended by a task that has already saved itself. */
__extension__ _Static_assert(offsetof(struct arch_core, current) == 0 &&
                                 offsetof(struct arch_core, port) == 8,
                             "the assembly below reads current at 0 and port at 8");

void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg)
{
    uint32_t *frame = (uint32_t *)(void *)((uint8_t *)stack + stack_bytes) - LIGHT_WORDS;

    frame[5] = (uint32_t)(uintptr_t)entry;      /* r4 */
    frame[6] = (uint32_t)(uintptr_t)arg;        /* r5 */
    frame[9] = (uint32_t)(uintptr_t)task_start; /* return address */
    context->sp = (uintptr_t)frame;
}

/* From the light frame at sp into the task. */
#define LIGHT_RESUME                                                                               \
    "pop   {r4-r7}\n\t"                                                                            \
    "mov   r8, r4\n\t"                                                                             \
    "mov   r9, r5\n\t"                                                                             \
    "mov   r10, r6\n\t"                                                                            \
    "mov   r11, r7\n\t"

__attribute__((naked)) void arch_switch(struct arch_context *from UNUSED,
                                        struct arch_context *to UNUSED)
{
    __asm volatile(".syntax unified\n\t"
                   "push  {r3-r7, lr}\n\t"
                   "mov   r4, r8\n\t"
                   "mov   r5, r9\n\t"
                   "mov   r6, r10\n\t"
                   "mov   r7, r11\n\t"
                   "push  {r4-r7}\n\t"
                   "mov   r2, sp\n\t"
                   "str   r2, [r0]\n\t"
                   "ldr   r2, [r1]\n\t"
                   "lsls  r3, r2, #31\n\t"
                   "bne   1f\n\t"
                   "mov   sp, r2\n\t" LIGHT_RESUME "cpsie i\n\t"
                   "pop   {r3-r7, pc}\n"
                   "1:\n\t" /* `to` has an exception frame: PendSV must resume it */
                   "ldr   r2, =dunlin_kernel\n\t"
                   "movs  r3, #1\n\t"
                   "str   r3, [r2, #8]\n\t"
                   "ldr   r2, =0xe000ed04\n\t"
                   "lsls  r3, r3, #28\n\t"
                   "str   r3, [r2]\n\t"
                   "cpsie i\n\t"
                   "dsb\n\t"
                   "isb\n"
                   "2:\n\t" /* never reached: this frame is resumed at its return address */
                   "b     2b\n\t"
                   ".ltorg");
}

__attribute__((naked)) void xPortPendSVHandler(void)
{
    __asm volatile(".syntax unified\n\t"
                   "cpsid i\n\t"
                   "ldr   r3, =dunlin_kernel\n\t"
                   "ldr   r2, [r3, #8]\n\t"
                   "cmp   r2, #0\n\t"
                   "bne   1f\n\t"
                   "mrs   r0, psp\n\t"
                   "subs  r0, #32\n\t"
                   "ldr   r2, [r3]\n\t"
                   "adds  r1, r0, #1\n\t"
                   "str   r1, [r2]\n\t"
                   "stmia r0!, {r4-r7}\n\t"
                   "mov   r4, r8\n\t"
                   "mov   r5, r9\n\t"
                   "mov   r6, r10\n\t"
                   "mov   r7, r11\n\t"
                   "stmia r0!, {r4-r7}\n\t"
                   "b     2f\n"
                   "1:\n\t"
                   "movs  r2, #0\n\t"
                   "str   r2, [r3, #8]\n"
                   "2:\n\t"
                   "bl    kernel_pick_next\n\t"
                   "movs  r3, #2\n\t"
                   "mvns  r3, r3\n\t" /* EXC_RETURN: thread mode, PSP */
                   "ldr   r1, [r0]\n\t"
                   "lsls  r2, r1, #31\n\t"
                   "beq   3f\n\t"
                   "adds  r1, #15\n\t"
                   "ldmia r1!, {r4-r7}\n\t"
                   "mov   r8, r4\n\t"
                   "mov   r9, r5\n\t"
                   "mov   r10, r6\n\t"
                   "mov   r11, r7\n\t"
                   "msr   psp, r1\n\t"
                   "subs  r1, #32\n\t"
                   "ldmia r1!, {r4-r7}\n\t"
                   "cpsie i\n\t"
                   "bx    r3\n"
                   "3:\n\t" /* a light frame: a fake hardware frame below it leads to 4 */
                   "subs  r1, #32\n\t"
                   "ldr   r2, =4f\n\t"
                   "str   r2, [r1, #24]\n\t"
                   "movs  r2, #1\n\t"
                   "lsls  r2, r2, #24\n\t" /* xPSR: Thumb state */
                   "str   r2, [r1, #28]\n\t"
                   "msr   psp, r1\n\t"
                   "cpsie i\n\t"
                   "bx    r3\n"
                   "4:\n\t" LIGHT_RESUME "pop   {r3-r7, pc}\n\t"
                   ".ltorg");
}

__attribute__((naked)) static void resume_first(struct arch_context *first UNUSED)
{
    __asm volatile(".syntax unified\n\t"
                   "ldr   r1, =0xe000ed08\n\t" /* VTOR, 0 where there is none: main's stack becomes
                                                  the handlers' */
                   "ldr   r1, [r1]\n\t"
                   "ldr   r1, [r1]\n\t"
                   "msr   msp, r1\n\t"
                   "ldr   r1, [r0]\n\t"
                   "msr   psp, r1\n\t"
                   "movs  r1, #2\n\t" /* PSP, privileged */
                   "msr   control, r1\n\t"
                   "isb\n\t" LIGHT_RESUME "cpsie i\n\t"
                   "pop   {r3-r7, pc}\n\t"
                   ".ltorg");
}

void arch_start(struct arch_context *first)
{
    arch_core()->hold.why.critical = 0;
    resume_first(first);
}
