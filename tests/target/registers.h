/* SPDX-License-Identifier: MIT */
/* What each processor architecture supplies for the register test: one assembly file,
 * registers_<architecture>.S.
 *
 *   values[i] ──► register i ──► stay here, or call leave() ──► register i ──► found[i]
 *
 * A register is whatever a task may expect to keep: core and floating-point registers, flags,
 * rounding mode. */
#ifndef REGISTERS_H
#define REGISTERS_H

#include <stdint.h>

#if defined(__arm__) && !defined(__ARM_FP)
#define REGISTERS_MAX 15u
#else
#define REGISTERS_MAX 72u
#endif

struct register_info {
    const char *name;
    uintptr_t bits; /* that hold what was written, as long as no instruction changes them */
    uintptr_t kept; /* that a called function keeps; 0: none */
};

/* All registers, in the order of the arrays; the name of the last + 1 is NULL. */
extern const struct register_info registers_info[];

/* Fill every register from `values`, stay for at least 500 instructions that change none of them,
 * or call `leave` if it is not NULL, and store every register to `found`. */
void registers_hold(const uintptr_t *values, uintptr_t *found, void (*leave)(void));

/* 1 when the processor keeps a floating-point state for the running task. Uses no such register. */
unsigned registers_has_float_state(void);

/* The register of the rounding mode; 0 is what a task starts with. */
uintptr_t registers_rounding(void);

/* Write other values to all floating-point registers that a called function need not keep, and
 * change the rounding mode and put it back. For interrupt handlers. */
void registers_disturb_float(void);

#endif
