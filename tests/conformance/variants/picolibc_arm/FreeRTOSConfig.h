/* SPDX-License-Identifier: MIT */
/* As ../picolibc; the tick handler is the application's and calls the kernel's. */
#ifndef PICOLIBC_ARM_FREERTOS_CONFIG_H
#define PICOLIBC_ARM_FREERTOS_CONFIG_H

#include "../picolibc/FreeRTOSConfig.h"

#undef xPortSysTickHandler

#endif
