/* SPDX-License-Identifier: MIT */
/* Queues are made: sizes that would wrap are refused. */
#include "mutex.h"
#include "queue_core.h"
#include "semaphore.h"

/* Bytes of all items; false when the product wraps or cannot be addressed. */
static bool items_size(UBaseType_t length, UBaseType_t item_bytes, size_t *bytes)
{
    if (length == 0 || (item_bytes != 0 && length > (SIZE_MAX / 2u) / item_bytes)) {
        return false;
    }
    *bytes = (size_t)length * item_bytes;
    return true;
}

/* Semaphores come this way too, by type: the queue of nothing of older applications. */
static bool is_semaphore(UBaseType_t item_bytes, uint8_t type)
{
    return item_bytes == 0 &&
           (type == queueQUEUE_TYPE_BINARY_SEMAPHORE || type == queueQUEUE_TYPE_COUNTING_SEMAPHORE);
}

#if configSUPPORT_DYNAMIC_ALLOCATION
static QueueHandle_t create_queue(const UBaseType_t length, const UBaseType_t item_bytes,
                                  const uint8_t type)
{
    size_t bytes = 0;

    KASSERT(length != 0 && "xQueueCreate: the length is 0");
    if (!items_size(length, item_bytes, &bytes)) {
        traceQUEUE_CREATE_FAILED(type);
        return NULL;
    }
    if (is_semaphore(item_bytes, type)) {
        struct object *semaphore = pvPortMalloc(sizeof *semaphore);
        if (semaphore == NULL) {
            traceQUEUE_CREATE_FAILED(type);
            return NULL;
        }
        semaphore_init(semaphore, length, 0, type);
        semaphore->owns = 1;
        traceQUEUE_CREATE(object_handle(semaphore));
        return object_handle(semaphore);
    }
    struct queue *queue = pvPortMalloc(sizeof *queue + bytes);
    if (queue == NULL) {
        traceQUEUE_CREATE_FAILED(type);
        return NULL;
    }
    queue_init(queue, length, item_bytes, (uint8_t *)(queue + 1), type);
    queue->object.owns = 1;
    traceQUEUE_CREATE(object_handle(queue));
    return object_handle(queue);
}

QueueHandle_t xQueueGenericCreate(const UBaseType_t length, const UBaseType_t item_bytes,
                                  const uint8_t type)
{
    traceENTER_xQueueGenericCreate(length, item_bytes, type);
    QueueHandle_t result = create_queue(length, item_bytes, type);
    traceRETURN_xQueueGenericCreate(result);
    return result;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
static QueueHandle_t create_queue_static(const UBaseType_t length, const UBaseType_t item_bytes,
                                         uint8_t *items, StaticQueue_t *memory, const uint8_t type)
{
    size_t bytes = 0;

    KASSERT(memory != NULL && "xQueueCreateStatic: the queue buffer is NULL");
    KASSERT(length != 0 && "xQueueCreateStatic: the length is 0");
    KASSERT((items != NULL || item_bytes == 0) && "xQueueCreateStatic: the storage is NULL");
    KASSERT((items == NULL || item_bytes != 0) &&
            "xQueueCreateStatic: storage was given for items of size 0");
    if (memory == NULL || (items == NULL) != (item_bytes == 0) ||
        !items_size(length, item_bytes, &bytes)) {
        traceQUEUE_CREATE_FAILED(type);
        return NULL;
    }
    if (is_semaphore(item_bytes, type)) {
        struct object *semaphore = (struct object *)(void *)memory;
        semaphore_init(semaphore, length, 0, type);
        semaphore->owns = 0;
        traceQUEUE_CREATE(object_handle(semaphore));
        return object_handle(semaphore);
    }
    struct queue *queue = (struct queue *)(void *)memory;
    queue_init(queue, length, item_bytes, items, type);
    queue->object.owns = 0;
    traceQUEUE_CREATE(object_handle(queue));
    return object_handle(queue);
}

QueueHandle_t xQueueGenericCreateStatic(const UBaseType_t length, const UBaseType_t item_bytes,
                                        uint8_t *items, StaticQueue_t *memory, const uint8_t type)
{
    traceENTER_xQueueGenericCreateStatic(length, item_bytes, items, memory, type);
    QueueHandle_t result = create_queue_static(length, item_bytes, items, memory, type);
    traceRETURN_xQueueGenericCreateStatic(result);
    return result;
}

BaseType_t xQueueGenericGetStaticBuffers(QueueHandle_t handle, uint8_t **items,
                                         StaticQueue_t **memory)
{
    traceENTER_xQueueGenericGetStaticBuffers(handle, items, memory);
    struct object *object = object_of(handle);

    KASSERT(object != NULL && memory != NULL && "xQueueGetStaticBuffers: an argument is NULL");
    bool is_asked = object != NULL && memory != NULL;
    BaseType_t is_static = is_asked && (object->owns & OBJECT_OWNED) == 0 ? pdTRUE : pdFALSE;
    if (is_static) {
        if (items != NULL) {
            *items = object->kind == OBJECT_QUEUE ? queue_of(object)->items : NULL;
        }
        *memory = (StaticQueue_t *)(void *)object;
    }
    traceRETURN_xQueueGenericGetStaticBuffers(is_static);
    return is_static;
}
#endif
