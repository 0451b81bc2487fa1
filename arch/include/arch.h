/* SPDX-License-Identifier: MIT */
/* What a processor architecture gives the kernel: all of it.
 *
 *      kernel        arch_switch(from, to)    a task yields or blocks: no exception frame
 *        |  ^        arch_request_switch()    in a handler, or where a switch must wait: pended
 *        v  |
 *      arch/<isa>    kernel_tick()  kernel_pick_next()  kernel_task_returned()
 *
 * A port is one directory, arch/<isa>/, that implements this header, arch_inline.h (masking, core
 * id, may-switch: static inline, on the hot path; it also defines struct arch_context, arch_mask_t
 * and ARCH_MASK_NONE, what arch_mask() returns where nothing was masked) and portmacro.h (the
 * ecosystem's port* names; arch_macros.h has those that are the same everywhere). Board, chip and
 * compiler differences do not appear here.
 */
#ifndef ARCH_H
#define ARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOSConfig.h"

#include "arch_inline.h"

/* What arch_switch pushes at least: a task with less room left has overflowed its stack. */
#ifndef ARCH_SWITCH_BYTES
#define ARCH_SWITCH_BYTES 0
#endif

#ifndef ARCH_HAS_LET_IN
/**
 * Let interrupts in between two tasks that one tick readies. Ports whose tick handler runs masked
 * have one of their own.
 *
 * @param mask  What arch_mask() returned.
 *
 * Context: the kernel's lock is held, before and after.
 */
static inline void arch_let_in(arch_mask_t mask)
{
    arch_unmask(mask);
    (void)arch_mask();
}
#endif

/**
 * Build the first frame of a task, as if it had just been switched out before `entry(arg)`.
 *
 * @param[out] context  Filled in.
 * @param stack         Lowest byte, aligned to ARCH_STACK_ALIGN.
 * @param stack_bytes   Size, a multiple of ARCH_STACK_ALIGN.
 * @param entry         Function the task starts in. If it returns, kernel_task_returned is called.
 * @param arg           Passed to `entry` unchanged.
 *
 * Context: any, before the task is ready.
 */
void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg);

/**
 * Start running `first`. Returns only after arch_stop(), on ports that can stop.
 *
 * Context: once per core, interrupts masked; they are enabled on the way.
 */
void arch_start(struct arch_context *first);

/** Leave the tasks for good and return from arch_start, where the port can. Context: task. */
void arch_stop(void);

/**
 * Leave the running task and continue `to`, which may have left by this call or by an exception.
 *
 * Context: task, arch_may_switch() true. When `from` runs
 *          again the call returns with interrupts unmasked.
 */
void arch_switch(struct arch_context *from, struct arch_context *to);

/** Ask for a switch as soon as interrupts allow; kernel_pick_next is called then. Context: any. */
void arch_request_switch(void);

/** Start the tick: an ISR that calls kernel_tick() `hz` times a second. Context: once, at start. */
void arch_tick_start(uint32_t hz);

/** Let the processor sleep until an interrupt comes. Context: idle task, interrupts enabled. */
void arch_sleep(void);

/* The calls a port makes back into the kernel. */

/** One tick has passed; a switch that is due is requested. Context: tick ISR. */
void kernel_tick(void);

/**
 * Choose who runs next on this core.
 *
 * @return Context to restore; may be the running task's own.
 *
 * Context: the port's switch handler, interrupts masked to the kernel's level.
 */
struct arch_context *kernel_pick_next(void);

/** A task function returned. Context: that task. Does not return. */
__attribute__((noreturn)) void kernel_task_returned(void);

#endif
