/* SPDX-License-Identifier: MIT */
/* Bodies of wait.h: see hot.h. */
#ifndef KERNEL_WAIT_HOT_H
#define KERNEL_WAIT_HOT_H

HOT void wait_init(struct wait *wait, struct task *task, enum wait_role role)
{
    wait->task = task;
    wait->sleep.next = NULL;
    wait->role = (uint8_t)role;
    wait->rank = task->priority;
}

HOT void line_join(struct line *line, struct wait *wait)
{
    wait->line = line;
    if (LIKELY(line->first == NULL)) {
        wait->next = NULL;
        line->first = wait;
    } else {
        line_join_others(line, wait);
    }
}

HOT struct task *wait_end_first(struct line *line, enum wake wake, struct timeout_tree *sleepers)
{
    struct wait *wait = line->first;
    struct task *task = wait->task;

    if (KERNEL_INLINE && LIKELY(wait->next == NULL)) {
        line->first = NULL;
    } else {
        line_leave(wait);
    }
    if (timeout_is_armed(&wait->sleep)) {
        timeout_disarm(sleepers, &wait->sleep);
    }
    task->wake = (uint8_t)wake;
    task->wait = NULL;
    return task;
}

#endif
