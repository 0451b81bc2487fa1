/* SPDX-License-Identifier: MIT */
/* Changing stacks on x86-64. What a task leaves behind on its own stack, from sp up:
 *
 *      mxcsr, fpu control word | r15 | r14 | r13 | r12 | rbx | rbp | return address
 */
#if defined(__x86_64__)
        .text

/* void sim_trap_enter(uintptr_t (*port)(uintptr_t sp), void *port_stack_top)
 * Runs port(sp) on the port's stack; what it returns is the sp of whoever continues. */
        .globl  sim_trap_enter
        .type   sim_trap_enter, @function
sim_trap_enter:
        .cfi_startproc
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        subq    $8, %rsp
        stmxcsr (%rsp)
        fnstcw  4(%rsp)
        movq    %rdi, %rax
        movq    %rsp, %rdi
        movq    %rsi, %rsp
        call    *%rax
        movq    %rax, %rsp
        ldmxcsr (%rsp)
        fldcw   4(%rsp)
        addq    $8, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        .cfi_def_cfa %rsp, 8
        ret
        .cfi_endproc
        .size   sim_trap_enter, . - sim_trap_enter

/* void sim_swap(uintptr_t *saved_sp, const uintptr_t *sp)
 * Leaves the same frame behind, without the port between. The control words are only loaded where they
 * differ: that is slow. */
        .globl  sim_swap
        .type   sim_swap, @function
sim_swap:
        .cfi_startproc
        pushq   %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        subq    $8, %rsp
        .cfi_adjust_cfa_offset 56
        stmxcsr (%rsp)
        fnstcw  4(%rsp)
        movl    (%rsp), %eax
        movzwl  4(%rsp), %ecx
        movq    %rsp, (%rdi)
        movq    (%rsi), %rsp
        cmpl    (%rsp), %eax
        je      1f
        ldmxcsr (%rsp)
1:      cmpw    4(%rsp), %cx
        je      2f
        fldcw   4(%rsp)
2:      addq    $8, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        .cfi_adjust_cfa_offset -56
        ret
        .cfi_endproc
        .size   sim_swap, . - sim_swap

/* First code of a task: rbx = entry, r12 = its argument. */
        .globl  sim_task_enter
        .type   sim_task_enter, @function
sim_task_enter:
        .cfi_startproc
        .cfi_undefined %rip
        xorl    %ebp, %ebp
        movq    %rbx, %rdi
        movq    %r12, %rsi
        call    sim_task_main
        ud2
        .cfi_endproc
        .size   sim_task_enter, . - sim_task_enter

/* void sim_call_on(void *stack_top, void (*function)(void *), void *arg) */
        .globl  sim_call_on
        .type   sim_call_on, @function
sim_call_on:
        .cfi_startproc
        pushq   %rbp
        .cfi_def_cfa_offset 16
        .cfi_offset %rbp, -16
        movq    %rsp, %rbp
        .cfi_def_cfa_register %rbp
        movq    %rdi, %rsp
        movq    %rdx, %rdi
        call    *%rsi
        movq    %rbp, %rsp
        popq    %rbp
        .cfi_def_cfa %rsp, 8
        ret
        .cfi_endproc
        .size   sim_call_on, . - sim_call_on

        .section .note.GNU-stack, "", @progbits
#endif
