/* SPDX-License-Identifier: MIT */
/* The conformance programs' configuration; idle time is the application's (configUSE_TICKLESS_IDLE
 * 2), by its own macro. */
#ifndef TICKLESS_MACRO_FREERTOS_CONFIG_H
#define TICKLESS_MACRO_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#define configUSE_TICKLESS_IDLE 2

#ifdef __cplusplus
extern "C" {
#endif
void tickless_by_macro(unsigned long ticks);
#ifdef __cplusplus
}
#endif

#define portSUPPRESS_TICKS_AND_SLEEP(ticks) tickless_by_macro(ticks)
#define TICKLESS_BY_MACRO                   1

#endif
