/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for software timers. */
#include "../../arch/include/always_optimized.h"

#include "../../kernel/src/timer.c"
#include "../../kernel/src/timer_info.c"
