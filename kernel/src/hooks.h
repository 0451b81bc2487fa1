/* SPDX-License-Identifier: MIT */
/* Functions of the application, declared whatever the configuration: the kernel writes
 * `if (configUSE_X) hook();` and the compiler drops the call where the option is off. */
#ifndef KERNEL_HOOKS_H
#define KERNEL_HOOKS_H

#include "FreeRTOS.h"
#include "task.h"
#include "timers.h"

void vApplicationIdleHook(void);
void vApplicationTickHook(void);
void vApplicationDaemonTaskStartupHook(void);
void vApplicationMallocFailedHook(void);
void vApplicationStackOverflowHook(TaskHandle_t task, char *name);
BaseType_t xTimerCreateTimerTask(void);

#endif
