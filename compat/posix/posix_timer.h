/* SPDX-License-Identifier: MIT */
/* Timers, and the task that watches those that notify.
 *
 *   timers ─► [timer] ─► [timer] ─► ...      the watcher sleeps until the nearest is due
 *                due ──► expires: a thread calls the function      (SIGEV_THREAD)
 *                          └ its thread has not begun when it expires again: counted as overrun
 *
 * Who looks at a timer first lets it expire as often as it is due, so that the watcher's own delay
 * is never seen. A deleted timer that a thread still refers to goes with that thread. */
#ifndef POSIX_TIMER_H
#define POSIX_TIMER_H

#include "FreeRTOS_POSIX/pthread.h"
#include "posix_wait.h"

struct posix_timer {
    struct posix_timer *next;
    struct sigevent event;
    pthread_attr_t attributes; /* of the threads that notify */
    clockid_t clock;
    uint64_t due;      /* tick */
    uint64_t interval; /* ticks; 0: expires once */
    struct timespec interval_set;
    int64_t realtime; /* ns, where it follows CLOCK_REALTIME: what `due` stands for */
    uint8_t armed;
    uint8_t follows; /* CLOCK_REALTIME when it is set */
    uint8_t deleted;
    uint8_t notifying; /* its thread has not begun yet */
    int waiting;       /* expiries beyond the first that the thread will stand for */
    int overrun;       /* of the last thread */
};

/* All timers. The lock is held. */
extern struct posix_timer *posix_timers;

/* The timer expires as often as it is due at `now`. The lock is held. */
void posix_timer_advance(struct posix_timer *timer, uint64_t now);

/* Somebody watches the timers: 0, or EAGAIN. The lock is held. */
int posix_timer_watch(void);

/* The watcher looks at the timers again. The lock is held. */
void posix_timer_changed(void);

/* CLOCK_REALTIME has been set. The lock is held. */
void posix_timers_follow(void);

/* Takes a timer out of the list and frees it. The lock is held. */
void posix_timer_free(struct posix_timer *timer);

#endif
