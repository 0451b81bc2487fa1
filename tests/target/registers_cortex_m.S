/* SPDX-License-Identifier: MIT */
/* Registers of Cortex-M: r0 - r12, lr, flags; with an FPU s0 - s31 and FPSCR. Only instructions that
 * every Cortex-M has, but for the FPU's. Order of the arrays: see registers_info. */
    .syntax unified
    .text

#if defined(__ARM_FP)
#define HAS_FPU 1
#else
#define HAS_FPU 0
#endif

#define AT_LEAVE 8 /* on the stack of registers_hold, from sp: values, found, leave, filler */

/* void registers_hold(values, found, leave) */
    .global registers_hold
    .type registers_hold, %function
    .thumb_func
registers_hold:
    push    {r3-r7, lr}
    mov     r4, r8
    mov     r5, r9
    mov     r6, r10
    mov     r7, r11
    push    {r4-r7}
#if HAS_FPU
    vmrs    r3, fpscr
    vpush   {s16-s31}
    push    {r3, r4}
    add     r3, r0, #60
    vldmia  r3!, {s0-s31}
    ldr     r3, [r3]
    vmsr    fpscr, r3
#endif
    push    {r0-r3}
    ldr     r3, [r0, #32]
    mov     r8, r3
    ldr     r3, [r0, #36]
    mov     r9, r3
    ldr     r3, [r0, #40]
    mov     r10, r3
    ldr     r3, [r0, #44]
    mov     r11, r3
    ldr     r3, [r0, #48]
    mov     r12, r3
    ldr     r3, [r0, #52]
    mov     lr, r3
    cmp     r2, #0
    beq     stay
    b       leave
stay:
    ldr     r3, [r0, #56]
    msr     apsr_nzcvq, r3
    ldm     r0, {r0-r7}
    .rept   600
    nop
    .endr
    b       store
leave:
    ldm     r0, {r0-r7}
    ldr     r3, [sp, #AT_LEAVE]
    blx     r3
store:
    push    {r0-r7}
    mrs     r4, apsr
    ldr     r5, [sp, #32 + 4]
    pop     {r0-r3}
    stm     r5!, {r0-r3}
    mov     r6, sp
    ldm     r6!, {r0-r3}
    stm     r5!, {r0-r3}
    mov     r0, r8
    mov     r1, r9
    mov     r2, r10
    mov     r3, r11
    stm     r5!, {r0-r3}
    mov     r0, r12
    mov     r1, lr
    mov     r2, r4
    stm     r5!, {r0-r2}
    add     sp, #16 + 16
#if HAS_FPU
    vstmia  r5!, {s0-s31}
    vmrs    r0, fpscr
    str     r0, [r5]
    pop     {r3, r4}
    vmsr    fpscr, r3
    vpop    {s16-s31}
#endif
    pop     {r4-r7}
    mov     r8, r4
    mov     r9, r5
    mov     r10, r6
    mov     r11, r7
    pop     {r3-r7, pc}
    .size registers_hold, . - registers_hold

    .global registers_has_float_state
    .type registers_has_float_state, %function
    .thumb_func
registers_has_float_state:
    mrs     r0, control
    lsrs    r0, r0, #2
    movs    r1, #HAS_FPU
    ands    r0, r1
    bx      lr

    .global registers_rounding
    .type registers_rounding, %function
    .thumb_func
registers_rounding:
#if HAS_FPU
    vmrs    r0, fpscr
#else
    movs    r0, #0
#endif
    bx      lr

    .global registers_disturb_float
    .type registers_disturb_float, %function
    .thumb_func
registers_disturb_float:
#if HAS_FPU
    vmrs    r1, fpscr
    mov     r0, #0x00c00000
    vmsr    fpscr, r0
    .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    vmov    s\n, r0
    .endr
    vmsr    fpscr, r1
#endif
    bx      lr

/* info name, bits, kept */
    .macro  info name, bits, kept
    .section .rodata.registers_names, "a"
name\@:
    .asciz  "\name"
    .section .rodata.registers_info, "a"
    .word   name\@, \bits, \kept
    .endm

    .section .rodata.registers_info, "a"
    .balign 4
    .global registers_info
    .type registers_info, %object
registers_info:
    .irp    n, 0, 1, 2, 3
    info    r\n, 0xffffffff, 0
    .endr
    .irp    n, 4, 5, 6, 7, 8, 9, 10, 11
    info    r\n, 0xffffffff, 0xffffffff
    .endr
    info    r12, 0xffffffff, 0
    info    lr, 0xffffffff, 0
    info    flags, 0xf0000000, 0
#if HAS_FPU
    .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    info    s\n, 0xffffffff, 0
    .endr
    .irp    n, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
    info    s\n, 0xffffffff, 0xffffffff
    .endr
    info    fpscr, 0xf7c0009f, 0x07c00000 /* kept: modes, rounding among them */
#endif
    .word   0, 0, 0
