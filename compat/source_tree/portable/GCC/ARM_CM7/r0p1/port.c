/* SPDX-License-Identifier: MIT */
/* Cortex-M7, any revision: arch/armv7m with the work-around of r0p1's erratum 837070 */
#include "../../../../../../arch/include/always_optimized.h"

#include "../../../../../../arch/armv7m/port.c"
