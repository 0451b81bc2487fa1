/* SPDX-License-Identifier: MIT */
/* AddressSanitizer and UBSan: stacks are fibers, heap blocks are poisoned around and after their
 * life, reports name the task.
 *
 * heap_4 keeps its heads between the blocks. They are poisoned, too, which makes them red zones;
 * heap_4 itself is compiled without AddressSanitizer (port.cmake).
 */
#include "port.h"

#ifdef SIM_HAS_ASAN

#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "forbidden.h"

HOST_CALL(clock_gettime);

#define HEAD_BYTES sizeof(size_t)

static struct {
    const void *bottom;
    size_t bytes;
} host_stack;

void sim_watch_start(void)
{
    host_stack.bottom = NULL;
}

void sim_watch_stack(struct arch_context *task)
{
    __asan_unpoison_memory_region((void *)task->stack, task->stack_bytes);
}

void sim_watch_leave(struct arch_context *task)
{
    __sanitizer_start_switch_fiber(&task->fake_stack, sim_port_stack, sizeof sim_port_stack);
}

void sim_watch_port(void)
{
    const void *bottom = NULL;
    size_t bytes = 0;

    __sanitizer_finish_switch_fiber(NULL, &bottom, &bytes);
    if (host_stack.bottom == NULL) { /* the first to leave is main() */
        host_stack.bottom = bottom;
        host_stack.bytes = bytes;
    }
}

void sim_watch_return(struct arch_context *task)
{
    if (task == &sim_port.host) {
        __sanitizer_start_switch_fiber(NULL, host_stack.bottom, host_stack.bytes);
    } else {
        __sanitizer_start_switch_fiber(NULL, (const void *)task->stack, task->stack_bytes);
    }
}

void sim_watch_task(struct arch_context *task)
{
    __sanitizer_finish_switch_fiber(task->fake_stack, NULL, NULL);
    task->fake_stack = NULL;
}

void arch_stack_release(struct arch_context *task)
{
    __asan_unpoison_memory_region((void *)task->stack, task->stack_bytes);
}

void arch_heap_taken(void *block, size_t bytes, size_t capacity)
{
    uint8_t *start = block;
    __asan_poison_memory_region(start - HEAD_BYTES, HEAD_BYTES + capacity + HEAD_BYTES);
    __asan_unpoison_memory_region(start, bytes);
}

void arch_heap_given(void *block, size_t capacity)
{
    __asan_poison_memory_region(block, capacity);
}

/* The run-time is linked with the image and asks for the time under the wrapped name. */
int __wrap_clock_gettime(clockid_t clock, struct timespec *time);
int __wrap_clock_gettime(clockid_t clock, struct timespec *time)
{
    return HOST(clock_gettime)(clock, time);
}

static void name_the_task(void)
{
    static const char before[] = "sim: the report that follows is of: ";
    const char *where = sim_where();
    (void)!write(2, before, sizeof before - 1u);
    (void)!write(2, where, strlen(where));
    (void)!write(2, "\n", 1);
}

/* The sanitizer run-times call these when they begin a report. */
void __asan_on_error(void);
void __asan_on_error(void)
{
    name_the_task();
}

void __ubsan_on_report(void);
void __ubsan_on_report(void)
{
    name_the_task();
}

#else
typedef int watch_asan_is_off;
#endif
