/* SPDX-License-Identifier: MIT */
/** Types of iot_taskpool.h. */
#ifndef IOT_TASKPOOL_TYPES_H
#define IOT_TASKPOOL_TYPES_H

#include <stdbool.h>
#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of a thread's stack, and its priority, in the initializers below. */
#ifndef IOT_THREAD_DEFAULT_STACK_SIZE
#define IOT_THREAD_DEFAULT_STACK_SIZE 2048
#endif
#ifndef IOT_THREAD_DEFAULT_PRIORITY
#define IOT_THREAD_DEFAULT_PRIORITY 1
#endif

/** Recycled jobs that a pool keeps for reuse; further ones go back to the heap. */
#ifndef IOT_TASKPOOL_JOBS_RECYCLE_LIMIT
#define IOT_TASKPOOL_JOBS_RECYCLE_LIMIT 8
#endif

/** How long a thread above `minThreads` waits for another job before it ends. */
#ifndef IOT_TASKPOOL_THREAD_LINGER_MS
#define IOT_TASKPOOL_THREAD_LINGER_MS 1000
#endif

typedef enum IotTaskPoolError {
    IOT_TASKPOOL_SUCCESS = 0,
    IOT_TASKPOOL_BAD_PARAMETER,
    IOT_TASKPOOL_ILLEGAL_OPERATION, /**< Not in this state of the job or the pool. */
    IOT_TASKPOOL_NO_MEMORY,
    IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS, /**< The pool is being destroyed. */
    IOT_TASKPOOL_CANCEL_FAILED,        /**< The job runs or has run. */
} IotTaskPoolError_t;

typedef enum IotTaskPoolJobStatus {
    IOT_TASKPOOL_STATUS_READY = 0, /**< Made, and not yet scheduled. */
    IOT_TASKPOOL_STATUS_SCHEDULED, /**< Waits for a thread. */
    IOT_TASKPOOL_STATUS_DEFERRED,  /**< Waits for its time. */
    IOT_TASKPOOL_STATUS_COMPLETED, /**< Runs or has run. */
    IOT_TASKPOOL_STATUS_CANCELED,  /**< Will not run unless it is scheduled again. */
    IOT_TASKPOOL_STATUS_UNDEFINED, /**< Recycled: no longer the caller's. */
} IotTaskPoolJobStatus_t;

struct taskpool;
struct taskpool_job;

typedef struct taskpool *IotTaskPool_t;
typedef struct taskpool_job *IotTaskPoolJob_t;

/** What a job does. The job may be scheduled again, recycled or destroyed in here: the pool does
 * not look at it any more. Must not destroy the pool. */
typedef void (*IotTaskPoolRoutine_t)(IotTaskPool_t pTaskPool, IotTaskPoolJob_t pJob,
                                     void *pUserContext);

/** Memory of a job. All members are private. */
typedef struct taskpool_job {
    struct taskpool_job *next;
    IotTaskPoolRoutine_t routine;
    void *context;
    struct taskpool *pool; /* whose list it is in */
    TickType_t due;
    uint8_t status;
    bool recyclable;
} IotTaskPoolJobStorage_t;

/** How many threads a pool has, and what they are like. */
typedef struct IotTaskPoolInfo {
    uint32_t minThreads; /**< Always there; at least 1. */
    uint32_t maxThreads; /**< Never more, but for a job of high priority; at least minThreads. */
    uint32_t stackSize;  /**< Bytes; at least configMINIMAL_STACK_SIZE words. */
    int32_t priority;    /**< 0 to configMAX_PRIORITIES - 1. */
} IotTaskPoolInfo_t;

#define TASKPOOL_INFO(least, most)                                                                 \
    {                                                                                              \
        .minThreads = (least), .maxThreads = (most), .stackSize = IOT_THREAD_DEFAULT_STACK_SIZE,   \
        .priority = IOT_THREAD_DEFAULT_PRIORITY                                                    \
    }
#define IOT_TASKPOOL_INFO_INITIALIZER_SMALL  TASKPOOL_INFO(1, 1)
#define IOT_TASKPOOL_INFO_INITIALIZER_MEDIUM TASKPOOL_INFO(1, 2)
#define IOT_TASKPOOL_INFO_INITIALIZER_LARGE  TASKPOOL_INFO(2, 3)
#define IOT_TASKPOOL_INFO_INITIALIZER_XLARGE TASKPOOL_INFO(2, 4)
#define IOT_TASKPOOL_INFO_INITIALIZER        IOT_TASKPOOL_INFO_INITIALIZER_MEDIUM

#define IOT_TASKPOOL_INITIALIZER     NULL
#define IOT_TASKPOOL_JOB_INITIALIZER NULL
#define IOT_TASKPOOL_JOB_STORAGE_INITIALIZER                                                       \
    {                                                                                              \
        0                                                                                          \
    }

/** Flag of IotTaskPool_Schedule(): before all others; when every thread is busy, in one more. */
#define IOT_TASKPOOL_JOB_HIGH_PRIORITY ((uint32_t)0x00000001)

#ifdef __cplusplus
}
#endif

#endif
