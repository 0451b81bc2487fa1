/* SPDX-License-Identifier: MIT */
/* Profile "full" with the 56 priorities of CMSIS-RTOS, one to one. */
#ifndef CMSIS_RTOS2_FREERTOS_CONFIG_H
#define CMSIS_RTOS2_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configMAX_PRIORITIES
#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK      1
#define configMAX_PRIORITIES     56
#define configINITIAL_TICK_COUNT ((TickType_t)-150) /* ticks before the wrap */

#endif
