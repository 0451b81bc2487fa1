/* SPDX-License-Identifier: MIT */
/* What the port leaves on the stack of a task that does not run. For C and assembly.
 *
 *   light: it called arch_switch               interrupted: bit 0 of context.sp is 1
 *      sp ->  ra, s0 .. s11                       sp ->  (ra) s0 .. s11   as light
 *             fcsr, fs0 .. fs11   with FPU               fcsr, fs0 .. fs11
 *                                                        mepc, ra, t0 .. t6, a0 .. a7
 *                                                        fcsr, ft0 .. ft11, fa0 .. fa7
 */
#ifndef RISCV_FRAME_H
#define RISCV_FRAME_H

#define REG_BYTES (__riscv_xlen / 8)
#define ROUND(n)  (((n) + 15) / 16 * 16)

#ifdef __riscv_flen
#define FREG_BYTES (__riscv_flen / 8)
#else
#define FREG_BYTES 0
#endif

/* Registers in front of the floating point registers, fcsr included. */
#define LIGHT_REGS 14
#define LIGHT_FCSR 13 /* the index of fcsr */
#define TRAP_REGS  18

#define LIGHT_FREGS (LIGHT_REGS * REG_BYTES)
#define TRAP_FREGS  (TRAP_REGS * REG_BYTES)

#define LIGHT_BYTES ROUND(LIGHT_FREGS + 12 * FREG_BYTES)
#define TRAP_BYTES  ROUND(TRAP_FREGS + 20 * FREG_BYTES)

/* Offsets in struct arch_core. */
#define CORE_CURRENT 0
#define CORE_PORT    (REG_BYTES + 4)

#define MSTATUS_MIE  0x8
#define MSTATUS_MPIE 0x80
#define MSTATUS_MPP  0x1800 /* machine mode */

#endif
