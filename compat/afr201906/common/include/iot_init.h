/* SPDX-License-Identifier: MIT */
/** Before the first and after the last use of the libraries of 201906.00. */
#ifndef IOT_INIT_H
#define IOT_INIT_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Prepare what libraries share. What has an initialisation of its own (MQTT, sockets) is not in it.
 *
 * @return True.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  Initialisation API, 201906.00.
 */
bool IotSdk_Init(void);

/**
 * The counterpart of IotSdk_Init().
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Initialisation API, 201906.00.
 */
void IotSdk_Cleanup(void);

#ifdef __cplusplus
}
#endif

#endif
