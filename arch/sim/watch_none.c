/* SPDX-License-Identifier: MIT */
/* Nobody watches memory. */
#include "port.h"

#if !defined(SIM_HAS_ASAN) && !defined(DUNLIN_SIM_VALGRIND)

void sim_watch_start(void)
{
}

void sim_watch_stack(struct arch_context *task)
{
    (void)task;
}

void sim_watch_leave(struct arch_context *task)
{
    (void)task;
}

void sim_watch_port(void)
{
}

void sim_watch_return(struct arch_context *task)
{
    (void)task;
}

void sim_watch_task(struct arch_context *task)
{
    (void)task;
}

void arch_stack_release(struct arch_context *task)
{
    (void)task;
}

void arch_heap_taken(void *block, size_t bytes, size_t capacity)
{
    (void)block;
    (void)bytes;
    (void)capacity;
}

void arch_heap_given(void *block, size_t capacity)
{
    (void)block;
    (void)capacity;
}

#else
typedef int somebody_watches;
#endif
