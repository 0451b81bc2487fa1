/* SPDX-License-Identifier: MIT */
/* Names and numbers of queues and semaphores, for debuggers and tracers. */
#include "queue.h"

#include "kernel_assert.h"
#include "lock.h"
#include "object.h"

#if configUSE_TRACE_FACILITY

void vQueueSetQueueNumber(QueueHandle_t handle, UBaseType_t number)
{
    traceENTER_vQueueSetQueueNumber(handle, number);
    KASSERT(handle != NULL && "vQueueSetQueueNumber: the queue is NULL");
    object_of(handle)->number = number;
    traceRETURN_vQueueSetQueueNumber();
}

UBaseType_t uxQueueGetQueueNumber(QueueHandle_t handle)
{
    traceENTER_uxQueueGetQueueNumber(handle);
    KASSERT(handle != NULL && "uxQueueGetQueueNumber: the queue is NULL");
    UBaseType_t result = object_of(handle)->number;
    traceRETURN_uxQueueGetQueueNumber(result);
    return result;
}

uint8_t ucQueueGetQueueType(QueueHandle_t handle)
{
    traceENTER_ucQueueGetQueueType(handle);
    KASSERT(handle != NULL && "ucQueueGetQueueType: the queue is NULL");
    uint8_t result = object_of(handle)->type;
    traceRETURN_ucQueueGetQueueType(result);
    return result;
}

#endif

#if configQUEUE_REGISTRY_SIZE > 0

static struct {
    QueueHandle_t handle;
    const char *name;
} registry[configQUEUE_REGISTRY_SIZE];

void vQueueAddToRegistry(QueueHandle_t handle, const char *name)
{
    traceENTER_vQueueAddToRegistry(handle, name);
    unsigned place = configQUEUE_REGISTRY_SIZE;

    KASSERT(handle != NULL && "vQueueAddToRegistry: the queue is NULL");
    arch_mask_t mask = kernel_lock();
    for (unsigned i = 0; i < configQUEUE_REGISTRY_SIZE; i++) {
        if (registry[i].handle == handle || (registry[i].handle == NULL && place > i)) {
            place = i;
            if (registry[i].handle == handle) {
                break;
            }
        }
    }
    if (name != NULL && place < configQUEUE_REGISTRY_SIZE) {
        registry[place].handle = handle;
        registry[place].name = name;
        traceQUEUE_REGISTRY_ADD(handle, name);
    }
    kernel_unlock(mask);
    traceRETURN_vQueueAddToRegistry();
}

void vQueueUnregisterQueue(QueueHandle_t handle)
{
    traceENTER_vQueueUnregisterQueue(handle);
    arch_mask_t mask = kernel_lock();
    for (unsigned i = 0; i < configQUEUE_REGISTRY_SIZE; i++) {
        if (registry[i].handle == handle) {
            registry[i].handle = NULL;
            registry[i].name = NULL;
        }
    }
    kernel_unlock(mask);
    traceRETURN_vQueueUnregisterQueue();
}

const char *pcQueueGetName(QueueHandle_t handle)
{
    traceENTER_pcQueueGetName(handle);
    const char *name = NULL;

    arch_mask_t mask = kernel_lock();
    for (unsigned i = 0; i < configQUEUE_REGISTRY_SIZE && name == NULL; i++) {
        if (registry[i].handle == handle) {
            name = registry[i].name;
        }
    }
    kernel_unlock(mask);
    traceRETURN_pcQueueGetName(name);
    return name;
}

#endif
