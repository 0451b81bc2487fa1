/* SPDX-License-Identifier: MIT */
#include "posix_sched.h"

#include "FreeRTOS_POSIX/errno.h"

int posix_check_policy(int policy)
{
    switch (policy) {
    case SCHED_OTHER:
        return 0;
    case SCHED_FIFO:
        return configUSE_TIME_SLICING ? ENOTSUP : 0;
    case SCHED_RR:
        return configUSE_TIME_SLICING ? 0 : ENOTSUP;
    default:
        return EINVAL;
    }
}

static int bound(int policy, int priority)
{
    if (posix_check_policy(policy) == EINVAL) {
        errno = EINVAL;
        return -1;
    }
    return priority;
}

int sched_get_priority_max(int policy)
{
    return bound(policy, configMAX_PRIORITIES - 1);
}

int sched_get_priority_min(int policy)
{
    return bound(policy, (int)tskIDLE_PRIORITY);
}

int sched_yield(void)
{
    taskYIELD();
    return 0;
}
