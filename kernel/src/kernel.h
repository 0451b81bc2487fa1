/* SPDX-License-Identifier: MIT */
/* All state of the scheduler, in one place. */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include "lock.h"
#include "ready.h"
#include "timeout.h"

struct dunlin_kernel {
    struct arch_core core[configNUMBER_OF_CORES]; /* first: arch_core.h */
    volatile BaseType_t running;                  /* pdTRUE: vTaskStartScheduler was called */
    BaseType_t wraps;                             /* of the tick count */
    UBaseType_t tasks;                            /* created and not yet freed */
    struct task *dying;                           /* deleted themselves; the idle task frees them */
    struct timeout_tree sleepers;
    TickType_t tick;
    struct ready_set ready; /* large: what comes later is far for an instruction */
#if KERNEL_TASK_ALL_LIST
    struct task *all;
    UBaseType_t numbers; /* given out so far */
#endif
#if configGENERATE_RUN_TIME_STATS
    configRUN_TIME_COUNTER_TYPE run_since; /* run_time.h: when the running task was switched to */
#endif
};

/* The symbol has a name that no application uses; here it is plain. */
#define kernel dunlin_kernel

KERNEL_STATIC_ASSERT(offsetof(struct dunlin_kernel, core) == 0, "arch_core.h: first");

static inline struct task *kernel_current(void)
{
    return (struct task *)(void *)kernel.core[arch_core_id()].current;
}

static inline void kernel_set_current(struct task *task)
{
    kernel.core[arch_core_id()].current = task == NULL ? NULL : &task->context;
}

/* Why this core may not switch in thread mode. */
static inline union arch_hold *kernel_hold(void)
{
    return &kernel.core[arch_core_id()].hold;
}

/* The running task's handle in an application's trace macros; the reference's own example is
 * `#define traceTASK_SWITCHED_OUT() xTaskCallApplicationTaskHook(pxCurrentTCB, 0)`. */
#define pxCurrentTCB ((TaskHandle_t)(void *)kernel_current())

/* NULL means the running task, as everywhere in the API. */
static inline struct task *task_or_self(TaskHandle_t handle)
{
    return handle != NULL ? task_of(handle) : kernel_current();
}

#endif
