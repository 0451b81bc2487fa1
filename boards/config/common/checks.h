/* SPDX-License-Identifier: MIT */
/* Checks of the profiles that have them: a misuse of the API or a broken invariant becomes a fault
 * report that names the call, the task and the line. */
#ifndef CONFIG_CHECKS_H
#define CONFIG_CHECKS_H

#ifdef __cplusplus
extern "C" {
#endif

/* Prints the report and ends the run; hal/include/board.h. */
__attribute__((noreturn)) void fault_assert(const char *expression, const char *file, int line);

#ifdef __cplusplus
}
#endif

#define configASSERT(condition)                                                                    \
    ((condition) ? (void)0 : fault_assert(#condition, __FILE__, __LINE__))

/* A damaged block of the heap, where configHEAP_GUARDS looks for one. */
#define configHEAP_DAMAGE(text) fault_assert((text), __FILE__, __LINE__)

/* Look at the stack pointer and at the pattern at the stack's end, at every switch. */
#define configCHECK_FOR_STACK_OVERFLOW 2

#endif
