/* SPDX-License-Identifier: MIT */
/* Profile "full" with the tick hook, a small heap that is used hard, and a tick count that wraps
 * soon. */
#ifndef SOAK_FREERTOS_CONFIG_H
#define SOAK_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configUSE_TICK_HOOK
#undef configMAX_PRIORITIES
#undef configTIMER_TASK_PRIORITY
#undef configTIMER_QUEUE_LENGTH
#undef configTOTAL_HEAP_SIZE
#define configUSE_TICK_HOOK       1
#define configMAX_PRIORITIES      7
#define configTIMER_TASK_PRIORITY 4 /* not the most urgent: commands wait */
#define configTIMER_QUEUE_LENGTH  20
#define configINITIAL_TICK_COUNT  ((TickType_t)-5000)

/* A host's frames are larger, with a sanitizer several times. */
#ifdef __linux__
#undef configMINIMAL_STACK_SIZE
#undef configTIMER_TASK_STACK_DEPTH
#define configMINIMAL_STACK_SIZE     1024
#define configTIMER_TASK_STACK_DEPTH 1536
#define configTOTAL_HEAP_SIZE        (2 * 1024 * 1024)
#define SOAK_STACK                   1536
#else
#define configTOTAL_HEAP_SIZE (640 * 1024)
#define SOAK_STACK            384
#endif

#endif
