/* SPDX-License-Identifier: MIT */
/** Registers of a fault on a RISC-V. The layout is documented: docs/design/fault-dump.md. */
#ifndef FAULT_MACHINE_H
#define FAULT_MACHINE_H

#include <stdint.h>

#if __riscv_xlen == 64
#define FAULT_VERSION    3u
#define FAULT_DUMP_BYTES 1568u
#else
#define FAULT_VERSION    2u
#define FAULT_DUMP_BYTES 908u
#endif

struct fault_machine {
    uintptr_t ra, sp, gp, tp;
    uintptr_t t0, t1, t2;
    uintptr_t s0, s1;
    uintptr_t a[8];
    uintptr_t s2[10]; /* s2 .. s11 */
    uintptr_t t3[4];  /* t3 .. t6 */
    uintptr_t pc;
    uintptr_t mcause, mtval, mstatus; /* 0 where no exception was taken */
};

#endif
