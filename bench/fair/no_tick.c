/* SPDX-License-Identifier: MIT */
/* Linked by programs whose ticks come when they say so. */
#include "FreeRTOS.h"

void vPortSetupTimerInterrupt(void);
void vPortSetupTimerInterrupt(void)
{
}
