/* SPDX-License-Identifier: MIT */
/* How threads wait in this layer: each stands in one line, with a bell of its own.
 *
 *   line.first ─► [prio 7] ─► [prio 3] ─► [prio 3]     on the stacks of those who wait
 *                   bell        bell        bell
 *
 * posix_lock() is the layer's only lock: the scheduler stands still, interrupts go on. Whoever
 * serves a waiter takes it out of its line under the lock and rings; a bell that rings for somebody
 * who still stands in line means: look at the clock again. So nothing is lost between a time-out
 * and a wake-up: who is not in line any more was served. */
#ifndef POSIX_WAIT_H
#define POSIX_WAIT_H

#include "posix_config.h"

#include "posix_clock.h"

struct posix_waiter {
    struct posix_waiter *next;
    struct posix_waiter *next_timed; /* of those who wait for a time of CLOCK_REALTIME */
    struct posix_line *line;         /* NULL: served */
    void *item;                      /* for whoever serves it */
    UBaseType_t priority;
    SemaphoreHandle_t bell;
    StaticSemaphore_t memory;
};

static inline void posix_lock(void)
{
    vTaskSuspendAll();
}

static inline void posix_unlock(void)
{
    (void)xTaskResumeAll();
}

/**
 * Waits in `line` to be served. The lock is held before and after, not meanwhile.
 *
 * @param item  What the one who serves it finds in its struct posix_waiter.
 * @return 0, or ETIMEDOUT.
 */
int posix_wait(struct posix_line *line, void *item, const struct posix_until *until);

/* The lock is held: the first in `line`, whose item is at hand, goes on when the lock is released.
 */
void posix_serve(struct posix_line *line);

/* The same for all. */
void posix_serve_all(struct posix_line *line);

/* The lock is held and CLOCK_REALTIME has been set: who waits for a time of it looks again. */
void posix_look_again(void);

#endif
