/* SPDX-License-Identifier: MIT */
/* Profile "tls" with what the kernel group looks at. */
#ifndef QUALIFICATION_FREERTOS_CONFIG_H
#define QUALIFICATION_FREERTOS_CONFIG_H

#include "../../../boards/config/tls/FreeRTOSConfig.h"

#endif
