/* SPDX-License-Identifier: MIT */
#include "iot_init.h"

#include "iot_static_memory.h"

bool IotSdk_Init(void)
{
    return IotStaticMemory_Init();
}

void IotSdk_Cleanup(void)
{
    IotStaticMemory_Cleanup();
}
