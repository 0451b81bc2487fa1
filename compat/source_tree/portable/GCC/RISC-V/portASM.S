/* SPDX-License-Identifier: MIT */
/* RISC-V: arch/riscv */
#include "../../../../../arch/riscv/switch.S"
