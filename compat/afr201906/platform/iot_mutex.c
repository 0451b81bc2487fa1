/* SPDX-License-Identifier: MIT */
#include "platform/iot_threads.h"

bool IotMutex_Create(IotMutex_t *pNewMutex, bool recursive)
{
    pNewMutex->recursive = recursive;
    pNewMutex->handle = recursive ? xSemaphoreCreateRecursiveMutexStatic(&pNewMutex->memory)
                                  : xSemaphoreCreateMutexStatic(&pNewMutex->memory);
    return pNewMutex->handle != NULL;
}

void IotMutex_Destroy(IotMutex_t *pMutex)
{
    vSemaphoreDelete(pMutex->handle);
}

static bool take(IotMutex_t *mutex, TickType_t ticks)
{
    return (mutex->recursive ? xSemaphoreTakeRecursive(mutex->handle, ticks)
                             : xSemaphoreTake(mutex->handle, ticks)) == pdTRUE;
}

void IotMutex_Lock(IotMutex_t *pMutex)
{
    (void)take(pMutex, portMAX_DELAY);
}

bool IotMutex_TryLock(IotMutex_t *pMutex)
{
    return take(pMutex, 0);
}

void IotMutex_Unlock(IotMutex_t *pMutex)
{
    if (pMutex->recursive) {
        (void)xSemaphoreGiveRecursive(pMutex->handle);
    } else {
        (void)xSemaphoreGive(pMutex->handle);
    }
}
