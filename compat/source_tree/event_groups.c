/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for event groups. */
#include "../../arch/include/always_optimized.h"

#include "../../kernel/src/event.c"
