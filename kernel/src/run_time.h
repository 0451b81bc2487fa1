/* SPDX-License-Identifier: MIT */
/* Run-time statistics: what a counter of the application advanced by while each task ran.
 *
 *   counter  0 ─────┬───────────┬─────┬──────────►  total
 *               A   │     B     │  A  │  B runs since `run_since`
 *
 * The time of an interrupt is its victim's. The counter may wrap; where it goes back a little, as
 * counters put together from a tick and a timer do, that stretch counts as nothing.
 */
#ifndef KERNEL_RUN_TIME_H
#define KERNEL_RUN_TIME_H

#include "kernel.h"

#if configGENERATE_RUN_TIME_STATS

static inline configRUN_TIME_COUNTER_TYPE run_time_now(void)
{
#ifdef portALT_GET_RUN_TIME_COUNTER_VALUE
    configRUN_TIME_COUNTER_TYPE now = 0;
    portALT_GET_RUN_TIME_COUNTER_VALUE(now);
    return now;
#else
    return (configRUN_TIME_COUNTER_TYPE)portGET_RUN_TIME_COUNTER_VALUE();
#endif
}

/* What has passed from `since` to `now`, 0 when that is backwards. */
static inline configRUN_TIME_COUNTER_TYPE run_time_passed(configRUN_TIME_COUNTER_TYPE since,
                                                          configRUN_TIME_COUNTER_TYPE now)
{
    configRUN_TIME_COUNTER_TYPE passed = (configRUN_TIME_COUNTER_TYPE)(now - since);
    return passed <= (configRUN_TIME_COUNTER_TYPE)-1 / 2 ? passed : 0;
}

/* The counter starts to count; the lock is held. */
static inline void run_time_start(void)
{
    portCONFIGURE_TIMER_FOR_RUN_TIME_STATS();
    kernel.run_since = run_time_now();
}

/* `task` has run up to now; the lock is held. */
static inline void run_time_charge(struct task *task)
{
    configRUN_TIME_COUNTER_TYPE now = run_time_now();

    task->run_time += run_time_passed(kernel.run_since, now);
    kernel.run_since = now;
}

/* What `task` has run, up to now. */
configRUN_TIME_COUNTER_TYPE run_time_of(const struct task *task);

#else

static inline configRUN_TIME_COUNTER_TYPE run_time_now(void)
{
    return 0;
}

static inline void run_time_start(void)
{
}

static inline void run_time_charge(struct task *task)
{
    (void)task;
}

static inline configRUN_TIME_COUNTER_TYPE run_time_of(const struct task *task)
{
    (void)task;
    return 0;
}

#endif

#endif
