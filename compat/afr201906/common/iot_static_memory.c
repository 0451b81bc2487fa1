/* SPDX-License-Identifier: MIT */
#include "iot_static_memory.h"

#include <string.h>

#include "FreeRTOS.h"

#include "task.h"

bool IotStaticMemory_Init(void)
{
    return true;
}

void IotStaticMemory_Cleanup(void)
{
}

int32_t IotStaticMemory_FindFree(bool *pInUse, size_t limit)
{
    int32_t found = -1;

    vTaskSuspendAll();
    for (size_t i = 0; i < limit && found < 0; i++) {
        if (!pInUse[i]) {
            pInUse[i] = true;
            found = (int32_t)i;
        }
    }
    (void)xTaskResumeAll();
    return found;
}

void IotStaticMemory_ReturnInUse(void *ptr, void *pPool, bool *pInUse, size_t limit,
                                 size_t elementSize)
{
    const uintptr_t offset = (uintptr_t)ptr - (uintptr_t)pPool;

    if (ptr == NULL || offset % elementSize != 0 || offset / elementSize >= limit) {
        return;
    }
    memset(ptr, 0, elementSize); /* while it is still the caller's */
    vTaskSuspendAll();
    pInUse[offset / elementSize] = false;
    (void)xTaskResumeAll();
}
