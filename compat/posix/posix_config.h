/* SPDX-License-Identifier: MIT */
/* What the POSIX layer needs of FreeRTOSConfig.h. */
#ifndef POSIX_CONFIG_H
#define POSIX_CONFIG_H

#include "FreeRTOS_POSIX.h"

#if !configUSE_POSIX_ERRNO
#error "configUSE_POSIX_ERRNO must be 1: each task has an errno of its own"
#endif
#if !configSUPPORT_DYNAMIC_ALLOCATION || !configSUPPORT_STATIC_ALLOCATION
#error "configSUPPORT_DYNAMIC_ALLOCATION and configSUPPORT_STATIC_ALLOCATION must be 1"
#endif
#if !configUSE_MUTEXES || !configUSE_RECURSIVE_MUTEXES || !configUSE_COUNTING_SEMAPHORES
#error "configUSE_MUTEXES, configUSE_RECURSIVE_MUTEXES and configUSE_COUNTING_SEMAPHORES must be 1"
#endif
#if !INCLUDE_vTaskDelete || !INCLUDE_vTaskSuspend || !INCLUDE_vTaskPrioritySet ||                  \
    !INCLUDE_uxTaskPriorityGet
#error "INCLUDE_vTaskDelete, _vTaskSuspend, _vTaskPrioritySet and _uxTaskPriorityGet must be 1"
#endif

#endif
