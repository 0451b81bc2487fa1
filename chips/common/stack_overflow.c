/* SPDX-License-Identifier: MIT */
/* The kernel's hook for configCHECK_FOR_STACK_OVERFLOW: a report. An application that defines the
 * hook itself takes precedence: then this file is not linked. */
#include "FreeRTOS.h"
#include "task.h"

#include "fault.h"

void vApplicationStackOverflowHook(TaskHandle_t task, char *task_name)
{
    (void)task;
    fault_stack_overflow(task_name);
}
