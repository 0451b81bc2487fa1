/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for co-routines. */
#include "../../arch/include/always_optimized.h"

#include "../../kernel/src/croutine.c"
