/* SPDX-License-Identifier: MIT */
/* Profile "full" with the tick hook, and a tick count that wraps before the first stop. */
#ifndef GDB_FREERTOS_CONFIG_H
#define GDB_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK      1
#define configINITIAL_TICK_COUNT ((TickType_t)-15) /* ticks before the wrap */

#endif
