/* SPDX-License-Identifier: MIT */
/** Threads and their flags: CMSIS-RTOS API, version 2. Included by cmsis_os2.h. */
#ifndef OS2_THREAD_H
#define OS2_THREAD_H

#include "os2_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Create a thread; it runs at once where it outranks the caller.
 * @param func      Where it starts. Returning is osThreadExit. Not NULL.
 * @param argument  Passed to `func`.
 * @param attr      NULL: all defaults. A stack is at least OS_STACK_LEAST bytes and includes
 *                  what the API keeps of the thread (os2_objects.h).
 * @return The thread; NULL in an ISR, for a wrong argument, or without memory.
 * Context: thread, or before osKernelStart.  Blocks: no; may switch.
 */
osThreadId_t osThreadNew(osThreadFunc_t func, void *argument, const osThreadAttr_t *attr);

/** Tell the name. @param thread_id  A thread. @return As given; NULL: none, or no thread.
 * Context: any. */
const char *osThreadGetName(osThreadId_t thread_id);

/** Tell who runs. @return The thread; in an ISR the interrupted one; NULL before the start.
 * Context: any. */
osThreadId_t osThreadGetId(void);

/**
 * Tell what a thread does.
 * @param thread_id  A thread.
 * @return Its state; osThreadError for NULL and in an ISR.
 * Context: thread.
 */
osThreadState_t osThreadGetState(osThreadId_t thread_id);

/**
 * Tell the size of a stack.
 * @param thread_id  A thread.
 * @return Bytes, as given; 0 for NULL and in an ISR.
 * Context: thread.
 */
uint32_t osThreadGetStackSize(osThreadId_t thread_id);

/**
 * Tell what a thread never used of its stack.
 * @param thread_id  A thread.
 * @return Bytes; 0 for NULL and in an ISR.
 * Context: thread.  Time: O(result).
 */
uint32_t osThreadGetStackSpace(osThreadId_t thread_id);

/**
 * Change a priority.
 * @param thread_id  A thread.
 * @param priority   osPriorityIdle .. osPriorityRealtime7.
 * @retval osOK              Changed.
 * @retval osErrorParameter  No thread, or no priority.
 * @retval osErrorResource   The thread is terminated.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osThreadSetPriority(osThreadId_t thread_id, osPriority_t priority);

/**
 * Tell the priority that was set.
 * @param thread_id  A thread.
 * @return The priority; osPriorityError for NULL, a terminated thread and in an ISR.
 * Context: thread.
 */
osPriority_t osThreadGetPriority(osThreadId_t thread_id);

/**
 * Let equals run.
 * @retval osOK        Done; nothing happens while the kernel is locked.
 * @retval osError     The kernel does not run.
 * @retval osErrorISR  Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osThreadYield(void);

/**
 * Keep a thread from running until osThreadResume. What it waited for is over: that call returns as
 * timed out.
 * @param thread_id  A thread; may be the running one.
 * @retval osOK              Suspended.
 * @retval osErrorParameter  No thread.
 * @retval osErrorResource   The thread is terminated, or is the running one and the kernel locked.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: the running thread.
 */
osStatus_t osThreadSuspend(osThreadId_t thread_id);

/**
 * Make a blocked thread ready, whatever it waits for; that call returns as timed out.
 * @param thread_id  A thread.
 * @retval osOK              Ready.
 * @retval osErrorParameter  No thread.
 * @retval osErrorResource   The thread is not blocked.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osThreadResume(osThreadId_t thread_id);

/**
 * Let nobody join a thread: its memory is given back when it ends, or now.
 * @param thread_id  A joinable thread.
 * @retval osOK              Detached.
 * @retval osErrorParameter  No thread.
 * @retval osErrorResource   The thread is not joinable.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no.
 */
osStatus_t osThreadDetach(osThreadId_t thread_id);

/**
 * Wait until a thread has ended, and give its memory back.
 * @param thread_id  A joinable thread that nobody else waits for.
 * @retval osOK              It has ended and is no thread any more.
 * @retval osErrorParameter  No thread.
 * @retval osErrorResource   Not joinable, joined by another, the running thread; or the wait was
 *                           ended by osThreadDetach, osThreadResume, or a locked kernel.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: until the thread ends.
 */
osStatus_t osThreadJoin(osThreadId_t thread_id);

/** End the running thread. Robust mutexes that it owns are released. Context: thread. */
__NO_RETURN void osThreadExit(void);

/**
 * End a thread.
 * @param thread_id  A thread; may be the running one.
 * @retval osOK              Ended: deleted, or terminated and waiting to be joined.
 * @retval osErrorParameter  No thread.
 * @retval osErrorResource   Terminated already; the kernel's own; or the running one while the
 *                           kernel is locked.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osThreadTerminate(osThreadId_t thread_id);

/** Count the threads. @return Those that are not terminated, with the kernel's own; 0 in an ISR.
 * Context: thread. */
uint32_t osThreadGetCount(void);

/**
 * List the threads.
 * @param[out] thread_array  Not NULL.
 * @param array_items        Room in it, > 0.
 * @return Threads written; 0 for a wrong argument and in an ISR.
 * Context: thread.  Time: O(threads), the scheduler suspended.
 */
uint32_t osThreadEnumerate(osThreadId_t *thread_array, uint32_t array_items);

/**
 * Set flags of a thread; it becomes ready when that is what it waits for.
 * @param thread_id  A thread made by osThreadNew.
 * @param flags      Bits 0 .. 30.
 * @return Its flags after setting and before what the thread clears; or an error:
 *         osFlagsErrorParameter: no such thread, or bit 31; osFlagsErrorResource: terminated.
 * Context: any.  Blocks: no; may switch.
 */
uint32_t osThreadFlagsSet(osThreadId_t thread_id, uint32_t flags);

/**
 * Clear flags of the running thread.
 * @param flags  Bits 0 .. 30.
 * @return Its flags before; or osFlagsErrorParameter: bit 31; osFlagsErrorISR;
 *         osFlagsErrorUnknown: no thread made by osThreadNew runs.
 * Context: thread.
 */
uint32_t osThreadFlagsClear(uint32_t flags);

/** Tell the flags of the running thread. @return The flags; 0 in an ISR. Context: thread. */
uint32_t osThreadFlagsGet(void);

/**
 * Wait for flags of the running thread.
 * @param flags    Bits 0 .. 30.
 * @param options  osFlagsWaitAny or osFlagsWaitAll, and osFlagsNoClear.
 * @param timeout  Ticks; 0: do not wait; osWaitForever.
 * @return Its flags before those of `flags` are cleared; or osFlagsErrorTimeout;
 *         osFlagsErrorResource: not set, and `timeout` is 0 or the kernel locked;
 *         osFlagsErrorParameter: bit 31; osFlagsErrorISR; osFlagsErrorUnknown as above.
 * Context: thread.  Blocks: up to `timeout`.
 */
uint32_t osThreadFlagsWait(uint32_t flags, uint32_t options, uint32_t timeout);

#ifdef __cplusplus
}
#endif

#endif
