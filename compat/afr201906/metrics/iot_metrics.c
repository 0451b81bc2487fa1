/* SPDX-License-Identifier: MIT */
#include "platform/iot_metrics.h"

#include "FreeRTOS.h"
#include "metrics_list.h"
#include "semphr.h"

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

void metrics_note(IotMetricsTcpConnection_t *connection)
{
    if (lock != NULL) {
        (void)xSemaphoreTake(lock, portMAX_DELAY);
        IotListDouble_InsertTail(&connections, &connection->link);
        (void)xSemaphoreGive(lock);
    }
}

void metrics_forget(IotMetricsTcpConnection_t *connection)
{
    if (lock != NULL) {
        (void)xSemaphoreTake(lock, portMAX_DELAY);
        if (IotLink_IsLinked(&connection->link)) {
            IotListDouble_Remove(&connection->link);
        }
        (void)xSemaphoreGive(lock);
    }
}
