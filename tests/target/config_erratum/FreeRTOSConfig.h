/* SPDX-License-Identifier: MIT */
/* As config_registers/, with what the first Cortex-M7 need. */
#ifndef ERRATUM_FREERTOS_CONFIG_H
#define ERRATUM_FREERTOS_CONFIG_H

#include "../config_registers/FreeRTOSConfig.h"

#define configARM_ERRATUM_837070 1

#endif
