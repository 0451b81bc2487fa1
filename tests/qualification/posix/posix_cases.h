/* SPDX-License-Identifier: MIT */
/* What the cases of the POSIX group share: threads that are waited for with a limit, times, and
 * what happened in which order. Expectations are for the runner's task: threads note what they
 * find.
 *
 * Whatever could wait for ever in a broken layer is called by a thread of the case. */
#ifndef POSIX_CASES_H
#define POSIX_CASES_H

#include <stdbool.h>
#include <stdint.h>

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

#include "qualification.h"

/* Around the runner's priority. */
#define P_LOW    (tskIDLE_PRIORITY + 1u)
#define P_RUNNER (tskIDLE_PRIORITY + 3u)
#define P_HIGH   (tskIDLE_PRIORITY + 4u)
#define P_HIGHER (tskIDLE_PRIORITY + 5u)

/* A thread of a case. What `body` returns is in `result` when it has ended, -77 before. */
struct posix_worker {
    pthread_t id;
    int (*body)(void *arg);
    void *arg;
    volatile int result;
    volatile bool ended;
};

/* Starts a joinable thread with arg. */
void posix_start(struct posix_worker *worker, int (*body)(void *arg), unsigned priority, void *arg);

/* Waits for its end, but not for long, and joins it. @return Its result; a thread that does not end
 * is a failure. */
int posix_finish(struct posix_worker *worker);

/* CLOCK_REALTIME, so many ms from now. */
struct timespec posix_in_ms(long ms);

/* The first moment of a tick. */
TickType_t posix_fresh_tick(void);

/* Burns ticks without waiting. */
void posix_burn(TickType_t ticks);

/* What happened, one letter each; asking forgets. */
void posix_event(char what);
bool posix_events_are(const char *letters);

/* tv_nsec just below and just above its range. */
extern const struct timespec posix_bad_times[2];

/* The call fails with -1 and that errno. */
#define EXPECT_FAILS(call, error)                                                                  \
    do {                                                                                           \
        errno = 0;                                                                                 \
        (void)EXPECT_EQUAL((long)(call), -1);                                                      \
        (void)EXPECT_EQUAL(errno, (error));                                                        \
    } while (0)

/* The cases, by file. */
#define CASE(name) void posix_##name(void);
#include "posix_case_list.h"
#undef CASE

#endif
