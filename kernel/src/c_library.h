/* SPDX-License-Identifier: MIT */
/* What the C library keeps for each task: errno, and the block that newlib (struct _reent) or
 * picolibc (thread-local storage) finds through one global pointer. Interrupt handlers see the
 * state of the task they interrupt.
 *
 *   made with the task ── c_library_init      a block may take its memory from the top of the stack
 *   each switch        ── c_library_switch
 *   freed with it      ── c_library_deinit
 */
#ifndef KERNEL_C_LIBRARY_H
#define KERNEL_C_LIBRARY_H

#include "tcb.h"

/* @return The top of the stack that is left for the task. */
static inline uintptr_t c_library_init(struct task *task, uintptr_t top)
{
    (void)task;
#if configUSE_POSIX_ERRNO
    task->posix_errno = 0;
#endif
#if configUSE_C_RUNTIME_TLS_SUPPORT
    StackType_t *stack_top = (StackType_t *)top;
    configINIT_TLS_BLOCK(task->tls, stack_top);
    top = (uintptr_t)stack_top & ~(uintptr_t)(ARCH_STACK_ALIGN - 1u);
#endif
    return top;
}

/* `to` is about to run. */
static inline void c_library_load(struct task *to)
{
    (void)to;
#if configUSE_POSIX_ERRNO
    FreeRTOS_errno = to->posix_errno;
#endif
#if configUSE_C_RUNTIME_TLS_SUPPORT
    configSET_TLS_BLOCK(to->tls);
#endif
}

static inline void c_library_switch(struct task *from, struct task *to)
{
    (void)from;
#if configUSE_POSIX_ERRNO
    from->posix_errno = FreeRTOS_errno;
#endif
    c_library_load(to);
}

/* `task` will not run any more. */
static inline void c_library_deinit(struct task *task)
{
    (void)task;
#if configUSE_C_RUNTIME_TLS_SUPPORT
    configDEINIT_TLS_BLOCK(task->tls);
#endif
}

#endif
