/* SPDX-License-Identifier: MIT */
/* What the programs about the POSIX layer share. Each test gives back what it took: the heap is as
 * it was. */
#ifndef POSIX_TEST_H
#define POSIX_TEST_H

#include "conformance.h"
#include "whole_heap.h"

#include "FreeRTOS_POSIX.h"
#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/mqueue.h"
#include "FreeRTOS_POSIX/pthread.h"
#include "FreeRTOS_POSIX/sched.h"
#include "FreeRTOS_POSIX/semaphore.h"
#include "FreeRTOS_POSIX/signal.h"
#include "FreeRTOS_POSIX/time.h"
#include "FreeRTOS_POSIX/unistd.h"
#include "FreeRTOS_POSIX/utils.h"

/* The call fails with -1 and that errno. */
#define CHECK_FAILS(call, error)                                                                   \
    do {                                                                                           \
        errno = 0;                                                                                 \
        CHECK_EQ((long)(call), -1);                                                                \
        CHECK_EQ(errno, (error));                                                                  \
    } while (0)

/* A joinable thread. */
pthread_t thread(void *(*start)(void *), unsigned priority, void *arg);

/* Waits for its end; what it returned. */
void *join(pthread_t id);

/* CLOCK_REALTIME, so many ms from now. */
struct timespec in_ms(long ms);

/* What no clock and no call accepts. */
extern const struct timespec bad_times[2];

#endif
