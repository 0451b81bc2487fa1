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
    KASSERT_OBJECT(object_of(handle), "vQueueSetQueueNumber");
    if (handle != NULL) {
        object_of(handle)->number = number;
    }
    traceRETURN_vQueueSetQueueNumber();
}

UBaseType_t uxQueueGetQueueNumber(QueueHandle_t handle)
{
    traceENTER_uxQueueGetQueueNumber(handle);
    KASSERT_OBJECT(object_of(handle), "uxQueueGetQueueNumber");
    UBaseType_t result = handle != NULL ? object_of(handle)->number : 0;
    traceRETURN_uxQueueGetQueueNumber(result);
    return result;
}

uint8_t ucQueueGetQueueType(QueueHandle_t handle)
{
    traceENTER_ucQueueGetQueueType(handle);
    KASSERT_OBJECT(object_of(handle), "ucQueueGetQueueType");
    uint8_t result = handle != NULL ? object_of(handle)->type : 0;
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

    KASSERT_OBJECT(object_of(handle), "vQueueAddToRegistry");
    arch_mask_t mask = kernel_lock();
    for (unsigned i = 0; i < configQUEUE_REGISTRY_SIZE; i++) {
        if (registry[i].handle == handle || (registry[i].handle == NULL && place > i)) {
            place = i;
            if (registry[i].handle == handle) {
                break;
            }
        }
    }
    if (handle != NULL && name != NULL && place < configQUEUE_REGISTRY_SIZE) {
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
