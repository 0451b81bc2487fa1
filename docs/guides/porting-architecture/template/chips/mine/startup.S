/* SPDX-License-Identifier: MIT */
/* Step 1. The first instructions: interrupts off, stack pointer = __stack_top, call image_start. */
    .section .start, "ax"
    .globl _start
_start:
