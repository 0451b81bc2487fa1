/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for the list that applications may use; the kernel does not. */
#include "../../arch/include/always_optimized.h"

#include "../../kernel/src/list.c"
