/* SPDX-License-Identifier: MIT */
#include "semaphore.h"

#include "mutex.h"
#include "queue_core.h"
#include "sched.h"

void semaphore_init(struct semaphore *semaphore, UBaseType_t limit, UBaseType_t initial,
                    uint8_t type)
{
    semaphore->object.kind = OBJECT_SEMAPHORE;
    semaphore->object.type = type;
    semaphore->object.count = initial;
    semaphore->object.takers.first = NULL;
    semaphore->limit = limit;
}

/* Waits for a permit; there is none now. Releases the lock. */
static BaseType_t take_later(struct semaphore *semaphore, TickType_t ticks)
{
    const struct deadline deadline = {kernel.tick, ticks};
    struct wait wait;

    wait.role = WAIT_TAKE;
    do {
        traceBLOCKING_ON_QUEUE_RECEIVE(object_handle(semaphore));
        enum wake wake = wait_block(&wait, &semaphore->object.takers, ticks);
        if (wake == WAKE_HANDED) {
            return pdPASS;
        }
        if (wake == WAKE_ABORTED) {
            return errQUEUE_EMPTY;
        }
        arch_mask_t mask = kernel_lock();
        if (semaphore->object.count != 0) { /* after a time-out too: a give may have been quicker */
            semaphore->object.count--;
            traceQUEUE_RECEIVE(object_handle(semaphore));
            kernel_unlock(mask);
            return pdPASS;
        }
        ticks = deadline_left(&deadline, wake);
    } while (ticks != 0);
    traceQUEUE_RECEIVE_FAILED(object_handle(semaphore));
    kernel_unlock(0);
    return errQUEUE_EMPTY;
}

BaseType_t semaphore_take(struct semaphore *semaphore, TickType_t ticks, arch_mask_t mask)
{
    if (semaphore->object.count != 0) {
        semaphore->object.count--;
        traceQUEUE_RECEIVE(object_handle(semaphore));
        kernel_unlock(mask);
        return pdPASS;
    }
    if (!object_may_block(ticks, mask)) {
        traceQUEUE_RECEIVE_FAILED(object_handle(semaphore));
        kernel_unlock(mask);
        return errQUEUE_EMPTY;
    }
    return take_later(semaphore, ticks);
}

BaseType_t semaphore_give(struct semaphore *semaphore, arch_mask_t mask)
{
    struct line *takers = &semaphore->object.takers;

    if (semaphore->object.count >= semaphore->limit) {
        traceQUEUE_SEND_FAILED(object_handle(semaphore));
        kernel_unlock(mask);
        return errQUEUE_FULL;
    }
    traceQUEUE_SEND(object_handle(semaphore));
    if (takers->first == NULL) {
        semaphore->object.count++;
        kernel_unlock(mask);
    } else if (semaphore->object.count == 0 && sched_may_hand_over(takers->first->task, mask)) {
        sched_hand_over(takers);
    } else {
        semaphore->object.count++;
        sched_post(takers, mask);
    }
    return pdPASS;
}

BaseType_t semaphore_give_from_isr(struct semaphore *semaphore, BaseType_t *woken)
{
    if (semaphore->object.count >= semaphore->limit) {
        traceQUEUE_SEND_FROM_ISR_FAILED(object_handle(semaphore));
        return errQUEUE_FULL;
    }
    traceQUEUE_SEND_FROM_ISR(object_handle(semaphore));
    semaphore->object.count++;
    if (semaphore->object.takers.first != NULL) {
        sched_post_from_isr(&semaphore->object.takers, woken);
    }
    return pdPASS;
}

BaseType_t semaphore_take_from_isr(struct semaphore *semaphore)
{
    if (semaphore->object.count == 0) {
        traceQUEUE_RECEIVE_FROM_ISR_FAILED(object_handle(semaphore));
        return pdFAIL;
    }
    traceQUEUE_RECEIVE_FROM_ISR(object_handle(semaphore));
    semaphore->object.count--;
    return pdPASS;
}

/* The public pair: the common case here, everything else by kind. */

static BaseType_t take_by_kind(struct object *object, TickType_t ticks, arch_mask_t mask)
{
    switch ((enum object_kind)object->kind) {
    case OBJECT_SEMAPHORE:
        return semaphore_take(semaphore_of(object), ticks, mask);
    case OBJECT_MUTEX:
    case OBJECT_RECURSIVE_MUTEX:
        return mutex_lock(mutex_of(object), ticks, mask);
    case OBJECT_QUEUE:
        break;
    }
    return queue_take(queue_of(object), NULL, ticks, WAIT_TAKE, mask);
}

static BaseType_t give_by_kind(struct object *object, arch_mask_t mask)
{
    switch ((enum object_kind)object->kind) {
    case OBJECT_SEMAPHORE:
        return semaphore_give(semaphore_of(object), mask);
    case OBJECT_MUTEX:
    case OBJECT_RECURSIVE_MUTEX:
        return mutex_unlock(mutex_of(object), mask);
    case OBJECT_QUEUE:
        break;
    }
    return queue_put(queue_of(object), NULL, 0, queueSEND_TO_BACK, mask);
}

BaseType_t xQueueSemaphoreTake(QueueHandle_t handle, TickType_t ticks)
{
    struct object *object = object_of(handle);

    KASSERT(object != NULL && "xSemaphoreTake: the semaphore is NULL");
    arch_mask_t mask = kernel_lock();
    if (object->kind == OBJECT_SEMAPHORE && object->count != 0) {
        object->count--;
        traceQUEUE_RECEIVE(handle);
        kernel_unlock(mask);
        return pdPASS;
    }
    return take_by_kind(object, ticks, mask);
}

BaseType_t xQueueSemaphoreGive(QueueHandle_t handle)
{
    struct object *object = object_of(handle);

    KASSERT(object != NULL && "xSemaphoreGive: the semaphore is NULL");
    arch_mask_t mask = kernel_lock();
    if (object->kind == OBJECT_SEMAPHORE && object->takers.first == NULL &&
        object->count < semaphore_of(object)->limit) {
        object->count++;
        traceQUEUE_SEND(handle);
        kernel_unlock(mask);
        return pdPASS;
    }
    return give_by_kind(object, mask);
}

BaseType_t xQueueGiveFromISR(QueueHandle_t handle, BaseType_t *const woken)
{
    struct object *object = object_of(handle);
    BaseType_t result;

    KASSERT(object != NULL && "xSemaphoreGiveFromISR: the semaphore is NULL");
    KASSERT(object->kind != OBJECT_MUTEX && object->kind != OBJECT_RECURSIVE_MUTEX &&
            "xSemaphoreGiveFromISR: a mutex belongs to a task, an ISR cannot give it");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    if (object->kind == OBJECT_SEMAPHORE) {
        result = semaphore_give_from_isr(semaphore_of(object), woken);
    } else if (object->kind == OBJECT_QUEUE) {
        result = queue_put_from_isr(queue_of(object), NULL, queueSEND_TO_BACK, woken);
    } else {
        result = pdFAIL;
    }
    kernel_unlock(mask);
    return result;
}

/* Creation. */

static bool limits_are_valid(UBaseType_t limit, UBaseType_t initial)
{
    KASSERT(limit != 0 && "xSemaphoreCreateCounting: the maximum is 0");
    KASSERT(initial <= limit && "xSemaphoreCreateCounting: the initial count is above the maximum");
    return limit != 0 && initial <= limit;
}

#if configSUPPORT_DYNAMIC_ALLOCATION
QueueHandle_t xQueueCreateCountingSemaphore(const UBaseType_t limit, const UBaseType_t initial)
{
    struct semaphore *semaphore =
        limits_are_valid(limit, initial) ? pvPortMalloc(sizeof *semaphore) : NULL;
    if (semaphore == NULL) {
        traceCREATE_COUNTING_SEMAPHORE_FAILED();
        return NULL;
    }
    semaphore_init(semaphore, limit, initial, queueQUEUE_TYPE_COUNTING_SEMAPHORE);
    semaphore->object.owns = 1;
    traceCREATE_COUNTING_SEMAPHORE();
    return object_handle(semaphore);
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
QueueHandle_t xQueueCreateCountingSemaphoreStatic(const UBaseType_t limit,
                                                  const UBaseType_t initial, StaticQueue_t *memory)
{
    struct semaphore *semaphore = (struct semaphore *)(void *)memory;

    KASSERT(memory != NULL && "xSemaphoreCreateCountingStatic: the buffer is NULL");
    if (memory == NULL || !limits_are_valid(limit, initial)) {
        traceCREATE_COUNTING_SEMAPHORE_FAILED();
        return NULL;
    }
    semaphore_init(semaphore, limit, initial, queueQUEUE_TYPE_COUNTING_SEMAPHORE);
    semaphore->object.owns = 0;
    traceCREATE_COUNTING_SEMAPHORE();
    return object_handle(semaphore);
}
#endif
