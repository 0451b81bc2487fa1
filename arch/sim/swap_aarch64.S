/* SPDX-License-Identifier: MIT */
/* Changing stacks on AArch64. What a task leaves behind on its own stack, from sp up, 16 bytes each:
 *
 *      d8 d9 | d10 d11 | d12 d13 | d14 d15 | x19 x20 | x21 x22 | x23 x24 | x25 x26 | x27 x28 |
 *      fpcr - | x29 x30
 */
#if defined(__aarch64__)
        .text

/* All of it but x29 and x30. */
.macro push_kept
        mrs     x9, fpcr
        stp     x9, xzr, [sp, #-16]!
        stp     x27, x28, [sp, #-16]!
        stp     x25, x26, [sp, #-16]!
        stp     x23, x24, [sp, #-16]!
        stp     x21, x22, [sp, #-16]!
        stp     x19, x20, [sp, #-16]!
        stp     d14, d15, [sp, #-16]!
        stp     d12, d13, [sp, #-16]!
        stp     d10, d11, [sp, #-16]!
        stp     d8, d9, [sp, #-16]!
.endm

.macro pop_kept
        ldp     d8, d9, [sp], #16
        ldp     d10, d11, [sp], #16
        ldp     d12, d13, [sp], #16
        ldp     d14, d15, [sp], #16
        ldp     x19, x20, [sp], #16
        ldp     x21, x22, [sp], #16
        ldp     x23, x24, [sp], #16
        ldp     x25, x26, [sp], #16
        ldp     x27, x28, [sp], #16
        ldp     x9, xzr, [sp], #16
        msr     fpcr, x9
.endm

/* void sim_trap_enter(uintptr_t (*port)(uintptr_t sp), void *port_stack_top) */
        .globl  sim_trap_enter
        .type   sim_trap_enter, %function
sim_trap_enter:
        .cfi_startproc
        stp     x29, x30, [sp, #-16]!
        .cfi_def_cfa_offset 16
        .cfi_offset x29, -16
        .cfi_offset x30, -8
        mov     x29, sp
        .cfi_def_cfa_register x29
        push_kept
        mov     x9, x0
        mov     x0, sp
        mov     sp, x1
        blr     x9
        mov     sp, x0
        pop_kept
        ldp     x29, x30, [sp], #16
        .cfi_def_cfa sp, 0
        ret
        .cfi_endproc
        .size   sim_trap_enter, . - sim_trap_enter

/* void sim_swap(uintptr_t *saved_sp, const uintptr_t *sp)
 * Leaves the same frame behind, without the port between. */
        .globl  sim_swap
        .type   sim_swap, %function
sim_swap:
        .cfi_startproc
        stp     x29, x30, [sp, #-16]!
        push_kept
        .cfi_adjust_cfa_offset 176
        mov     x9, sp
        str     x9, [x0]
        ldr     x9, [x1]
        mov     sp, x9
        pop_kept
        ldp     x29, x30, [sp], #16
        .cfi_adjust_cfa_offset -176
        ret
        .cfi_endproc
        .size   sim_swap, . - sim_swap

/* First code of a task: x19 = entry, x20 = its argument. */
        .globl  sim_task_enter
        .type   sim_task_enter, %function
sim_task_enter:
        .cfi_startproc
        .cfi_undefined x30
        mov     x29, xzr
        mov     x0, x19
        mov     x1, x20
        bl      sim_task_main
        brk     #0
        .cfi_endproc
        .size   sim_task_enter, . - sim_task_enter

/* void sim_call_on(void *stack_top, void (*function)(void *), void *arg) */
        .globl  sim_call_on
        .type   sim_call_on, %function
sim_call_on:
        .cfi_startproc
        stp     x29, x30, [sp, #-16]!
        .cfi_def_cfa_offset 16
        .cfi_offset x29, -16
        .cfi_offset x30, -8
        mov     x29, sp
        .cfi_def_cfa_register x29
        mov     sp, x0
        mov     x0, x2
        blr     x1
        mov     sp, x29
        ldp     x29, x30, [sp], #16
        .cfi_def_cfa sp, 0
        ret
        .cfi_endproc
        .size   sim_call_on, . - sim_call_on

        .section .note.GNU-stack, "", %progbits
#endif
