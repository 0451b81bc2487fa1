/* SPDX-License-Identifier: MIT */
/* The conformance programs' configuration with 64-bit ticks, whose count wraps too. */
#ifndef TICKS_64_FREERTOS_CONFIG_H
#define TICKS_64_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#undef configTICK_TYPE_WIDTH_IN_BITS
#define configTICK_TYPE_WIDTH_IN_BITS TICK_TYPE_WIDTH_64_BITS

#endif
