/* SPDX-License-Identifier: MIT */
/** Registers of a fault on a Cortex-M. The layout is documented: docs/design/fault-dump.md. */
#ifndef FAULT_MACHINE_H
#define FAULT_MACHINE_H

#include <stdint.h>

#define FAULT_VERSION    1u
#define FAULT_DUMP_BYTES 856u

struct fault_machine {
    uintptr_t r[13];
    uintptr_t sp; /* before the exception */
    uintptr_t lr;
    uintptr_t pc;
    uintptr_t psr;
    uintptr_t exc_return; /* 0 where no exception was taken */
    uint32_t cfsr, hfsr, mmfar, bfar;
};

#endif
