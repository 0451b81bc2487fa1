/* SPDX-License-Identifier: MIT */
/* Each task has a struct _reent of newlib's. */
#ifndef NEWLIB_FREERTOS_CONFIG_H
#define NEWLIB_FREERTOS_CONFIG_H

#include "../../config/FreeRTOSConfig.h"

#define configUSE_NEWLIB_REENTRANT 1

#endif
