/* SPDX-License-Identifier: MIT */
/* Waiting: a task stands in the line of an object, or for a time, or both.
 *
 * A struct wait lives on the stack of the task that waits, for as long as its call lasts; the task
 * points at it, so whoever wakes, suspends or deletes the task can take it out of everything.
 *
 *   line.first                    one leader for each priority that waits; a leader knows the
 *      |                          leader of the next lower one; equals stand in a ring behind
 *      v                          their leader, first come first served
 *   [prio 7] <-> [prio 7]
 *      | lower
 *   [prio 3] <-> [prio 3] <-> [prio 3]
 *
 * Who has been alone in his line so far has no links: his `next` is NULL, and the other three say
 * nothing.
 *
 * Joining a line costs O(distinct priorities), leaving it O(1), however many tasks wait. The caller
 * holds the kernel lock.
 */
#ifndef KERNEL_WAIT_H
#define KERNEL_WAIT_H

#include "bits.h"
#include "tcb.h"
#include "timeout.h"

struct line {
    struct wait *first; /* who is served first, NULL when nobody waits */
};

enum wait_role {
    WAIT_TAKE = 0, /* for an item */
    WAIT_PERMIT,   /* for a permit of a semaphore */
    WAIT_PEEK,     /* for an item, to leave it there */
    WAIT_SEND,     /* for room */
    WAIT_MUTEX,    /* for a mutex: its holder may run at this task's priority */
    WAIT_EVENT,    /* for bits of an event group */
};

struct wait {
    struct task *task;
    struct line *line; /* NULL: waits for time only */
    struct wait *next; /* ring of equals; NULL: nobody else has come to the line so far */
    struct wait *prev;
    struct wait *lower;  /* leaders only: the next lower leader */
    struct wait **place; /* leaders only: where the pointer to this one is kept; else NULL */
    void *item;          /* where the item goes or comes from; event groups: struct event_want */
    uint8_t rank;        /* priority it stands at */
    uint8_t role;        /* enum wait_role */
    uint8_t front;       /* WAIT_SEND: the item goes to the front */
    struct timeout sleep;
};

/* `task` is about to wait in a line; line_join says in which. */
HOT void wait_init(struct wait *wait, struct task *task, enum wait_role role);

/* `task` is about to wait for time only. */
static inline void wait_init_time(struct wait *wait, struct task *task)
{
    wait->task = task;
    wait->line = NULL;
    wait->sleep.next = NULL;
}

/* The leader `wait` goes behind its equals. */
void line_rotate(struct wait *wait);

/* Puts `wait` behind its equals in a line where somebody waits already. */
void line_join_others(struct line *line, struct wait *wait);

/* Puts `wait`, whose rank is set, behind its equals. */
HOT void line_join(struct line *line, struct wait *wait);

/* Takes `wait` out of the line it stands in. */
void line_leave(struct wait *wait);

/**
 * Blocks the running task until it is woken or `ticks` have passed; portMAX_DELAY never passes. The
 * caller has put `wait` in a line, or in none. The lock is held, sched_may_block was
 * true; the lock is released on the way. (sched_block is the same, inline.)
 */
enum wake wait_block(struct wait *wait, TickType_t ticks);

/**
 * Lets interrupts in, but no task, where the running task has begun to wait and does not sleep yet.
 * The lock is held before and after, and sched_may_block was true.
 *
 * @return False when the wait is over: its time is up, or it stands at a priority that its task has
 *         no more, and then it was ended with WAKE_AGAIN.
 */
bool wait_let_in(struct wait *wait);

/**
 * Arms the time-out of `wait`, which is in no line yet, and lets interrupts in as wait_let_in.
 *
 * @param[in,out] ticks  How long, not portMAX_DELAY; then that: there is nothing left to arm.
 */
bool wait_arm_apart(struct wait *wait, TickType_t *ticks);

/* Takes the first out of `line`, for the one who serves it. Its wait is over. */
HOT struct task *wait_end_first(struct line *line, enum wake wake, struct timeout_tree *sleepers);

/* Takes `wait` out of its line, where it stands in one, and tells a mutex's holder. */
void wait_leave_line(struct wait *wait);

/* Ends the wait of `task`, which becomes neither ready nor suspended here. */
void wait_end(struct task *task, enum wake wake);

/* `task`, which waits in a line, has got another priority. */
void wait_reorder(struct task *task);

#if KERNEL_INLINE
#include "wait_hot.h"
#endif

#endif
