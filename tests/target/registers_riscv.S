/* SPDX-License-Identifier: MIT */
/* Registers of RISC-V: all but sp, gp and tp; with an FPU f0 - f31 and fcsr. Order of the arrays: see
 * registers_info. Of a floating point register that is wider than a core register the low half. */

#if __riscv_xlen == 64
#define LOAD  ld
#define STORE sd
#define WORD  .dword
#else
#define LOAD  lw
#define STORE sw
#define WORD  .word
#endif
#define BYTES (__riscv_xlen / 8)

#ifdef __riscv_flen
#if __riscv_flen == 64
#define FLOAD_ALL  fld
#define FSTORE_ALL fsd
#else
#define FLOAD_ALL  flw
#define FSTORE_ALL fsw
#endif
#if __riscv_flen == 64 && __riscv_xlen == 64
#define FLOAD  fld
#define FSTORE fsd
#define FBITS  -1
#else
#define FLOAD  flw
#define FSTORE fsw
#define FBITS  0xffffffff
#endif
#endif

/* On the stack of registers_hold: ra, s0 - s11, fcsr, found, leave, fs0 - fs11. */
#define FCSR  13 * BYTES
#define FOUND 14 * BYTES
#define LEAVE 15 * BYTES
#define FS    16 * BYTES
#define FRAME (16 * BYTES + 96)

/* Indices of the core registers in the arrays: 0 - 27, then f0 - f31, fcsr. */
#define INDEX_FLOAT 28
#define INDEX_FCSR  60

/* In the order of the arrays; a0 is number 6. */
.macro core_but_a0 op, base
    \op ra, 0 * BYTES(\base)
    \op t0, 1 * BYTES(\base)
    \op t1, 2 * BYTES(\base)
    \op t2, 3 * BYTES(\base)
    \op s0, 4 * BYTES(\base)
    \op s1, 5 * BYTES(\base)
    \op a1, 7 * BYTES(\base)
    \op a2, 8 * BYTES(\base)
    \op a3, 9 * BYTES(\base)
    \op a4, 10 * BYTES(\base)
    \op a5, 11 * BYTES(\base)
    \op a6, 12 * BYTES(\base)
    \op a7, 13 * BYTES(\base)
    \op s2, 14 * BYTES(\base)
    \op s3, 15 * BYTES(\base)
    \op s4, 16 * BYTES(\base)
    \op s5, 17 * BYTES(\base)
    \op s6, 18 * BYTES(\base)
    \op s7, 19 * BYTES(\base)
    \op s8, 20 * BYTES(\base)
    \op s9, 21 * BYTES(\base)
    \op s10, 22 * BYTES(\base)
    \op s11, 23 * BYTES(\base)
    \op t3, 24 * BYTES(\base)
    \op t4, 25 * BYTES(\base)
    \op t5, 26 * BYTES(\base)
    \op t6, 27 * BYTES(\base)
.endm

.macro kept_core op
    \op ra, 0 * BYTES(sp)
    \op s0, 1 * BYTES(sp)
    \op s1, 2 * BYTES(sp)
    \op s2, 3 * BYTES(sp)
    \op s3, 4 * BYTES(sp)
    \op s4, 5 * BYTES(sp)
    \op s5, 6 * BYTES(sp)
    \op s6, 7 * BYTES(sp)
    \op s7, 8 * BYTES(sp)
    \op s8, 9 * BYTES(sp)
    \op s9, 10 * BYTES(sp)
    \op s10, 11 * BYTES(sp)
    \op s11, 12 * BYTES(sp)
.endm

#ifdef __riscv_flen
.macro floats op, base
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    \op f\n, (INDEX_FLOAT + \n) * BYTES(\base)
    .endr
.endm

.macro kept_floats op
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    \op fs\n, (FS + \n * 8)(sp)
    .endr
.endm
#endif

    .text

/* void registers_hold(values, found, leave) */
    .globl registers_hold
    .type registers_hold, @function
registers_hold:
    addi    sp, sp, -FRAME
    kept_core STORE
    STORE   a1, FOUND(sp)
    STORE   a2, LEAVE(sp)
#ifdef __riscv_flen
    kept_floats FSTORE_ALL
    frcsr   t0
    STORE   t0, FCSR(sp)
    floats  FLOAD, a0
    LOAD    t0, INDEX_FCSR * BYTES(a0)
    fscsr   t0
#endif
    bnez    a2, leave
    core_but_a0 LOAD, a0
    LOAD    a0, 6 * BYTES(a0)
    .rept   600
    nop
    .endr
    j       store
leave:
    core_but_a0 LOAD, a0
    LOAD    a0, 6 * BYTES(a0)
    LOAD    t6, LEAVE(sp)
    jalr    t6
store:
    addi    sp, sp, -16
    STORE   a0, 0(sp)
    LOAD    a0, (16 + FOUND)(sp)
    core_but_a0 STORE, a0
    LOAD    t0, 0(sp)
    STORE   t0, 6 * BYTES(a0)
    addi    sp, sp, 16
#ifdef __riscv_flen
    floats  FSTORE, a0
    frcsr   t0
    STORE   t0, INDEX_FCSR * BYTES(a0)
    LOAD    t0, FCSR(sp)
    fscsr   t0
    kept_floats FLOAD_ALL
#endif
    kept_core LOAD
    addi    sp, sp, FRAME
    ret
    .size registers_hold, . - registers_hold

/* Every task has one, whether it uses it or not; nothing to find out. */
    .globl registers_has_float_state
    .type registers_has_float_state, @function
registers_has_float_state:
    li      a0, 0
    ret

    .globl registers_rounding
    .type registers_rounding, @function
registers_rounding:
#ifdef __riscv_flen
    frrm    a0
#else
    li      a0, 0
#endif
    ret

    .globl registers_disturb_float
    .type registers_disturb_float, @function
registers_disturb_float:
#ifdef __riscv_flen
    li      a0, 0x61
    fscsr   a0, a0
    .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 28, 29, 30, 31
    fmv.w.x f\n, a0
    .endr
    fscsr   a0
#endif
    ret

/* info name, bits, kept */
.macro info name, bits, kept
    .section .rodata.registers_names, "a"
name\@:
    .asciz  "\name"
    .section .rodata.registers_info, "a"
    WORD name\@, \bits, \kept
.endm

    .section .rodata.registers_info, "a"
    .balign 8
    .globl registers_info
    .type registers_info, @object
registers_info:
    .irp    n, ra, t0, t1, t2
    info    \n, -1, 0
    .endr
    .irp    n, s0, s1
    info    \n, -1, -1
    .endr
    .irp    n, a0, a1, a2, a3, a4, a5, a6, a7
    info    \n, -1, 0
    .endr
    .irp    n, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11
    info    \n, -1, -1
    .endr
    .irp    n, t3, t4, t5, t6
    info    \n, -1, 0
    .endr
#ifdef __riscv_flen
    .irp    n, 0, 1, 2, 3, 4, 5, 6, 7
    info    f\n, FBITS, 0
    .endr
    .irp    n, 8, 9
    info    f\n, FBITS, FBITS
    .endr
    .irp    n, 10, 11, 12, 13, 14, 15, 16, 17
    info    f\n, FBITS, 0
    .endr
    .irp    n, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27
    info    f\n, FBITS, FBITS
    .endr
    .irp    n, 28, 29, 30, 31
    info    f\n, FBITS, 0
    .endr
    info    fcsr, 0x7f, 0x60 /* kept: rounding */
#endif
    WORD 0, 0, 0
