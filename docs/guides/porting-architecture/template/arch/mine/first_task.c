/* SPDX-License-Identifier: MIT */
/* Step 3. A task that has never run looks like one that was switched out before entry(arg).
 *
 * Draw the frame here: what lies where from context->sp upward. */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "blank.h"

/* Put the frame at the end of the stack, and context->sp at the frame. When entry returns,
 * kernel_task_returned must be called. */
void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg)
{
    (void)context;
    (void)stack;
    (void)stack_bytes;
    (void)entry;
    (void)arg;
    BLANK(arch_stack_init);
}

/* Leave main's stack for good and go on as `first`, unmasked. */
void arch_start(struct arch_context *first)
{
    (void)first;
    BLANK(arch_start);
}
