/* SPDX-License-Identifier: MIT */
/* Cortex-M4 with FPU: arch/armv7m */
#include "../../../../../arch/include/always_optimized.h"

#include "../../../../../arch/armv7m/port.c"
