/* SPDX-License-Identifier: MIT */
/* Step 7. A spare interrupt that software can pend. */
#include "FreeRTOS.h"

#include "irq.h"

#include "../../arch/mine/blank.h"

void irq_call(void (*handler)(void))
{
    (void)handler;
    BLANK(irq_call);
}
