/* SPDX-License-Identifier: MIT */
#include "FreeRTOS_POSIX.h"
#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/utils.h"
#include "posix_clock.h"

size_t UTILS_strnlen(const char *const pcString, size_t xMaxLength)
{
    size_t length = 0;

    while (pcString != NULL && length < xMaxLength && pcString[length] != '\0') {
        length++;
    }
    return length;
}

bool UTILS_ValidateTimespec(const struct timespec *const pxTimespec)
{
    return posix_valid(pxTimespec);
}

int UTILS_TimespecToTicks(const struct timespec *const pxTimespec, TickType_t *const pxResult)
{
    if (!posix_valid(pxTimespec) || pxTimespec->tv_sec < 0 || pxResult == NULL) {
        return EINVAL;
    }
    uint64_t ticks = posix_ticks(pxTimespec);
    if (ticks >= portMAX_DELAY) {
        return EINVAL;
    }
    *pxResult = (TickType_t)ticks;
    return 0;
}

int UTILS_AbsoluteTimespecToDeltaTicks(const struct timespec *const pxAbsoluteTime,
                                       const struct timespec *const pxCurrentTime,
                                       TickType_t *const pxResult)
{
    struct timespec length;

    if (!posix_valid(pxAbsoluteTime) || !posix_valid(pxCurrentTime) || pxResult == NULL) {
        return EINVAL;
    }
    if (UTILS_TimespecCompare(pxAbsoluteTime, pxCurrentTime) <= 0) {
        return ETIMEDOUT;
    }
    if (UTILS_TimespecSubtract(pxAbsoluteTime, pxCurrentTime, &length) != 0) {
        return EINVAL;
    }
    return UTILS_TimespecToTicks(&length, pxResult);
}

void UTILS_NanosecondsToTimespec(int64_t llSource, struct timespec *const pxDestination)
{
    if (pxDestination != NULL) {
        *pxDestination = posix_timespec(llSource);
    }
}

int UTILS_TimespecAdd(const struct timespec *const x, const struct timespec *const y,
                      struct timespec *const pxResult)
{
    time_t seconds;

    if (x == NULL || y == NULL || pxResult == NULL) {
        return -1;
    }
    if (!posix_valid(x) || !posix_valid(y)) {
        return 1;
    }
    long nanoseconds = x->tv_nsec + y->tv_nsec; /* below 2^31 */
    time_t carry = nanoseconds >= POSIX_SECOND;
    if (__builtin_add_overflow(x->tv_sec, y->tv_sec, &seconds) ||
        __builtin_add_overflow(seconds, carry, &seconds)) {
        return 1;
    }
    pxResult->tv_sec = seconds;
    pxResult->tv_nsec = nanoseconds - (long)carry * (long)POSIX_SECOND;
    return 0;
}

int UTILS_TimespecAddNanoseconds(const struct timespec *const x, int64_t llNanoseconds,
                                 struct timespec *const pxResult)
{
    const struct timespec y = posix_timespec(llNanoseconds);
    return UTILS_TimespecAdd(x, &y, pxResult);
}

int UTILS_TimespecSubtract(const struct timespec *const x, const struct timespec *const y,
                           struct timespec *const pxResult)
{
    time_t seconds;

    if (x == NULL || y == NULL || pxResult == NULL) {
        return -1;
    }
    if (!posix_valid(x) || !posix_valid(y) || UTILS_TimespecCompare(x, y) < 0) {
        return 1;
    }
    time_t borrow = x->tv_nsec < y->tv_nsec;
    if (__builtin_sub_overflow(x->tv_sec, y->tv_sec, &seconds)) {
        return 1;
    }
    long nanoseconds = x->tv_nsec - y->tv_nsec + (long)borrow * (long)POSIX_SECOND;
    pxResult->tv_sec = seconds - borrow;
    pxResult->tv_nsec = nanoseconds;
    return 0;
}

int UTILS_TimespecCompare(const struct timespec *const x, const struct timespec *const y)
{
    if (x == NULL || y == NULL) {
        return (x != NULL) - (y != NULL);
    }
    if (x->tv_sec != y->tv_sec) {
        return x->tv_sec > y->tv_sec ? 1 : -1;
    }
    return (x->tv_nsec > y->tv_nsec) - (x->tv_nsec < y->tv_nsec);
}
