/* SPDX-License-Identifier: MIT */
/* Profile "full" without asserts: what is wrong is refused, and nobody else suffers. */
#ifndef MISUSE_SILENT_FREERTOS_CONFIG_H
#define MISUSE_SILENT_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#undef configASSERT
#undef configHEAP_DAMAGE

#endif
