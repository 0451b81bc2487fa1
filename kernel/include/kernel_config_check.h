/* SPDX-License-Identifier: MIT */
/** The net under FreeRTOSConfig.h: missing and contradictory options stop the build, each with the
 * macro's name and what it may be. Older names stop it, too, where they say something else.
 * Included by kernel_defaults.h, after the defaults; kernel_config_values.h looks at each value by
 * itself.
 */
#ifndef KERNEL_CONFIG_CHECK_H
#define KERNEL_CONFIG_CHECK_H

#include "kernel_defaults.h"

#ifdef __cplusplus
#define KERNEL_CONFIG_ASSERT(condition, text) static_assert(condition, text)
#else
#define KERNEL_CONFIG_ASSERT(condition, text) __extension__ _Static_assert(condition, text)
#endif

#define KERNEL_CONFIG_TEXT(value)    KERNEL_CONFIG_TEXT_OF(value)
#define KERNEL_CONFIG_TEXT_OF(value) #value

#define KERNEL_CONFIG_RANGE(option, low, high)                                                     \
    KERNEL_CONFIG_ASSERT((long long)(option) >= (low) && (long long)(option) <= (high), #option    \
                         " is " KERNEL_CONFIG_TEXT_OF(option) ": it must be " #low " .. " #high)
#define KERNEL_CONFIG_SWITCH(option)                                                               \
    KERNEL_CONFIG_ASSERT((option) == 0 || (option) == 1,                                           \
                         #option " is " KERNEL_CONFIG_TEXT_OF(option) ": it must be 0 or 1")

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
#if (configUSE_CO_ROUTINES == 1) && !defined(configMAX_CO_ROUTINE_PRIORITIES)
#error "configMAX_CO_ROUTINE_PRIORITIES is required with configUSE_CO_ROUTINES: 1 .. 32"
#endif

/* Contradictions. */
#if (configUSE_RECURSIVE_MUTEXES == 1) && (configUSE_MUTEXES == 0)
#error "configUSE_MUTEXES must be 1 with configUSE_RECURSIVE_MUTEXES 1"
#endif
#if (configSUPPORT_DYNAMIC_ALLOCATION == 0) && (configSUPPORT_STATIC_ALLOCATION == 0)
#error "configSUPPORT_DYNAMIC_ALLOCATION or configSUPPORT_STATIC_ALLOCATION must be 1"
#endif
#if (configUSE_STREAM_BUFFERS == 1) && (configUSE_TASK_NOTIFICATIONS == 0)
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
#error "configINIT_TLS_BLOCK, _SET_ and _DEINIT_ must be defined with configTLS_BLOCK_TYPE"
#endif
#if (configUSE_TIMERS == 0) && (configUSE_DAEMON_TASK_STARTUP_HOOK == 1)
#error "configUSE_TIMERS must be 1 with configUSE_DAEMON_TASK_STARTUP_HOOK 1"
#endif
#if (INCLUDE_vTaskSuspend == 0) && (configUSE_TICKLESS_IDLE != 0)
#error "INCLUDE_vTaskSuspend must be 1 with configUSE_TICKLESS_IDLE"
#endif
#if (configSUPPORT_DYNAMIC_ALLOCATION == 0) && (configUSE_CO_ROUTINES == 1)
#error "configSUPPORT_DYNAMIC_ALLOCATION must be 1 with configUSE_CO_ROUTINES 1"
#endif
#if (configUSE_TIMERS == 0) && (INCLUDE_xTimerPendFunctionCall == 1)
#error "configUSE_TIMERS must be 1 with INCLUDE_xTimerPendFunctionCall 1"
#endif
#if (INCLUDE_vTaskDelayUntil == 0) != (INCLUDE_xTaskDelayUntil == 0)
#error "INCLUDE_vTaskDelayUntil contradicts INCLUDE_xTaskDelayUntil, its newer name: define one"
#endif

/* Names of other times. */
#if defined(configNUM_CORES) && (configNUM_CORES != configNUMBER_OF_CORES)
#error "configNUM_CORES is an older name: it is configNUMBER_OF_CORES now"
#endif
#if defined(configUSE_MINIMAL_IDLE_HOOK) &&                                                        \
    (configUSE_MINIMAL_IDLE_HOOK != configUSE_PASSIVE_IDLE_HOOK)
#error "configUSE_MINIMAL_IDLE_HOOK is an older name: it is configUSE_PASSIVE_IDLE_HOOK now"
#endif

#endif
