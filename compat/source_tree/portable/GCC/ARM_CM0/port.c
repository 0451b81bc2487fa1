/* SPDX-License-Identifier: MIT */
/* Cortex-M0 and M0+: arch/armv6m */
#include "../../../../../arch/include/always_optimized.h"

#include "../../../../../arch/armv6m/port.c"
