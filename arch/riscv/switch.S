/* SPDX-License-Identifier: MIT */
/* Leaving and entering tasks: frames in frame.h.
 *
 *   arch_switch ──► callee-saved registers on the task's stack ──┐
 *                                                                ├──► resume: light: a return
 *   interrupt ──► caller-saved registers on the task's stack     │            interrupted: mret
 *             ──► handler, on the handlers' stack                │
 *             ──► a switch is pended: callee-saved registers ────┘
 *                                     on the task's stack, kernel_pick_next
 *
 * Invariants
 *   - mscratch: where the handlers' stack begins while a task runs, else 0.
 *   - Interrupts are masked from trap entry on and in arch_switch. A handler may unmask them (it
 *     counts as a critical section, and masks and sets mstatus.MPP again before it returns); the
 *     traps that come then stay on the handlers' stack and switch nothing.
 *   - A task of either kind can be resumed from either side: no trap is needed for mret.
 *   - mstatus is not part of a frame: whoever is resumed runs unmasked in machine mode.
 *   - gp is never changed. tp belongs to the C library's threads; the kernel's hooks set it.
 */
#include "frame.h"

#if __riscv_xlen == 64
#define LOAD  ld
#define STORE sd
#else
#define LOAD  lw
#define STORE sw
#endif

#if FREG_BYTES == 8
#define FLOAD  fld
#define FSTORE fsd
#else
#define FLOAD  flw
#define FSTORE fsw
#endif

.macro light_registers op, base
    \op s0, 1 * REG_BYTES(\base)
    \op s1, 2 * REG_BYTES(\base)
    \op s2, 3 * REG_BYTES(\base)
    \op s3, 4 * REG_BYTES(\base)
    \op s4, 5 * REG_BYTES(\base)
    \op s5, 6 * REG_BYTES(\base)
    \op s6, 7 * REG_BYTES(\base)
    \op s7, 8 * REG_BYTES(\base)
    \op s8, 9 * REG_BYTES(\base)
    \op s9, 10 * REG_BYTES(\base)
    \op s10, 11 * REG_BYTES(\base)
    \op s11, 12 * REG_BYTES(\base)
.endm

/* All but t0, which the entry needs first. */
.macro trap_registers op
    \op ra, 1 * REG_BYTES(sp)
    \op t1, 3 * REG_BYTES(sp)
    \op t2, 4 * REG_BYTES(sp)
    \op t3, 5 * REG_BYTES(sp)
    \op t4, 6 * REG_BYTES(sp)
    \op t5, 7 * REG_BYTES(sp)
    \op t6, 8 * REG_BYTES(sp)
    \op a0, 9 * REG_BYTES(sp)
    \op a1, 10 * REG_BYTES(sp)
    \op a2, 11 * REG_BYTES(sp)
    \op a3, 12 * REG_BYTES(sp)
    \op a4, 13 * REG_BYTES(sp)
    \op a5, 14 * REG_BYTES(sp)
    \op a6, 15 * REG_BYTES(sp)
    \op a7, 16 * REG_BYTES(sp)
.endm

/* The floating point half of a frame; nothing without FPU. `temporary` is free. */
.macro light_floats op, base
    \op fs0, LIGHT_FREGS + 0 * FREG_BYTES(\base)
    \op fs1, LIGHT_FREGS + 1 * FREG_BYTES(\base)
    \op fs2, LIGHT_FREGS + 2 * FREG_BYTES(\base)
    \op fs3, LIGHT_FREGS + 3 * FREG_BYTES(\base)
    \op fs4, LIGHT_FREGS + 4 * FREG_BYTES(\base)
    \op fs5, LIGHT_FREGS + 5 * FREG_BYTES(\base)
    \op fs6, LIGHT_FREGS + 6 * FREG_BYTES(\base)
    \op fs7, LIGHT_FREGS + 7 * FREG_BYTES(\base)
    \op fs8, LIGHT_FREGS + 8 * FREG_BYTES(\base)
    \op fs9, LIGHT_FREGS + 9 * FREG_BYTES(\base)
    \op fs10, LIGHT_FREGS + 10 * FREG_BYTES(\base)
    \op fs11, LIGHT_FREGS + 11 * FREG_BYTES(\base)
.endm

.macro trap_floats op
    \op ft0, TRAP_FREGS + 0 * FREG_BYTES(sp)
    \op ft1, TRAP_FREGS + 1 * FREG_BYTES(sp)
    \op ft2, TRAP_FREGS + 2 * FREG_BYTES(sp)
    \op ft3, TRAP_FREGS + 3 * FREG_BYTES(sp)
    \op ft4, TRAP_FREGS + 4 * FREG_BYTES(sp)
    \op ft5, TRAP_FREGS + 5 * FREG_BYTES(sp)
    \op ft6, TRAP_FREGS + 6 * FREG_BYTES(sp)
    \op ft7, TRAP_FREGS + 7 * FREG_BYTES(sp)
    \op ft8, TRAP_FREGS + 8 * FREG_BYTES(sp)
    \op ft9, TRAP_FREGS + 9 * FREG_BYTES(sp)
    \op ft10, TRAP_FREGS + 10 * FREG_BYTES(sp)
    \op ft11, TRAP_FREGS + 11 * FREG_BYTES(sp)
    \op fa0, TRAP_FREGS + 12 * FREG_BYTES(sp)
    \op fa1, TRAP_FREGS + 13 * FREG_BYTES(sp)
    \op fa2, TRAP_FREGS + 14 * FREG_BYTES(sp)
    \op fa3, TRAP_FREGS + 15 * FREG_BYTES(sp)
    \op fa4, TRAP_FREGS + 16 * FREG_BYTES(sp)
    \op fa5, TRAP_FREGS + 17 * FREG_BYTES(sp)
    \op fa6, TRAP_FREGS + 18 * FREG_BYTES(sp)
    \op fa7, TRAP_FREGS + 19 * FREG_BYTES(sp)
.endm

.macro save_light base, temporary
    light_registers STORE, \base
#if FREG_BYTES
    light_floats FSTORE, \base
    frcsr \temporary
    STORE \temporary, 13 * REG_BYTES(\base)
#endif
.endm

.macro load_light temporary
#if FREG_BYTES
    LOAD \temporary, 13 * REG_BYTES(sp)
    fscsr \temporary
    light_floats FLOAD, sp
#endif
    light_registers LOAD, sp
.endm

.macro save_first
    addi sp, sp, -TRAP_BYTES
    STORE t0, 2 * REG_BYTES(sp)
.endm

/* The rest of the frame; on to the handlers' stack, which gets the interrupted stack pointer and
 * mscratch. */
.macro save_rest
    trap_registers STORE
#if FREG_BYTES
    trap_floats FSTORE
    frcsr t0
    STORE t0, 17 * REG_BYTES(sp)
#endif
    csrr  t0, mepc
    STORE t0, 0(sp)
    csrrw t1, mscratch, zero
    mv    t0, sp
    beqz  t1, 1f
    mv    sp, t1
1:  addi  sp, sp, -16
    STORE t0, 0(sp)
    STORE t1, REG_BYTES(sp)
.endm

    .text

/* void arch_switch(struct arch_context *from, struct arch_context *to) */
    .section .text.arch_switch, "ax"
    .globl arch_switch
    .type arch_switch, @function
arch_switch:
    addi  sp, sp, -LIGHT_BYTES
    STORE ra, 0(sp)
    save_light sp, t0
    STORE sp, 0(a0)
    LOAD  sp, 0(a1) /* may be the same task */
resume:
    andi  t1, sp, 1
    bnez  t1, resume_interrupted
    LOAD  ra, 0(sp)
    load_light t0
    addi  sp, sp, LIGHT_BYTES
    csrsi mstatus, MSTATUS_MIE
    ret
    .size arch_switch, . - arch_switch

/* Continues the task with context a0: a jump, not a call. */
    .globl port_resume
    .type port_resume, @function
port_resume:
    LOAD  sp, 0(a0)
    j     resume
resume_interrupted:
    addi  sp, sp, -1
    load_light t0
    addi  sp, sp, LIGHT_BYTES
    li    t0, MSTATUS_MPP | MSTATUS_MPIE
    csrs  mstatus, t0
restore:
    LOAD  t0, 0(sp)
    csrw  mepc, t0
#if FREG_BYTES
    LOAD  t0, 17 * REG_BYTES(sp)
    fscsr t0
    trap_floats FLOAD
#endif
    trap_registers LOAD
    LOAD  t0, 2 * REG_BYTES(sp)
    addi  sp, sp, TRAP_BYTES
    mret
    .size port_resume, . - port_resume

/* The end of every interrupt. */
leave:
    LOAD  t1, REG_BYTES(sp)
    LOAD  t2, 0(sp)
    beqz  t1, 1f
    la    t0, dunlin_kernel
    lw    t3, CORE_PORT(t0)
    bnez  t3, switch
    csrw  mscratch, t1
1:  mv    sp, t2
    j     restore

/* The last handler has ended and a switch is pended. t0 = dunlin_kernel, t2 = the task's sp. */
switch:
    sw    zero, CORE_PORT(t0)
    LOAD  t1, CORE_CURRENT(t0)
    addi  t2, t2, -LIGHT_BYTES
    save_light t2, t3
    ori   t2, t2, 1
    STORE t2, 0(t1)
    call  kernel_pick_next
    addi  sp, sp, 16
    csrw  mscratch, sp
    j     port_resume

    .globl freertos_risc_v_mtimer_interrupt_handler
    .type freertos_risc_v_mtimer_interrupt_handler, @function
freertos_risc_v_mtimer_interrupt_handler:
    save_first
    save_rest
timer:
    call  port_tick
    j     leave
    .size freertos_risc_v_mtimer_interrupt_handler, . - freertos_risc_v_mtimer_interrupt_handler

    .globl freertos_risc_v_software_interrupt_handler
    .type freertos_risc_v_software_interrupt_handler, @function
freertos_risc_v_software_interrupt_handler:
    save_first
    save_rest
software:
    call  port_switch_requested
    j     leave
    .size freertos_risc_v_software_interrupt_handler, . - freertos_risc_v_software_interrupt_handler

    .globl freertos_risc_v_interrupt_handler
    .type freertos_risc_v_interrupt_handler, @function
freertos_risc_v_interrupt_handler:
    save_first
    save_rest
    csrr  a0, mcause
other:
    call  freertos_risc_v_application_interrupt_handler
    j     leave
    .size freertos_risc_v_interrupt_handler, . - freertos_risc_v_interrupt_handler

/* Exceptions stay on the stack they came from: a handler that returns does so at once. */
    .weak freertos_risc_v_exception_handler
    .type freertos_risc_v_exception_handler, @function
freertos_risc_v_exception_handler:
    save_first
    trap_registers STORE
#if FREG_BYTES
    trap_floats FSTORE
    frcsr t0
    STORE t0, 17 * REG_BYTES(sp)
#endif
    csrr  t0, mepc
    STORE t0, 0(sp)
    csrr  a0, mcause
    call  freertos_risc_v_application_exception_handler
    j     restore
    .size freertos_risc_v_exception_handler, . - freertos_risc_v_exception_handler

    .globl freertos_risc_v_trap_handler
    .type freertos_risc_v_trap_handler, @function
    .balign 4
freertos_risc_v_trap_handler:
    save_first
    csrr  t0, mcause
    bltz  t0, 1f
    LOAD  t0, 2 * REG_BYTES(sp)
    addi  sp, sp, TRAP_BYTES
    j     freertos_risc_v_exception_handler
1:  save_rest
    csrr  a0, mcause
    slli  t0, a0, 1 /* without the bit that says interrupt */
    li    t1, 2 * 7
    beq   t0, t1, timer
    li    t1, 2 * 3
    beq   t0, t1, software
    j     other
    .size freertos_risc_v_trap_handler, . - freertos_risc_v_trap_handler

/* First code of every task: s0 = entry, s1 = argument. */
    .globl port_task_start
    .type port_task_start, @function
port_task_start:
    .cfi_startproc
    .cfi_undefined ra
    mv    a0, s1
    jalr  s0
    call  kernel_task_returned
    .cfi_endproc
    .size port_task_start, . - port_task_start

/* For mtvec in vectored mode. Some processors want a table of 64 entries aligned to its size. */
    .section .text.freertos_risc_v_vector_table, "ax"
    .globl freertos_risc_v_vector_table
    .balign 256
freertos_risc_v_vector_table:
    .option push
    .option norvc
    .option norelax
    j     freertos_risc_v_exception_handler
    .rept 2
    j     freertos_risc_v_interrupt_handler
    .endr
    j     freertos_risc_v_software_interrupt_handler
    .rept 3
    j     freertos_risc_v_interrupt_handler
    .endr
    j     freertos_risc_v_mtimer_interrupt_handler
    .rept 56
    j     freertos_risc_v_interrupt_handler
    .endr
    .option pop
