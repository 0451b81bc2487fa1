/* SPDX-License-Identifier: MIT */
/* Mutexes are the kernel's: they always inherit priorities. Robust ones are in a list, which is
 * walked when a thread ends and not before. */
#include "os_core.h"

#include "../../kernel/src/mutex.h"

struct os_mutex {
    struct object object; /* its field owns: OBJECT_OWNED, OBJECT_NAMED, OBJECT_ROBUST */
    const char *name;
    struct os_mutex *next_robust;
};

#define OBJECT_ROBUST 4u

_Static_assert(sizeof(struct os_mutex) <= OS_MUTEX_BYTES, "os2_objects.h");

#define MUTEX_ATTRIBUTES (osMutexRecursive | osMutexPrioInherit | osMutexRobust)

static struct os_mutex *robust_mutexes; /* changed and walked with the scheduler suspended */

struct object *os_mutex_of(osMutexId_t id)
{
    struct object *object = id;
    return object != NULL && object_is_mutex(object) ? object : NULL;
}

osMutexId_t osMutexNew(const osMutexAttr_t *attr)
{
    static const osMutexAttr_t defaults;

    attr = attr != NULL ? attr : &defaults;
    if (os_in_isr() || (attr->attr_bits & ~MUTEX_ATTRIBUTES) != 0) {
        return NULL;
    }
    bool robust = (attr->attr_bits & osMutexRobust) != 0;
    size_t least = robust ? sizeof(struct os_mutex) : sizeof(struct object);
    struct os_block block =
        os_block_get(attr->cb_mem, attr->cb_size, least, sizeof(struct os_mutex));
    struct os_mutex *mutex = block.memory;
    if (mutex == NULL) {
        return NULL;
    }
    mutex_init(&mutex->object, (attr->attr_bits & osMutexRecursive) != 0
                                   ? queueQUEUE_TYPE_RECURSIVE_MUTEX
                                   : queueQUEUE_TYPE_MUTEX);
    mutex->object.owns = block.owned ? OBJECT_OWNED : 0;
    if (block.whole) {
        mutex->object.owns |= OBJECT_NAMED;
        mutex->name = attr->name;
    }
    if (robust) {
        mutex->object.owns |= OBJECT_ROBUST;
        arch_mask_t mask = kernel_lock();
        mutex->next_robust = robust_mutexes;
        robust_mutexes = mutex;
        kernel_unlock(mask);
    }
    return mutex;
}

const char *osMutexGetName(osMutexId_t mutex_id)
{
    const struct object *object = os_mutex_of(mutex_id);

    if (object == NULL || (object->owns & OBJECT_NAMED) == 0) {
        return NULL;
    }
    return ((const struct os_mutex *)mutex_id)->name;
}

osStatus_t osMutexAcquire(osMutexId_t mutex_id, uint32_t timeout)
{
    struct object *object = os_mutex_of(mutex_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (object == NULL) {
        return osErrorParameter;
    }
    bool recursive = object->kind == OBJECT_RECURSIVE_MUTEX;
    if (!kernel.running || (!recursive && object->holder == kernel_current())) {
        return osErrorResource;
    }
    TickType_t ticks = os_ticks_to_block(timeout);
    BaseType_t locked = recursive ? xQueueTakeMutexRecursive(object_handle(object), ticks)
                                  : xQueueSemaphoreTake(object_handle(object), ticks);
    if (locked == pdPASS) {
        return osOK;
    }
    return ticks == 0 ? osErrorResource : os_status_of_failed_wait(timeout);
}

osStatus_t osMutexRelease(osMutexId_t mutex_id)
{
    struct object *object = os_mutex_of(mutex_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (object == NULL) {
        return osErrorParameter;
    }
    if (!kernel.running || object->holder != kernel_current()) {
        return osErrorResource;
    }
    if (object->kind == OBJECT_RECURSIVE_MUTEX) {
        (void)xQueueGiveMutexRecursive(object_handle(object));
    } else {
        (void)xQueueSemaphoreGive(object_handle(object));
    }
    return osOK;
}

osThreadId_t osMutexGetOwner(osMutexId_t mutex_id)
{
    const struct object *object = os_mutex_of(mutex_id);
    return object != NULL && !os_in_isr() ? object->holder : NULL;
}

/* Nobody holds the mutex any more. The lock is held and the scheduler suspended. */
static void forget_holder(struct object *mutex)
{
    struct task *holder = mutex->holder;

    mutex->limit = 0;
    mutex->holder = NULL;
    if (holder == NULL) {
        return;
    }
    holder->mutexes--;
    if (task_mutexes(holder) == 0 && holder->priority != holder->base_priority &&
        sched_set_priority(holder, holder->base_priority)) {
        sched_request();
    }
}

void os_mutex_owner_ends(const struct task *task)
{
    vTaskSuspendAll();
    for (struct os_mutex *mutex = robust_mutexes; mutex != NULL; mutex = mutex->next_robust) {
        arch_mask_t mask = kernel_lock();
        if (mutex->object.holder != task) {
            kernel_unlock(mask);
            continue;
        }
        forget_holder(&mutex->object);
        if (mutex->object.takers.first != NULL) {
            sched_post(&mutex->object.takers, mask);
        } else {
            kernel_unlock(mask);
        }
    }
    (void)xTaskResumeAll();
}

static void leave_robust(struct os_mutex *mutex)
{
    struct os_mutex **at = &robust_mutexes;

    while (*at != mutex) {
        at = &(*at)->next_robust;
    }
    *at = mutex->next_robust;
}

osStatus_t osMutexDelete(osMutexId_t mutex_id)
{
    struct object *object = os_mutex_of(mutex_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (object == NULL) {
        return osErrorParameter;
    }
    vTaskSuspendAll();
    if ((object->owns & OBJECT_ROBUST) != 0) {
        leave_robust(mutex_id);
    }
    arch_mask_t mask = kernel_lock();
    forget_holder(object);
    kernel_unlock(mask);
    vQueueDelete(object_handle(object));
    (void)xTaskResumeAll();
    return osOK;
}
