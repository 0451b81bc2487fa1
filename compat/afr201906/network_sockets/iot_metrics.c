/* SPDX-License-Identifier: MIT */
#include "platform/iot_metrics.h"

#include <string.h>

#include "connection.h"

static StaticSemaphore_t lock_memory;
static SemaphoreHandle_t lock; /* NULL: nothing is noted */
static IotListDouble_t connections;

bool IotMetrics_Init(void)
{
    if (lock == NULL) {
        IotListDouble_Create(&connections);
        lock = xSemaphoreCreateMutexStatic(&lock_memory);
    }
    return lock != NULL;
}

void IotMetrics_Cleanup(void)
{
    if (lock == NULL) {
        return;
    }
    while (IotListDouble_RemoveHead(&connections) != NULL) {
    }
    vSemaphoreDelete(lock);
    lock = NULL;
}

void IotMetrics_GetTcpConnections(void *pContext,
                                  void (*metricsCallback)(void *, const IotListDouble_t *))
{
    if (lock != NULL) {
        (void)xSemaphoreTake(lock, portMAX_DELAY);
        metricsCallback(pContext, &connections);
        (void)xSemaphoreGive(lock);
    }
}

static size_t write_port(char *text, uint16_t port)
{
    size_t length = 0;
    unsigned unit = 10000;

    while (unit > 1 && port < unit) {
        unit /= 10;
    }
    for (; unit > 0; unit /= 10) {
        text[length++] = (char)('0' + port / unit % 10);
    }
    text[length] = '\0';
    return length;
}

void metrics_add(struct connection *connection, uint32_t address, uint16_t port)
{
    IotMetricsTcpConnection_t *const noted = &connection->noted;

    if (lock == NULL) {
        return;
    }
    noted->pNetworkContext = connection;
    size_t length = strlen(SOCKETS_inet_ntoa(address, noted->address));
    noted->address[length++] = ':';
    noted->addressLength = length + write_port(noted->address + length, port);
    (void)xSemaphoreTake(lock, portMAX_DELAY);
    IotListDouble_InsertTail(&connections, &noted->link);
    (void)xSemaphoreGive(lock);
}

void metrics_remove(struct connection *connection)
{
    if (lock != NULL) {
        (void)xSemaphoreTake(lock, portMAX_DELAY);
        if (IotLink_IsLinked(&connection->noted.link)) {
            IotListDouble_Remove(&connection->noted.link);
        }
        (void)xSemaphoreGive(lock);
    }
}
