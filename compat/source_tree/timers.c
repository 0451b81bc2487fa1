/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for software timers. */
#include "../../kernel/src/timer.c"
#include "../../kernel/src/timer_info.c"
