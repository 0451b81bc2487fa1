/* SPDX-License-Identifier: MIT */
/* One frame for everything, so that one piece of code resumes everything:
 *
 *   context.sp ->  word 0   where to go on
 *                  word n   register xn, but x2 (sp), x3 (gp), x4 (tp)
 */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"

#define FRAME_WORDS 32u

void resume(struct arch_context *context);

void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg)
{
    uintptr_t *frame = (uintptr_t *)(void *)((uint8_t *)stack + stack_bytes) - FRAME_WORDS;

    frame[0] = (uintptr_t)entry;
    frame[1] = (uintptr_t)kernel_task_returned; /* ra */
    frame[10] = (uintptr_t)arg;                 /* a0 */
    context->sp = (uintptr_t)frame;
}

void arch_start(struct arch_context *first)
{
    resume(first);
}

/* mret goes on at mepc in the mode of mstatus.MPP, machine mode, unmasked because of mstatus.MPIE.
 */
__asm(".section .text.resume, \"ax\"\n"
      ".globl resume\n"
      "resume:\n"
      "lw sp, 0(a0)\n"
      "lw t0, 0(sp)\n"
      "csrw mepc, t0\n"
      "li t0, 0x1880\n"
      "csrs mstatus, t0\n"
      "lw x1, 4(sp)\n"
      "lw x5, 20(sp)\n"
      "lw x6, 24(sp)\n"
      "lw x7, 28(sp)\n"
      "lw x8, 32(sp)\n"
      "lw x9, 36(sp)\n"
      "lw x10, 40(sp)\n"
      "lw x11, 44(sp)\n"
      "lw x12, 48(sp)\n"
      "lw x13, 52(sp)\n"
      "lw x14, 56(sp)\n"
      "lw x15, 60(sp)\n"
      "lw x16, 64(sp)\n"
      "lw x17, 68(sp)\n"
      "lw x18, 72(sp)\n"
      "lw x19, 76(sp)\n"
      "lw x20, 80(sp)\n"
      "lw x21, 84(sp)\n"
      "lw x22, 88(sp)\n"
      "lw x23, 92(sp)\n"
      "lw x24, 96(sp)\n"
      "lw x25, 100(sp)\n"
      "lw x26, 104(sp)\n"
      "lw x27, 108(sp)\n"
      "lw x28, 112(sp)\n"
      "lw x29, 116(sp)\n"
      "lw x30, 120(sp)\n"
      "lw x31, 124(sp)\n"
      "addi sp, sp, 128\n"
      "mret\n"
      ".text");
