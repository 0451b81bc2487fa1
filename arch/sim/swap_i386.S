/* SPDX-License-Identifier: MIT */
/* Changing stacks on i386. What a task leaves behind on its own stack, from sp up:
 *
 *      mxcsr | fpu control word | edi | esi | ebx | ebp | return address
 *
 * mxcsr is left alone: code for a plain i386 has no SSE.
 */
#if defined(__i386__)
        .text

/* void sim_trap_enter(uintptr_t (*port)(uintptr_t sp), void *port_stack_top) */
        .globl  sim_trap_enter
        .type   sim_trap_enter, @function
sim_trap_enter:
        .cfi_startproc
        pushl   %ebp
        .cfi_def_cfa_offset 8
        .cfi_offset %ebp, -8
        movl    %esp, %ebp
        .cfi_def_cfa_register %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        subl    $8, %esp
        fnstcw  4(%esp)
        movl    8(%ebp), %eax
        movl    %esp, %ecx
        movl    12(%ebp), %esp
        subl    $12, %esp
        pushl   %ecx
        call    *%eax
        movl    %eax, %esp
        fldcw   4(%esp)
        addl    $8, %esp
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        .cfi_def_cfa %esp, 4
        ret
        .cfi_endproc
        .size   sim_trap_enter, . - sim_trap_enter

/* void sim_swap(uintptr_t *saved_sp, const uintptr_t *sp)
 * Leaves the same frame behind, without the port between. */
        .globl  sim_swap
        .type   sim_swap, @function
sim_swap:
        .cfi_startproc
        movl    4(%esp), %ecx
        movl    8(%esp), %edx
        pushl   %ebp
        pushl   %ebx
        pushl   %esi
        pushl   %edi
        subl    $8, %esp
        .cfi_adjust_cfa_offset 24
        fnstcw  4(%esp)
        movl    %esp, (%ecx)
        movl    (%edx), %esp
        fldcw   4(%esp)
        addl    $8, %esp
        popl    %edi
        popl    %esi
        popl    %ebx
        popl    %ebp
        .cfi_adjust_cfa_offset -24
        ret
        .cfi_endproc
        .size   sim_swap, . - sim_swap

/* First code of a task: ebx = entry, esi = its argument. */
        .globl  sim_task_enter
        .type   sim_task_enter, @function
sim_task_enter:
        .cfi_startproc
        .cfi_undefined %eip
        xorl    %ebp, %ebp
        subl    $8, %esp
        pushl   %esi
        pushl   %ebx
        call    sim_task_main
        ud2
        .cfi_endproc
        .size   sim_task_enter, . - sim_task_enter

/* void sim_call_on(void *stack_top, void (*function)(void *), void *arg) */
        .globl  sim_call_on
        .type   sim_call_on, @function
sim_call_on:
        .cfi_startproc
        pushl   %ebp
        .cfi_def_cfa_offset 8
        .cfi_offset %ebp, -8
        movl    %esp, %ebp
        .cfi_def_cfa_register %ebp
        movl    12(%ebp), %eax
        movl    16(%ebp), %ecx
        movl    8(%ebp), %esp
        subl    $12, %esp
        pushl   %ecx
        call    *%eax
        movl    %ebp, %esp
        popl    %ebp
        .cfi_def_cfa %esp, 4
        ret
        .cfi_endproc
        .size   sim_call_on, . - sim_call_on

        .section .note.GNU-stack, "", @progbits
#endif
