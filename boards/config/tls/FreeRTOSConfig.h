/* SPDX-License-Identifier: MIT */
/* Profile "tls": a connected device. What lwIP, Mbed TLS and the MQTT services need, with every
 * check on and a heap with room for one TLS handshake; or, on a board with little memory, what the
 * services need where TCP/IP and TLS are a module's. */
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
#define configMAX_PRIORITIES                    8
#define configTICK_RATE_HZ                      1000 /* Hz: network time-outs are ms */
#define configTICK_TYPE_WIDTH_IN_BITS           TICK_TYPE_WIDTH_32_BITS
#define configMAX_TASK_NAME_LEN                 16 /* bytes, with the end */

/* Memory. The heap holds the stacks, lwIP's mailboxes, and about 45 KB of one TLS handshake. */
#define configSUPPORT_STATIC_ALLOCATION     1
#define configSUPPORT_DYNAMIC_ALLOCATION    1
#define configKERNEL_PROVIDED_STATIC_MEMORY 1
#define configUSE_MALLOC_FAILED_HOOK        0 /* every allocating call reports it by its result */

/* What a board with little memory does differently. Of each stack a quarter stays free, which
 * tests/small/run_off_chip_test.py measures. */
#ifdef DUNLIN_BOARD_IS_SMALL
#define configTOTAL_HEAP_SIZE     (4 * (demoDEVICE_TASK_WORDS + demoTASK_WORDS) + 1536) /* bytes */
#define configMINIMAL_STACK_SIZE  48 /* words, of the idle task */
#define configUSE_TIMERS          0
#define configSTDOUT_BYTES        96
#define socketsconfigGATHER_BYTES 192
#define ESP_AT_STACK_BYTES        1280
#define demoDEVICE_TASK_WORDS     640
#define demoTASK_WORDS            240
#define demoRECEIVE_BYTES         1024
#define demoSTORE_BYTES           1536
#define demoMESSAGES_UNDER_WAY    4
#define demoSUBSCRIPTIONS         10
#define demoSHADOW_REQUEST_BYTES  192
#define demoSHADOW_ANSWER_BYTES   512
#define SHADOW_CLIENT_TOPIC_BYTES 80 /* a thing's name of 43 */
#else
#ifdef DUNLIN_BOARD_HEAP_BYTES
#define configTOTAL_HEAP_SIZE DUNLIN_BOARD_HEAP_BYTES
#else
#define configTOTAL_HEAP_SIZE (160 * 1024) /* bytes */
#endif
#define configMINIMAL_STACK_SIZE 128 /* words, of the idle task */
#define configUSE_TIMERS         1
#endif

/* Features. */
#define configUSE_TASK_NOTIFICATIONS          1
#define configTASK_NOTIFICATION_ARRAY_ENTRIES 2 /* index 1 is the application's */
#define configUSE_MUTEXES                     1
#define configUSE_RECURSIVE_MUTEXES           1
#define configUSE_COUNTING_SEMAPHORES         1
#define configUSE_QUEUE_SETS                  0
#define configUSE_EVENT_GROUPS                1
#define configUSE_STREAM_BUFFERS              1
#define configQUEUE_REGISTRY_SIZE             0
#define configENABLE_BACKWARD_COMPATIBILITY   0

/* Timers. */
#define configTIMER_TASK_PRIORITY    (configMAX_PRIORITIES - 1)
#define configTIMER_QUEUE_LENGTH     8   /* commands */
#define configTIMER_TASK_STACK_DEPTH 256 /* words */

/* Checks and statistics. */
#define configUSE_TRACE_FACILITY         1 /* uxTaskGetSystemState, for the stack figures */
#define configRECORD_STACK_HIGH_ADDRESS  1 /* stack sizes, for the same */
#define configGENERATE_RUN_TIME_STATS    0
#define configCHECK_HANDLER_INSTALLATION 1

#include "../common/api.h"

#endif
