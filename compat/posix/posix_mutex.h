/* SPDX-License-Identifier: MIT */
#ifndef POSIX_MUTEX_H
#define POSIX_MUTEX_H

#include <stdbool.h>

#include "FreeRTOS_POSIX/pthread.h"
#include "posix_config.h"

/* Whether the running task holds the mutex. */
bool posix_mutex_is_mine(const pthread_mutex_t *mutex);

#endif
