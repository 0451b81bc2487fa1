/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "iot_static_memory.h"

static union {
    char bytes[IOT_MESSAGE_BUFFER_SIZE];
    max_align_t aligned;
} buffers[IOT_MESSAGE_BUFFERS];
static bool in_use[IOT_MESSAGE_BUFFERS];

size_t Iot_MessageBufferSize(void)
{
    return IOT_MESSAGE_BUFFER_SIZE;
}

void *Iot_MallocMessageBuffer(size_t size)
{
    const int32_t index = size <= IOT_MESSAGE_BUFFER_SIZE
                              ? IotStaticMemory_FindFree(in_use, IOT_MESSAGE_BUFFERS)
                              : -1;

    return index < 0 ? NULL : &buffers[index];
}

void Iot_FreeMessageBuffer(void *ptr)
{
    IotStaticMemory_ReturnInUse(ptr, buffers, in_use, IOT_MESSAGE_BUFFERS, sizeof buffers[0]);
}
