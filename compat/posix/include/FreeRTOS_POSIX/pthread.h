/* SPDX-License-Identifier: MIT */
/** Threads, mutexes, condition variables, barriers. Source: POSIX.1-2008, the pages of the
 * functions.
 *
 * All return 0 or the number of an error; errno is not touched. EINVAL always: a pointer that must
 * not be NULL is, or an object was destroyed. */
#ifndef FREERTOS_POSIX_PTHREAD_H
#define FREERTOS_POSIX_PTHREAD_H

#include "FreeRTOS_POSIX/sched.h"
#include "FreeRTOS_POSIX/time.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTHREAD_CREATE_DETACHED 0
#define PTHREAD_CREATE_JOINABLE 1

#define PTHREAD_MUTEX_NORMAL     0 /**< Its holder locks it again: never comes back. */
#define PTHREAD_MUTEX_ERRORCHECK 1 /**< EDEADLK. */
#define PTHREAD_MUTEX_RECURSIVE  2 /**< Counts. */
#define PTHREAD_MUTEX_DEFAULT    PTHREAD_MUTEX_NORMAL

#define PTHREAD_BARRIER_SERIAL_THREAD (-2)

#ifdef __cplusplus
#define PTHREAD_MUTEX_INITIALIZER                                                                  \
    {                                                                                              \
    }
#define PTHREAD_COND_INITIALIZER                                                                   \
    {                                                                                              \
    }
#else
#define PTHREAD_MUTEX_INITIALIZER                                                                  \
    {                                                                                              \
        0                                                                                          \
    } /**< PTHREAD_MUTEX_DEFAULT. */
#define PTHREAD_COND_INITIALIZER                                                                   \
    {                                                                                              \
        {0}, 0                                                                                     \
    }
#endif

/* ---- Attributes of threads ---- */

/** Give attributes up. @param attr  From pthread_attr_init. @return 0. Context: any. */
int pthread_attr_destroy(pthread_attr_t *attr);

/** Tell whether the thread is to be joinable. @param attr  Attributes. @param[out] detachstate
 * PTHREAD_CREATE_DETACHED or PTHREAD_CREATE_JOINABLE. @return 0. Context: any. */
int pthread_attr_getdetachstate(const pthread_attr_t *attr, int *detachstate);

/** Tell the priority. @param attr  Attributes. @param[out] param  Its sched_priority; 0 until it is
 * set.
 * @return 0. Context: any. */
int pthread_attr_getschedparam(const pthread_attr_t *attr, struct sched_param *param);

/** Tell the stack. @param attr  Attributes. @param[out] stacksize  Bytes. @return 0. Context: any.
 */
int pthread_attr_getstacksize(const pthread_attr_t *attr, size_t *stacksize);

/**
 * Fill in the defaults: joinable, the priority of whoever makes the thread, SCHED_OTHER,
 * posixconfigPTHREAD_STACK_SIZE.
 * @param[out] attr  Attributes.
 * @return 0.
 * Context: any.  Blocks: no.
 */
int pthread_attr_init(pthread_attr_t *attr);

/** Say whether the thread is to be joinable. @param attr  Attributes. @param detachstate
 * PTHREAD_CREATE_DETACHED or PTHREAD_CREATE_JOINABLE. @return 0; EINVAL: another. Context: any. */
int pthread_attr_setdetachstate(pthread_attr_t *attr, int detachstate);

/** Set the priority. @param attr  Attributes. @param param  Its sched_priority, 0 ..
 * configMAX_PRIORITIES - 1.
 * @return 0; EINVAL: out of range. Context: any. */
int pthread_attr_setschedparam(pthread_attr_t *attr, const struct sched_param *param);

/**
 * Set the policy.
 * @param attr    Attributes.
 * @param policy  SCHED_OTHER; SCHED_RR or SCHED_FIFO, whichever the kernel's is.
 * @return 0; ENOTSUP: the other of these two; EINVAL: none of the three.
 * Context: any.  Blocks: no.
 */
int pthread_attr_setschedpolicy(pthread_attr_t *attr, int policy);

/** Set the stack. @param attr  Attributes. @param stacksize  Bytes, PTHREAD_STACK_MIN at least.
 * @return 0; EINVAL: less. Context: any. */
int pthread_attr_setstacksize(pthread_attr_t *attr, size_t stacksize);

/* ---- Threads ---- */

/**
 * Make a thread.
 * @param[out] thread   The thread; written before it runs.
 * @param attr          NULL: the defaults.
 * @param startroutine  Runs in it; its return is pthread_exit.
 * @param arg           Handed to it.
 * @return 0; EAGAIN: no memory; EINVAL: a stack that the kernel cannot count.
 * Context: task, or before the scheduler.  Blocks: no; may switch.
 */
int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*startroutine)(void *),
                   void *arg);

/**
 * Let nobody join a thread: its memory goes when it ends.
 * @param thread  From pthread_create.
 * @return 0; ESRCH: no thread; EINVAL: not joinable, or somebody joins it.
 * Context: task.  Blocks: no.
 */
int pthread_detach(pthread_t thread);

/** Compare. @param t1  A thread. @param t2  A thread. @return Not 0: the same. Context: any. */
int pthread_equal(pthread_t t1, pthread_t t2);

/**
 * End the calling thread, or task. What it holds stays held.
 * @param value_ptr  For whoever joins it.
 * Context: task.  Never returns.
 */
void pthread_exit(void *value_ptr);

/**
 * Tell the priority, without what it inherits.
 * @param thread       A thread or task.
 * @param[out] policy  As it was set.
 * @param[out] param   Its sched_priority.
 * @return 0; ESRCH: `thread` is NULL.
 * Context: task.  Blocks: no.
 */
int pthread_getschedparam(pthread_t thread, int *policy, struct sched_param *param);

/**
 * Wait for the end of a thread, and free it.
 * @param thread        From pthread_create.
 * @param[out] retval   What it returned or gave pthread_exit; NULL: not wanted.
 * @return 0; ESRCH: no thread, or no more; EINVAL: not joinable, or somebody joins it; EDEADLK:
 * itself. Context: task.  Blocks: until it ends.
 */
int pthread_join(pthread_t thread, void **retval);

/** Tell who runs. @return The running thread, or task. Context: task. */
pthread_t pthread_self(void);

/**
 * Set the priority.
 * @param thread  A thread or task.
 * @param policy  As pthread_attr_setschedpolicy's.
 * @param param   Its sched_priority, 0 .. configMAX_PRIORITIES - 1.
 * @return 0; ESRCH: `thread` is NULL; ENOTSUP, EINVAL: as the attributes' functions, nothing is
 * changed. Context: task.  Blocks: no; may switch.
 */
int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *param);

/* ---- Mutexes: priorities are inherited ---- */

/**
 * Destroy a mutex.
 * @param mutex  Not locked.
 * @return 0; EBUSY: it is.
 * Context: task.  Blocks: no.
 */
int pthread_mutex_destroy(pthread_mutex_t *mutex);

/**
 * Make a mutex.
 * @param mutex  Memory, the caller's; taken until pthread_mutex_destroy. Not to be copied.
 * @param attr   NULL: PTHREAD_MUTEX_DEFAULT.
 * @return 0.
 * Context: task, or before the scheduler.  Blocks: no.
 */
int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attr);

/**
 * Lock; wait until that is possible.
 * @param mutex  From pthread_mutex_init or PTHREAD_MUTEX_INITIALIZER.
 * @return 0; EDEADLK: an error-checking mutex that the caller holds.
 * Context: task.  Blocks: yes; for ever where the caller holds a normal mutex.
 */
int pthread_mutex_lock(pthread_mutex_t *mutex);

/**
 * Lock; wait up to a time.
 * @param mutex    From pthread_mutex_init or PTHREAD_MUTEX_INITIALIZER.
 * @param abstime  On CLOCK_REALTIME; looked at only when the call has to wait.
 * @return 0; ETIMEDOUT; EDEADLK as pthread_mutex_lock; EINVAL: tv_nsec is out of range.
 * Context: task.  Blocks: until `abstime`. Setting the clock meanwhile changes nothing.
 */
int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *abstime);

/** Lock if that is possible now. @param mutex  A mutex. @return 0; EBUSY: somebody holds it, the
 * caller too if it is not recursive. Context: task. Blocks: no. */
int pthread_mutex_trylock(pthread_mutex_t *mutex);

/** Unlock. @param mutex  A mutex. @return 0; EPERM: the caller does not hold it. Context: task.
 * Blocks: no; may switch. */
int pthread_mutex_unlock(pthread_mutex_t *mutex);

/** Give attributes up. @param attr  Attributes. @return 0. Context: any. */
int pthread_mutexattr_destroy(pthread_mutexattr_t *attr);

/** Tell the type. @param attr  Attributes. @param[out] type  PTHREAD_MUTEX_... @return 0. Context:
 * any. */
int pthread_mutexattr_gettype(const pthread_mutexattr_t *attr, int *type);

/** Fill in the default: PTHREAD_MUTEX_DEFAULT. @param[out] attr  Attributes. @return 0. Context:
 * any. */
int pthread_mutexattr_init(pthread_mutexattr_t *attr);

/** Set the type. @param attr  Attributes. @param type  PTHREAD_MUTEX_... @return 0; EINVAL:
 * another. Context: any. */
int pthread_mutexattr_settype(pthread_mutexattr_t *attr, int type);

/* ---- Condition variables ---- */

/** Wake all who wait. @param cond  A condition variable. @return 0. Context: task. Blocks: no; may
 * switch.
 */
int pthread_cond_broadcast(pthread_cond_t *cond);

/** Destroy. @param cond  A condition variable. @return 0; EBUSY: somebody waits. Context: task.
 * Blocks: no.
 */
int pthread_cond_destroy(pthread_cond_t *cond);

/**
 * Make a condition variable.
 * @param cond  Memory, the caller's; taken until pthread_cond_destroy.
 * @param attr  Any.
 * @return 0.
 * Context: task, or before the scheduler.  Blocks: no.
 */
int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attr);

/** Wake the most urgent who waits, if anybody does. @param cond  A condition variable. @return 0.
 * Context: task. Blocks: no; may switch. */
int pthread_cond_signal(pthread_cond_t *cond);

/**
 * As pthread_cond_wait, up to a time.
 * @param cond     A condition variable.
 * @param mutex    Locked by the caller, once.
 * @param abstime  On CLOCK_REALTIME.
 * @return 0; ETIMEDOUT: the mutex is locked again all the same; EINVAL: tv_nsec is out of range,
 *         EPERM: not locked by the caller; with these the mutex is as it was.
 * Context: task.  Blocks: until `abstime`, and until the mutex is free. clock_settime is noticed.
 */
int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                           const struct timespec *abstime);

/**
 * Unlock the mutex and wait for the condition variable, in one; then lock the mutex again.
 * @param cond   A condition variable.
 * @param mutex  Locked by the caller, once.
 * @return 0; EPERM: not locked by the caller, and it is as it was.
 * Context: task.  Blocks: yes.
 */
int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex);

/* ---- Barriers ---- */

/** Destroy. @param barrier  A barrier. @return 0; EBUSY: somebody waits. Context: task. Blocks: no.
 */
int pthread_barrier_destroy(pthread_barrier_t *barrier);

/**
 * Make a barrier.
 * @param barrier  Memory, the caller's; taken until pthread_barrier_destroy.
 * @param attr     Any.
 * @param count    So many threads have to come; above 0.
 * @return 0; EINVAL: `count` is 0.
 * Context: task, or before the scheduler.  Blocks: no.
 */
int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attr,
                         unsigned count);

/**
 * Wait until all are there.
 * @param barrier  A barrier.
 * @return PTHREAD_BARRIER_SERIAL_THREAD to the last, 0 to the others.
 * Context: task.  Blocks: until `count` threads have come.
 */
int pthread_barrier_wait(pthread_barrier_t *barrier);

#ifdef __cplusplus
}
#endif

#endif
