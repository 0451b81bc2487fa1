/* SPDX-License-Identifier: MIT */
#include "wait.h"

#include "mutex.h"
#include "sched.h"

enum wake wait_block(struct wait *wait, TickType_t ticks)
{
    return sched_block(kernel_current(), wait, ticks);
}

bool wait_let_in(struct wait *wait)
{
    struct task *self = wait->task;

    self->wait = wait;
    sched_let_in();
    if (self->wait != NULL && wait->rank != self->priority) {
        wait_end(self, WAKE_AGAIN);
    }
    return self->wait != NULL;
}

bool wait_arm_apart(struct wait *wait, TickType_t *ticks)
{
    TickType_t due = kernel.tick + *ticks;

    wait->line = NULL;
    *ticks = portMAX_DELAY;
    timeout_arm(&kernel.sleepers, &wait->sleep, due, kernel.tick);
    return wait_let_in(wait);
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
        wait->rank = task->priority;
        line_join(line, wait);
    }
}
