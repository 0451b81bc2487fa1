/* SPDX-License-Identifier: MIT */
/* Taking a fault: every register as it was into fault_caught, whatever the stack pointer is worth,
 * then C on a stack of its own. fault_caught begins like struct fault_machine; 31 registers, and
 * one word: mscratch was 0. */

#if __riscv_xlen == 64
#define STORE sd
#define REG_BYTES 8
#else
#define STORE sw
#define REG_BYTES 4
#endif

#define FAULT_STACK_BYTES 2048

/* Offset of register xN. */
#define X(n)       (((n) - 1) * REG_BYTES)
#define IN_HANDLER X(32)

/* All but t0 and t1, through t0. */
.macro catch_most
    STORE x1, X(1)(t0)
    STORE x2, X(2)(t0)
    STORE x3, X(3)(t0)
    STORE x4, X(4)(t0)
    STORE x7, X(7)(t0)
    STORE x8, X(8)(t0)
    STORE x9, X(9)(t0)
    STORE x10, X(10)(t0)
    STORE x11, X(11)(t0)
    STORE x12, X(12)(t0)
    STORE x13, X(13)(t0)
    STORE x14, X(14)(t0)
    STORE x15, X(15)(t0)
    STORE x16, X(16)(t0)
    STORE x17, X(17)(t0)
    STORE x18, X(18)(t0)
    STORE x19, X(19)(t0)
    STORE x20, X(20)(t0)
    STORE x21, X(21)(t0)
    STORE x22, X(22)(t0)
    STORE x23, X(23)(t0)
    STORE x24, X(24)(t0)
    STORE x25, X(25)(t0)
    STORE x26, X(26)(t0)
    STORE x27, X(27)(t0)
    STORE x28, X(28)(t0)
    STORE x29, X(29)(t0)
    STORE x30, X(30)(t0)
    STORE x31, X(31)(t0)
.endm

.macro function name
    .section .text.\name, "ax"
    .globl \name
    .type \name, @function
\name:
.endm

/* An exception: the kernel's entry of this name is weak. */
function freertos_risc_v_exception_handler
    csrrw t0, mscratch, t0
    beqz  t0, 1f
    la    t0, fault_caught
    STORE t1, X(6)(t0)
    li    t1, 0
    j     2f
1:  la    t0, fault_caught
    STORE t1, X(6)(t0)
    li    t1, 1
2:  STORE t1, IN_HANDLER(t0)
    catch_most
    csrr  t1, mscratch
    STORE t1, X(5)(t0)
    la    sp, fault_stack + FAULT_STACK_BYTES
    call  fault_exception_taken
    .size freertos_risc_v_exception_handler, . - freertos_risc_v_exception_handler

/* Calls of ours: the arguments go on to `target`. */
.macro call_taken name, target
function \name
    csrci mstatus, 8
    la    t0, fault_caught
    STORE t1, X(6)(t0)
    STORE zero, X(5)(t0)
    csrr  t1, mscratch
    seqz  t1, t1
    STORE t1, IN_HANDLER(t0)
    catch_most
    la    sp, fault_stack + FAULT_STACK_BYTES
    call  \target
    .size \name, . - \name
.endm

call_taken fault_assert, fault_assert_taken
call_taken fault_stack_overflow, fault_overflow_taken
call_taken fault_unexpected, fault_unexpected_taken

    .section .bss.fault_stack, "aw", @nobits
    .balign 16
    .type fault_stack, @object
fault_stack:
    .space FAULT_STACK_BYTES
    .size fault_stack, . - fault_stack
