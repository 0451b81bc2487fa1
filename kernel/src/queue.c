/* SPDX-License-Identifier: MIT */
/* The API of queue.h over the three kinds of object. */
#include "mutex.h"
#include "object_wait.h"
#include "queue_core.h"
#include "queue_set.h"
#include "sched.h"
#include "semaphore.h"

BaseType_t object_refuse(struct object *object, TickType_t ticks, arch_mask_t mask)
{
    KASSERT((!kernel.running || ticks == 0) &&
            "a queue, semaphore or mutex call would block while the scheduler is suspended, "
            "interrupts are masked, or in an ISR: give it a block time of 0");
    (void)object;
    (void)ticks;
    kernel_unlock(mask);
    return errQUEUE_EMPTY;
}

bool object_wait_in_steps(struct object *object, struct wait *wait, TickType_t *ticks)
{
    if (*ticks != portMAX_DELAY) {
        if (!wait_arm_apart(wait, ticks)) {
            return false;
        }
        if (object_held(object) != 0) { /* an ISR gave it meanwhile */
            wait_end(wait->task, WAKE_AGAIN);
            return false;
        }
    }
    line_join(&object->takers, wait);
    return wait->role != WAIT_MUTEX || wait_let_in(wait);
}

BaseType_t object_take_later(struct object *object, void *item, TickType_t ticks,
                             enum wait_role role)
{
    BaseType_t result;

    while (!object_wait_once(object, item, &ticks, role, &result)) {
    }
    return result;
}

BaseType_t object_take(struct object *object, void *item, TickType_t ticks, enum wait_role role)
{
    arch_mask_t mask = kernel_lock();

    if (object->kind == OBJECT_SEMAPHORE) {
        role = WAIT_PERMIT;
    } else if (object->kind != OBJECT_QUEUE) {
        role = WAIT_MUTEX;
    }
    if (object_try(object, item, role, mask)) {
        return pdPASS;
    }
    if (role == WAIT_MUTEX) {
        return mutex_lock_later(object, object->kind == OBJECT_DEAD ? 0 : ticks, mask);
    }
    return object_wait_or_refuse(object, item, ticks, role, mask);
}

BaseType_t object_give(struct object *object, arch_mask_t mask)
{
    switch ((enum object_kind)object->kind) {
    case OBJECT_SEMAPHORE:
        return semaphore_give(object, mask);
    case OBJECT_MUTEX:
    case OBJECT_RECURSIVE_MUTEX:
        return mutex_unlock(object, mask);
    case OBJECT_QUEUE:
        break;
    case OBJECT_DEAD:
        kernel_unlock(mask);
        return pdFAIL;
    }
    kernel_unlock(mask);
    return queue_put(queue_of(object), NULL, 0, queueSEND_TO_BACK);
}

BaseType_t xQueuePeek(QueueHandle_t handle, void *const item, TickType_t ticks)
{
    traceENTER_xQueuePeek(handle, item, ticks);
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "xQueuePeek");
    KASSERT_IN_TASK("xQueuePeek");
    KASSERT(object->kind == OBJECT_QUEUE && "xQueuePeek: a semaphore holds no item");
    KASSERT((item != NULL || queue_of(object)->item_bytes == 0) &&
            "xQueuePeek: the buffer is NULL");
    BaseType_t result = errQUEUE_EMPTY;
    if (object != NULL && object->kind == OBJECT_QUEUE) {
        result = queue_take(queue_of(object), item, ticks, WAIT_PEEK);
    }
    traceRETURN_xQueuePeek(result);
    return result;
}

static BaseType_t send_from_isr(QueueHandle_t handle, const void *const item,
                                BaseType_t *const woken, const BaseType_t position)
{
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "xQueueSendFromISR");
    if (object->kind != OBJECT_QUEUE) {
        return xQueueGiveFromISR(handle, woken);
    }
    KASSERT((item != NULL || queue_of(object)->item_bytes == 0) &&
            "xQueueSendFromISR: the item is NULL");
    KASSERT((position != queueOVERWRITE || queue_of(object)->length == 1) &&
            "xQueueOverwriteFromISR: only for a queue of length 1");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    BaseType_t result = queue_put_from_isr(queue_of(object), item, position, woken);
    kernel_unlock(mask);
    return result;
}

BaseType_t xQueueGenericSendFromISR(QueueHandle_t handle, const void *const item,
                                    BaseType_t *const woken, const BaseType_t position)
{
    traceENTER_xQueueGenericSendFromISR(handle, item, woken, position);
    BaseType_t result = send_from_isr(handle, item, woken, position);
    traceRETURN_xQueueGenericSendFromISR(result);
    return result;
}

BaseType_t xQueueReceiveFromISR(QueueHandle_t handle, void *const item, BaseType_t *const woken)
{
    traceENTER_xQueueReceiveFromISR(handle, item, woken);
    struct object *object = object_of(handle);
    BaseType_t result;

    KASSERT_OBJECT(object, "xQueueReceiveFromISR");
    KASSERT(!object_is_mutex(object) &&
            "xSemaphoreTakeFromISR: a mutex belongs to a task, an ISR cannot take it");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    if (object->kind == OBJECT_QUEUE) {
        result = queue_take_from_isr(queue_of(object), item, woken);
    } else if (object->kind == OBJECT_SEMAPHORE) {
        result = semaphore_take_from_isr(object);
    } else {
        result = pdFAIL;
    }
    kernel_unlock(mask);
    traceRETURN_xQueueReceiveFromISR(result);
    return result;
}

BaseType_t xQueuePeekFromISR(QueueHandle_t handle, void *const item)
{
    traceENTER_xQueuePeekFromISR(handle, item);
    struct object *object = object_of(handle);

    bool is_queue = object != NULL && object->kind == OBJECT_QUEUE;
    KASSERT(is_queue && "xQueuePeekFromISR: not a queue");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    BaseType_t result = is_queue ? queue_peek_from_isr(queue_of(object), item) : pdFAIL;
    kernel_unlock(mask);
    traceRETURN_xQueuePeekFromISR(result);
    return result;
}

/* What an object holds, and what it could still take. */

UBaseType_t object_held(const struct object *object)
{
    if (object == NULL || object->kind == OBJECT_DEAD) {
        return 0;
    }
    if (object_is_mutex(object)) {
        return object->holder == NULL ? 1 : 0;
    }
    if (object->kind == OBJECT_QUEUE) {
        return ((const struct queue *)(const void *)object)->count;
    }
    return object->count;
}

static UBaseType_t capacity(const struct object *object)
{
    if (object == NULL) {
        return 0;
    }
    switch ((enum object_kind)object->kind) {
    case OBJECT_SEMAPHORE:
        return object->limit;
    case OBJECT_QUEUE:
        return ((const struct queue *)(const void *)object)->length;
    case OBJECT_DEAD:
        return 0;
    case OBJECT_MUTEX:
    case OBJECT_RECURSIVE_MUTEX:
        break;
    }
    return 1;
}

UBaseType_t uxQueueMessagesWaiting(const QueueHandle_t handle)
{
    traceENTER_uxQueueMessagesWaiting(handle);
    KASSERT_OBJECT(object_of(handle), "uxQueueMessagesWaiting");
    UBaseType_t result = object_held(object_of(handle));
    traceRETURN_uxQueueMessagesWaiting(result);
    return result;
}

UBaseType_t uxQueueMessagesWaitingFromISR(const QueueHandle_t handle)
{
    traceENTER_uxQueueMessagesWaitingFromISR(handle);
    KASSERT_OBJECT(object_of(handle), "uxQueueMessagesWaitingFromISR");
    UBaseType_t result = object_held(object_of(handle));
    traceRETURN_uxQueueMessagesWaitingFromISR(result);
    return result;
}

UBaseType_t uxQueueSpacesAvailable(const QueueHandle_t handle)
{
    traceENTER_uxQueueSpacesAvailable(handle);
    KASSERT_OBJECT(object_of(handle), "uxQueueSpacesAvailable");
    arch_mask_t mask = kernel_lock();
    UBaseType_t spaces = capacity(object_of(handle)) - object_held(object_of(handle));
    kernel_unlock(mask);
    traceRETURN_uxQueueSpacesAvailable(spaces);
    return spaces;
}

BaseType_t xQueueIsQueueEmptyFromISR(const QueueHandle_t handle)
{
    traceENTER_xQueueIsQueueEmptyFromISR(handle);
    KASSERT_OBJECT(object_of(handle), "xQueueIsQueueEmptyFromISR");
    BaseType_t result = object_held(object_of(handle)) == 0 ? pdTRUE : pdFALSE;
    traceRETURN_xQueueIsQueueEmptyFromISR(result);
    return result;
}

BaseType_t xQueueIsQueueFullFromISR(const QueueHandle_t handle)
{
    traceENTER_xQueueIsQueueFullFromISR(handle);
    KASSERT_OBJECT(object_of(handle), "xQueueIsQueueFullFromISR");
    BaseType_t result =
        object_held(object_of(handle)) == capacity(object_of(handle)) ? pdTRUE : pdFALSE;
    traceRETURN_xQueueIsQueueFullFromISR(result);
    return result;
}

UBaseType_t uxQueueGetQueueItemSize(QueueHandle_t handle)
{
    traceENTER_uxQueueGetQueueItemSize(handle);
    KASSERT_OBJECT(object_of(handle), "uxQueueGetQueueItemSize");
    bool is_queue = handle != NULL && object_of(handle)->kind == OBJECT_QUEUE;
    UBaseType_t result = is_queue ? queue_of(object_of(handle))->item_bytes : 0;
    traceRETURN_uxQueueGetQueueItemSize(result);
    return result;
}

UBaseType_t uxQueueGetQueueLength(QueueHandle_t handle)
{
    traceENTER_uxQueueGetQueueLength(handle);
    KASSERT_OBJECT(object_of(handle), "uxQueueGetQueueLength");
    UBaseType_t result = capacity(object_of(handle));
    traceRETURN_uxQueueGetQueueLength(result);
    return result;
}

BaseType_t xQueueGenericReset(QueueHandle_t handle, BaseType_t is_new)
{
    traceENTER_xQueueGenericReset(handle, is_new);
    struct object *object = object_of(handle);

    (void)is_new;
    KASSERT_OBJECT(object, "xQueueReset");
    KASSERT_IN_TASK("xQueueReset");
    if (object == NULL || object->kind == OBJECT_DEAD) {
        return pdFAIL;
    }
    arch_mask_t mask = kernel_lock();
    if (configUSE_QUEUE_SETS && object_set(object) != NULL) {
        queue_set_forget(object);
    }
    if (object->kind == OBJECT_QUEUE) {
        queue_reset(queue_of(object), mask);
    } else {
        if (object->kind == OBJECT_SEMAPHORE) {
            object->count = 0;
        }
        kernel_unlock(mask);
    }
    traceRETURN_xQueueGenericReset(pdPASS);
    return pdPASS;
}

void vQueueDelete(QueueHandle_t handle)
{
    traceENTER_vQueueDelete(handle);
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "vQueueDelete");
    KASSERT_IN_TASK("vQueueDelete");
    if (object == NULL || !object_is_live(object)) {
        return;
    }
    traceQUEUE_DELETE(handle);
    bool owns = (object->owns & OBJECT_OWNED) != 0;
#if configQUEUE_REGISTRY_SIZE > 0
    vQueueUnregisterQueue(handle);
#endif
    if (configUSE_QUEUE_SETS) {
        queue_set_part(object);
    }
    vTaskSuspendAll(); /* whoever is dismissed runs when the object is gone */
    sched_dismiss(&object->takers, WAKE_ABORTED);
    if (object->kind == OBJECT_QUEUE) {
        sched_dismiss(&queue_of(object)->senders, WAKE_ABORTED);
    }
    object_kill(object);
#if configSUPPORT_DYNAMIC_ALLOCATION
    if (owns) {
        vPortFree(object);
    }
#else
    (void)owns;
#endif
    (void)xTaskResumeAll();
    traceRETURN_vQueueDelete();
}
