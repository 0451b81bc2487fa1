/* SPDX-License-Identifier: MIT */
/* The timer task is less urgent than the tasks that use it, so commands wait; all hooks are on. */
#ifndef LOW_DAEMON_FREERTOS_CONFIG_H
#define LOW_DAEMON_FREERTOS_CONFIG_H

#include "../../config/FreeRTOSConfig.h"

#undef configTIMER_TASK_PRIORITY
#undef configUSE_IDLE_HOOK
#undef configUSE_MALLOC_FAILED_HOOK
#define configTIMER_TASK_PRIORITY          2
#define configUSE_IDLE_HOOK                1
#define configUSE_MALLOC_FAILED_HOOK       1
#define configUSE_DAEMON_TASK_STARTUP_HOOK 1

#endif
