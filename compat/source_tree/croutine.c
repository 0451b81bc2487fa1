/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for co-routines. */
#include "../../kernel/src/croutine.c"
