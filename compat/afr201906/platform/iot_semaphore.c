/* SPDX-License-Identifier: MIT */
#include "ms_to_ticks.h"
#include "platform/iot_threads.h"

bool IotSemaphore_Create(IotSemaphore_t *pNewSemaphore, uint32_t initialValue, uint32_t maxValue)
{
    if (maxValue == 0 || initialValue > maxValue) {
        return false;
    }
    pNewSemaphore->handle =
        xSemaphoreCreateCountingStatic(maxValue, initialValue, &pNewSemaphore->memory);
    return pNewSemaphore->handle != NULL;
}

void IotSemaphore_Destroy(IotSemaphore_t *pSemaphore)
{
    vSemaphoreDelete(pSemaphore->handle);
}

uint32_t IotSemaphore_GetCount(IotSemaphore_t *pSemaphore)
{
    return (uint32_t)uxSemaphoreGetCount(pSemaphore->handle);
}

void IotSemaphore_Wait(IotSemaphore_t *pSemaphore)
{
    (void)xSemaphoreTake(pSemaphore->handle, portMAX_DELAY);
}

bool IotSemaphore_TryWait(IotSemaphore_t *pSemaphore)
{
    return xSemaphoreTake(pSemaphore->handle, 0) == pdTRUE;
}

bool IotSemaphore_TimedWait(IotSemaphore_t *pSemaphore, uint32_t timeoutMs)
{
    return xSemaphoreTake(pSemaphore->handle, ms_to_wait(timeoutMs)) == pdTRUE;
}

void IotSemaphore_Post(IotSemaphore_t *pSemaphore)
{
    (void)xSemaphoreGive(pSemaphore->handle);
}
