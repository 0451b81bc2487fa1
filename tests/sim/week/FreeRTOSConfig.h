/* SPDX-License-Identifier: MIT */
/* Profile "tls" with a slower tick, as virtual weeks are made of ticks, and room for stacks and
 * sessions with words of 64 bits. */
#ifndef SIM_WEEK_FREERTOS_CONFIG_H
#define SIM_WEEK_FREERTOS_CONFIG_H

#include "../../../boards/config/tls/FreeRTOSConfig.h"

#undef configTICK_RATE_HZ
#define configTICK_RATE_HZ 100 /* Hz */
#undef configTOTAL_HEAP_SIZE
#define configTOTAL_HEAP_SIZE (320 * 1024) /* bytes */

#endif
