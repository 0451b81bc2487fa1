/* SPDX-License-Identifier: MIT */
/** For networks: which TCP connections IotMetrics_GetTcpConnections() shows. */
#ifndef METRICS_LIST_H
#define METRICS_LIST_H

#include "platform/iot_metrics.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Show a connection from now on. No effect before IotMetrics_Init().
 *
 * @param connection  Filled in but for `link`; stays where it is until metrics_forget().
 *
 * Context: task.
 * Blocks:  while the list is looked at.
 */
void metrics_note(IotMetricsTcpConnection_t *connection);

/**
 * Show a connection no more.
 *
 * @param connection  Noted or not; its `link` was zero before metrics_note().
 *
 * Context: task.
 * Blocks:  while the list is looked at.
 */
void metrics_forget(IotMetricsTcpConnection_t *connection);

#ifdef __cplusplus
}
#endif

#endif
