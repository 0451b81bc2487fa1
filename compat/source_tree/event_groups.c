/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for event groups. */
#include "../../kernel/src/event.c"
