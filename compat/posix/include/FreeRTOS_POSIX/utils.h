/* SPDX-License-Identifier: MIT */
/** Arithmetic on struct timespec, for users of the POSIX layer. Source: reference of
 * FreeRTOS+POSIX. */
#ifndef FREERTOS_POSIX_UTILS_H
#define FREERTOS_POSIX_UTILS_H

#include <stdbool.h>

#include "FreeRTOS_POSIX/time.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Tell how long a text is.
 * @param pcString    The text.
 * @param xMaxLength  Not looked at from here on.
 * @return Bytes before its end, `xMaxLength` at most.
 * Context: any.  Blocks: no.
 */
size_t UTILS_strnlen(const char *const pcString, size_t xMaxLength);

/**
 * Ticks from one time to another.
 * @param pxAbsoluteTime  The later.
 * @param pxCurrentTime   The earlier.
 * @param[out] pxResult   Rounded up.
 * @return 0; ETIMEDOUT: it is not later, `*pxResult` is as it was; EINVAL: NULL, a tv_nsec out of
 * range, more ticks than there are. Context: any.  Blocks: no.
 */
int UTILS_AbsoluteTimespecToDeltaTicks(const struct timespec *const pxAbsoluteTime,
                                       const struct timespec *const pxCurrentTime,
                                       TickType_t *const pxResult);

/**
 * A length of time in ticks.
 * @param pxTimespec     Not negative.
 * @param[out] pxResult  Rounded up.
 * @return 0; or EINVAL: NULL, negative, tv_nsec out of range, more ticks than there are.
 * Context: any.  Blocks: no.
 */
int UTILS_TimespecToTicks(const struct timespec *const pxTimespec, TickType_t *const pxResult);

/**
 * Nanoseconds as a struct timespec; tv_nsec is never negative.
 * @param llSource            Nanoseconds.
 * @param[out] pxDestination  The same.
 * Context: any.  Blocks: no.
 */
void UTILS_NanosecondsToTimespec(int64_t llSource, struct timespec *const pxDestination);

/**
 * Add.
 * @param x              A time.
 * @param y              Another.
 * @param[out] pxResult  x + y.
 * @return 0; 1: too large, or x or y has a tv_nsec out of range; -1: NULL.
 * Context: any.  Blocks: no.
 */
int UTILS_TimespecAdd(const struct timespec *const x, const struct timespec *const y,
                      struct timespec *const pxResult);

/**
 * Add nanoseconds.
 * @param x              A time.
 * @param llNanoseconds  May be negative.
 * @param[out] pxResult  The sum.
 * @return 0; 1: too large, or x has a tv_nsec out of range; -1: NULL.
 * Context: any.  Blocks: no.
 */
int UTILS_TimespecAddNanoseconds(const struct timespec *const x, int64_t llNanoseconds,
                                 struct timespec *const pxResult);

/**
 * Subtract.
 * @param x              A time.
 * @param y              An earlier, or the same.
 * @param[out] pxResult  x - y.
 * @return 0; 1: y is later, or x or y has a tv_nsec out of range; -1: NULL.
 * Context: any.  Blocks: no.
 */
int UTILS_TimespecSubtract(const struct timespec *const x, const struct timespec *const y,
                           struct timespec *const pxResult);

/**
 * Compare.
 * @param x  A time, NULL before all others.
 * @param y  Another.
 * @return 0: the same; 1: x is later; -1: y is later.
 * Context: any.  Blocks: no.
 */
int UTILS_TimespecCompare(const struct timespec *const x, const struct timespec *const y);

/**
 * Tell whether tv_nsec is in its range, 0 .. 999999999.
 * @param pxTimespec  A time.
 * @return Whether; false for NULL.
 * Context: any.  Blocks: no.
 */
bool UTILS_ValidateTimespec(const struct timespec *const pxTimespec);

#ifdef __cplusplus
}
#endif

#endif
