/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <string.h>

#include "aws_bufferpool.h"
#include "iot_static_memory.h"

static union {
    uint8_t bytes[bufferpoolconfigBUFFER_SIZE];
    max_align_t aligned;
} buffers[bufferpoolconfigNUM_BUFFERS];
static bool in_use[bufferpoolconfigNUM_BUFFERS];

BaseType_t BUFFERPOOL_Init(void)
{
    memset(in_use, 0, sizeof in_use);
    return pdPASS;
}

uint8_t *BUFFERPOOL_GetFreeBuffer(uint32_t *pulBufferLength)
{
    if (*pulBufferLength > bufferpoolconfigBUFFER_SIZE) {
        return NULL;
    }
    const int32_t index = IotStaticMemory_FindFree(in_use, bufferpoolconfigNUM_BUFFERS);
    if (index < 0) {
        return NULL;
    }
    *pulBufferLength = bufferpoolconfigBUFFER_SIZE;
    return buffers[index].bytes;
}

void BUFFERPOOL_ReturnBuffer(uint8_t *const pucBuffer)
{
    IotStaticMemory_ReturnInUse(pucBuffer, buffers, in_use, bufferpoolconfigNUM_BUFFERS,
                                sizeof buffers[0]);
}
