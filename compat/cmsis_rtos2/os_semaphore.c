/* SPDX-License-Identifier: MIT */
/* Semaphores are the kernel's, with a name behind them where there is room. */
#include "os_core.h"

#include "../../kernel/src/semaphore.h"

struct os_semaphore {
    struct object object; /* its field owns: OBJECT_OWNED, OBJECT_NAMED */
    const char *name;
};

_Static_assert(sizeof(struct os_semaphore) <= OS_SEMAPHORE_BYTES, "os2_objects.h");

struct object *os_semaphore_of(osSemaphoreId_t id)
{
    struct object *object = id;
    return object != NULL && object->kind == OBJECT_SEMAPHORE ? object : NULL;
}

osSemaphoreId_t osSemaphoreNew(uint32_t max_count, uint32_t initial_count,
                               const osSemaphoreAttr_t *attr)
{
    static const osSemaphoreAttr_t defaults;

    if (os_in_isr() || max_count == 0 || initial_count > max_count) {
        return NULL;
    }
    attr = attr != NULL ? attr : &defaults;
    struct os_block block = os_block_get(attr->cb_mem, attr->cb_size, sizeof(struct object),
                                         sizeof(struct os_semaphore));
    struct os_semaphore *semaphore = block.memory;
    if (semaphore == NULL) {
        return NULL;
    }
    semaphore_init(&semaphore->object, max_count, initial_count,
                   queueQUEUE_TYPE_COUNTING_SEMAPHORE);
    semaphore->object.owns = block.owned ? OBJECT_OWNED : 0;
    if (block.whole) {
        semaphore->object.owns |= OBJECT_NAMED;
        semaphore->name = attr->name;
    }
    return semaphore;
}

const char *osSemaphoreGetName(osSemaphoreId_t semaphore_id)
{
    const struct object *object = os_semaphore_of(semaphore_id);

    if (object == NULL || (object->owns & OBJECT_NAMED) == 0) {
        return NULL;
    }
    return ((const struct os_semaphore *)semaphore_id)->name;
}

osStatus_t osSemaphoreAcquire(osSemaphoreId_t semaphore_id, uint32_t timeout)
{
    struct object *object = os_semaphore_of(semaphore_id);

    if (object == NULL) {
        return osErrorParameter;
    }
    if (os_in_isr()) {
        if (timeout != 0) {
            return osErrorParameter;
        }
        return xQueueReceiveFromISR(object_handle(object), NULL, NULL) == pdPASS ? osOK
                                                                                 : osErrorResource;
    }
    TickType_t ticks = os_ticks_to_block(timeout);
    if (xQueueSemaphoreTake(object_handle(object), ticks) == pdPASS) {
        return osOK;
    }
    return ticks == 0 ? osErrorResource : os_status_of_failed_wait(timeout);
}

osStatus_t osSemaphoreRelease(osSemaphoreId_t semaphore_id)
{
    struct object *object = os_semaphore_of(semaphore_id);

    if (object == NULL) {
        return osErrorParameter;
    }
    BaseType_t given;
    if (os_in_isr()) {
        given = xQueueGiveFromISR(object_handle(object), NULL);
    } else {
        given = xQueueSemaphoreGive(object_handle(object));
    }
    return given == pdPASS ? osOK : osErrorResource;
}

uint32_t osSemaphoreGetCount(osSemaphoreId_t semaphore_id)
{
    const struct object *object = os_semaphore_of(semaphore_id);
    return object != NULL ? (uint32_t) * (const volatile UBaseType_t *)&object->count : 0;
}

osStatus_t osSemaphoreDelete(osSemaphoreId_t semaphore_id)
{
    struct object *object = os_semaphore_of(semaphore_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (object == NULL) {
        return osErrorParameter;
    }
    vQueueDelete(object_handle(object));
    return osOK;
}
