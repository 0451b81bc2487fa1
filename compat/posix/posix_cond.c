/* SPDX-License-Identifier: MIT */
/* Condition variables. The mutex is given back and the waiter enters its line under one lock, so no
 * signal falls between. */
#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/pthread.h"
#include "posix_mutex.h"
#include "posix_wait.h"

static bool is_cond(const pthread_cond_t *cond)
{
    return cond != NULL && !cond->dead;
}

int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attr)
{
    (void)attr;
    if (cond == NULL) {
        return EINVAL;
    }
    *cond = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *cond)
{
    if (!is_cond(cond)) {
        return EINVAL;
    }
    posix_lock();
    bool busy = cond->waiters.first != NULL;
    cond->dead = !busy;
    posix_unlock();
    return busy ? EBUSY : 0;
}

int pthread_cond_signal(pthread_cond_t *cond)
{
    if (!is_cond(cond)) {
        return EINVAL;
    }
    posix_lock();
    if (cond->waiters.first != NULL) {
        posix_serve(&cond->waiters);
    }
    posix_unlock();
    return 0;
}

int pthread_cond_broadcast(pthread_cond_t *cond)
{
    if (!is_cond(cond)) {
        return EINVAL;
    }
    posix_lock();
    posix_serve_all(&cond->waiters);
    posix_unlock();
    return 0;
}

static int wait_until(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct posix_until *until)
{
    if (!posix_mutex_is_mine(mutex)) {
        return EPERM;
    }
    posix_lock();
    (void)pthread_mutex_unlock(mutex);
    int result = posix_wait(&cond->waiters, NULL, until);
    posix_unlock();
    (void)pthread_mutex_lock(mutex);
    return result;
}

int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    const struct posix_until never = POSIX_FOR_EVER;

    return is_cond(cond) && mutex != NULL ? wait_until(cond, mutex, &never) : EINVAL;
}

int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                           const struct timespec *abstime)
{
    if (!is_cond(cond) || mutex == NULL || !posix_valid(abstime)) {
        return EINVAL;
    }
    const struct posix_until until = posix_until_time(abstime);
    return wait_until(cond, mutex, &until);
}
