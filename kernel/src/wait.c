/* SPDX-License-Identifier: MIT */
#include "wait.h"

#include "mutex.h"
#include "sched.h"

/* Event groups serve everybody at once: there all are equal. */
static unsigned rank_of(const struct wait *wait, const struct task *task)
{
    return wait->role == WAIT_EVENT ? 0u : task->priority;
}

enum wake wait_block(struct wait *wait, struct line *line, TickType_t ticks)
{
    struct task *self = kernel_current();

    wait->task = self;
    wait->line = NULL;
    wait->sleep.next = NULL;
    if (line != NULL) {
        line_join(line, wait, rank_of(wait, self));
    }
    if (ticks != portMAX_DELAY) {
        timeout_arm(&kernel.sleepers, &wait->sleep, kernel.tick + ticks, kernel.tick);
    }
    self->wait = wait;
    self->state = TASK_BLOCKED;
    ready_remove(&kernel.ready, self);
    sched_run(ready_highest(&kernel.ready));
    return (enum wake)self->wake;
}

void wait_leave_line(struct wait *wait)
{
    struct line *line = wait->line;

    if (line != NULL) {
        line_leave(wait);
        if (configUSE_MUTEXES && wait->role == WAIT_MUTEX) {
            mutex_waiter_left(line);
        }
    }
}

void wait_end(struct task *task, enum wake wake)
{
    struct wait *wait = task->wait;

    task->wake = (uint8_t)wake;
    if (wait == NULL) {
        return;
    }
    wait_leave_line(wait);
    if (timeout_is_armed(&wait->sleep)) {
        timeout_disarm(&kernel.sleepers, &wait->sleep);
    }
    task->wait = NULL;
}

void wait_reorder(struct task *task)
{
    struct wait *wait = task->wait;

    if (wait != NULL && wait->line != NULL && wait->role != WAIT_EVENT) {
        struct line *line = wait->line;
        line_leave(wait);
        line_join(line, wait, rank_of(wait, task));
    }
}
