/* SPDX-License-Identifier: MIT */
/* Where messages wait to be sent again: the heap, or with IOT_STATIC_MEMORY_ONLY these buffers. */
#include "iot_mqtt_parts.h"

#include "task.h"

#if IOT_STATIC_MEMORY_ONLY

static uint8_t buffers[IOT_MESSAGE_BUFFERS][IOT_MESSAGE_BUFFER_SIZE];
static bool taken[IOT_MESSAGE_BUFFERS];

uint8_t *iot_mqtt_memory_take(size_t bytes)
{
    uint8_t *memory = NULL;

    taskENTER_CRITICAL();
    for (size_t i = 0; i < IOT_MESSAGE_BUFFERS && memory == NULL; i++) {
        if (!taken[i] && bytes <= IOT_MESSAGE_BUFFER_SIZE) {
            taken[i] = true;
            memory = buffers[i];
        }
    }
    taskEXIT_CRITICAL();
    return memory;
}

void iot_mqtt_memory_give(uint8_t *memory)
{
    taken[(size_t)(memory - buffers[0]) / IOT_MESSAGE_BUFFER_SIZE] = false;
}

#else

uint8_t *iot_mqtt_memory_take(size_t bytes)
{
    return pvPortMalloc(bytes);
}

void iot_mqtt_memory_give(uint8_t *memory)
{
    vPortFree(memory);
}

#endif
