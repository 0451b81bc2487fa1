/* SPDX-License-Identifier: MIT */
/* Cortex-M3: arch/armv7m */
#include "../../../../../arch/include/always_optimized.h"

#include "../../../../../arch/armv7m/port.c"
