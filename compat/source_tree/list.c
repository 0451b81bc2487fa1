/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for the list that applications may use; the kernel does not. */
#include "../../kernel/src/list.c"
