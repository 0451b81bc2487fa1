/* SPDX-License-Identifier: MIT */
/* Every object is from the heap, also the kernel's own tasks. */
#ifndef NO_STATIC_FREERTOS_CONFIG_H
#define NO_STATIC_FREERTOS_CONFIG_H

#include "../../config/FreeRTOSConfig.h"

#undef configSUPPORT_STATIC_ALLOCATION
#undef configKERNEL_PROVIDED_STATIC_MEMORY
#define configSUPPORT_STATIC_ALLOCATION 0

#endif
