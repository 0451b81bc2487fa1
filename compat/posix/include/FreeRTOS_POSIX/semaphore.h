/* SPDX-License-Identifier: MIT */
/** Semaphores without names. Source: POSIX.1-2008, the pages of the functions.
 *
 * All return 0, or -1 with errno: EINVAL when `sem` is NULL, not initialised by sem_init, or
 * destroyed. */
#ifndef FREERTOS_POSIX_SEMAPHORE_H
#define FREERTOS_POSIX_SEMAPHORE_H

#include "FreeRTOS_POSIX/time.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A semaphore; not to be copied. */
typedef struct posix_sem {
    SemaphoreHandle_t handle;
    StaticSemaphore_t memory;
} sem_t;

/**
 * Destroy a semaphore for which nobody waits.
 * @param sem  From sem_init.
 * @return 0.
 * Context: task.  Blocks: no.
 */
int sem_destroy(sem_t *sem);

/**
 * Tell the value.
 * @param sem        From sem_init.
 * @param[out] sval  The value; 0 while somebody waits.
 * @return 0; or EINVAL: `sval` is NULL.
 * Context: task.  Blocks: no.
 */
int sem_getvalue(sem_t *sem, int *sval);

/**
 * Make a semaphore.
 * @param sem      Memory, the caller's; taken until sem_destroy.
 * @param pshared  Any: all tasks are one process.
 * @param value    0 .. SEM_VALUE_MAX.
 * @return 0; or EINVAL: `value` is more than SEM_VALUE_MAX.
 * Context: task, or before the scheduler.  Blocks: no.
 */
int sem_init(sem_t *sem, int pshared, unsigned value);

/**
 * Add one, or let the most urgent waiter go on.
 * @param sem  From sem_init.
 * @return 0; or EOVERFLOW: the value is SEM_VALUE_MAX, and stays so.
 * Context: task.  Blocks: no; may switch.
 */
int sem_post(sem_t *sem);

/**
 * Take one; wait until then, or up to a time.
 * @param sem      From sem_init.
 * @param abstime  On CLOCK_REALTIME; looked at only when there is nothing to take.
 * @return 0; or ETIMEDOUT; or EINVAL: tv_nsec is out of range, or `abstime` NULL.
 * Context: task.  Blocks: until `abstime`. Setting the clock meanwhile changes nothing.
 */
int sem_timedwait(sem_t *sem, const struct timespec *abstime);

/**
 * Take one if there is one.
 * @param sem  From sem_init.
 * @return 0; or EAGAIN.
 * Context: task.  Blocks: no.
 */
int sem_trywait(sem_t *sem);

/**
 * Take one; wait until then.
 * @param sem  From sem_init.
 * @return 0.
 * Context: task.  Blocks: yes.
 */
int sem_wait(sem_t *sem);

#ifdef __cplusplus
}
#endif

#endif
