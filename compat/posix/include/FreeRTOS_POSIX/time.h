/* SPDX-License-Identifier: MIT */
/** Clocks, sleeping, timers. Source: POSIX.1-2008, the pages of the functions.
 *
 * The clocks go with the kernel's tick: that is their resolution. CLOCK_MONOTONIC is 0 where the
 * tick count begins; CLOCK_REALTIME is the same until it is set. Errors are -1 with errno where
 * nothing else is said. */
#ifndef FREERTOS_POSIX_TIME_H
#define FREERTOS_POSIX_TIME_H

#include "FreeRTOS_POSIX/signal.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CLOCK_REALTIME  0
#define CLOCK_MONOTONIC 1

#define TIMER_ABSTIME 1 /**< Flag: a time of the clock, not a length. */

#define CLOCKS_PER_SEC ((clock_t)configTICK_RATE_HZ) /**< Unit of clock(). */

#define MICROSECONDS_PER_SECOND (1000000LL)
#define NANOSECONDS_PER_SECOND  (1000000000LL)
#define NANOSECONDS_PER_TICK    (NANOSECONDS_PER_SECOND / configTICK_RATE_HZ)

struct itimerspec {
    struct timespec it_interval; /**< 0: the timer expires once. */
    struct timespec it_value;    /**< 0: the timer is not armed. */
};

/**
 * Tell how long the processor has worked: it has not done anything else since the start.
 * @return Ticks, CLOCKS_PER_SEC in a second; wraps.
 * Context: task.  Blocks: no.
 */
clock_t clock(void) POSIX_NOTHROW POSIX_LINK_NAME(clock);

/**
 * Find the clock of a process.
 * @param pid             0: the only one.
 * @param[out] clock_id   CLOCK_MONOTONIC, as it runs all the time.
 * @return 0; or, not in errno, ESRCH: another process; EINVAL: `clock_id` is NULL.
 * Context: any.  Blocks: no.
 */
int clock_getcpuclockid(pid_t pid, clockid_t *clock_id);

/**
 * Tell the resolution.
 * @param clock_id   CLOCK_REALTIME or CLOCK_MONOTONIC.
 * @param[out] res   One tick; NULL: not wanted.
 * @return 0; or EINVAL: another clock.
 * Context: any.  Blocks: no.
 */
int clock_getres(clockid_t clock_id, struct timespec *res);

/**
 * Tell the time.
 * @param clock_id  CLOCK_REALTIME or CLOCK_MONOTONIC.
 * @param[out] tp   The time at the last tick.
 * @return 0; or EINVAL: another clock, or `tp` is NULL.
 * Context: task.  Blocks: no.
 */
int clock_gettime(clockid_t clock_id, struct timespec *tp);

/**
 * Sleep for a length of time, at least; or until a time of the clock.
 * @param clock_id  CLOCK_REALTIME or CLOCK_MONOTONIC.
 * @param flags     0 or TIMER_ABSTIME.
 * @param rqtp      Length or time. A length is rounded up to ticks, and the tick that has begun
 * does not count.
 * @param rmtp      Not written: nothing ends the sleep early.
 * @return 0; or, not in errno, EINVAL: tv_nsec is out of range, another clock, a negative length,
 * NULL. Context: task.  Blocks: so long. With TIMER_ABSTIME, clock_settime is noticed meanwhile.
 */
int clock_nanosleep(clockid_t clock_id, int flags, const struct timespec *rqtp,
                    struct timespec *rmtp);

/**
 * Set the time. Absolute times that somebody waits for on CLOCK_REALTIME are compared with the new
 * time; lengths are not touched.
 * @param clock_id  CLOCK_REALTIME.
 * @param tp        The time, of the years 1678 .. 2261.
 * @return 0; or EINVAL: tv_nsec is out of range, another clock, a time that cannot be kept, NULL.
 * Context: task.  Blocks: no; may switch.
 */
int clock_settime(clockid_t clock_id, const struct timespec *tp);

/**
 * Sleep for a length of time, at least.
 * @param rqtp  Rounded up to ticks; the tick that has begun does not count.
 * @param rmtp  Not written: nothing ends the sleep early.
 * @return 0; or EINVAL: tv_nsec is out of range, a negative length, NULL.
 * Context: task.  Blocks: so long.
 */
int nanosleep(const struct timespec *rqtp, struct timespec *rmtp);

/**
 * Make a timer, not armed. The first with SIGEV_THREAD makes the task that watches timers, too.
 * @param clockid       CLOCK_REALTIME or CLOCK_MONOTONIC.
 * @param evp           SIGEV_NONE or SIGEV_THREAD. The thread is detached; without attributes it
 * has the priority of the caller. What it refers to is copied.
 * @param[out] timerid  The timer.
 * @return 0; or EINVAL: another clock, another way to notify, no function, NULL; ENOTSUP:
 *         SIGEV_SIGNAL, which NULL stands for; EAGAIN: no memory.
 * Context: task, or before the scheduler.  Blocks: no.
 */
int timer_create(clockid_t clockid, struct sigevent *evp, timer_t *timerid);

/**
 * Delete a timer. A notification that has not begun does not come any more.
 * @param timerid  From timer_create.
 * @return 0; or EINVAL: no timer.
 * Context: task.  Blocks: no.
 */
int timer_delete(timer_t timerid);

/**
 * Tell how many expiries went into the last notification beyond its own: those that came before its
 * thread ran, or for which there was no memory to make a thread.
 * @param timerid  From timer_create.
 * @return The number, INT_MAX at most; or EINVAL: no timer.
 * Context: task.  Blocks: no.
 */
int timer_getoverrun(timer_t timerid);

/**
 * Tell when a timer expires next.
 * @param timerid      From timer_create.
 * @param[out] value   Time until then, 0 when it is not armed; and the interval as it was set.
 * @return 0; or EINVAL: no timer, NULL.
 * Context: task.  Blocks: no.
 */
int timer_gettime(timer_t timerid, struct itimerspec *value);

/**
 * Arm a timer, or disarm it with it_value 0. Lengths are rounded up to ticks.
 * @param timerid       From timer_create.
 * @param flags         0: it_value is a length; TIMER_ABSTIME: a time, which may have passed.
 * @param value         First expiry and interval.
 * @param[out] ovalue   What timer_gettime would have told before; NULL: not wanted.
 * @return 0; or EINVAL: no timer, a tv_nsec out of range or a negative length, NULL.
 * Context: task.  Blocks: no; may switch.
 */
int timer_settime(timer_t timerid, int flags, const struct itimerspec *value,
                  struct itimerspec *ovalue);

#ifdef __cplusplus
}
#endif

#endif
