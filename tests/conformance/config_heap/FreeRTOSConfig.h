/* SPDX-License-Identifier: MIT */
/* Profile "full" with everything that a heap can check about itself. */
#ifndef HEAP_FREERTOS_CONFIG_H
#define HEAP_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configENABLE_HEAP_PROTECTOR
#undef configUSE_MALLOC_FAILED_HOOK
#define configENABLE_HEAP_PROTECTOR     1
#define configUSE_MALLOC_FAILED_HOOK    1
#define configHEAP_CLEAR_MEMORY_ON_FREE 1

#endif
