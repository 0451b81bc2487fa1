/* SPDX-License-Identifier: MIT */
/* Profile "minimal": static tasks that run and delay, nothing else. For the smallest chips, and the
 * base of the size figures. Checks are off: develop with "full", ship with this if size demands it.
 */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#include "../common/machine.h"

/* Scheduling: pre-emptive, equals do not take turns. */
#define configUSE_PREEMPTION                    1
#define configUSE_TIME_SLICING                  0
#define configUSE_PORT_OPTIMISED_TASK_SELECTION 1
#define configIDLE_SHOULD_YIELD                 1
#define configUSE_IDLE_HOOK                     0
#define configUSE_TICK_HOOK                     0
#define configMAX_PRIORITIES                    32
#define configTICK_RATE_HZ                      100 /* Hz */
#define configTICK_TYPE_WIDTH_IN_BITS           TICK_TYPE_WIDTH_32_BITS
#define configMINIMAL_STACK_SIZE                128 /* words, of the idle task */
#define configMAX_TASK_NAME_LEN                 16  /* bytes, with the end */

/* Memory: the application's own; the kernel brings the idle task's. */
#define configSUPPORT_STATIC_ALLOCATION     1
#define configSUPPORT_DYNAMIC_ALLOCATION    0
#define configKERNEL_PROVIDED_STATIC_MEMORY 1

/* Features: none. */
#define configUSE_TASK_NOTIFICATIONS        0
#define configUSE_MUTEXES                   0
#define configUSE_RECURSIVE_MUTEXES         0
#define configUSE_COUNTING_SEMAPHORES       0
#define configUSE_QUEUE_SETS                0
#define configUSE_TIMERS                    0
#define configUSE_EVENT_GROUPS              0
#define configUSE_STREAM_BUFFERS            0
#define configQUEUE_REGISTRY_SIZE           0
#define configUSE_TRACE_FACILITY            0
#define configGENERATE_RUN_TIME_STATS       0
#define configENABLE_BACKWARD_COMPATIBILITY 0

/* Checks: none; configASSERT is not defined. */
#define configCHECK_FOR_STACK_OVERFLOW   0
#define configCHECK_HANDLER_INSTALLATION 0

#define INCLUDE_vTaskDelay             1
#define INCLUDE_xTaskDelayUntil        1
#define INCLUDE_vTaskPrioritySet       1
#define INCLUDE_uxTaskPriorityGet      1
#define INCLUDE_vTaskDelete            0
#define INCLUDE_vTaskSuspend           0
#define INCLUDE_xTaskGetSchedulerState 1

#endif
