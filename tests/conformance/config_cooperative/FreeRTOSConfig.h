/* SPDX-License-Identifier: MIT */
/* As config/, without pre-emption. */
#ifndef CONFORMANCE_COOPERATIVE_FREERTOS_CONFIG_H
#define CONFORMANCE_COOPERATIVE_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#undef configUSE_PREEMPTION
#define configUSE_PREEMPTION 0

#endif
