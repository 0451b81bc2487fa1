/* SPDX-License-Identifier: MIT */
/* No heap: every object is the application's memory, also those of the idle and the timer task. */
#ifndef NO_HEAP_FREERTOS_CONFIG_H
#define NO_HEAP_FREERTOS_CONFIG_H

#include "../../../../boards/config/full/FreeRTOSConfig.h"

#undef configSUPPORT_DYNAMIC_ALLOCATION
#undef configKERNEL_PROVIDED_STATIC_MEMORY
#undef configUSE_CO_ROUTINES
#define configSUPPORT_DYNAMIC_ALLOCATION    0
#define configKERNEL_PROVIDED_STATIC_MEMORY 0
#define configUSE_CO_ROUTINES               0 /* their memory is the heap's */

#endif
