/* SPDX-License-Identifier: MIT */
/* Profile "bench": every feature that is measured, no check, no statistics, so that figures compare
 * with those of other kernels in their own fastest configuration. */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#include "../common/machine.h"

/* Scheduling: pre-emptive, equals do not take turns; a slow tick disturbs measurements least. */
#define configUSE_PREEMPTION                    1
#define configUSE_TIME_SLICING                  0
#define configUSE_PORT_OPTIMISED_TASK_SELECTION 1
#define configUSE_TICKLESS_IDLE                 0
#define configIDLE_SHOULD_YIELD                 1
#define configUSE_IDLE_HOOK                     0
#define configUSE_TICK_HOOK                     0
#define configMAX_PRIORITIES                    32
#define configTICK_RATE_HZ                      100 /* Hz */
#define configTICK_TYPE_WIDTH_IN_BITS           TICK_TYPE_WIDTH_32_BITS
#define configMINIMAL_STACK_SIZE                128 /* words, of the idle task */
#define configMAX_TASK_NAME_LEN                 16  /* bytes, with the end */
#define configSTACK_DEPTH_TYPE                  uint32_t

/* Memory. */
#define configSUPPORT_STATIC_ALLOCATION     1
#define configSUPPORT_DYNAMIC_ALLOCATION    1
#define configKERNEL_PROVIDED_STATIC_MEMORY 1
#define configTOTAL_HEAP_SIZE               (256 * 1024) /* bytes */
#define configENABLE_HEAP_PROTECTOR         0
#define configHEAP_CLEAR_MEMORY_ON_FREE     0
#define configUSE_MALLOC_FAILED_HOOK        0
#define configMESSAGE_BUFFER_LENGTH_TYPE    size_t

/* Features. */
#define configUSE_TASK_NOTIFICATIONS            1
#define configTASK_NOTIFICATION_ARRAY_ENTRIES   1
#define configUSE_MUTEXES                       1
#define configUSE_RECURSIVE_MUTEXES             1
#define configUSE_COUNTING_SEMAPHORES           1
#define configUSE_QUEUE_SETS                    0
#define configUSE_EVENT_GROUPS                  1
#define configUSE_STREAM_BUFFERS                1
#define configUSE_CO_ROUTINES                   0
#define configNUM_THREAD_LOCAL_STORAGE_POINTERS 0
#define configQUEUE_REGISTRY_SIZE               0
#define configENABLE_BACKWARD_COMPATIBILITY     0

/* Timers. */
#define configUSE_TIMERS             1
#define configTIMER_TASK_PRIORITY    (configMAX_PRIORITIES - 1)
#define configTIMER_QUEUE_LENGTH     10  /* commands */
#define configTIMER_TASK_STACK_DEPTH 128 /* words */

/* Checks and statistics: none; configASSERT is not defined. */
#define configCHECK_FOR_STACK_OVERFLOW       0
#define configCHECK_HANDLER_INSTALLATION     0
#define configGENERATE_RUN_TIME_STATS        0
#define configUSE_TRACE_FACILITY             0
#define configUSE_STATS_FORMATTING_FUNCTIONS 0

/* Functions that cost other functions something (names and numbers of tasks, marks on stacks) are
 * left out. */
#define INCLUDE_vTaskPrioritySet   1
#define INCLUDE_uxTaskPriorityGet  1
#define INCLUDE_vTaskDelete        1
#define INCLUDE_vTaskSuspend       1
#define INCLUDE_xTaskResumeFromISR 1
#define INCLUDE_xTaskDelayUntil    1
#define INCLUDE_vTaskDelay         1
#define INCLUDE_xTaskAbortDelay    1
#define INCLUDE_eTaskGetState      1

#endif
