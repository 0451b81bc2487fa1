/* SPDX-License-Identifier: MIT */
/* Cortex-M7, any revision: arch/armv7m with the work-around for erratum 837070 of r0p1, which is
 * what the name of this folder promises. */
#ifndef SOURCE_TREE_ARM_CM7_ARCH_INLINE_H
#define SOURCE_TREE_ARM_CM7_ARCH_INLINE_H

#include "kernel_defaults.h"

#undef configARM_ERRATUM_837070
#define configARM_ERRATUM_837070 1

#include "../../../../../../arch/armv7m/arch_inline.h"

#endif
