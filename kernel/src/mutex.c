/* SPDX-License-Identifier: MIT */
#include "mutex.h"

#include "sched.h"

#define MUTEXES_HELD_MAX 255u

void mutex_init(struct mutex *mutex, uint8_t type)
{
    mutex->object.kind =
        type == queueQUEUE_TYPE_RECURSIVE_MUTEX ? OBJECT_RECURSIVE_MUTEX : OBJECT_MUTEX;
    mutex->object.type = type;
    mutex->object.count = 0;
    mutex->object.takers.first = NULL;
    mutex->holder = NULL;
}

static void acquire(struct mutex *mutex, struct task *task)
{
    mutex->holder = task;
    if (task != NULL) {
        KASSERT(task->mutexes < MUTEXES_HELD_MAX && "xSemaphoreTake: a task holds 255 mutexes");
        task->mutexes++;
    }
}

/* The inheritance rule: whoever holds what a better task waits for runs at that task's priority. */
static void lend_priority(struct task *holder, const struct task *waiter)
{
    if (holder->priority < waiter->priority) {
        traceTASK_PRIORITY_INHERIT(task_handle(holder), waiter->priority);
        (void)sched_set_priority(holder, waiter->priority);
    }
}

void mutex_waiter_left(struct line *line)
{
    struct mutex *mutex =
        (struct mutex *)(void *)((char *)line - offsetof(struct mutex, object.takers));
    struct task *holder = mutex->holder;

    if (holder == NULL || holder->mutexes != 1) {
        return;
    }
    unsigned priority = holder->base_priority;
    if (line->first != NULL && line->first->rank > priority) {
        priority = line->first->rank;
    }
    if (priority < holder->priority) {
        traceTASK_PRIORITY_DISINHERIT(task_handle(holder), priority);
        if (sched_set_priority(holder, priority)) {
            kernel.switch_due = true; /* the caller makes somebody ready or is a tick */
        }
    }
}

/* Waits for the mutex, which somebody holds. Releases the lock. */
static BaseType_t lock_later(struct mutex *mutex, TickType_t ticks)
{
    struct task *self = kernel_current();
    const struct deadline deadline = {kernel.tick, ticks};
    struct wait wait;

    wait.role = WAIT_MUTEX;
    do {
        traceBLOCKING_ON_QUEUE_RECEIVE(object_handle(mutex));
        lend_priority(mutex->holder, self);
        enum wake wake = wait_block(&wait, &mutex->object.takers, ticks);
        if (wake == WAKE_HANDED) {
            return pdPASS;
        }
        if (wake == WAKE_ABORTED) {
            return errQUEUE_EMPTY;
        }
        arch_mask_t mask = kernel_lock();
        if (mutex->holder == NULL) {
            acquire(mutex, self);
            traceQUEUE_RECEIVE(object_handle(mutex));
            kernel_unlock(mask);
            return pdPASS;
        }
        ticks = deadline_left(&deadline, wake);
    } while (ticks != 0);
    traceQUEUE_RECEIVE_FAILED(object_handle(mutex));
    kernel_unlock(0);
    return errQUEUE_EMPTY;
}

BaseType_t mutex_lock(struct mutex *mutex, TickType_t ticks, arch_mask_t mask)
{
    struct task *self = kernel_current();

    if (mutex->holder == NULL) {
        acquire(mutex, self);
        traceQUEUE_RECEIVE(object_handle(mutex));
        kernel_unlock(mask);
        return pdPASS;
    }
    KASSERT((mutex->holder != self || ticks != portMAX_DELAY) &&
            "xSemaphoreTake: the task holds this mutex and would wait for itself for ever");
    if (!object_may_block(ticks, mask)) {
        traceQUEUE_RECEIVE_FAILED(object_handle(mutex));
        kernel_unlock(mask);
        return errQUEUE_EMPTY;
    }
    return lock_later(mutex, ticks);
}

BaseType_t mutex_unlock(struct mutex *mutex, arch_mask_t mask)
{
    struct task *self = kernel_current();
    struct line *takers = &mutex->object.takers;
    bool outranked = false;

    if (mutex->holder != self) {
        kernel_unlock(mask);
        return pdFAIL;
    }
    traceQUEUE_SEND(object_handle(mutex));
    mutex->object.count = 0;
    if (self != NULL) {
        self->mutexes--;
        if (self->mutexes == 0 && self->priority != self->base_priority) {
            traceTASK_PRIORITY_DISINHERIT(task_handle(self), self->base_priority);
            outranked = sched_set_priority(self, self->base_priority);
        }
    }
    if (takers->first != NULL && sched_may_hand_over(takers->first->task, mask)) {
        acquire(mutex, takers->first->task);
        sched_hand_over(takers);
        return pdPASS;
    }
    mutex->holder = NULL;
    if (takers->first != NULL) {
        outranked |= sched_ready(wait_end_first(takers, WAKE_AGAIN, &kernel.sleepers));
    }
    sched_dispatch(mask, outranked);
    return pdPASS;
}

/* Recursion: the holder counts, everybody else waits. */

#if configUSE_RECURSIVE_MUTEXES
BaseType_t xQueueTakeMutexRecursive(QueueHandle_t handle, TickType_t ticks)
{
    struct mutex *mutex = mutex_of(object_of(handle));

    KASSERT(mutex != NULL && "xSemaphoreTakeRecursive: the mutex is NULL");
    KASSERT(mutex->object.kind == OBJECT_RECURSIVE_MUTEX &&
            "xSemaphoreTakeRecursive: not a recursive mutex");
    arch_mask_t mask = kernel_lock();
    if (mutex->holder == kernel_current() && mutex->holder != NULL) {
        mutex->object.count++;
        traceTAKE_MUTEX_RECURSIVE(handle);
        kernel_unlock(mask);
        return pdPASS;
    }
    return mutex_lock(mutex, ticks, mask);
}

BaseType_t xQueueGiveMutexRecursive(QueueHandle_t handle)
{
    struct mutex *mutex = mutex_of(object_of(handle));

    KASSERT(mutex != NULL && "xSemaphoreGiveRecursive: the mutex is NULL");
    KASSERT(mutex->object.kind == OBJECT_RECURSIVE_MUTEX &&
            "xSemaphoreGiveRecursive: not a recursive mutex");
    arch_mask_t mask = kernel_lock();
    if (mutex->holder == kernel_current() && mutex->object.count != 0) {
        mutex->object.count--;
        traceGIVE_MUTEX_RECURSIVE(handle);
        kernel_unlock(mask);
        return pdPASS;
    }
    return mutex_unlock(mutex, mask);
}
#endif

/* Creation. */

#if configSUPPORT_DYNAMIC_ALLOCATION
QueueHandle_t xQueueCreateMutex(const uint8_t type)
{
    struct mutex *mutex = pvPortMalloc(sizeof *mutex);

    if (mutex == NULL) {
        traceCREATE_MUTEX_FAILED();
        return NULL;
    }
    mutex_init(mutex, type);
    mutex->object.owns = 1;
    traceCREATE_MUTEX(object_handle(mutex));
    return object_handle(mutex);
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
QueueHandle_t xQueueCreateMutexStatic(const uint8_t type, StaticQueue_t *memory)
{
    struct mutex *mutex = (struct mutex *)(void *)memory;

    KASSERT(memory != NULL && "xSemaphoreCreateMutexStatic: the buffer is NULL");
    if (memory == NULL) {
        traceCREATE_MUTEX_FAILED();
        return NULL;
    }
    mutex_init(mutex, type);
    mutex->object.owns = 0;
    traceCREATE_MUTEX(object_handle(mutex));
    return object_handle(mutex);
}
#endif

TaskHandle_t xQueueGetMutexHolder(QueueHandle_t handle)
{
    struct mutex *mutex = mutex_of(object_of(handle));

    KASSERT(mutex != NULL && "xSemaphoreGetMutexHolder: the mutex is NULL");
    bool is_mutex =
        mutex->object.kind == OBJECT_MUTEX || mutex->object.kind == OBJECT_RECURSIVE_MUTEX;
    return is_mutex && mutex->holder != NULL ? task_handle(mutex->holder) : NULL;
}

TaskHandle_t xQueueGetMutexHolderFromISR(QueueHandle_t handle)
{
    return xQueueGetMutexHolder(handle);
}
