/* SPDX-License-Identifier: MIT */
/* Cortex-M7: arch/armv7m, behind this folder's own arch_inline.h. */
#include "arch_inline.h"

#include "../../../../../../arch/armv7m/portmacro.h"
