/* SPDX-License-Identifier: MIT */
#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/pthread.h"
#include "posix_wait.h"

static bool is_barrier(const pthread_barrier_t *barrier)
{
    return barrier != NULL && barrier->count != 0;
}

int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attr,
                         unsigned count)
{
    (void)attr;
    if (barrier == NULL || count == 0) {
        return EINVAL;
    }
    *barrier = (pthread_barrier_t){.count = count};
    return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    if (!is_barrier(barrier)) {
        return EINVAL;
    }
    posix_lock();
    bool busy = barrier->arrived != 0;
    if (!busy) {
        barrier->count = 0;
    }
    posix_unlock();
    return busy ? EBUSY : 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier)
{
    const struct posix_until never = POSIX_FOR_EVER;
    int result = 0;

    if (!is_barrier(barrier)) {
        return EINVAL;
    }
    posix_lock();
    barrier->arrived++;
    if (barrier->arrived == barrier->count) {
        barrier->arrived = 0;
        posix_serve_all(&barrier->waiters);
        result = PTHREAD_BARRIER_SERIAL_THREAD;
    } else {
        (void)posix_wait(&barrier->waiters, NULL, &never);
    }
    posix_unlock();
    return result;
}
