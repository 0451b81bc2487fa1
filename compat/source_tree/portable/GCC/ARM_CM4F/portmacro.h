/* SPDX-License-Identifier: MIT */
/* Cortex-M4 with FPU: arch/armv7m */
#include "../../../../../arch/armv7m/portmacro.h"
