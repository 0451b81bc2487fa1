/* SPDX-License-Identifier: MIT */
/* Each task has thread-local storage of picolibc's, at the top of its stack. */
#ifndef PICOLIBC_FREERTOS_CONFIG_H
#define PICOLIBC_FREERTOS_CONFIG_H

#include "../../config/FreeRTOSConfig.h"

#define configUSE_PICOLIBC_TLS 1

#endif
