/* SPDX-License-Identifier: MIT */
#include "semaphore.h"

#include "mutex.h"
#include "object_wait.h"
#include "queue_core.h"
#include "queue_set.h"
#include "sched.h"

void semaphore_init(struct object *semaphore, UBaseType_t limit, UBaseType_t initial, uint8_t type)
{
    object_init(semaphore, OBJECT_SEMAPHORE, type);
    semaphore->count = initial;
    semaphore->limit = limit;
}

BaseType_t semaphore_give(struct object *semaphore, arch_mask_t mask)
{
    struct line *takers = &semaphore->takers;

    if (semaphore->count >= semaphore->limit) {
        traceQUEUE_SEND_FAILED(object_handle(semaphore));
        kernel_unlock(mask);
        return errQUEUE_FULL;
    }
    traceQUEUE_SEND(object_handle(semaphore));
    if (configUSE_QUEUE_SETS && object_set(semaphore) != NULL) {
        semaphore->count++;
        return queue_set_post(semaphore, mask);
    }
    if (KERNEL_INLINE && semaphore->count == 0 && sched_may_hand_over(takers->first->task, mask)) {
        sched_hand_over(takers);
    } else {
        semaphore->count++;
        sched_post_if_any(takers, mask);
    }
    return pdPASS;
}

BaseType_t semaphore_take_from_isr(struct object *semaphore)
{
    if (semaphore->count == 0) {
        traceQUEUE_RECEIVE_FROM_ISR_FAILED(object_handle(semaphore));
        return pdFAIL;
    }
    traceQUEUE_RECEIVE_FROM_ISR(object_handle(semaphore));
    semaphore->count--;
    return pdPASS;
}

/* The public calls: the common cases here, everything else by kind. */

static SLOW_PATH BaseType_t take_other(struct object *object, TickType_t ticks, arch_mask_t mask)
{
    if (object_is_mutex(object)) {
        return mutex_lock_later(object, ticks, mask);
    }
    kernel_unlock(mask);
    if (object->kind == OBJECT_DEAD) {
        return errQUEUE_EMPTY;
    }
    return queue_take(queue_of(object), NULL, ticks, WAIT_TAKE);
}

/* No permit and time to wait for one, no free mutex, or a queue. The lock is held by `mask`; it is
 * released. */
static SLOW_PATH BaseType_t take_slowly(struct object *object, TickType_t ticks, arch_mask_t mask)
{
    if (UNLIKELY(object->kind != OBJECT_SEMAPHORE)) {
        return take_other(object, ticks, mask);
    }
    return object_wait(object, NULL, ticks, WAIT_PERMIT, mask);
}

static inline BaseType_t take(QueueHandle_t handle, TickType_t ticks)
{
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "xSemaphoreTake");
    KASSERT_IN_TASK("xSemaphoreTake");
    if (!KERNEL_INLINE) {
        return object_take(object, NULL, ticks, WAIT_TAKE);
    }
    arch_mask_t mask = kernel_lock();
    if (object->kind == OBJECT_SEMAPHORE) {
        if (semaphore_try_take(object, mask)) {
            return pdPASS;
        }
        if (ticks == 0) {
            return object_refuse_now(object, WAIT_PERMIT, mask);
        }
    } else if (mutex_try_lock(object, mask)) {
        return pdPASS;
    }
    return take_slowly(object, ticks, mask);
}

BaseType_t xQueueSemaphoreTake(QueueHandle_t handle, TickType_t ticks)
{
    traceENTER_xQueueSemaphoreTake(handle, ticks);
    BaseType_t result = take(handle, ticks);
    traceRETURN_xQueueSemaphoreTake(result);
    return result;
}

static inline BaseType_t give(QueueHandle_t handle)
{
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "xSemaphoreGive");
    KASSERT_IN_TASK("xSemaphoreGive");
    arch_mask_t mask = kernel_lock();
    if (KERNEL_INLINE && LIKELY(object->takers.first == NULL)) {
        UBaseType_t limit = object->limit;
        UBaseType_t count = object->count;
        if (limit == 0) { /* no semaphore: object.h */
            if (mutex_try_unlock(object, mask)) {
                return pdPASS;
            }
        } else if (LIKELY(count < limit && !(configUSE_QUEUE_SETS && object_set(object) != NULL))) {
            object->count = count + 1u;
            traceQUEUE_SEND(handle);
            kernel_unlock(mask);
            return pdPASS;
        }
    }
    return object_give(object, mask);
}

BaseType_t xQueueSemaphoreGive(QueueHandle_t handle)
{
    traceENTER_xQueueGenericSend(handle, (const void *)NULL, (TickType_t)0, queueSEND_TO_BACK);
    BaseType_t result = give(handle);
    traceRETURN_xQueueGenericSend(result);
    return result;
}

/* A semaphore that is full, or none. The lock is held by `mask`; it is released. */
static SLOW_PATH BaseType_t give_other_from_isr(struct object *object, BaseType_t *woken,
                                                arch_mask_t mask)
{
    BaseType_t result = pdFAIL;

    if (object->kind == OBJECT_SEMAPHORE) {
        traceQUEUE_SEND_FROM_ISR_FAILED(object_handle(object));
    } else if (object->kind == OBJECT_QUEUE) {
        result = queue_put_from_isr(queue_of(object), NULL, queueSEND_TO_BACK, woken);
    }
    kernel_unlock(mask);
    return result;
}

static inline BaseType_t give_from_isr(QueueHandle_t handle, BaseType_t *woken)
{
    struct object *object = object_of(handle);

    KASSERT_OBJECT(object, "xSemaphoreGiveFromISR");
    KASSERT((!object_is_mutex(object) || object->holder == NULL) &&
            "xSemaphoreGiveFromISR: a mutex belongs to a task, an ISR cannot give it");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    UBaseType_t count = object->count;
    if (count >= object->limit) {
        return give_other_from_isr(object, woken, mask);
    }
    object->count = count + 1u; /* it is a semaphore: object.h */
    traceQUEUE_SEND_FROM_ISR(handle);
    if (configUSE_QUEUE_SETS && object_set(object) != NULL) {
        queue_set_post_from_isr(object, woken);
    } else if (UNLIKELY(object->takers.first != NULL)) {
        sched_post_from_isr(&object->takers, woken);
    }
    kernel_unlock(mask);
    return pdPASS;
}

BaseType_t xQueueGiveFromISR(QueueHandle_t handle, BaseType_t *const woken)
{
    traceENTER_xQueueGiveFromISR(handle, woken);
    BaseType_t result = give_from_isr(handle, woken);
    traceRETURN_xQueueGiveFromISR(result);
    return result;
}

/* Creation. */

static bool limits_are_valid(UBaseType_t limit, UBaseType_t initial)
{
    KASSERT(limit != 0 && "xSemaphoreCreateCounting: the maximum is 0");
    KASSERT(initial <= limit && "xSemaphoreCreateCounting: the initial count is above the maximum");
    return limit != 0 && initial <= limit;
}

/* `semaphore` is NULL where there was no memory. */
static QueueHandle_t create_counting(struct object *semaphore, UBaseType_t limit,
                                     UBaseType_t initial, uint8_t owns)
{
    if (semaphore == NULL) {
        traceCREATE_COUNTING_SEMAPHORE_FAILED();
        return NULL;
    }
    semaphore_init(semaphore, limit, initial, queueQUEUE_TYPE_COUNTING_SEMAPHORE);
    semaphore->owns = owns;
    traceCREATE_COUNTING_SEMAPHORE();
    return object_handle(semaphore);
}

#if configSUPPORT_DYNAMIC_ALLOCATION
QueueHandle_t xQueueCreateCountingSemaphore(const UBaseType_t limit, const UBaseType_t initial)
{
    traceENTER_xQueueCreateCountingSemaphore(limit, initial);
    bool valid = limits_are_valid(limit, initial);
    QueueHandle_t handle =
        create_counting(valid ? pvPortMalloc(sizeof(struct object)) : NULL, limit, initial, 1);
    traceRETURN_xQueueCreateCountingSemaphore(handle);
    return handle;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
QueueHandle_t xQueueCreateCountingSemaphoreStatic(const UBaseType_t limit,
                                                  const UBaseType_t initial, StaticQueue_t *memory)
{
    traceENTER_xQueueCreateCountingSemaphoreStatic(limit, initial, memory);
    KASSERT(memory != NULL && "xSemaphoreCreateCountingStatic: the buffer is NULL");
    bool valid = limits_are_valid(limit, initial);
    QueueHandle_t handle =
        create_counting(valid ? (struct object *)(void *)memory : NULL, limit, initial, 0);
    traceRETURN_xQueueCreateCountingSemaphoreStatic(handle);
    return handle;
}
#endif
