/* SPDX-License-Identifier: MIT */
/* Profile "full" with an idle hook, for dots.c. */
#ifndef PORTING_FREERTOS_CONFIG_H
#define PORTING_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configUSE_IDLE_HOOK
#define configUSE_IDLE_HOOK 1

#endif
