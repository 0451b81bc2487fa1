/* SPDX-License-Identifier: MIT */
/** What an application of 201906.00 calls first. */
#ifndef AWS_SYSTEM_INIT_H
#define AWS_SYSTEM_INIT_H

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Prepare the buffer pool, the MQTT agent and the sockets, in this order.
 *
 * @return pdPASS; pdFAIL when one of them could not be prepared; those after it are then as they
 *         were.
 *
 * Context: task, once, when the scheduler runs: vApplicationDaemonTaskStartupHook() or main task.
 * Blocks:  as SOCKETS_Init() does.
 * Source:  User guide of 201906.00, MQTT library.
 */
BaseType_t SYSTEM_Init(void);

#ifdef __cplusplus
}
#endif

#endif
