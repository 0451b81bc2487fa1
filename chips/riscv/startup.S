/* SPDX-License-Identifier: MIT */
/* From reset to C. The linker template puts it first.
 *
 *   reset ─► no interrupts, gp, stack ─► traps lead to the kernel's table ─► startup_run (libc.c)
 */
#define MSTATUS_FS_INITIAL 0x2000

    .section .start, "ax"
    .globl _start
    .type _start, @function
_start:
    .cfi_startproc
    .cfi_undefined ra
    csrci mstatus, 8
    csrw  mie, zero
    .option push
    .option norelax
    la    gp, __global_pointer$
    .option pop
    csrr  t0, mhartid
    bnez  t0, park
    la    sp, __stack_top
    csrw  mscratch, zero
    la    t0, freertos_risc_v_vector_table
    ori   t0, t0, 1 /* vectored */
    csrw  mtvec, t0
#ifdef __riscv_flen
    li    t0, MSTATUS_FS_INITIAL
    csrs  mstatus, t0
    fscsr zero
#endif
    li    ra, 0
    call  startup_run
park: /* other harts: nobody uses them */
    wfi
    j     park
    .cfi_endproc
    .size _start, . - _start
