/* SPDX-License-Identifier: MIT */
/* Time in this layer: ticks since the start, which never wrap, and nanoseconds of CLOCK_REALTIME.
 *
 *   CLOCK_MONOTONIC   tick * 1e9 / configTICK_RATE_HZ
 *   CLOCK_REALTIME    the same + what clock_settime has made of the difference
 */
#ifndef POSIX_CLOCK_H
#define POSIX_CLOCK_H

#include <stdbool.h>

#include "posix_config.h"

#include "FreeRTOS_POSIX/time.h"

#define POSIX_SECOND 1000000000LL /* ns */

/* When a wait ends. */
struct posix_until {
    enum posix_until_kind { POSIX_NEVER, POSIX_AT_TICK, POSIX_AT_REALTIME } kind;
    uint64_t tick;
    int64_t realtime; /* ns */
};

#define POSIX_FOR_EVER                                                                             \
    {                                                                                              \
        POSIX_NEVER, 0, 0                                                                          \
    }

/* Ticks since the start. */
uint64_t posix_now(void);

/* A length in ticks, rounded up; 0 for a negative one. */
uint64_t posix_ticks(const struct timespec *length);

/* ns of a tick, rounded down. */
int64_t posix_tick_to_ns(uint64_t tick);

/* A time in ns, the largest there are where it does not fit. */
int64_t posix_ns(const struct timespec *time);

/* ns as a time. */
struct timespec posix_timespec(int64_t ns);

/* The tick at which CLOCK_REALTIME is `ns` or later, as the clock is set now. */
uint64_t posix_tick_of_realtime(int64_t ns);

/* Ticks to wait now, portMAX_DELAY for ever; less than is left where that does not fit; 0: it is
 * over. */
TickType_t posix_ticks_until(const struct posix_until *until);

/* tv_nsec is in its range. */
bool posix_valid(const struct timespec *time);

bool posix_is_clock(clockid_t clock);

/* The absolute time of CLOCK_REALTIME that calls take. */
static inline struct posix_until posix_until_time(const struct timespec *abstime)
{
    return (struct posix_until){.kind = POSIX_AT_REALTIME, .realtime = posix_ns(abstime)};
}

/* Waits for time alone. */
void posix_sleep_until(const struct posix_until *until);

/* Sleeps for at least so many ticks: the one that has begun does not count. */
void posix_sleep_ticks(uint64_t ticks);

#endif
