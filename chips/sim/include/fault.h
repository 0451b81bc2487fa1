/* SPDX-License-Identifier: MIT */
/** Fault reports of the simulator: what, in which task, at which step, how to run it again. */
#ifndef FAULT_H
#define FAULT_H

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Report a failed assertion and end the process. What a profile's configASSERT calls.
 *
 * @param expression  The text that failed. Not NULL.
 * @param file, line  Where.
 *
 * Context: any.  Blocks: does not return.
 */
__attribute__((noreturn)) void fault_assert(const char *expression, const char *file, int line);

/**
 * Report that a task's stack overflowed and end the process.
 *
 * @param task_name  Name of the task, or NULL.
 *
 * Context: any.  Blocks: does not return.
 */
__attribute__((noreturn)) void fault_stack_overflow(const char *task_name);

/** Name the task when the host ends the process for a bad access (SIGSEGV and its like). Context:
 * start. */
void fault_catch_host_signals(void);

#ifdef __cplusplus
}
#endif

#endif
