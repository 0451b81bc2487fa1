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

HOT void line_succeed(const struct wait *wait, struct wait *heir)
{
    line_promote(wait->place, heir);
    line_promote(&heir->lower, wait->lower);
}

HOT void line_join(struct line *line, struct wait *wait)
{
    wait->line = line;
    if (line->first != NULL) {
        line_join_others(line, wait);
    } else {
        wait->next = wait;
        wait->prev = wait;
        wait->lower = NULL;
        wait->place = &line->first;
        line->first = wait;
    }
}

HOT struct task *wait_end_first(struct line *line, enum wake wake, struct timeout_tree *sleepers)
{
    struct wait *wait = line->first;
    struct task *task = wait->task;
    struct wait *next = wait->next;

    if (next == wait) {
        line_promote(&line->first, wait->lower);
    } else {
        next->prev = wait->prev;
        wait->prev->next = next;
        line_succeed(wait, next);
    }
    if (timeout_is_armed(&wait->sleep)) {
        timeout_disarm(sleepers, &wait->sleep);
    }
    task->wake = (uint8_t)wake;
    task->wait = NULL;
    return task;
}

#endif
