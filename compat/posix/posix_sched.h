/* SPDX-License-Identifier: MIT */
#ifndef POSIX_SCHED_H
#define POSIX_SCHED_H

#include <stdbool.h>

#include "posix_config.h"

#include "FreeRTOS_POSIX/sched.h"

/* 0; ENOTSUP: not what the kernel does; EINVAL: no policy. */
int posix_check_policy(int policy);

/* Whether it has a priority that the kernel has. */
static inline bool posix_is_param(const struct sched_param *param)
{
    return param != NULL && param->sched_priority >= 0 &&
           param->sched_priority < (int)configMAX_PRIORITIES;
}

#endif
