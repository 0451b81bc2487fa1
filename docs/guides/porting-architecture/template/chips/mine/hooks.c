/* SPDX-License-Identifier: MIT */
/* What profile "full" asks for. Complete: enough until chips/common does it (step 9). */
#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

void vApplicationStackOverflowHook(TaskHandle_t task, char *task_name)
{
    (void)task;
    fault_assert("stack overflow", task_name, 0);
}
