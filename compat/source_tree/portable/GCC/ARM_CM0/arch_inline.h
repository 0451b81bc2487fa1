/* SPDX-License-Identifier: MIT */
/* Cortex-M0 and M0+: arch/armv6m */
#include "../../../../../arch/armv6m/arch_inline.h"
