/* SPDX-License-Identifier: MIT */
/** Event flags, mutexes, semaphores: CMSIS-RTOS API, version 2. Included by cmsis_os2.h.
 *
 * In all groups: a wrong identifier is NULL, deleted, or of another kind of object. */
#ifndef OS2_SYNC_H
#define OS2_SYNC_H

#include "os2_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Create event flags, all clear.
 * @param attr  NULL: all defaults.
 * @return The object; NULL in an ISR, for a wrong attribute, or without memory.
 * Context: thread, or before osKernelStart.  Blocks: no.
 */
osEventFlagsId_t osEventFlagsNew(const osEventFlagsAttr_t *attr);

/** Tell the name. @param ef_id  Event flags. @return As given; NULL: none, or wrong. Context: any.
 */
const char *osEventFlagsGetName(osEventFlagsId_t ef_id);

/**
 * Set flags. Whether a thread that waits is served is judged on the flags after setting, for all
 * threads alike; then what they clear is cleared.
 * @param ef_id  Event flags.
 * @param flags  Bits 0 .. 30.
 * @return The flags after setting; or osFlagsErrorParameter.
 * Context: any.  Blocks: no; may switch.  Masked: O(threads that wait for this object).
 */
uint32_t osEventFlagsSet(osEventFlagsId_t ef_id, uint32_t flags);

/**
 * Clear flags.
 * @param ef_id  Event flags.
 * @param flags  Bits 0 .. 30.
 * @return The flags before; or osFlagsErrorParameter.
 * Context: any.  Blocks: no.
 */
uint32_t osEventFlagsClear(osEventFlagsId_t ef_id, uint32_t flags);

/** Tell the flags. @param ef_id  Event flags. @return The flags; 0 for a wrong one. Context: any.
 */
uint32_t osEventFlagsGet(osEventFlagsId_t ef_id);

/**
 * Wait for flags.
 * @param ef_id    Event flags.
 * @param flags    Bits 0 .. 30.
 * @param options  osFlagsWaitAny or osFlagsWaitAll, and osFlagsNoClear.
 * @param timeout  Ticks; 0: do not wait; osWaitForever.
 * @return The flags before those of `flags` are cleared; or osFlagsErrorTimeout;
 *         osFlagsErrorResource: not set, and `timeout` is 0 or the kernel locked, or the object was
 *         deleted; osFlagsErrorParameter: wrong object, bit 31, or `timeout` not 0 in an ISR.
 * Context: any with `timeout` 0, else thread.  Blocks: up to `timeout`.
 */
uint32_t osEventFlagsWait(osEventFlagsId_t ef_id, uint32_t flags, uint32_t options,
                          uint32_t timeout);

/**
 * Delete event flags. Threads that wait get osFlagsErrorResource.
 * @param ef_id  Event flags.
 * @retval osOK              Deleted.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osEventFlagsDelete(osEventFlagsId_t ef_id);

/**
 * Create a mutex.
 * @param attr  NULL: all defaults; not recursive, not robust.
 * @return The mutex; NULL in an ISR, for a wrong attribute, or without memory.
 * Context: thread, or before osKernelStart.  Blocks: no.
 */
osMutexId_t osMutexNew(const osMutexAttr_t *attr);

/** Tell the name. @param mutex_id  A mutex. @return As given; NULL: none, or wrong. Context: any.
 */
const char *osMutexGetName(osMutexId_t mutex_id);

/**
 * Lock a mutex. While a more urgent thread waits, the owner runs at that thread's priority.
 * @param mutex_id  A mutex.
 * @param timeout   Ticks; 0: do not wait; osWaitForever.
 * @retval osOK              Locked; a recursive one perhaps once more.
 * @retval osErrorTimeout    Not in time.
 * @retval osErrorResource   Locked by another and `timeout` is 0 or the kernel locked; locked by
 *                           the caller and not recursive; deleted meanwhile.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: up to `timeout`.
 */
osStatus_t osMutexAcquire(osMutexId_t mutex_id, uint32_t timeout);

/**
 * Unlock a mutex.
 * @param mutex_id  A mutex.
 * @retval osOK              Unlocked, or once less locked.
 * @retval osErrorResource   The caller is not its owner.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osMutexRelease(osMutexId_t mutex_id);

/** Tell the owner. @param mutex_id  A mutex. @return The thread; NULL: none, wrong, or in an ISR.
 * Context: thread. */
osThreadId_t osMutexGetOwner(osMutexId_t mutex_id);

/**
 * Delete a mutex. Threads that wait get osErrorResource.
 * @param mutex_id  A mutex.
 * @retval osOK              Deleted.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osMutexDelete(osMutexId_t mutex_id);

/**
 * Create a semaphore.
 * @param max_count      Tokens at most, > 0.
 * @param initial_count  Tokens now, <= `max_count`.
 * @param attr           NULL: all defaults.
 * @return The semaphore; NULL in an ISR, for a wrong argument, or without memory.
 * Context: thread, or before osKernelStart.  Blocks: no.
 */
osSemaphoreId_t osSemaphoreNew(uint32_t max_count, uint32_t initial_count,
                               const osSemaphoreAttr_t *attr);

/** Tell the name. @param semaphore_id  A semaphore. @return As given; NULL: none, or wrong.
 * Context: any. */
const char *osSemaphoreGetName(osSemaphoreId_t semaphore_id);

/**
 * Take a token.
 * @param semaphore_id  A semaphore.
 * @param timeout       Ticks; 0: do not wait; osWaitForever.
 * @retval osOK              Taken.
 * @retval osErrorTimeout    Not in time.
 * @retval osErrorResource   There is none, and `timeout` is 0 or the kernel locked; deleted
 *                           meanwhile.
 * @retval osErrorParameter  Wrong, or `timeout` not 0 in an ISR.
 * Context: any with `timeout` 0, else thread.  Blocks: up to `timeout`.
 */
osStatus_t osSemaphoreAcquire(osSemaphoreId_t semaphore_id, uint32_t timeout);

/**
 * Give a token.
 * @param semaphore_id  A semaphore.
 * @retval osOK              Given.
 * @retval osErrorResource   There are as many as there may be.
 * @retval osErrorParameter  Wrong.
 * Context: any.  Blocks: no; may switch.
 */
osStatus_t osSemaphoreRelease(osSemaphoreId_t semaphore_id);

/** Count the tokens. @param semaphore_id  A semaphore. @return Tokens; 0: none, or wrong.
 * Context: any. */
uint32_t osSemaphoreGetCount(osSemaphoreId_t semaphore_id);

/**
 * Delete a semaphore. Threads that wait get osErrorResource.
 * @param semaphore_id  A semaphore.
 * @retval osOK              Deleted.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osSemaphoreDelete(osSemaphoreId_t semaphore_id);

#ifdef __cplusplus
}
#endif

#endif
