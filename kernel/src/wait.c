/* SPDX-License-Identifier: MIT */
#include "wait.h"

#include "mutex.h"
#include "sched.h"

enum wake wait_block(struct wait *wait, TickType_t ticks)
{
    return sched_block(kernel_current(), wait, ticks);
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
