/* SPDX-License-Identifier: MIT */
/* The scenarios' configuration, with the tick stopped while nothing is due. */
#ifndef SIM_TICKLESS_FREERTOS_CONFIG_H
#define SIM_TICKLESS_FREERTOS_CONFIG_H

#include "../config/FreeRTOSConfig.h"

#define configUSE_TICKLESS_IDLE 1

#undef configMINIMAL_STACK_SIZE
#define configMINIMAL_STACK_SIZE 256 /* words: the idle task looks before and after it sleeps */

#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK 1

#ifdef __cplusplus
extern "C" {
#endif
void tickless_sleep_begins(void);
void tickless_sleep_ends(void);
#ifdef __cplusplus
}
#endif

#define configPRE_SLEEP_PROCESSING(ticks)  tickless_sleep_begins()
#define configPOST_SLEEP_PROCESSING(ticks) tickless_sleep_ends()

#endif
