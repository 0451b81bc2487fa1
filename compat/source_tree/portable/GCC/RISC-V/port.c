/* SPDX-License-Identifier: MIT */
/* RISC-V, 32 and 64 bits, machine mode: arch/riscv */
#include "../../../../../arch/include/always_optimized.h"

#include "../../../../../arch/riscv/port.c"
