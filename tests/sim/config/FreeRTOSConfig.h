/* SPDX-License-Identifier: MIT */
/* The scenarios' configuration: profile "full", and a tick count that wraps during a run. */
#ifndef SIM_TESTS_FREERTOS_CONFIG_H
#define SIM_TESTS_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configINITIAL_TICK_COUNT
#define configINITIAL_TICK_COUNT ((TickType_t)-40) /* ticks before the wrap */

/* Few enough that exhaustion is near, many enough for every scenario. */
#undef configTIMER_QUEUE_LENGTH
#define configTIMER_QUEUE_LENGTH 4 /* commands */

#endif
