/* SPDX-License-Identifier: MIT */
/* Only what has no default, and configSUPPORT_STATIC_ALLOCATION: every INCLUDE_* is 0, no mutexes,
 * no timers. */
#ifndef LEAN_FREERTOS_CONFIG_H
#define LEAN_FREERTOS_CONFIG_H

#include "../../../../boards/config/common/machine.h"

#define configUSE_PREEMPTION         1
#define configUSE_IDLE_HOOK          1
#define configUSE_TICK_HOOK          0
#define configMAX_PRIORITIES         5
#define configMINIMAL_STACK_SIZE     256
#define configTICK_RATE_HZ           1000
#define configTOTAL_HEAP_SIZE        (32 * 1024)
#define configUSE_TASK_NOTIFICATIONS 0
#define configUSE_STREAM_BUFFERS     0
#define configUSE_EVENT_GROUPS       0

#endif
