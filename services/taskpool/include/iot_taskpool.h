/* SPDX-License-Identifier: MIT */
/** A few threads for many short jobs.
 *
 *      Schedule ──────────► waiting jobs ──► a thread that is idle, or a new one up to maxThreads
 *      ScheduleDeferred ──► by time ──────────┘ when it is due
 *
 *      READY ──► SCHEDULED or DEFERRED ──► COMPLETED (runs, or has run) ──► SCHEDULED again ...
 *                       └── TryCancel ──► CANCELED ──► SCHEDULED again ...
 *
 * Jobs of one priority start in the order they were scheduled, deferred ones in the order of their
 * times. The names and types are those of FreeRTOS 201906.00.
 */
#ifndef IOT_TASKPOOL_H
#define IOT_TASKPOOL_H

#include "iot_taskpool_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The pool that libraries share. */
#define IOT_SYSTEM_TASKPOOL (IotTaskPool_GetSystemTaskPool())

/**
 * Make the system's pool, whose control block is static.
 *
 * @param pInfo  Not NULL.
 * @retval IOT_TASKPOOL_SUCCESS            Its `minThreads` threads exist.
 * @retval IOT_TASKPOOL_BAD_PARAMETER      NULL, or out of range.
 * @retval IOT_TASKPOOL_ILLEGAL_OPERATION  There is one.
 * @retval IOT_TASKPOOL_NO_MEMORY          Nothing is left behind.
 *
 * Context: task.
 * Blocks:  never, but to undo after NO_MEMORY.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_CreateSystemTaskPool(const IotTaskPoolInfo_t *const pInfo);

/**
 * Get the system's pool.
 *
 * @return It; NULL while there is none.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPool_t IotTaskPool_GetSystemTaskPool(void);

/**
 * Make a pool.
 *
 * @param pInfo           Not NULL.
 * @param[out] pTaskPool  Set on success only. Not NULL.
 * @retval IOT_TASKPOOL_SUCCESS        Its `minThreads` threads exist.
 * @retval IOT_TASKPOOL_BAD_PARAMETER  NULL, or out of range.
 * @retval IOT_TASKPOOL_NO_MEMORY      Nothing is left behind.
 *
 * Context: task.
 * Blocks:  never, but to undo after NO_MEMORY.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_Create(const IotTaskPoolInfo_t *const pInfo,
                                      IotTaskPool_t *const pTaskPool);

/**
 * Destroy a pool: jobs that wait are cancelled, recyclable ones freed; jobs that run come to
 * their end, then the threads do.
 *
 * @param taskPool  Not used by anybody afterwards.
 * @retval IOT_TASKPOOL_SUCCESS               It is gone.
 * @retval IOT_TASKPOOL_BAD_PARAMETER         NULL.
 * @retval IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS  Another task destroys it.
 *
 * Context: task, not a job of the pool.
 * Blocks:  until running jobs have ended.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_Destroy(IotTaskPool_t taskPool);

/**
 * Change the most threads. Idle ones above it end; running ones when they have run.
 *
 * @param taskPool    The pool.
 * @param maxThreads  At least its `minThreads`.
 * @retval IOT_TASKPOOL_SUCCESS               Done.
 * @retval IOT_TASKPOOL_BAD_PARAMETER         NULL, or below `minThreads`.
 * @retval IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS  It is being destroyed.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_SetMaxThreads(IotTaskPool_t taskPool, uint32_t maxThreads);

/**
 * Make a job in the caller's memory.
 *
 * @param userCallback   Not NULL.
 * @param pUserContext   Passed to it.
 * @param[out] pJobStorage  Lives as long as the job is used; not of a job in use. Not NULL.
 * @param[out] pJob      The job, READY. Not NULL.
 * @retval IOT_TASKPOOL_SUCCESS        Made.
 * @retval IOT_TASKPOOL_BAD_PARAMETER  NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_CreateJob(IotTaskPoolRoutine_t userCallback, void *pUserContext,
                                         IotTaskPoolJobStorage_t *const pJobStorage,
                                         IotTaskPoolJob_t *const pJob);

/**
 * Make a job in memory of the pool: one that was recycled, or of the heap.
 *
 * @param taskPool      The pool.
 * @param userCallback  Not NULL.
 * @param pUserContext  Passed to it.
 * @param[out] pJob     The job, READY. Not NULL.
 * @retval IOT_TASKPOOL_SUCCESS               Made; IotTaskPool_RecycleJob() or
 *                                            IotTaskPool_DestroyRecyclableJob() ends it.
 * @retval IOT_TASKPOOL_BAD_PARAMETER         NULL.
 * @retval IOT_TASKPOOL_NO_MEMORY             None.
 * @retval IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS  The pool is being destroyed.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_CreateRecyclableJob(IotTaskPool_t taskPool,
                                                   IotTaskPoolRoutine_t userCallback,
                                                   void *pUserContext,
                                                   IotTaskPoolJob_t *const pJob);

/**
 * Give a recyclable job's memory back to the heap.
 *
 * @param taskPool  The pool.
 * @param job       Not used afterwards.
 * @retval IOT_TASKPOOL_SUCCESS            Gone.
 * @retval IOT_TASKPOOL_BAD_PARAMETER      NULL.
 * @retval IOT_TASKPOOL_ILLEGAL_OPERATION  It waits, was recycled, or is not recyclable.
 *
 * Context: task; the job itself too.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_DestroyRecyclableJob(IotTaskPool_t taskPool, IotTaskPoolJob_t job);

/**
 * Give a recyclable job's memory back to the pool.
 *
 * @param taskPool  The pool.
 * @param job       Not used afterwards.
 * @return As IotTaskPool_DestroyRecyclableJob().
 *
 * Context: task; the job itself too.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_RecycleJob(IotTaskPool_t taskPool, IotTaskPoolJob_t job);

/**
 * Have a job run as soon as a thread is free. A deferred job need not wait for its time any more.
 *
 * @param taskPool  The pool.
 * @param job       Made.
 * @param flags     0 or IOT_TASKPOOL_JOB_HIGH_PRIORITY.
 * @retval IOT_TASKPOOL_SUCCESS               It will run once.
 * @retval IOT_TASKPOOL_BAD_PARAMETER         NULL, or another flag.
 * @retval IOT_TASKPOOL_ILLEGAL_OPERATION     It waits already, here or in another pool, or was
 *                                            recycled.
 * @retval IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS  The pool is being destroyed.
 *
 * Context: task; a job too.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_Schedule(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                        uint32_t flags);

/**
 * Have a job run later. A deferred job gets the new time.
 *
 * @param taskPool  The pool.
 * @param job       Made.
 * @param timeMs    Not before then; 0: as IotTaskPool_Schedule(). Less than half of what the tick
 *                  count can count.
 * @return As IotTaskPool_Schedule().
 *
 * Context: task; a job too.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_ScheduleDeferred(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                                uint32_t timeMs);

/**
 * Tell where a job is.
 *
 * @param taskPool      The pool.
 * @param job           Made.
 * @param[out] pStatus  Not NULL.
 * @retval IOT_TASKPOOL_SUCCESS               `*pStatus` is of this moment.
 * @retval IOT_TASKPOOL_BAD_PARAMETER         NULL.
 * @retval IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS  The pool is being destroyed.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_GetStatus(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                         IotTaskPoolJobStatus_t *const pStatus);

/**
 * Cancel a job that does not run yet.
 *
 * @param taskPool      The pool.
 * @param job           Made.
 * @param[out] pStatus  What it was before; may be NULL.
 * @retval IOT_TASKPOOL_SUCCESS               It will not run: CANCELED.
 * @retval IOT_TASKPOOL_BAD_PARAMETER         NULL, or it waits in another pool.
 * @retval IOT_TASKPOOL_CANCEL_FAILED         It runs, has run, or was recycled.
 * @retval IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS  The pool is being destroyed.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolError_t IotTaskPool_TryCancel(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                         IotTaskPoolJobStatus_t *const pStatus);

/**
 * Get the memory of a job.
 *
 * @param job  Made.
 * @return What IotTaskPool_CreateJob() was given.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
IotTaskPoolJobStorage_t *IotTaskPool_GetJobStorageFromHandle(IotTaskPoolJob_t job);

/**
 * Get a text for people.
 *
 * @param status  A result.
 * @return Constant, never NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Task pool API, 201906.00.
 */
const char *IotTaskPool_strerror(IotTaskPoolError_t status);

#ifdef __cplusplus
}
#endif

#endif
