/* SPDX-License-Identifier: MIT */
#include "mutex.h"

#include "object_wait.h"
#include "sched.h"

/* Holds what main() takes before there is a task, at a priority that nobody can raise. */
static const struct task before_tasks = {.priority = UINT8_MAX, .base_priority = UINT8_MAX};

#define BEFORE_TASKS ((struct task *)(uintptr_t)&before_tasks)

void mutex_init(struct object *mutex, uint8_t type)
{
    object_init(mutex,
                type == queueQUEUE_TYPE_RECURSIVE_MUTEX ? OBJECT_RECURSIVE_MUTEX : OBJECT_MUTEX,
                type);
    mutex->holder = NULL;
}

void mutex_raise(struct task *holder, const struct task *waiter)
{
    traceTASK_PRIORITY_INHERIT(task_handle(holder), (UBaseType_t)waiter->priority);
    if (!KERNEL_INLINE) {
        (void)sched_set_priority(holder, waiter->priority, true);
        return;
    }
    holder->mutexes = (int16_t)(holder->mutexes | TASK_BOOSTED);
    if (LIKELY(holder->state == TASK_READY)) {
        ready_remove(&kernel.ready, holder);
        holder->priority = waiter->priority;
        ready_add(&kernel.ready, holder);
    } else {
        holder->priority = waiter->priority;
        wait_reorder(holder);
    }
}

void mutex_waiter_left(struct line *line)
{
    struct object *mutex =
        (struct object *)(void *)((char *)line - offsetof(struct object, takers));
    struct task *holder = mutex->holder;

    if (holder == NULL || task_mutexes(holder) != 1) {
        return;
    }
    unsigned priority = holder->base_priority;
    if (line->first != NULL && line->first->rank > priority) {
        priority = line->first->rank;
    }
    if (priority < holder->priority) {
        traceTASK_PRIORITY_DISINHERIT(task_handle(holder), (UBaseType_t)priority);
        if (sched_set_priority(holder, priority, true)) {
            kernel_hold()->why.switch_due = 1; /* the caller makes somebody ready or is a tick */
        }
    }
}

/* The running task's last mutex goes: so does the priority it inherited. True when that means that
 * another task should run. */
static bool give_back_priority(struct task *self)
{
    if (LIKELY(self->mutexes != TASK_BOOSTED)) {
        return false;
    }
    traceTASK_PRIORITY_DISINHERIT(task_handle(self), (UBaseType_t)self->base_priority);
    if (!KERNEL_INLINE) {
        return sched_set_priority(self, self->base_priority, true);
    }
    ready_remove_head(&kernel.ready, self);
    self->mutexes = 0;
    self->priority = self->base_priority;
    ready_add_first(&kernel.ready, self);
    return configUSE_PREEMPTION && ready_top(&kernel.ready) > self->priority;
}

/* main() locks the mutex, before there is a task. Releases the lock. */
static SLOW_PATH BaseType_t lock_before_tasks(struct object *mutex, arch_mask_t mask)
{
    traceQUEUE_RECEIVE(object_handle(mutex));
    if (mutex->holder != NULL) {
        mutex->limit++;
    }
    mutex->holder = BEFORE_TASKS;
    kernel_unlock(mask);
    return pdPASS;
}

BaseType_t mutex_unlock(struct object *mutex, arch_mask_t mask)
{
    struct task *self = kernel_current();
    struct line *takers = &mutex->takers;
    bool outranked = false;

    if (LIKELY(mutex->holder == self && self != NULL)) {
        mutex->limit = 0;
        self->mutexes--;
        outranked = give_back_priority(self);
    } else if (mutex->holder != BEFORE_TASKS || mutex->limit != 0) {
        bool passes = mutex->holder == BEFORE_TASKS; /* one of several that main() took */
        mutex->limit -= passes ? 1u : 0u;
        if (passes) {
            traceQUEUE_SEND(object_handle(mutex));
        }
        kernel_unlock(mask);
        return passes ? pdPASS : pdFAIL;
    }
    traceQUEUE_SEND(object_handle(mutex));
    if (configUSE_QUEUE_SETS && object_set(mutex) != NULL) {
        mutex->holder = NULL;
        outranked |= queue_set_note(mutex);
        sched_dispatch(mask, outranked);
        return pdPASS;
    }
    if (takers->first != NULL && !outranked && sched_may_hand_over(takers->first->task, mask)) {
        mutex->holder = takers->first->task;
        mutex->holder->mutexes++;
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

BaseType_t mutex_lock_later(struct object *mutex, TickType_t ticks, arch_mask_t mask)
{
    bool recursive = mutex->kind == OBJECT_RECURSIVE_MUTEX;

    if (kernel_current() == NULL && (mutex->holder == NULL || recursive)) {
        return lock_before_tasks(mutex, mask);
    }
    return object_wait_or_refuse(mutex, NULL, ticks, WAIT_MUTEX, mask);
}

/* Recursion: the holder counts, everybody else waits. */

#if configUSE_RECURSIVE_MUTEXES
static BaseType_t take_recursive(QueueHandle_t handle, TickType_t ticks)
{
    struct object *mutex = object_of(handle);

    KASSERT_OBJECT(mutex, "xSemaphoreTakeRecursive");
    KASSERT_IN_TASK("xSemaphoreTakeRecursive");
    KASSERT(mutex->kind == OBJECT_RECURSIVE_MUTEX &&
            "xSemaphoreTakeRecursive: not a recursive mutex");
    if (mutex == NULL || mutex->kind != OBJECT_RECURSIVE_MUTEX) {
        return pdFAIL;
    }
    arch_mask_t mask = kernel_lock();
    if (mutex->holder == kernel_current() && mutex->holder != NULL) {
        mutex->limit++;
        kernel_unlock(mask);
        return pdPASS;
    }
    if (mutex_try_lock(mutex, mask)) {
        return pdPASS;
    }
    return mutex_lock_later(mutex, ticks, mask);
}

static inline void trace_taken_recursive(QueueHandle_t handle, bool taken)
{
    (void)handle;
    if (KERNEL_TRACES_QUEUES) {
        arch_mask_t mask = kernel_lock();
        if (taken) {
            traceTAKE_MUTEX_RECURSIVE(handle);
        } else {
            traceTAKE_MUTEX_RECURSIVE_FAILED(handle);
        }
        kernel_unlock(mask);
    }
}

BaseType_t xQueueTakeMutexRecursive(QueueHandle_t handle, TickType_t ticks)
{
    traceENTER_xQueueTakeMutexRecursive(handle, ticks);
    BaseType_t result = take_recursive(handle, ticks);
    trace_taken_recursive(handle, result == pdPASS);
    traceRETURN_xQueueTakeMutexRecursive(result);
    return result;
}

static BaseType_t give_recursive(QueueHandle_t handle)
{
    struct object *mutex = object_of(handle);

    KASSERT_OBJECT(mutex, "xSemaphoreGiveRecursive");
    KASSERT_IN_TASK("xSemaphoreGiveRecursive");
    KASSERT(mutex->kind == OBJECT_RECURSIVE_MUTEX &&
            "xSemaphoreGiveRecursive: not a recursive mutex");
    if (mutex == NULL || mutex->kind != OBJECT_RECURSIVE_MUTEX) {
        return pdFAIL;
    }
    arch_mask_t mask = kernel_lock();
    if (mutex->holder == kernel_current() && mutex->holder != NULL) {
        traceGIVE_MUTEX_RECURSIVE(handle);
    } else {
        traceGIVE_MUTEX_RECURSIVE_FAILED(handle);
    }
    if (mutex->holder == kernel_current() && mutex->limit != 0) {
        mutex->limit--;
        kernel_unlock(mask);
        return pdPASS;
    }
    if (KERNEL_INLINE && mutex->takers.first == NULL && mutex_try_unlock(mutex, mask)) {
        return pdPASS;
    }
    return mutex_unlock(mutex, mask);
}

BaseType_t xQueueGiveMutexRecursive(QueueHandle_t handle)
{
    traceENTER_xQueueGiveMutexRecursive(handle);
    BaseType_t result = give_recursive(handle);
    traceRETURN_xQueueGiveMutexRecursive(result);
    return result;
}
#endif

/* Creation. */

/* `mutex` is NULL where there was no memory. */
static QueueHandle_t create_mutex(struct object *mutex, uint8_t type, uint8_t owns)
{
    if (mutex == NULL) {
        traceCREATE_MUTEX_FAILED();
        return NULL;
    }
    mutex_init(mutex, type);
    mutex->owns = owns;
    traceCREATE_MUTEX(object_handle(mutex));
    return object_handle(mutex);
}

#if configSUPPORT_DYNAMIC_ALLOCATION
QueueHandle_t xQueueCreateMutex(const uint8_t type)
{
    traceENTER_xQueueCreateMutex(type);
    QueueHandle_t handle = create_mutex(pvPortMalloc(sizeof(struct object)), type, 1);
    traceRETURN_xQueueCreateMutex(handle);
    return handle;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
QueueHandle_t xQueueCreateMutexStatic(const uint8_t type, StaticQueue_t *memory)
{
    traceENTER_xQueueCreateMutexStatic(type, memory);
    KASSERT(memory != NULL && "xSemaphoreCreateMutexStatic: the buffer is NULL");
    QueueHandle_t handle = create_mutex((struct object *)(void *)memory, type, 0);
    traceRETURN_xQueueCreateMutexStatic(handle);
    return handle;
}
#endif

static TaskHandle_t holder_of(const struct object *mutex)
{
    KASSERT_OBJECT(mutex, "xSemaphoreGetMutexHolder");
    bool is_held = mutex != NULL && object_is_mutex(mutex) && mutex->holder != NULL &&
                   mutex->holder != BEFORE_TASKS;
    return is_held ? task_handle(mutex->holder) : NULL;
}

TaskHandle_t xQueueGetMutexHolder(QueueHandle_t handle)
{
    traceENTER_xQueueGetMutexHolder(handle);
    TaskHandle_t result = holder_of(object_of(handle));
    traceRETURN_xQueueGetMutexHolder(result);
    return result;
}

TaskHandle_t xQueueGetMutexHolderFromISR(QueueHandle_t handle)
{
    traceENTER_xQueueGetMutexHolderFromISR(handle);
    TaskHandle_t result = holder_of(object_of(handle));
    traceRETURN_xQueueGetMutexHolderFromISR(result);
    return result;
}
