/* SPDX-License-Identifier: MIT */
/* Bodies of ready.h: see hot.h. */
#ifndef KERNEL_READY_HOT_H
#define KERNEL_READY_HOT_H

/* Adds `task`, the only one of its priority. */
static inline void ready_add_alone(struct ready_set *set, struct task *task)
{
    unsigned priority = task->priority;

    task->next = task;
    task->prev = task;
    set->head[priority] = task;
    set->map[ready_word(priority)] |= ready_bit(priority);
}

/* `task` stands between the last and the first of a ring. */
static inline void ready_link(struct task *task, struct task *head)
{
    struct task *last = head->prev;

    task->next = head;
    task->prev = last;
    last->next = task;
    head->prev = task;
}

HOT void ready_add(struct ready_set *set, struct task *task)
{
    unsigned priority = task->priority;

    if (LIKELY((set->map[ready_word(priority)] & ready_bit(priority)) == 0)) {
        ready_add_alone(set, task);
    } else {
        ready_link(task, set->head[priority]);
    }
}

HOT void ready_add_first(struct ready_set *set, struct task *task)
{
    unsigned priority = task->priority;

    if (LIKELY((set->map[ready_word(priority)] & ready_bit(priority)) == 0)) {
        ready_add_alone(set, task);
    } else {
        ready_link(task, set->head[priority]);
        set->head[priority] = task;
    }
}

HOT void ready_remove_head(struct ready_set *set, struct task *task)
{
    unsigned priority = task->priority;
    struct task *next = task->next;

    if (LIKELY(next == task)) {
        set->map[ready_word(priority)] &= ~ready_bit(priority);
    } else {
        set->head[priority] = next;
        next->prev = task->prev;
        task->prev->next = next;
    }
}

HOT void ready_remove(struct ready_set *set, struct task *task)
{
    struct task **head = &set->head[task->priority];

    if (task->next == task || *head == task) {
        ready_remove_head(set, task);
    } else {
        task->next->prev = task->prev;
        task->prev->next = task->next;
    }
}

#endif
