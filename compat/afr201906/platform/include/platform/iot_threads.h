/* SPDX-License-Identifier: MIT */
/** Threads, mutexes and semaphores: the kernel's under the names of 201906.00. */
#ifndef IOT_THREADS_H
#define IOT_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "types/iot_platform_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Start a thread that nobody waits for. It ends when its routine returns.
 *
 * @param threadRoutine  Not NULL.
 * @param pArgument      Passed to it.
 * @param priority       0 .. configMAX_PRIORITIES - 1.
 * @param stackSize      Bytes.
 * @return False when there is no memory, or an argument is out of range.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
bool Iot_CreateDetachedThread(IotThreadRoutine_t threadRoutine, void *pArgument, int32_t priority,
                              size_t stackSize);

/**
 * Make a mutex, in the memory of `*pNewMutex`.
 *
 * @param[out] pNewMutex  Stays where it is as long as the mutex lives. Not NULL.
 * @param recursive       Whether its owner may lock it again.
 * @return True.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
bool IotMutex_Create(IotMutex_t *pNewMutex, bool recursive);

/**
 * Destroy a mutex, which nobody holds or waits for.
 *
 * @param pMutex  A mutex.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
void IotMutex_Destroy(IotMutex_t *pMutex);

/**
 * Lock a mutex.
 *
 * @param pMutex  A mutex; not held by the caller unless it is recursive.
 *
 * Context: task.
 * Blocks:  until it is free. Its owner inherits the caller's priority.
 * Source:  Threads API, 201906.00.
 */
void IotMutex_Lock(IotMutex_t *pMutex);

/**
 * Lock a mutex if that can be done at once.
 *
 * @param pMutex  A mutex.
 * @return Whether it was.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
bool IotMutex_TryLock(IotMutex_t *pMutex);

/**
 * Unlock a mutex.
 *
 * @param pMutex  Held by the caller.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
void IotMutex_Unlock(IotMutex_t *pMutex);

/**
 * Make a counting semaphore, in the memory of `*pNewSemaphore`.
 *
 * @param[out] pNewSemaphore  Stays where it is as long as the semaphore lives. Not NULL.
 * @param initialValue        At most `maxValue`.
 * @param maxValue            At least 1.
 * @return False when a value is out of range.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
bool IotSemaphore_Create(IotSemaphore_t *pNewSemaphore, uint32_t initialValue, uint32_t maxValue);

/**
 * Destroy a semaphore, which nobody waits for.
 *
 * @param pSemaphore  A semaphore.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
void IotSemaphore_Destroy(IotSemaphore_t *pSemaphore);

/**
 * Tell the count.
 *
 * @param pSemaphore  A semaphore.
 * @return Of this moment.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
uint32_t IotSemaphore_GetCount(IotSemaphore_t *pSemaphore);

/**
 * Take one from a semaphore.
 *
 * @param pSemaphore  A semaphore.
 *
 * Context: task.
 * Blocks:  until there is one.
 * Source:  Threads API, 201906.00.
 */
void IotSemaphore_Wait(IotSemaphore_t *pSemaphore);

/**
 * Take one from a semaphore if there is one.
 *
 * @param pSemaphore  A semaphore.
 * @return Whether there was.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
bool IotSemaphore_TryWait(IotSemaphore_t *pSemaphore);

/**
 * Take one from a semaphore, and wait for it only so long.
 *
 * @param pSemaphore  A semaphore.
 * @param timeoutMs   Longest wait.
 * @return Whether there was one in time.
 *
 * Context: task.
 * Blocks:  up to `timeoutMs`, rounded up to ticks.
 * Source:  Threads API, 201906.00.
 */
bool IotSemaphore_TimedWait(IotSemaphore_t *pSemaphore, uint32_t timeoutMs);

/**
 * Give one to a semaphore. At its greatest value nothing changes.
 *
 * @param pSemaphore  A semaphore.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Threads API, 201906.00.
 */
void IotSemaphore_Post(IotSemaphore_t *pSemaphore);

#ifdef __cplusplus
}
#endif

#endif
