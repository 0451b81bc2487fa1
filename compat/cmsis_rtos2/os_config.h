/* SPDX-License-Identifier: MIT */
/* What the CMSIS-RTOS layer needs of FreeRTOSConfig.h. */
#ifndef OS_CONFIG_H
#define OS_CONFIG_H

#include "FreeRTOS.h"

/* Stack of a thread whose attributes name no size. Bytes. */
#ifndef configOS2_STACK_BYTES
#define configOS2_STACK_BYTES (256u * sizeof(StackType_t))
#endif

#if !configUSE_CMSIS_RTOS2
#error "configUSE_CMSIS_RTOS2 must be 1: tasks know their CMSIS-RTOS thread"
#endif
#if !configUSE_PREEMPTION
#error "configUSE_PREEMPTION must be 1: CMSIS-RTOS is pre-emptive"
#endif
#if !configSUPPORT_STATIC_ALLOCATION
#error "configSUPPORT_STATIC_ALLOCATION must be 1: memory of CMSIS-RTOS objects may be the caller's"
#endif
#if !configUSE_MUTEXES || !configUSE_RECURSIVE_MUTEXES
#error "configUSE_MUTEXES and configUSE_RECURSIVE_MUTEXES must be 1"
#endif
#if !configUSE_TIMERS
#error "configUSE_TIMERS must be 1"
#endif
#if !INCLUDE_vTaskDelete || !INCLUDE_vTaskSuspend
#error "INCLUDE_vTaskDelete and INCLUDE_vTaskSuspend must be 1"
#endif

#endif
