/* SPDX-License-Identifier: MIT */
/* Mutexes are the kernel's, in the memory of a pthread_mutex_t: priorities are inherited. One that
 * PTHREAD_MUTEX_INITIALIZER has filled in is made by the first who uses it. */
#include "posix_mutex.h"

#include "FreeRTOS_POSIX/errno.h"
#include "posix_wait.h"

static void make(pthread_mutex_t *mutex)
{
    mutex->handle = mutex->type == PTHREAD_MUTEX_RECURSIVE
                        ? xSemaphoreCreateRecursiveMutexStatic(&mutex->memory)
                        : xSemaphoreCreateMutexStatic(&mutex->memory);
}

/* Whether it can be used; it is made if need be. */
static bool is_ready(pthread_mutex_t *mutex)
{
    if (mutex == NULL || mutex->dead) {
        return false;
    }
    if (mutex->handle == NULL) {
        posix_lock();
        if (mutex->handle == NULL) {
            make(mutex);
        }
        posix_unlock();
    }
    return true;
}

bool posix_mutex_is_mine(const pthread_mutex_t *mutex)
{
    return mutex->handle != NULL &&
           xSemaphoreGetMutexHolder(mutex->handle) == xTaskGetCurrentTaskHandle();
}

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attr)
{
    if (mutex == NULL) {
        return EINVAL;
    }
    mutex->type = attr != NULL ? attr->type : PTHREAD_MUTEX_DEFAULT;
    mutex->dead = 0;
    make(mutex);
    return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    int error = 0;

    if (mutex == NULL || mutex->dead) {
        return EINVAL;
    }
    posix_lock();
    if (mutex->handle != NULL && xSemaphoreGetMutexHolder(mutex->handle) != NULL) {
        error = EBUSY;
    } else {
        if (mutex->handle != NULL) {
            vSemaphoreDelete(mutex->handle);
        }
        mutex->handle = NULL;
        mutex->dead = 1;
    }
    posix_unlock();
    return error;
}

static bool take(pthread_mutex_t *mutex, TickType_t ticks)
{
    return (mutex->type == PTHREAD_MUTEX_RECURSIVE
                ? xSemaphoreTakeRecursive(mutex->handle, ticks)
                : xSemaphoreTake(mutex->handle, ticks)) == pdPASS;
}

/* Whatever ends a wait early, it goes on until the mutex is free, or the time is up. */
static int take_until(pthread_mutex_t *mutex, const struct posix_until *until)
{
    TickType_t ticks;

    while ((ticks = posix_ticks_until(until)) != 0) {
        if (take(mutex, ticks)) {
            return 0;
        }
    }
    return ETIMEDOUT;
}

/* Locks it if it is free, or ours and recursive: 0. EBUSY: there is something to wait for. */
static int try_lock(pthread_mutex_t *mutex)
{
    if (!is_ready(mutex)) {
        return EINVAL;
    }
    if (mutex->type == PTHREAD_MUTEX_ERRORCHECK && posix_mutex_is_mine(mutex)) {
        return EDEADLK;
    }
    return take(mutex, 0) ? 0 : EBUSY;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    const struct posix_until never = POSIX_FOR_EVER;
    int error = try_lock(mutex);

    return error == EBUSY ? take_until(mutex, &never) : error;
}

int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *abstime)
{
    int error = try_lock(mutex);

    if (error != EBUSY) {
        return error;
    }
    if (!posix_valid(abstime)) {
        return EINVAL;
    }
    const struct posix_until until = posix_until_time(abstime);
    return take_until(mutex, &until);
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    int error = try_lock(mutex);

    return error == EDEADLK ? EBUSY : error;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (!is_ready(mutex)) {
        return EINVAL;
    }
    if (!posix_mutex_is_mine(mutex)) {
        return EPERM;
    }
    if (mutex->type == PTHREAD_MUTEX_RECURSIVE) {
        (void)xSemaphoreGiveRecursive(mutex->handle);
    } else {
        (void)xSemaphoreGive(mutex->handle);
    }
    return 0;
}

int pthread_mutexattr_init(pthread_mutexattr_t *attr)
{
    if (attr == NULL) {
        return EINVAL;
    }
    attr->type = PTHREAD_MUTEX_DEFAULT;
    return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *attr)
{
    return attr != NULL ? 0 : EINVAL;
}

int pthread_mutexattr_gettype(const pthread_mutexattr_t *attr, int *type)
{
    if (attr == NULL || type == NULL) {
        return EINVAL;
    }
    *type = attr->type;
    return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *attr, int type)
{
    if (attr == NULL || type < PTHREAD_MUTEX_NORMAL || type > PTHREAD_MUTEX_RECURSIVE) {
        return EINVAL;
    }
    attr->type = type;
    return 0;
}
