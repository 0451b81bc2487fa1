/* SPDX-License-Identifier: MIT */
/* Mutexes are the kernel's: they always inherit priorities. They are in a list, which is walked
 * when a thread ends and not before: robust ones that it holds are released, others are held by
 * nobody from then on. (A mutex in a block of the kernel's own size is in no list.) */
#include "os_core.h"

#include "../../kernel/src/mutex.h"

struct os_mutex {
    struct object object; /* its field owns: OBJECT_OWNED, OBJECT_NAMED, OBJECT_ROBUST */
    const char *name;
    struct os_mutex *next;
};

#define OBJECT_ROBUST 4u

_Static_assert(sizeof(struct os_mutex) <= OS_MUTEX_BYTES, "os2_objects.h");

#define MUTEX_ATTRIBUTES (osMutexRecursive | osMutexPrioInherit | osMutexRobust)

static struct os_mutex *mutexes; /* changed and walked with the scheduler suspended */

/* The holder of mutexes whose owner ended. No waiter is more urgent, so none lends it anything. */
static struct task nobody = {.priority = UINT8_MAX, .base_priority = UINT8_MAX};

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
    }
    if (block.whole) {
        arch_mask_t mask = kernel_lock();
        mutex->next = mutexes;
        mutexes = mutex;
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
    struct task *holder = object != NULL && !os_in_isr() ? object->holder : NULL;
    return holder != &nobody ? holder : NULL;
}

/* Nobody holds the mutex any more. The lock is held and the scheduler suspended. */
static void forget_holder(struct object *mutex)
{
    struct task *holder = mutex->holder;

    mutex->limit = 0;
    mutex->holder = NULL;
    holder->mutexes--;
    if (task_mutexes(holder) == 0 && holder->priority != holder->base_priority &&
        sched_set_priority(holder, holder->base_priority, true)) {
        sched_request();
    }
}

/* Releases the lock. */
static void owner_ended(struct os_mutex *mutex, arch_mask_t mask)
{
    forget_holder(&mutex->object);
    if ((mutex->object.owns & OBJECT_ROBUST) == 0) {
        mutex->object.holder = &nobody;
        kernel_unlock(mask);
    } else if (mutex->object.takers.first != NULL) {
        sched_post(&mutex->object.takers, mask);
    } else {
        kernel_unlock(mask);
    }
}

void os_mutex_owner_ends(const struct task *task)
{
    vTaskSuspendAll();
    for (struct os_mutex *mutex = mutexes; mutex != NULL; mutex = mutex->next) {
        arch_mask_t mask = kernel_lock();
        if (mutex->object.holder == task) {
            owner_ended(mutex, mask);
        } else {
            kernel_unlock(mask);
        }
    }
    (void)xTaskResumeAll();
}

static void leave_list(struct os_mutex *mutex)
{
    struct os_mutex **at = &mutexes;

    while (*at != NULL && *at != mutex) {
        at = &(*at)->next;
    }
    if (*at != NULL) {
        *at = mutex->next;
    }
}

/* Whether the holder is a task that has not ended. The scheduler is suspended. */
static bool has_living_holder(const struct object *mutex)
{
    const struct task *task = kernel.all;

    while (task != NULL && task != mutex->holder) {
        task = task->all_next;
    }
    return task != NULL;
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
    leave_list(mutex_id);
    if (object->holder != NULL && has_living_holder(object)) {
        arch_mask_t mask = kernel_lock();
        forget_holder(object);
        kernel_unlock(mask);
    } else {
        object->holder = NULL;
    }
    vQueueDelete(object_handle(object));
    (void)xTaskResumeAll();
    return osOK;
}
