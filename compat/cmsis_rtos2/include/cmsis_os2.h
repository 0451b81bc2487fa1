/* SPDX-License-Identifier: MIT */
/** The CMSIS-RTOS API, version 2: kernel, time. The other groups are in headers that this one
 * includes; an application includes cmsis_os2.h.
 *
 *   os2_types.h    status, flags, attributes, identifiers
 *   os2_thread.h   threads and their flags
 *   os2_sync.h     event flags, mutexes, semaphores
 *   os2_memory.h   memory pools, message queues
 *   os2_timer.h    timers
 *
 * Source of all contracts: Arm, "CMSIS-RTOS2", reference of version 2.1.3; which names may be asked
 * for in an ISR is version 2.2.0's. "ISR" means a handler, or a thread that masks interrupts. */
#ifndef CMSIS_OS2_H_
#define CMSIS_OS2_H_

#include "os2_types.h"

#include "os2_memory.h"
#include "os2_sync.h"
#include "os2_thread.h"
#include "os2_timer.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Get ready for the creation of objects.
 * @retval osOK        The kernel is ready.
 * @retval osError     It runs already.
 * @retval osErrorISR  Called from an ISR.
 * Context: before osKernelStart.  Blocks: no.
 */
osStatus_t osKernelInitialize(void);

/**
 * Tell versions and name.
 * @param[out] version  Versions of API and kernel, mmnnnrrrr in decimal digits; NULL: not wanted.
 * @param[out] id_buf   Name of the kernel, cut at `id_size` - 1 characters; NULL: not wanted.
 * @param id_size       Bytes of `id_buf`.
 * @retval osOK  Always.
 * Context: any.  Blocks: no.
 */
osStatus_t osKernelGetInfo(osVersion_t *version, char *id_buf, uint32_t id_size);

/**
 * Tell what the kernel does.
 * @return Inactive, ready, running, locked or suspended.
 * Context: any.  Blocks: no.
 */
osKernelState_t osKernelGetState(void);

/**
 * Start the threads. Does not return when it succeeds.
 * @retval osError     Not initialized, or running already.
 * @retval osErrorISR  Called from an ISR.
 * Context: main.  Blocks: for ever.
 */
osStatus_t osKernelStart(void);

/**
 * Let no other thread run until the lock is restored. Interrupts go on.
 * @retval 0, 1  Whether it was locked before.
 * @retval <0    osError: the kernel does not run; osErrorISR.
 * Context: thread.  Blocks: no.
 */
int32_t osKernelLock(void);

/**
 * Let other threads run, whatever the number of locks.
 * @retval 0, 1  Whether it was locked before.
 * @retval <0    osError: the kernel does not run; osErrorISR.
 * Context: thread.  Blocks: no; may switch.
 */
int32_t osKernelUnlock(void);

/**
 * Go back to what osKernelLock or osKernelUnlock returned.
 * @param lock  0, 1, or an error that is passed on.
 * @retval 0, 1  Whether it is locked now.
 * @retval <0    osError: the kernel does not run, or `lock` is neither; osErrorISR.
 * Context: thread.  Blocks: no; may switch.
 */
int32_t osKernelRestoreLock(int32_t lock);

/**
 * Stop scheduling for a sleep, in which the tick may stand still.
 * @return Ticks until something is due, osWaitForever when nothing is; 0 in an ISR, or when the
 *         kernel does not run or is locked.
 * Context: thread.  Blocks: no.
 */
uint32_t osKernelSuspend(void);

/**
 * Go on after osKernelSuspend.
 * @param sleep_ticks  Ticks that passed since then, counted by the tick interrupt or not: those
 *                     that it did not count are made up for.
 * Context: thread.  Blocks: no; may switch.
 */
void osKernelResume(uint32_t sleep_ticks);

/** Tell the time. @return Ticks since the start, modulo 2^32. Context: any. Blocks: no. */
uint32_t osKernelGetTickCount(void);

/** Tell the unit of time. @return Ticks a second. Context: any. Blocks: no. */
uint32_t osKernelGetTickFreq(void);

/**
 * Tell the time in small units; for busy waiting.
 * @return Counts of osKernelGetSysTimerFreq(), modulo 2^32.
 * Context: any.  Blocks: no.
 */
uint32_t osKernelGetSysTimerCount(void);

/** Tell the small unit of time. @return Counts a second. Context: any. Blocks: no. */
uint32_t osKernelGetSysTimerFreq(void);

/**
 * Wait.
 * @param ticks  1 .. 2^32 - 1: the wait ends with the tick of that number from now.
 * @retval osOK              Waited.
 * @retval osErrorParameter  `ticks` is 0.
 * @retval osError           The kernel does not run or is locked.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: up to `ticks`.
 */
osStatus_t osDelay(uint32_t ticks);

/**
 * Wait until a time.
 * @param ticks  A tick count, 1 .. 2^31 - 1 ticks from now.
 * @retval osOK              Waited.
 * @retval osErrorParameter  That time is now, in the past, or too far away.
 * @retval osError           The kernel does not run or is locked.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: until then.
 */
osStatus_t osDelayUntil(uint32_t ticks);

#ifdef __cplusplus
}
#endif

#endif
