/* SPDX-License-Identifier: MIT */
    .section .start, "ax"
    .globl _start
_start:
    csrci mstatus, 8
    csrw  mie, zero
    .weak interrupt_entry /* step 5 */
    la    t0, interrupt_entry
    csrw  mtvec, t0
    la    tp, __tls_base /* the C library's thread-local variables */
    la    sp, __stack_top
    j     image_start
