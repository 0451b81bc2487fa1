/* SPDX-License-Identifier: MIT */
/** Scheduling. Source: POSIX.1-2008, XSH 2.8.4 and the pages of the functions. */
#ifndef FREERTOS_POSIX_SCHED_H
#define FREERTOS_POSIX_SCHED_H

#include "FreeRTOS_POSIX/sys/types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SCHED_OTHER 0 /**< What the kernel does: the most urgent runs; configUSE_TIME_SLICING. */
#define SCHED_FIFO  1 /**< The same where configUSE_TIME_SLICING is 0. */
#define SCHED_RR    2 /**< The same where it is 1. */

struct sched_param {
    int sched_priority; /**< The kernel's: 0 .. configMAX_PRIORITIES - 1, the highest most urgent.
                         */
};

/**
 * Tell the highest priority.
 * @param policy  SCHED_OTHER, SCHED_FIFO or SCHED_RR.
 * @return configMAX_PRIORITIES - 1; -1 and EINVAL for another policy.
 * Context: any.  Blocks: no.
 */
int sched_get_priority_max(int policy);

/**
 * Tell the lowest priority.
 * @param policy  SCHED_OTHER, SCHED_FIFO or SCHED_RR.
 * @return 0, the idle task's; -1 and EINVAL for another policy.
 * Context: any.  Blocks: no.
 */
int sched_get_priority_min(int policy);

/**
 * Go behind the threads of the same priority.
 * @return 0.
 * Context: task.  Blocks: no; switches.
 */
int sched_yield(void);

#ifdef __cplusplus
}
#endif

#endif
