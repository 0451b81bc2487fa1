/* SPDX-License-Identifier: MIT */
/** How a timer tells that it expired. Source: POSIX.1-2008, XSH 2.4.1. */
#ifndef FREERTOS_POSIX_SIGNAL_H
#define FREERTOS_POSIX_SIGNAL_H

#include "FreeRTOS_POSIX/sys/types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SIGEV_NONE   0 /**< Not at all: timer_gettime tells. */
#define SIGEV_SIGNAL 1 /**< There are no signals: timer_create refuses it. */
#define SIGEV_THREAD 2 /**< A thread calls sigev_notify_function. */

union sigval {
    int sival_int;
    void *sival_ptr;
};

struct sigevent {
    int sigev_notify; /**< SIGEV_... */
    int sigev_signo;
    union sigval sigev_value; /**< Argument of the function. */
    void (*sigev_notify_function)(union sigval);
    pthread_attr_t *sigev_notify_attributes; /**< Of the thread; NULL: all defaults. */
};

#ifdef __cplusplus
}
#endif

#endif
