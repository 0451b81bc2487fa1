/* SPDX-License-Identifier: MIT */
/* The CMSIS-RTOS layer over a kernel with 12 priorities. */
#ifndef CMSIS_RTOS2_FEW_FREERTOS_CONFIG_H
#define CMSIS_RTOS2_FEW_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#undef configMAX_PRIORITIES
#define configMAX_PRIORITIES 12

#endif
