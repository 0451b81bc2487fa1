/* SPDX-License-Identifier: MIT */
/* The conformance programs' configuration with 16-bit ticks, as older applications ask for them. */
#ifndef TICKS_16_FREERTOS_CONFIG_H
#define TICKS_16_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#undef configTICK_TYPE_WIDTH_IN_BITS
#define configUSE_16_BIT_TICKS 1

#endif
