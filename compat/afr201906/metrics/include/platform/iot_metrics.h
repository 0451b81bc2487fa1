/* SPDX-License-Identifier: MIT */
/** Which TCP connections there are: the open ones of networks that tell (metrics_list.h), which is
 * IotNetworkAfr. */
#ifndef IOT_METRICS_H
#define IOT_METRICS_H

#include <stdbool.h>
#include <stddef.h>

#include "iot_linear_containers.h"

#ifdef __cplusplus
extern "C" {
#endif

/** "255.255.255.255:65535" with its terminator. */
#define IOT_METRICS_IP_ADDRESS_LENGTH 22

/** An element of the list that IotMetrics_GetTcpConnections() shows. */
typedef struct IotMetricsTcpConnection {
    IotLink_t link;
    void *pNetworkContext;                       /**< The connection of IotNetworkAfr_Create(). */
    size_t addressLength;                        /**< Without the terminator. */
    char address[IOT_METRICS_IP_ADDRESS_LENGTH]; /**< The peer's, and its port. */
} IotMetricsTcpConnection_t;

/**
 * Begin to note connections that are made from now on.
 *
 * @return True.
 *
 * Context: task, or before the scheduler starts; not beside IotMetrics_Cleanup().
 * Blocks:  never.
 * Source:  Metrics API, 201906.00.
 */
bool IotMetrics_Init(void);

/**
 * Forget all connections and note no more.
 *
 * Context: task; nobody else uses metrics or makes or ends connections meanwhile.
 * Blocks:  never.
 * Source:  Metrics API, 201906.00.
 */
void IotMetrics_Cleanup(void);

/**
 * Show the connections. Before IotMetrics_Init() nothing is shown.
 *
 * @param pContext         Passed to it.
 * @param metricsCallback  Given a list of IotMetricsTcpConnection_t, which does not change before
 *                         it returns; it makes and ends no connections. Not NULL.
 *
 * Context: task.
 * Blocks:  while another task makes or ends a connection, or looks at the list.
 * Source:  Metrics API, 201906.00.
 */
void IotMetrics_GetTcpConnections(void *pContext,
                                  void (*metricsCallback)(void *, const IotListDouble_t *));

#ifdef __cplusplus
}
#endif

#endif
