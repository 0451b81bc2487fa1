/* SPDX-License-Identifier: MIT */
/* Bodies of sched.h: see hot.h. */
#ifndef KERNEL_SCHED_HOT_H
#define KERNEL_SCHED_HOT_H

HOT struct task *task_if_live(TaskHandle_t handle)
{
    if (handle == NULL) {
        return kernel_current();
    }
    return task_is_live(handle) ? task_of(handle) : NULL;
}

HOT bool kernel_may_switch(arch_mask_t mask)
{
    return arch_may_switch(mask, kernel_hold()->any);
}

HOT bool sched_may_block(arch_mask_t mask)
{
    return (KERNEL_INLINE && kernel_may_switch(mask)) || sched_may_block_anyway(mask);
}

HOT void sched_switch(struct task *self, struct task *next)
{
    /* Asking costs a frame pointer, so only who needs it asks. What the switch pushes counts, too.
     */
    const void *sp = configCHECK_FOR_STACK_OVERFLOW > 0
                         ? (const char *)__builtin_frame_address(0) - ARCH_SWITCH_BYTES
                         : NULL;

    sched_switched(self, next, sp);
    arch_switch(&self->context, &next->context);
}

HOT enum wake sched_block(struct task *self, struct wait *wait, TickType_t ticks)
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

HOT void sched_make_ready(struct task *task)
{
    traceMOVED_TASK_TO_READY_STATE(task_handle(task));
    task->state = TASK_READY;
    ready_add(&kernel.ready, task);
    tracePOST_MOVED_TASK_TO_READY_STATE(task_handle(task));
}

HOT bool sched_ready(struct task *task)
{
    bool outranks = sched_outranks(task);

    sched_make_ready(task);
    return outranks;
}

HOT void sched_make_first(struct task *task)
{
    traceMOVED_TASK_TO_READY_STATE(task_handle(task));
    task->state = TASK_READY;
    ready_add_alone(&kernel.ready, task);
    tracePOST_MOVED_TASK_TO_READY_STATE(task_handle(task));
}

HOT void sched_dispatch(arch_mask_t mask, bool outranked)
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

HOT void sched_release(struct task *task, arch_mask_t mask)
{
    if (!KERNEL_INLINE) {
        sched_dispatch(mask, sched_ready(task));
        return;
    }
    if (!sched_outranks(task)) {
        sched_make_ready(task);
        kernel_unlock(mask);
    } else if (LIKELY(kernel_may_switch(mask))) {
        sched_make_first(task);
        sched_run(task);
    } else {
        sched_release_later(task, mask);
    }
}

HOT void sched_release_from_isr(struct task *task, BaseType_t *woken)
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

HOT bool sched_resumed(arch_mask_t mask)
{
    union arch_hold *hold = kernel_hold();

    if (hold->why.suspended != 0 || hold->why.switch_due == 0 || !kernel.running) {
        kernel_unlock(mask);
        return false;
    }
    const struct task *self = kernel_current();
    if (configUSE_TIME_SLICING && (hold->why.switch_due & SWITCH_TURN_IS_OVER) != 0) {
        ready_rotate(&kernel.ready, self);
    }
    hold->why.switch_due = 0;
    bool outranked = ready_highest(&kernel.ready) != self;
    sched_dispatch(mask, outranked);
    return outranked;
}

HOT bool sched_would_run(const struct task *task, arch_mask_t mask)
{
    return sched_outranks(task) && kernel_may_switch(mask);
}

HOT void sched_hand_over(struct line *line)
{
    struct task *task = wait_end_first(line, WAKE_HANDED, &kernel.sleepers);

    sched_make_first(task);
    sched_run(task);
}

HOT void sched_post(struct line *line, arch_mask_t mask)
{
    if (!KERNEL_INLINE && line->first == NULL) {
        kernel_unlock(mask);
        return;
    }
    sched_release(wait_end_first(line, WAKE_AGAIN, &kernel.sleepers), mask);
}

HOT void sched_post_from_isr(struct line *line, BaseType_t *woken)
{
    sched_release_from_isr(wait_end_first(line, WAKE_AGAIN, &kernel.sleepers), woken);
}

HOT TickType_t sched_ticks_left(TickType_t due, TickType_t limit, enum wake wake)
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
