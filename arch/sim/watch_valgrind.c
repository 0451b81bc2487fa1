/* SPDX-License-Identifier: MIT */
/* Valgrind: stacks are registered, heap memory starts undefined, and behind each error stands the
 * name of the task. Memcheck does not know tasks, so its count of errors is read whenever one
 * leaves.
 */
#include "port.h"

#ifdef DUNLIN_SIM_VALGRIND

#include <valgrind/memcheck.h>

static unsigned errors_seen;

static void name_the_task(void)
{
    unsigned errors = (unsigned)VALGRIND_COUNT_ERRORS;
    if (errors != errors_seen) {
        errors_seen = errors;
        VALGRIND_PRINTF("sim: the report above is of: %s\n", sim_where());
    }
}

void sim_watch_start(void)
{
    static bool is_registered;
    if (!is_registered) {
        (void)VALGRIND_STACK_REGISTER(sim_port_stack, sim_port_stack + sizeof sim_port_stack - 1u);
        is_registered = true;
    }
    errors_seen = (unsigned)VALGRIND_COUNT_ERRORS;
}

void sim_watch_stack(struct arch_context *task)
{
    task->valgrind_stack =
        (uint32_t)VALGRIND_STACK_REGISTER(task->stack, task->stack + task->stack_bytes - 1u);
}

void sim_watch_leave(struct arch_context *task)
{
    (void)task;
    name_the_task();
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
    VALGRIND_STACK_DEREGISTER(task->valgrind_stack);
    (void)VALGRIND_MAKE_MEM_UNDEFINED(task->stack, task->stack_bytes);
}

/* Free memory stays accessible, for heap_4 keeps its lists there, but nothing in it is defined. */
void arch_heap_taken(void *block, size_t bytes, size_t capacity)
{
    (void)VALGRIND_MAKE_MEM_UNDEFINED(block, bytes);
    (void)VALGRIND_MAKE_MEM_NOACCESS((uint8_t *)block + bytes, capacity - bytes);
}

void arch_heap_given(void *block, size_t capacity)
{
    (void)VALGRIND_MAKE_MEM_UNDEFINED(block, capacity);
}

#else
typedef int watch_valgrind_is_off;
#endif
