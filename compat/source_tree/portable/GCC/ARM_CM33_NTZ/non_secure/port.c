/* SPDX-License-Identifier: MIT */
/* Cortex-M33 without TrustZone: arch/armv8m */
#include "../../../../../../arch/include/always_optimized.h"

#include "../../../../../../arch/armv8m/port.c"
