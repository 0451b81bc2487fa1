/* SPDX-License-Identifier: MIT */
/* Semaphores are the kernel's counting semaphores, in the memory of a sem_t. */
#include "FreeRTOS_POSIX/semaphore.h"

#include "FreeRTOS_POSIX/errno.h"
#include "posix_clock.h"
#include "posix_config.h"

static int fail(int error)
{
    errno = error;
    return -1;
}

static bool is_semaphore(const sem_t *sem)
{
    return sem != NULL && sem->handle != NULL;
}

int sem_init(sem_t *sem, int pshared, unsigned value)
{
    (void)pshared;
    if (sem == NULL || value > SEM_VALUE_MAX) {
        return fail(EINVAL);
    }
    sem->handle = xSemaphoreCreateCountingStatic(SEM_VALUE_MAX, value, &sem->memory);
    return 0;
}

int sem_destroy(sem_t *sem)
{
    if (!is_semaphore(sem)) {
        return fail(EINVAL);
    }
    vSemaphoreDelete(sem->handle);
    sem->handle = NULL;
    return 0;
}

int sem_getvalue(sem_t *sem, int *sval)
{
    if (!is_semaphore(sem) || sval == NULL) {
        return fail(EINVAL);
    }
    *sval = (int)uxSemaphoreGetCount(sem->handle);
    return 0;
}

int sem_post(sem_t *sem)
{
    if (!is_semaphore(sem)) {
        return fail(EINVAL);
    }
    return xSemaphoreGive(sem->handle) == pdPASS ? 0 : fail(EOVERFLOW);
}

int sem_trywait(sem_t *sem)
{
    if (!is_semaphore(sem)) {
        return fail(EINVAL);
    }
    return xSemaphoreTake(sem->handle, 0) == pdPASS ? 0 : fail(EAGAIN);
}

/* Whatever ends a wait early, it goes on until there is one to take, or the time is up. */
static int wait_until(sem_t *sem, const struct posix_until *until)
{
    TickType_t ticks;

    while ((ticks = posix_ticks_until(until)) != 0) {
        if (xSemaphoreTake(sem->handle, ticks) == pdPASS) {
            return 0;
        }
    }
    return fail(ETIMEDOUT);
}

int sem_timedwait(sem_t *sem, const struct timespec *abstime)
{
    if (!is_semaphore(sem)) {
        return fail(EINVAL);
    }
    if (xSemaphoreTake(sem->handle, 0) == pdPASS) {
        return 0;
    }
    if (!posix_valid(abstime)) {
        return fail(EINVAL);
    }
    const struct posix_until until = posix_until_time(abstime);
    return wait_until(sem, &until);
}

int sem_wait(sem_t *sem)
{
    const struct posix_until until = POSIX_FOR_EVER;

    return is_semaphore(sem) ? wait_until(sem, &until) : fail(EINVAL);
}
