/* SPDX-License-Identifier: MIT */
/* All state of the scheduler, in one place. */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include "lock.h"
#include "ready.h"
#include "timeout.h"

struct cpu {
    struct task *current;
};

struct kernel {
    struct cpu cpu[configNUMBER_OF_CORES]; /* first: the port's assembly reads it */
    TickType_t tick;
    struct ready_set ready;
    struct timeout_tree sleepers;
    BaseType_t wraps;         /* of the tick count */
    UBaseType_t tasks;        /* created and not yet freed */
    struct task *dying;       /* deleted themselves; the idle task frees them */
    volatile bool running;    /* vTaskStartScheduler was called */
    volatile bool switch_due; /* a switch that nobody has asked the port for yet */
#if KERNEL_TASK_ALL_LIST
    struct task *all;
    UBaseType_t numbers; /* given out so far */
#endif
};

extern struct kernel kernel;

KERNEL_STATIC_ASSERT(offsetof(struct kernel, cpu) == 0, "the port reads the first word");

static inline struct task *kernel_current(void)
{
    return kernel.cpu[arch_core_id()].current;
}

#endif
