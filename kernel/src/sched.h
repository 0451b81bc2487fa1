/* SPDX-License-Identifier: MIT */
/* Who runs: the few ways in which the processor changes hands. The caller holds the kernel lock.
 *
 *   a task leaves              sched_run()        thread-mode switch, no exception frame
 *   a task was readied         sched_release()    switch now, or pend, or remember
 *   a task gets its item and   sched_hand_over()  only where sched_may_hand_over() (semantics K3):
 *   runs at once                                  nobody can see that the item never rested
 */
#ifndef KERNEL_SCHED_H
#define KERNEL_SCHED_H

#include "c_library.h"
#include "kernel.h"
#include "run_time.h"
#include "wait.h"

/* Calls vApplicationStackOverflowHook when `task`, whose stack pointer is `sp`, has run over. */
void sched_check_stack(struct task *task, const void *sp);

/* The task that `handle` names; NULL names the running one. @return NULL: deleted, or no task. */
HOT struct task *task_if_live(TaskHandle_t handle);

#define REQUIRE_NAMED(task, handle, call, failure)                                                 \
    KREQUIRE((KERNEL_INLINE && (handle) == NULL) || (task) != NULL, call ": deleted, or no task",  \
             failure)

/* Something is to be switched to, and cannot be from here: pend it or remember it. */
void sched_request(void);

/* Whether the running task may switch away here and now, the lock having been taken with `mask`. */
HOT bool kernel_may_switch(arch_mask_t mask);

/* The same question after a no, where only a switch that is due was in the way: it is forgotten. */
bool sched_may_block_anyway(arch_mask_t mask);

/* Lets interrupts in, but no task. The lock is held before and after, and nothing but that masks.
 */
void sched_let_in(void);

/* Whether the running task may give the processor up. A switch that is due is no obstacle. */
HOT bool sched_may_block(arch_mask_t mask);

/**
 * The books of a switch: what is checked, traced and handed from the task that ran to the one that
 * runs next, in thread mode and in the port's handler alike.
 *
 * @param sp  Stack pointer that `from` leaves with; looked at only where stacks are checked.
 */
static inline void sched_switched(struct task *from, struct task *to, const void *sp)
{
    if (configCHECK_FOR_STACK_OVERFLOW > 0) {
        sched_check_stack(from, sp);
    }
    traceTASK_SWITCHED_OUT();
    run_time_charge(from);
    kernel_set_current(to);
    c_library_switch(from, to);
    traceTASK_SWITCHED_IN();
}

/* `self`, which runs, makes way for `next`; returns with interrupts unmasked when it runs again. */
HOT void sched_switch(struct task *self, struct task *next);

static inline void sched_run(struct task *next)
{
    sched_switch(kernel_current(), next);
}

/* wait_block, for where every instruction counts. */
HOT enum wake sched_block(struct task *self, struct wait *wait, TickType_t ticks);

HOT void sched_make_ready(struct task *task);

/* True when `task`, which is not ready yet, should run before the running task goes on. */
static inline bool sched_outranks(const struct task *task)
{
    return configUSE_PREEMPTION && task->priority > kernel_current()->priority;
}

/* Makes `task` ready, which outranks the running task, which is the best that is ready: so it is
 * where kernel_may_switch. */
HOT void sched_make_first(struct task *task);

/* Makes `task` ready. True when it should run before the running task goes on. */
HOT bool sched_ready(struct task *task);

/* Releases the lock, and the processor where a better task is ready. */
HOT void sched_dispatch(arch_mask_t mask, bool outranked);

/* Releases the lock; the best task runs, where that is not the running one: for calls after which
 * anything may have changed. */
void sched_reschedule(arch_mask_t mask);

/* Makes `task` ready, asks for a switch, and releases the lock. */
void sched_release_later(struct task *task, arch_mask_t mask);

/* Makes `task` ready, releases the lock, and lets it run if it outranks the running task. */
HOT void sched_release(struct task *task, arch_mask_t mask);

/* Makes `task` ready from an ISR. `woken` is about the interrupted task, whoever else is ready;
 * what the ISR makes of it is its own affair, also without pre-emption. */
HOT void sched_release_from_isr(struct task *task, BaseType_t *woken);

/* True when `task`, once readied, would run before the caller's own call returns. */
HOT bool sched_would_run(const struct task *task, arch_mask_t mask);

/* True when `task` may get what it waits for at once. Built for size, everybody looks again. */
static inline bool sched_may_hand_over(const struct task *task, arch_mask_t mask)
{
    return KERNEL_INLINE && sched_would_run(task, mask);
}

/* The first of `line` has what it waits for and runs, now. Releases the lock. */
HOT void sched_hand_over(struct line *line);

/* The first of `line` may look again: it keeps its deadline, not its place. Releases the lock. */
HOT void sched_post(struct line *line, arch_mask_t mask);

/* The same where perhaps nobody waits. */
static inline void sched_post_if_any(struct line *line, arch_mask_t mask)
{
    if (!KERNEL_INLINE || line->first != NULL) {
        sched_post(line, mask);
    } else {
        kernel_unlock(mask);
    }
}

HOT void sched_post_from_isr(struct line *line, BaseType_t *woken);

/* Ends the wait of everybody in `line` by `wake`. The lock is not held. */
void sched_dismiss(struct line *line, enum wake wake);

/* One level of vTaskSuspendAll has ended: releases the lock; after the last one, what came to be
 * due meanwhile is done. True when somebody else has run then, or will. */
HOT bool sched_resumed(arch_mask_t mask);

/* Gives `task` another effective priority; true when the running task should not go on. With
 * `keeps_turn` the running task stays ahead of its equals. */
bool sched_set_priority(struct task *task, unsigned priority, bool keeps_turn);

/* Ticks left until `due`, the end of a wait for `limit` ticks in all, which was ended by `wake`; 0
 * when it is over. */
HOT TickType_t sched_ticks_left(TickType_t due, TickType_t limit, enum wake wake);

#if KERNEL_INLINE
#include "sched_hot.h"
#endif

#endif
