/* SPDX-License-Identifier: MIT */
/** Time since the device started, and timers, in milliseconds; as fine as ticks are. */
#ifndef IOT_CLOCK_H
#define IOT_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "types/iot_platform_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Write the time as text: IotClock_GetTimeMs() in decimal.
 *
 * @param[out] pBuffer           0-terminated. Not NULL.
 * @param bufferSize             Bytes of room; 21 are always enough.
 * @param[out] pTimestringLength  Without the terminator. Not NULL.
 * @return False when there is too little room; nothing was written then.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Clock API, 201906.00.
 */
bool IotClock_GetTimestring(char *pBuffer, size_t bufferSize, size_t *pTimestringLength);

/**
 * Tell the time. It never goes back.
 *
 * @return Milliseconds since the device started.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Clock API, 201906.00.
 */
uint64_t IotClock_GetTimeMs(void);

/**
 * Wait.
 *
 * @param sleepTimeMs  At least so long; 0: not at all.
 *
 * Context: task.
 * Blocks:  for that time.
 * Source:  Clock API, 201906.00.
 */
void IotClock_SleepMs(uint32_t sleepTimeMs);

/**
 * Make a timer, with memory of the heap. It does not run yet.
 *
 * @param[out] pNewTimer    Stays where it is as long as the timer lives. Not NULL.
 * @param expirationRoutine  Called by the kernel's timer task: must not block. Not NULL.
 * @param pArgument         Passed to it.
 * @return False when there is no memory.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Clock API, 201906.00.
 */
bool IotClock_TimerCreate(IotTimer_t *pNewTimer, IotThreadRoutine_t expirationRoutine,
                          void *pArgument);

/**
 * Destroy a timer. Its routine is not called any more; it must not be running now.
 *
 * @param pTimer  A timer.
 *
 * Context: task.
 * Blocks:  while the timer task's queue is full.
 * Source:  Clock API, 201906.00.
 */
void IotClock_TimerDestroy(IotTimer_t *pTimer);

/**
 * Start a timer, or start it anew.
 *
 * @param pTimer             A timer.
 * @param relativeTimeoutMs  Until it first expires.
 * @param periodMs           From then on; 0: it expires once.
 * @return False when a time is longer than the tick count can count.
 *
 * Context: task; not a timer's routine, when another task may be arming the same timer.
 * Blocks:  while the timer task's queue is full.
 * Source:  Clock API, 201906.00.
 */
bool IotClock_TimerArm(IotTimer_t *pTimer, uint32_t relativeTimeoutMs, uint32_t periodMs);

#ifdef __cplusplus
}
#endif

#endif
