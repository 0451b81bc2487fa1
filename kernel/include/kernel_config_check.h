/* SPDX-License-Identifier: MIT */
/** The net under FreeRTOSConfig.h: missing, out-of-range and contradictory options stop the build,
 * each with the macro's name and what it may be. Included by kernel_defaults.h, after the defaults.
 */
#ifndef KERNEL_CONFIG_CHECK_H
#define KERNEL_CONFIG_CHECK_H

#include "kernel_defaults.h"

/* Required. */
#ifndef configUSE_PREEMPTION
#error "configUSE_PREEMPTION is required: 1 = pre-emptive, 0 = co-operative"
#endif
#ifndef configMAX_PRIORITIES
#error "configMAX_PRIORITIES is required: 1 .. 255"
#endif
#ifndef configTICK_RATE_HZ
#error "configTICK_RATE_HZ is required: ticks a second, 1 .. 1000000"
#endif
#ifndef configMINIMAL_STACK_SIZE
#error "configMINIMAL_STACK_SIZE is required: stack of the idle task in StackType_t units"
#endif
#ifndef configUSE_IDLE_HOOK
#error "configUSE_IDLE_HOOK is required: 0 or 1"
#endif
#ifndef configUSE_TICK_HOOK
#error "configUSE_TICK_HOOK is required: 0 or 1"
#endif
#if (configUSE_TIMERS != 0)
#ifndef configTIMER_TASK_PRIORITY
#error "configTIMER_TASK_PRIORITY is required with configUSE_TIMERS: 0 .. configMAX_PRIORITIES - 1"
#endif
#ifndef configTIMER_QUEUE_LENGTH
#error "configTIMER_QUEUE_LENGTH is required with configUSE_TIMERS: 1 .. 65535"
#endif
#ifndef configTIMER_TASK_STACK_DEPTH
#error "configTIMER_TASK_STACK_DEPTH is required with configUSE_TIMERS, in StackType_t units"
#endif
#endif
#if (configUSE_CO_ROUTINES != 0) && !defined(configMAX_CO_ROUTINE_PRIORITIES)
#error "configMAX_CO_ROUTINE_PRIORITIES is required with configUSE_CO_ROUTINES: 1 .. 32"
#endif

/* 0 or 1. */
#if (configUSE_PREEMPTION != 0) && (configUSE_PREEMPTION != 1)
#error "configUSE_PREEMPTION must be 0 or 1"
#endif
#if (configUSE_IDLE_HOOK != 0) && (configUSE_IDLE_HOOK != 1)
#error "configUSE_IDLE_HOOK must be 0 or 1"
#endif
#if (configUSE_TICK_HOOK != 0) && (configUSE_TICK_HOOK != 1)
#error "configUSE_TICK_HOOK must be 0 or 1"
#endif
#if (configUSE_TIME_SLICING != 0) && (configUSE_TIME_SLICING != 1)
#error "configUSE_TIME_SLICING must be 0 or 1"
#endif
#if (configIDLE_SHOULD_YIELD != 0) && (configIDLE_SHOULD_YIELD != 1)
#error "configIDLE_SHOULD_YIELD must be 0 or 1"
#endif
#if (configUSE_MUTEXES != 0) && (configUSE_MUTEXES != 1)
#error "configUSE_MUTEXES must be 0 or 1"
#endif
#if (configUSE_RECURSIVE_MUTEXES != 0) && (configUSE_RECURSIVE_MUTEXES != 1)
#error "configUSE_RECURSIVE_MUTEXES must be 0 or 1"
#endif
#if (configUSE_COUNTING_SEMAPHORES != 0) && (configUSE_COUNTING_SEMAPHORES != 1)
#error "configUSE_COUNTING_SEMAPHORES must be 0 or 1"
#endif
#if (configUSE_QUEUE_SETS != 0) && (configUSE_QUEUE_SETS != 1)
#error "configUSE_QUEUE_SETS must be 0 or 1"
#endif
#if (configUSE_TASK_NOTIFICATIONS != 0) && (configUSE_TASK_NOTIFICATIONS != 1)
#error "configUSE_TASK_NOTIFICATIONS must be 0 or 1"
#endif
#if (configUSE_EVENT_GROUPS != 0) && (configUSE_EVENT_GROUPS != 1)
#error "configUSE_EVENT_GROUPS must be 0 or 1"
#endif
#if (configUSE_STREAM_BUFFERS != 0) && (configUSE_STREAM_BUFFERS != 1)
#error "configUSE_STREAM_BUFFERS must be 0 or 1"
#endif
#if (configUSE_SB_COMPLETED_CALLBACK != 0) && (configUSE_SB_COMPLETED_CALLBACK != 1)
#error "configUSE_SB_COMPLETED_CALLBACK must be 0 or 1"
#endif
#if (configUSE_TIMERS != 0) && (configUSE_TIMERS != 1)
#error "configUSE_TIMERS must be 0 or 1"
#endif
#if (configSUPPORT_DYNAMIC_ALLOCATION != 0) && (configSUPPORT_DYNAMIC_ALLOCATION != 1)
#error "configSUPPORT_DYNAMIC_ALLOCATION must be 0 or 1"
#endif
#if (configSUPPORT_STATIC_ALLOCATION != 0) && (configSUPPORT_STATIC_ALLOCATION != 1)
#error "configSUPPORT_STATIC_ALLOCATION must be 0 or 1"
#endif
#if (configKERNEL_PROVIDED_STATIC_MEMORY != 0) && (configKERNEL_PROVIDED_STATIC_MEMORY != 1)
#error "configKERNEL_PROVIDED_STATIC_MEMORY must be 0 or 1"
#endif
#if (configUSE_TRACE_FACILITY != 0) && (configUSE_TRACE_FACILITY != 1)
#error "configUSE_TRACE_FACILITY must be 0 or 1"
#endif
#if (configGENERATE_RUN_TIME_STATS != 0) && (configGENERATE_RUN_TIME_STATS != 1)
#error "configGENERATE_RUN_TIME_STATS must be 0 or 1"
#endif
#if (configUSE_MALLOC_FAILED_HOOK != 0) && (configUSE_MALLOC_FAILED_HOOK != 1)
#error "configUSE_MALLOC_FAILED_HOOK must be 0 or 1"
#endif
#if (configUSE_CMSIS_RTOS2 != 0) && (configUSE_CMSIS_RTOS2 != 1)
#error "configUSE_CMSIS_RTOS2 must be 0 or 1"
#endif
#if (configUSE_APPLICATION_TASK_TAG != 0) && (configUSE_APPLICATION_TASK_TAG != 1)
#error "configUSE_APPLICATION_TASK_TAG must be 0 or 1"
#endif
#if (configUSE_16_BIT_TICKS != 0) && (configUSE_16_BIT_TICKS != 1)
#error "configUSE_16_BIT_TICKS must be 0 or 1"
#endif

/* Ranges. Values with a cast are beyond the preprocessor; the kernel checks those as constants. */
#if (configMAX_PRIORITIES < 1) || (configMAX_PRIORITIES > 255)
#error "configMAX_PRIORITIES must be 1 .. 255"
#endif
#if (configTASK_NOTIFICATION_ARRAY_ENTRIES < 1) || (configTASK_NOTIFICATION_ARRAY_ENTRIES > 255)
#error "configTASK_NOTIFICATION_ARRAY_ENTRIES must be 1 .. 255"
#endif
#if (configMAX_TASK_NAME_LEN < 1) || (configMAX_TASK_NAME_LEN > 255)
#error "configMAX_TASK_NAME_LEN must be 1 .. 255"
#endif
#if (configCHECK_FOR_STACK_OVERFLOW < 0) || (configCHECK_FOR_STACK_OVERFLOW > 2)
#error "configCHECK_FOR_STACK_OVERFLOW must be 0, 1 or 2"
#endif
#if (configUSE_TICKLESS_IDLE < 0) || (configUSE_TICKLESS_IDLE > 2)
#error "configUSE_TICKLESS_IDLE must be 0, 1 or 2"
#endif
#if (configEXPECTED_IDLE_TIME_BEFORE_SLEEP < 2)
#error "configEXPECTED_IDLE_TIME_BEFORE_SLEEP must be 2 or more ticks"
#endif
#if (configTICK_TYPE_WIDTH_IN_BITS < TICK_TYPE_WIDTH_16_BITS) ||                                   \
    (configTICK_TYPE_WIDTH_IN_BITS > TICK_TYPE_WIDTH_64_BITS)
#error "configTICK_TYPE_WIDTH_IN_BITS must be TICK_TYPE_WIDTH_16_BITS, _32_BITS or _64_BITS"
#endif
#if (configNUMBER_OF_CORES < 1)
#error "configNUMBER_OF_CORES must be 1 .. portMAX_CORE_COUNT"
#endif
#if (configUSE_ALTERNATIVE_API != 0)
#error "configUSE_ALTERNATIVE_API must be 0: that API is gone"
#endif

/* Contradictions. */
#if (configUSE_RECURSIVE_MUTEXES == 1) && (configUSE_MUTEXES != 1)
#error "configUSE_MUTEXES must be 1 with configUSE_RECURSIVE_MUTEXES 1"
#endif
#if (configSUPPORT_DYNAMIC_ALLOCATION == 0) && (configSUPPORT_STATIC_ALLOCATION == 0)
#error "configSUPPORT_DYNAMIC_ALLOCATION or configSUPPORT_STATIC_ALLOCATION must be 1"
#endif
#if (configUSE_STREAM_BUFFERS == 1) && (configUSE_TASK_NOTIFICATIONS != 1)
#error "configUSE_TASK_NOTIFICATIONS must be 1 with configUSE_STREAM_BUFFERS 1"
#endif
#if (configUSE_16_BIT_TICKS == 1) != (configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_16_BITS)
#error "configUSE_16_BIT_TICKS contradicts configTICK_TYPE_WIDTH_IN_BITS: define one of them"
#endif
#if (configNUMBER_OF_CORES == 1) && (configRUN_MULTIPLE_PRIORITIES != 0)
#error "configRUN_MULTIPLE_PRIORITIES must be 0 with configNUMBER_OF_CORES 1"
#endif
#if (configNUMBER_OF_CORES == 1) && (configUSE_CORE_AFFINITY != 0)
#error "configUSE_CORE_AFFINITY must be 0 with configNUMBER_OF_CORES 1"
#endif
#if (configNUMBER_OF_CORES == 1) && (configUSE_TASK_PREEMPTION_DISABLE != 0)
#error "configUSE_TASK_PREEMPTION_DISABLE must be 0 with configNUMBER_OF_CORES 1"
#endif
#if (configUSE_PICOLIBC_TLS == 1) && (configUSE_NEWLIB_REENTRANT == 1)
#error "configUSE_PICOLIBC_TLS and configUSE_NEWLIB_REENTRANT must not both be 1: one C library"
#endif
#if (configUSE_C_RUNTIME_TLS_SUPPORT == 1) && !defined(configTLS_BLOCK_TYPE)
#error "configTLS_BLOCK_TYPE must be defined with configUSE_C_RUNTIME_TLS_SUPPORT 1"
#endif
#if (configUSE_C_RUNTIME_TLS_SUPPORT == 1) &&                                                      \
    (!defined(configINIT_TLS_BLOCK) || !defined(configSET_TLS_BLOCK) ||                            \
     !defined(configDEINIT_TLS_BLOCK))
#error "configINIT_, configSET_ and configDEINIT_TLS_BLOCK must be defined with a TLS block"
#endif
#if (configUSE_TIMERS == 0) && (configUSE_DAEMON_TASK_STARTUP_HOOK == 1)
#error "configUSE_TIMERS must be 1 with configUSE_DAEMON_TASK_STARTUP_HOOK 1"
#endif
#if (INCLUDE_vTaskSuspend == 0) && (configUSE_TICKLESS_IDLE != 0)
#error "INCLUDE_vTaskSuspend must be 1 with configUSE_TICKLESS_IDLE"
#endif

#endif
