/* SPDX-License-Identifier: MIT */
/* Where messages wait to be sent again: the heap, or with IOT_STATIC_MEMORY_ONLY message buffers.
 */
#include "iot_mqtt_parts.h"

#include "iot_static_memory.h"

uint8_t *iot_mqtt_memory_take(size_t bytes)
{
    return IOT_STATIC_MEMORY_ONLY ? Iot_MallocMessageBuffer(bytes) : pvPortMalloc(bytes);
}

void iot_mqtt_memory_give(uint8_t *memory)
{
    if (IOT_STATIC_MEMORY_ONLY) {
        Iot_FreeMessageBuffer(memory);
    } else {
        vPortFree(memory);
    }
}
