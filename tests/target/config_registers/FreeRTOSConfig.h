/* SPDX-License-Identifier: MIT */
/* Of the register and the interrupt test: profile "full" with a quick tick of an odd period. */
#ifndef REGISTERS_FREERTOS_CONFIG_H
#define REGISTERS_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configTICK_RATE_HZ
#define configTICK_RATE_HZ 4001
#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK 1

#endif
