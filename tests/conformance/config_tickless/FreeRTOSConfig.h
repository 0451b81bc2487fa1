/* SPDX-License-Identifier: MIT */
/* The conformance programs' configuration with the tick stopped while nothing is due. */
#ifndef TICKLESS_FREERTOS_CONFIG_H
#define TICKLESS_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#define configUSE_TICKLESS_IDLE 1

/* Where it is not worth stopping the tick, the idle task does not sleep either. */
#undef configUSE_IDLE_HOOK
#define configUSE_IDLE_HOOK 1

#ifdef __cplusplus
extern "C" {
#endif
/* Return what is left of the idle time: 0 when the program has slept itself. */
unsigned long tickless_begin(unsigned long ticks);
unsigned long tickless_sleep_begins(unsigned long ticks);
void tickless_sleep_ends(unsigned long ticks);
#ifdef __cplusplus
}
#endif

#define configPRE_SUPPRESS_TICKS_AND_SLEEP_PROCESSING(ticks)                                       \
    ((ticks) = (TickType_t)tickless_begin(ticks))
#define configPRE_SLEEP_PROCESSING(ticks)  ((ticks) = (TickType_t)tickless_sleep_begins(ticks))
#define configPOST_SLEEP_PROCESSING(ticks) tickless_sleep_ends(ticks)

#endif
