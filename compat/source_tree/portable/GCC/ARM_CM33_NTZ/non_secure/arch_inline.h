/* SPDX-License-Identifier: MIT */
/* Cortex-M33 without TrustZone: arch/armv8m */
#include "../../../../../../arch/armv8m/arch_inline.h"
