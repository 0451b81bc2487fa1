/* SPDX-License-Identifier: MIT */
/** Sleeping. Source: POSIX.1-2008, sleep(); POSIX.1-2001, usleep(). */
#ifndef FREERTOS_POSIX_UNISTD_H
#define FREERTOS_POSIX_UNISTD_H

#include "FreeRTOS_POSIX/sys/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Sleep at least so long; up to a tick longer.
 * @param seconds  0: return at once.
 * @return 0: there are no signals that end it early.
 * Context: task.  Blocks: for `seconds`.
 */
unsigned sleep(unsigned seconds) POSIX_LINK_NAME(sleep);

/**
 * Sleep at least so long; up to a tick longer than rounded up to ticks.
 * @param usec  Microseconds, a million and more as well; 0: return at once.
 * @return 0.
 * Context: task.  Blocks: for `usec`.
 */
int usleep(useconds_t usec) POSIX_LINK_NAME(usleep);

#ifdef __cplusplus
}
#endif

#endif
