/* SPDX-License-Identifier: MIT */
/* A connection, and the task that waits for its bytes.
 *
 *      receive task   one byte into `first` ─► call-back ─► receive: `first`, then the socket ─►
 * ...
 *
 * The task gives `ended` as its last use of the connection, unless it was told to free it.
 */
#ifndef AFR201906_CONNECTION_H
#define AFR201906_CONNECTION_H

#include "iot_secure_sockets.h"
#include "platform/iot_metrics.h"
#include "platform/iot_network_afr.h"
#include "semphr.h"

struct connection {
    Socket_t socket;
    IotNetworkReceiveCallback_t callback; /* NULL: there is no task */
    void *context;
    TaskHandle_t task;
    SemaphoreHandle_t ended; /* given once and never left taken */
    StaticSemaphore_t ended_memory;
    IotMetricsTcpConnection_t noted;
    volatile bool closing;
    bool free_at_end; /* its call-back has destroyed it */
    bool has_first;
    uint8_t first;
};

void connection_free(struct connection *connection);

/* Where it is connected to; the port in the host's byte order. */
void metrics_add(struct connection *connection, uint32_t address, uint16_t port);

/* If it was added. */
void metrics_remove(struct connection *connection);

/* False without memory. */
bool receive_task_start(struct connection *connection);

/* Unless the caller is the task, wait until it does not use the connection any more. */
void receive_task_wait(struct connection *connection);

#endif
