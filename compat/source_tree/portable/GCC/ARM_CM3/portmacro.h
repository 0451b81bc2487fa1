/* SPDX-License-Identifier: MIT */
/* Cortex-M3: arch/armv7m */
#include "../../../../../arch/armv7m/portmacro.h"
