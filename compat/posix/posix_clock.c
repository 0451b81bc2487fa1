/* SPDX-License-Identifier: MIT */
#include "posix_clock.h"

#include "FreeRTOS_POSIX/errno.h"
#include "posix_timer.h"
#include "posix_wait.h"

#define RATE ((uint64_t)configTICK_RATE_HZ)

static int64_t offset; /* ns, CLOCK_REALTIME - CLOCK_MONOTONIC; changed and read under the lock */

uint64_t posix_now(void)
{
    TimeOut_t now;

    vTaskSetTimeOutState(&now);
    uint64_t tick = now.xTimeOnEntering;
    if (sizeof(TickType_t) < sizeof tick) {
        const unsigned half =
            4u * (unsigned)sizeof(TickType_t); /* bits; twice, as 64 is too many */
        tick += (uint64_t)now.xOverflowCount << half << half;
    }
    return tick - (uint64_t)configINITIAL_TICK_COUNT;
}

/* `count` units of which `from` make what `to` ticks are, rounded up. */
static uint64_t scale_up(uint64_t count, uint64_t to, uint64_t from)
{
    return count / from * to + (count % from * to + from - 1u) / from;
}

uint64_t posix_ticks(const struct timespec *length)
{
    if (length->tv_sec < 0) {
        return 0;
    }
    uint64_t seconds = (uint64_t)length->tv_sec;
    if (seconds > UINT64_MAX / 4u / RATE) {
        return UINT64_MAX / 4u;
    }
    return seconds * RATE + scale_up((uint64_t)length->tv_nsec, RATE, (uint64_t)POSIX_SECOND);
}

int64_t posix_tick_to_ns(uint64_t tick)
{
    if (tick / RATE >= (uint64_t)(INT64_MAX / POSIX_SECOND)) {
        return INT64_MAX;
    }
    return (int64_t)(tick / RATE) * POSIX_SECOND +
           (int64_t)(tick % RATE * (uint64_t)POSIX_SECOND / RATE);
}

int64_t posix_ns(const struct timespec *time)
{
    const int64_t most = INT64_MAX / POSIX_SECOND - 1;

    if (time->tv_sec > most) {
        return INT64_MAX;
    }
    if (time->tv_sec < -most) {
        return INT64_MIN;
    }
    return time->tv_sec * POSIX_SECOND + time->tv_nsec;
}

struct timespec posix_timespec(int64_t ns)
{
    int64_t seconds = ns / POSIX_SECOND;
    int64_t rest = ns % POSIX_SECOND;

    if (rest < 0) {
        rest += POSIX_SECOND;
        seconds--;
    }
    return (struct timespec){.tv_sec = (time_t)seconds, .tv_nsec = (long)rest};
}

uint64_t posix_tick_of_realtime(int64_t ns)
{
    int64_t since_start;

    if (ns == INT64_MAX) {
        return UINT64_MAX / 4u;
    }
    if (__builtin_sub_overflow(ns, offset, &since_start)) {
        return ns > 0 ? UINT64_MAX / 4u : 0;
    }
    return since_start <= 0 ? 0 : scale_up((uint64_t)since_start, RATE, (uint64_t)POSIX_SECOND);
}

TickType_t posix_ticks_until(const struct posix_until *until)
{
    if (until->kind == POSIX_NEVER) {
        return portMAX_DELAY;
    }
    uint64_t due =
        until->kind == POSIX_AT_REALTIME ? posix_tick_of_realtime(until->realtime) : until->tick;
    uint64_t now = posix_now();
    uint64_t left = due > now ? due - now : 0;
    return left < portMAX_DELAY ? (TickType_t)left : portMAX_DELAY - 1u;
}

bool posix_valid(const struct timespec *time)
{
    return time != NULL && time->tv_nsec >= 0 && time->tv_nsec < POSIX_SECOND;
}

bool posix_is_clock(clockid_t clock)
{
    return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC;
}

void posix_sleep_until(const struct posix_until *until)
{
    struct posix_line nobody_comes = {NULL};

    posix_lock();
    (void)posix_wait(&nobody_comes, NULL, until);
    posix_unlock();
}

void posix_sleep_ticks(uint64_t ticks)
{
    if (ticks != 0) {
        const struct posix_until until = {.kind = POSIX_AT_TICK, .tick = posix_now() + ticks + 1u};
        posix_sleep_until(&until);
    }
}

clock_t clock(void)
{
    return (clock_t)posix_now();
}

int clock_getcpuclockid(pid_t pid, clockid_t *clock_id)
{
    if (clock_id == NULL) {
        return EINVAL;
    }
    if (pid != 0) {
        return ESRCH;
    }
    *clock_id = CLOCK_MONOTONIC;
    return 0;
}

int clock_getres(clockid_t clock_id, struct timespec *res)
{
    if (!posix_is_clock(clock_id)) {
        errno = EINVAL;
        return -1;
    }
    if (res != NULL) {
        *res = posix_timespec(POSIX_SECOND / (int64_t)RATE);
    }
    return 0;
}

int clock_gettime(clockid_t clock_id, struct timespec *tp)
{
    if (tp == NULL || !posix_is_clock(clock_id)) {
        errno = EINVAL;
        return -1;
    }
    posix_lock();
    int64_t ns = posix_tick_to_ns(posix_now());
    if (clock_id == CLOCK_REALTIME) {
        ns += offset;
    }
    posix_unlock();
    *tp = posix_timespec(ns);
    return 0;
}

int clock_settime(clockid_t clock_id, const struct timespec *tp)
{
    const int64_t limit = INT64_MAX / 2; /* 146 years from 1970, either way: sums do not overflow */

    if (!posix_valid(tp) || clock_id != CLOCK_REALTIME || posix_ns(tp) > limit ||
        posix_ns(tp) < -limit) {
        errno = EINVAL;
        return -1;
    }
    posix_lock();
    offset = posix_ns(tp) - posix_tick_to_ns(posix_now());
    posix_look_again();
    posix_timers_follow();
    posix_unlock();
    return 0;
}

int clock_nanosleep(clockid_t clock_id, int flags, const struct timespec *rqtp,
                    struct timespec *rmtp)
{
    (void)rmtp;
    if (!posix_valid(rqtp) || !posix_is_clock(clock_id) || (flags & ~TIMER_ABSTIME) != 0) {
        return EINVAL;
    }
    if ((flags & TIMER_ABSTIME) == 0) {
        if (rqtp->tv_sec < 0) {
            return EINVAL;
        }
        posix_sleep_ticks(posix_ticks(rqtp));
        return 0;
    }
    struct posix_until until = posix_until_time(rqtp);
    if (clock_id == CLOCK_MONOTONIC) {
        until = (struct posix_until){.kind = POSIX_AT_TICK, .tick = posix_ticks(rqtp)};
    }
    posix_sleep_until(&until);
    return 0;
}

int nanosleep(const struct timespec *rqtp, struct timespec *rmtp)
{
    int error = clock_nanosleep(CLOCK_MONOTONIC, 0, rqtp, rmtp);

    if (error == 0) {
        return 0;
    }
    errno = error;
    return -1;
}
