/* SPDX-License-Identifier: MIT */
/* Step 5. What happens when an interrupt takes the processor from a task.
 *
 *   interrupt ──► all registers on the task's stack ──► handler, on main's old stack
 *             ──► last handler ended, a switch is asked for: current->sp = sp
 *             ──► kernel_pick_next() ──► go on as the task it returns */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "blank.h"

/* In a handler: remember it until the last one ends. In a task: have an interrupt come as soon as
 * nothing is masked, the least urgent there is. */
void arch_request_switch(void)
{
    BLANK(arch_request_switch);
}
