/* SPDX-License-Identifier: MIT */
/* LIB_ASSERT: a caller broke a documented precondition, or an invariant of the library itself does
 * not hold. Input from outside the device is never asserted on; it is parsed and refused.
 *
 *   LIB_ASSERT defined by the build   that definition is used
 *   NDEBUG                            the condition is compiled, never evaluated
 *   otherwise                         a false condition ends in lib_assert_failed()
 */
#ifndef LIB_ASSERT_H
#define LIB_ASSERT_H

#ifdef __cplusplus
extern "C" {
#endif

/**
 * End the program: a LIB_ASSERT was false.
 *
 * libs/base has a weak definition that traps, so that a debugger or the fault report shows the
 * place. A board replaces it with one that prints; so do the unit tests.
 *
 * @param expression  Text of the condition.
 * @param file        Source file.
 * @param line        Line in it.
 *
 * Context: any.
 * Blocks:  never; does not return.
 */
__attribute__((noreturn)) void lib_assert_failed(const char *expression, const char *file,
                                                 int line);

#ifndef LIB_ASSERT
#ifdef NDEBUG
#define LIB_ASSERT(condition) ((void)sizeof(condition))
#else
#define LIB_ASSERT(condition)                                                                      \
    ((condition) ? (void)0 : lib_assert_failed(#condition, __FILE__, __LINE__))
#endif
#endif

#ifdef __cplusplus
}
#endif

#endif
