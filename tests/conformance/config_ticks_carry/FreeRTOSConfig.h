/* SPDX-License-Identifier: MIT */
/* 64-bit ticks a moment before their first carry into the upper half. Idle time is the
 * application's (configUSE_TICKLESS_IDLE 2), by a function with the port's name. */
#ifndef TICKS_CARRY_FREERTOS_CONFIG_H
#define TICKS_CARRY_FREERTOS_CONFIG_H

#include "../config_ticks_64/FreeRTOSConfig.h"

#undef configINITIAL_TICK_COUNT
#define configINITIAL_TICK_COUNT ((TickType_t)0xFFFFFF00U)

#define configUSE_TICKLESS_IDLE 2

#endif
