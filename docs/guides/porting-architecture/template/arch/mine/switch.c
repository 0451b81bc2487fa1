/* SPDX-License-Identifier: MIT */
/* Step 4. A task calls this and goes on as another. To the compiler it is a call: only registers
 * that a called function keeps need saving. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "blank.h"

/* Push what has to be kept, from->sp = sp, sp = to->sp, pop, unmask, return. `from` and `to` may be
 * the same. */
void arch_switch(struct arch_context *from, struct arch_context *to)
{
    (void)from;
    (void)to;
    BLANK(arch_switch);
}
