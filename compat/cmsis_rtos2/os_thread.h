/* SPDX-License-Identifier: MIT */
/* What this layer knows of a thread: at the top of its stack, so that a control block is the
 * kernel's StaticTask_t and nothing else.
 *
 *   stack_mem |  stack of the task ........ | struct os_thread |
 *             0 <- lowest                                 stack_bytes
 */
#ifndef OS_THREAD_H
#define OS_THREAD_H

#include "os_core.h"

struct os_thread {
    struct task *task;
    const char *name;
    osThreadFunc_t function;
    void *argument;
    struct line joiner; /* at most one */
    uint32_t stack_bytes;
    uint32_t flags;
    uint32_t wanted;  /* flags it waits for */
    uint8_t options;  /* of that wait */
    bool waits;       /* for flags */
    uint8_t priority; /* osPriority_t */
    bool joinable;
    bool terminated; /* and not yet joined */
};

/* The task behind an identifier; NULL for NULL, for what is no thread, and for one that is no more.
 */
static inline struct task *os_task_of(osThreadId_t id)
{
    return task_is_live(id) ? task_of(id) : NULL;
}

/* NULL for a task that osThreadNew did not make. */
static inline struct os_thread *os_thread_of(const struct task *task)
{
    return task != NULL ? task->os_thread : NULL;
}

/* The running thread's; NULL when a task of another making runs, or none. */
static inline struct os_thread *os_thread_self(void)
{
    return kernel.running ? os_thread_of(kernel_current()) : NULL;
}

/* Priorities 1 .. 55 to those of the kernel above the idle task's; one to one where it has 56. */
unsigned os_priority_to_kernel(osPriority_t priority);

#endif
