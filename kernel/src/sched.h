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

/* Something is to be switched to, and cannot be from here: pend it or remember it. */
void sched_request(void);

/* Pends the switch that is due, where one is and the scheduler is not suspended. */
void sched_request_due(void);

/* The same question after a no, where only a switch that is due was in the way: it is forgotten. */
bool sched_may_block_anyway(arch_mask_t mask);

/* Whether the running task may give the processor up. A switch that is due is no obstacle. */
static inline bool sched_may_block(arch_mask_t mask)
{
    return kernel_may_switch(mask) || sched_may_block_anyway(mask);
}

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
static inline void sched_switch(struct task *self, struct task *next)
{
    /* Asking costs a frame pointer, so only who needs it asks. What the switch pushes counts, too.
     */
    const void *sp = configCHECK_FOR_STACK_OVERFLOW > 0
                         ? (const char *)__builtin_frame_address(0) - ARCH_SWITCH_BYTES
                         : NULL;

    sched_switched(self, next, sp);
    arch_switch(&self->context, &next->context);
}

static inline void sched_run(struct task *next)
{
    sched_switch(kernel_current(), next);
}

/* wait_block, for where every instruction counts. */
static inline enum wake sched_block(struct task *self, struct wait *wait, TickType_t ticks)
{
    self->wait = wait;
    self->state = TASK_BLOCKED;
    if (ticks != portMAX_DELAY) {
        TickType_t due = kernel.tick + ticks;
        if (due >= kernel.tick) {
            traceMOVED_TASK_TO_DELAYED_LIST();
        } else {
            traceMOVED_TASK_TO_OVERFLOW_DELAYED_LIST();
        }
        timeout_arm(&kernel.sleepers, &wait->sleep, due, kernel.tick);
    }
    ready_remove_head(&kernel.ready, self);
    sched_switch(self, ready_highest(&kernel.ready));
    return (enum wake)self->wake;
}

static inline void sched_make_ready(struct task *task)
{
    traceMOVED_TASK_TO_READY_STATE(task_handle(task));
    task->state = TASK_READY;
    ready_add(&kernel.ready, task);
    tracePOST_MOVED_TASK_TO_READY_STATE(task_handle(task));
}

/* True when `task`, which is not ready yet, should run before the running task goes on. */
static inline bool sched_outranks(const struct task *task)
{
    return configUSE_PREEMPTION && task->priority > kernel_current()->priority;
}

/* Makes `task` ready, which outranks the running task, which is the best that is ready: so it is
 * where kernel_may_switch. */
static inline void sched_make_first(struct task *task)
{
    traceMOVED_TASK_TO_READY_STATE(task_handle(task));
    task->state = TASK_READY;
    ready_add_alone(&kernel.ready, task);
    tracePOST_MOVED_TASK_TO_READY_STATE(task_handle(task));
}

/* Makes `task` ready. True when it should run before the running task goes on. */
static inline bool sched_ready(struct task *task)
{
    bool outranks = sched_outranks(task);

    sched_make_ready(task);
    return outranks;
}

/* Releases the lock, and the processor where a better task is ready. */
static inline void sched_dispatch(arch_mask_t mask, bool outranked)
{
    if (!outranked) {
        kernel_unlock(mask);
    } else if (kernel_may_switch(mask)) {
        sched_run(ready_highest(&kernel.ready));
    } else {
        sched_request();
        kernel_unlock(mask);
    }
}

/* Releases the lock; the best task runs, where that is not the running one: for calls after which
 * anything may have changed. */
void sched_reschedule(arch_mask_t mask);

/* Makes `task` ready, releases the lock, and lets it run if it outranks the running task. */
static inline void sched_release(struct task *task, arch_mask_t mask)
{
    if (!sched_outranks(task)) {
        sched_make_ready(task);
    } else if (LIKELY(kernel_may_switch(mask))) {
        sched_make_first(task);
        sched_run(task);
        return;
    } else {
        sched_make_ready(task);
        sched_request();
    }
    kernel_unlock(mask);
}

/* Makes `task` ready from an ISR. `woken` is about the interrupted task, whoever else is ready;
 * what the ISR makes of it is its own affair, also without pre-emption. */
static inline void sched_release_from_isr(struct task *task, BaseType_t *woken)
{
    bool outranks = task->priority > kernel_current()->priority;

    sched_make_ready(task);
    if (!outranks) {
        return;
    }
    if (configUSE_PREEMPTION) {
        kernel_hold()->why.switch_due = 1;
    }
    if (woken != NULL) {
        *woken = pdTRUE;
    } else if (configUSE_PREEMPTION) {
        sched_request();
    }
}

/* True when `task`, once readied, would run before the caller's own call returns. */
static inline bool sched_may_hand_over(const struct task *task, arch_mask_t mask)
{
    return sched_outranks(task) && kernel_may_switch(mask);
}

/* The first of `line` has what it waits for and runs, now. Releases the lock. */
static inline void sched_hand_over(struct line *line)
{
    struct task *task = wait_end_first(line, WAKE_HANDED, &kernel.sleepers);

    sched_make_first(task);
    sched_run(task);
}

/* The first of `line` may look again: it keeps its deadline, not its place. Releases the lock. */
static inline void sched_post(struct line *line, arch_mask_t mask)
{
    sched_release(wait_end_first(line, WAKE_AGAIN, &kernel.sleepers), mask);
}

static inline void sched_post_from_isr(struct line *line, BaseType_t *woken)
{
    sched_release_from_isr(wait_end_first(line, WAKE_AGAIN, &kernel.sleepers), woken);
}

/* Gives `task` another effective priority; true when the running task is now outranked. */
bool sched_set_priority(struct task *task, unsigned priority);

/* Ticks left until `due`, the end of a wait for `limit` ticks in all, which was ended by `wake`; 0
 * when it is over. */
static inline TickType_t sched_ticks_left(TickType_t due, TickType_t limit, enum wake wake)
{
    if (wake == WAKE_TIMEOUT) {
        return 0;
    }
    if (limit == portMAX_DELAY) {
        return portMAX_DELAY;
    }
    TickType_t left = due - kernel.tick;
    return left <= limit ? left : 0;
}

#endif
