/* SPDX-License-Identifier: MIT */
/* Equals do not take turns by the tick, and the idle task keeps the processor while it may. */
#ifndef NO_SLICING_FREERTOS_CONFIG_H
#define NO_SLICING_FREERTOS_CONFIG_H

#include "../../config/FreeRTOSConfig.h"

#undef configUSE_TIME_SLICING
#undef configIDLE_SHOULD_YIELD
#define configUSE_TIME_SLICING  0
#define configIDLE_SHOULD_YIELD 0

#endif
