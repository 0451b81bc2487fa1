/* SPDX-License-Identifier: MIT */
/* All state of the scheduler, in one place. */
#ifndef KERNEL_KERNEL_H
#define KERNEL_KERNEL_H

#include "lock.h"
#include "ready.h"
#include "timeout.h"

/* Options of the API that this kernel does not offer yet (CAVEATS.md): refused, not ignored. */
#if configUSE_QUEUE_SETS
#error "configUSE_QUEUE_SETS must be 0: queue sets are not there yet"
#endif
#if configUSE_CO_ROUTINES
#error "configUSE_CO_ROUTINES must be 0: co-routines are not there yet"
#endif
#if configUSE_TICKLESS_IDLE
#error "configUSE_TICKLESS_IDLE must be 0: tickless idle is not there yet"
#endif
#if configGENERATE_RUN_TIME_STATS || configUSE_STATS_FORMATTING_FUNCTIONS
#error                                                                                             \
    "configGENERATE_RUN_TIME_STATS, configUSE_STATS_FORMATTING_FUNCTIONS must be 0: not there yet"
#endif
#if configUSE_POSIX_ERRNO || configUSE_NEWLIB_REENTRANT || configUSE_C_RUNTIME_TLS_SUPPORT
#error "configUSE_POSIX_ERRNO, _NEWLIB_REENTRANT and _C_RUNTIME_TLS_SUPPORT must be 0"
#endif
#if configNUMBER_OF_CORES != 1
#error "configNUMBER_OF_CORES must be 1: several cores are not there yet"
#endif

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

/* NULL means the running task, as everywhere in the API. */
static inline struct task *task_or_self(TaskHandle_t handle)
{
    return handle != NULL ? task_of(handle) : kernel_current();
}

#endif
