/* SPDX-License-Identifier: MIT */
/* Profile "full": every feature and every check. For development, tests and conformance. */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#include "../common/machine.h"

#include "../common/checks.h"

/* Scheduling: pre-emptive, equals take turns. */
#define configUSE_PREEMPTION                    1
#define configUSE_TIME_SLICING                  1
#define configUSE_PORT_OPTIMISED_TASK_SELECTION 1
#define configIDLE_SHOULD_YIELD                 1
#define configUSE_IDLE_HOOK                     0
#define configUSE_TICK_HOOK                     0
#define configMAX_PRIORITIES                    32
#define configTICK_RATE_HZ                      1000 /* Hz */
#define configTICK_TYPE_WIDTH_IN_BITS           TICK_TYPE_WIDTH_32_BITS
#define configMINIMAL_STACK_SIZE                128 /* words, of the idle task */
#define configMAX_TASK_NAME_LEN                 16  /* bytes, with the end */

/* Memory. */
#define configSUPPORT_STATIC_ALLOCATION     1
#define configSUPPORT_DYNAMIC_ALLOCATION    1
#define configKERNEL_PROVIDED_STATIC_MEMORY 1
#define configENABLE_HEAP_PROTECTOR         0
#define configUSE_MALLOC_FAILED_HOOK        0 /* every allocating call reports it by its result */

/* What a board with little memory does differently. */
#ifdef DUNLIN_BOARD_HEAP_BYTES
#define configTOTAL_HEAP_SIZE        DUNLIN_BOARD_HEAP_BYTES
#define configTIMER_TASK_STACK_DEPTH 160 /* words */
#define configHEAP_GUARDS            0
#else
#define configTOTAL_HEAP_SIZE        (128 * 1024) /* bytes */
#define configTIMER_TASK_STACK_DEPTH 256          /* words */
#ifdef DUNLIN_SIM_VALGRIND                        /* watches the heap itself */
#define configHEAP_GUARDS 0
#else
#define configHEAP_GUARDS 1 /* blocks know their owner and are checked */
#endif
#endif

/* Features. */
#define configUSE_TASK_NOTIFICATIONS            1
#define configTASK_NOTIFICATION_ARRAY_ENTRIES   4
#define configUSE_MUTEXES                       1
#define configUSE_RECURSIVE_MUTEXES             1
#define configUSE_COUNTING_SEMAPHORES           1
#define configUSE_QUEUE_SETS                    1
#define configUSE_EVENT_GROUPS                  1
#define configUSE_STREAM_BUFFERS                1
#define configUSE_APPLICATION_TASK_TAG          1
#define configUSE_CMSIS_RTOS2                   1
#define configNUM_THREAD_LOCAL_STORAGE_POINTERS 2
#define configQUEUE_REGISTRY_SIZE               8 /* entries */
#define configUSE_POSIX_ERRNO                   1
#define configUSE_CO_ROUTINES                   1
#define configMAX_CO_ROUTINE_PRIORITIES         2
#define configENABLE_BACKWARD_COMPATIBILITY     1

/* Timers. */
#define configUSE_TIMERS          1
#define configTIMER_TASK_PRIORITY (configMAX_PRIORITIES - 1)
#define configTIMER_QUEUE_LENGTH  10 /* commands */

/* Checks and statistics. */
#define configUSE_TRACE_FACILITY             1
#define configRECORD_STACK_HIGH_ADDRESS      1
#define configUSE_STATS_FORMATTING_FUNCTIONS 1
#define configGENERATE_RUN_TIME_STATS        0 /* the counter is the application's */
#define configCHECK_HANDLER_INSTALLATION     1

#include "../common/api.h"

#endif
