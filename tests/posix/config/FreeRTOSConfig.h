/* SPDX-License-Identifier: MIT */
/* Profile "full", and a tick count that wraps during the tests. */
#ifndef POSIX_TESTS_FREERTOS_CONFIG_H
#define POSIX_TESTS_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK      1
#define configINITIAL_TICK_COUNT ((TickType_t)-150) /* ticks before the wrap */

#endif
