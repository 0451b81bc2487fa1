/* SPDX-License-Identifier: MIT */
/* Profile "tls" with a slower tick: virtual weeks are made of ticks. */
#ifndef SIM_WEEK_FREERTOS_CONFIG_H
#define SIM_WEEK_FREERTOS_CONFIG_H

#include "../../../boards/config/tls/FreeRTOSConfig.h"

#undef configTICK_RATE_HZ
#define configTICK_RATE_HZ 100 /* Hz */

#endif
