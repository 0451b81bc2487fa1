/* SPDX-License-Identifier: MIT */
/* Threads and jobs of a pool. The lock is the suspended scheduler: what it covers are a few words,
 * but for the place of a deferred job in its list.
 *
 *      waiting   first come first, high priority at the head     deferred   the earliest first
 *
 * Invariant: while a job waits or is deferred there is an idle thread that will see to it, or no
 * further one may be made. Each change of the lists is followed by attend(), which keeps it.
 */
#include <string.h>

#include "iot_taskpool.h"

#include "ms_to_ticks.h"
#include "semphr.h"
#include "task.h"

struct jobs {
    struct taskpool_job *first;
    uint32_t count;
};

struct taskpool {
    IotTaskPoolInfo_t info;
    struct jobs waiting, deferred, recycled;
    uint32_t threads, idle; /* that serve; that wait */
    uint32_t alive;         /* with those that are about to end */
    bool ending;
    SemaphoreHandle_t wake; /* idle threads wait for it; spare ones do no harm */
    StaticSemaphore_t wake_memory;
};

enum { WAKE = 1, GROW = 2 };

static struct taskpool system_memory;
static bool system_taken;            /* the memory */
static struct taskpool *system_pool; /* when it can be used */

static void lock(void)
{
    vTaskSuspendAll();
}

static void unlock(void)
{
    (void)xTaskResumeAll();
}

static void insert(struct jobs *jobs, struct taskpool_job **at, struct taskpool_job *job)
{
    job->next = *at;
    *at = job;
    jobs->count++;
}

static bool take_out(struct jobs *jobs, const struct taskpool_job *job)
{
    for (struct taskpool_job **at = &jobs->first; *at != NULL; at = &(*at)->next) {
        if (*at == job) {
            *at = job->next;
            jobs->count--;
            return true;
        }
    }
    return false;
}

static struct taskpool_job *take_first(struct jobs *jobs)
{
    struct taskpool_job *const job = jobs->first;

    if (job != NULL) {
        jobs->first = job->next;
        jobs->count--;
    }
    return job;
}

static void append(struct jobs *jobs, struct taskpool_job *job)
{
    struct taskpool_job **at = &jobs->first;

    while (*at != NULL) {
        at = &(*at)->next;
    }
    insert(jobs, at, job);
}

static bool is_due(const struct taskpool_job *job, TickType_t now)
{
    return (TickType_t)(job->due - now - 1) >= portMAX_DELAY / 2;
}

static void defer(struct taskpool *pool, struct taskpool_job *job)
{
    struct taskpool_job **at = &pool->deferred.first;

    while (*at != NULL && (TickType_t)(job->due - (*at)->due) <= portMAX_DELAY / 2) {
        at = &(*at)->next;
    }
    insert(&pool->deferred, at, job);
}

/* Whom the jobs need: an idle thread, or one more. Under the lock; `threads` counts the one more.
 */
static unsigned attend(struct taskpool *pool, uint32_t most)
{
    const uint32_t wanted = pool->waiting.count + (pool->deferred.count > 0);
    unsigned todo = wanted > 0 && pool->idle > 0 ? WAKE : 0;

    if (wanted > pool->idle && pool->threads < most && !pool->ending) {
        pool->threads++;
        pool->alive++;
        todo |= GROW;
    }
    return todo;
}

/* The next job to run, or how long to wait for one. */
static struct taskpool_job *next_job(struct taskpool *pool, TickType_t *wait_ticks)
{
    const TickType_t now = xTaskGetTickCount();

    while (pool->deferred.first != NULL && is_due(pool->deferred.first, now)) {
        struct taskpool_job *const due = take_first(&pool->deferred);
        due->status = IOT_TASKPOOL_STATUS_SCHEDULED;
        append(&pool->waiting, due);
    }
    struct taskpool_job *const job = take_first(&pool->waiting);
    if (job != NULL) {
        job->status = IOT_TASKPOOL_STATUS_COMPLETED;
        job->pool = NULL;
        return job;
    }
    *wait_ticks = pool->threads > pool->info.maxThreads ? 0
                  : pool->threads > pool->info.minThreads
                      ? pdMS_TO_TICKS(IOT_TASKPOOL_THREAD_LINGER_MS) + 1
                      : portMAX_DELAY;
    if (pool->deferred.first != NULL && pool->deferred.first->due - now < *wait_ticks) {
        *wait_ticks = pool->deferred.first->due - now;
    }
    return NULL;
}

static void run(void *arg);

static bool add_thread(struct taskpool *pool)
{
    if (xTaskCreate(run, "pool",
                    (configSTACK_DEPTH_TYPE)(pool->info.stackSize / sizeof(StackType_t)), pool,
                    (UBaseType_t)pool->info.priority, NULL) == pdPASS) {
        return true;
    }
    lock();
    pool->threads--;
    pool->alive--;
    unlock();
    return false;
}

/* Without memory the threads that there are do it. */
static void act(struct taskpool *pool, unsigned todo)
{
    if (todo & WAKE) {
        (void)xSemaphoreGive(pool->wake);
    }
    if (todo & GROW) {
        (void)add_thread(pool);
    }
}

/* Whether this thread, which has no job now, is one too many. */
static bool is_surplus(const struct taskpool *pool, bool woken)
{
    return pool->ending || pool->threads > pool->info.maxThreads ||
           (!woken && pool->threads > pool->info.minThreads && pool->waiting.count == 0 &&
            (pool->idle > 0 || pool->deferred.count == 0));
}

/* One job, or one wait for one. False: the thread is not counted any more and shall end. */
static bool serve(struct taskpool *pool)
{
    TickType_t wait_ticks = 0;
    bool woken = true;

    lock();
    struct taskpool_job *const job = next_job(pool, &wait_ticks);
    const unsigned todo = job != NULL ? attend(pool, pool->info.maxThreads) : 0;
    pool->idle += job == NULL;
    unlock();
    if (job != NULL) {
        act(pool, todo);
        job->routine(pool, job, job->context);
    } else {
        woken = xSemaphoreTake(pool->wake, wait_ticks) == pdTRUE;
    }
    lock();
    pool->idle -= job == NULL;
    const bool surplus = is_surplus(pool, woken);
    pool->threads -= surplus;
    const unsigned left = surplus ? attend(pool, 0) : 0;
    unlock();
    act(pool, left); /* what this one was woken for is another's now */
    return !surplus;
}

/* A thread. Behind its last lock the pool may be gone. */
static void run(void *arg)
{
    struct taskpool *const pool = arg;

    while (serve(pool)) {
    }
    lock();
    pool->alive--;
    unlock();
    vTaskDelete(NULL);
}

static void free_all(struct jobs *jobs)
{
    struct taskpool_job *job;

    while ((job = take_first(jobs)) != NULL) {
        job->status = IOT_TASKPOOL_STATUS_CANCELED;
        job->pool = NULL;
        if (job->recyclable) {
            vPortFree(job);
        }
    }
}

/* Nobody adds to the lists any more. The scheduler runs on meanwhile: threads take no job. */
static void end_threads(struct taskpool *pool)
{
    struct jobs waiting, deferred;

    lock();
    waiting = pool->waiting;
    deferred = pool->deferred;
    pool->waiting = pool->deferred = (struct jobs){NULL, 0};
    unlock();
    free_all(&waiting);
    free_all(&deferred);
    for (;;) {
        lock();
        const uint32_t alive = pool->alive;
        unlock();
        if (alive == 0) {
            break;
        }
        (void)xSemaphoreGive(pool->wake);
        vTaskDelay(1);
    }
    free_all(&pool->recycled);
    vSemaphoreDelete(pool->wake);
}

static bool is_possible(const IotTaskPoolInfo_t *info)
{
    return info != NULL && info->minThreads > 0 && info->maxThreads >= info->minThreads &&
           info->stackSize / sizeof(StackType_t) >= configMINIMAL_STACK_SIZE &&
           info->stackSize / sizeof(StackType_t) <= (configSTACK_DEPTH_TYPE)-1 &&
           info->priority >= 0 && info->priority < configMAX_PRIORITIES;
}

static IotTaskPoolError_t start(struct taskpool *pool, const IotTaskPoolInfo_t *info)
{
    memset(pool, 0, sizeof *pool);
    pool->info = *info;
    pool->wake = xSemaphoreCreateCountingStatic(UINT16_MAX, 0, &pool->wake_memory);
    for (uint32_t i = 0; i < info->minThreads; i++) {
        lock();
        pool->threads++;
        pool->alive++;
        unlock();
        if (!add_thread(pool)) {
            pool->ending = true;
            end_threads(pool);
            return IOT_TASKPOOL_NO_MEMORY;
        }
    }
    return IOT_TASKPOOL_SUCCESS;
}

IotTaskPoolError_t IotTaskPool_CreateSystemTaskPool(const IotTaskPoolInfo_t *const pInfo)
{
    if (!is_possible(pInfo)) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    lock();
    const bool exists = system_taken;
    system_taken = true;
    unlock();
    if (exists) {
        return IOT_TASKPOOL_ILLEGAL_OPERATION;
    }
    const IotTaskPoolError_t result = start(&system_memory, pInfo);
    system_taken = result == IOT_TASKPOOL_SUCCESS;
    system_pool = system_taken ? &system_memory : NULL;
    return result;
}

IotTaskPool_t IotTaskPool_GetSystemTaskPool(void)
{
    return system_pool;
}

IotTaskPoolError_t IotTaskPool_Create(const IotTaskPoolInfo_t *const pInfo,
                                      IotTaskPool_t *const pTaskPool)
{
    if (!is_possible(pInfo) || pTaskPool == NULL) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    struct taskpool *const pool = pvPortMalloc(sizeof *pool);
    if (pool == NULL) {
        return IOT_TASKPOOL_NO_MEMORY;
    }
    const IotTaskPoolError_t result = start(pool, pInfo);
    if (result == IOT_TASKPOOL_SUCCESS) {
        *pTaskPool = pool;
    } else {
        vPortFree(pool);
    }
    return result;
}

IotTaskPoolError_t IotTaskPool_Destroy(IotTaskPool_t taskPool)
{
    if (taskPool == NULL) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    lock();
    const bool ending = taskPool->ending;
    taskPool->ending = true;
    unlock();
    if (ending) {
        return IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS;
    }
    end_threads(taskPool);
    if (taskPool == system_pool) {
        system_pool = NULL;
        system_taken = false;
    } else {
        vPortFree(taskPool);
    }
    return IOT_TASKPOOL_SUCCESS;
}

IotTaskPoolError_t IotTaskPool_SetMaxThreads(IotTaskPool_t taskPool, uint32_t maxThreads)
{
    if (taskPool == NULL || maxThreads < taskPool->info.minThreads) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    if (taskPool->ending) {
        return IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS;
    }
    lock();
    taskPool->info.maxThreads = maxThreads;
    const unsigned todo = attend(taskPool, maxThreads);
    const uint32_t surplus = taskPool->threads > maxThreads ? taskPool->idle : 0;
    unlock();
    act(taskPool, todo);
    for (uint32_t i = 0; i < surplus; i++) {
        (void)xSemaphoreGive(taskPool->wake);
    }
    return IOT_TASKPOOL_SUCCESS;
}

IotTaskPoolError_t IotTaskPool_CreateJob(IotTaskPoolRoutine_t userCallback, void *pUserContext,
                                         IotTaskPoolJobStorage_t *const pJobStorage,
                                         IotTaskPoolJob_t *const pJob)
{
    if (userCallback == NULL || pJobStorage == NULL || pJob == NULL) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    *pJobStorage = (IotTaskPoolJobStorage_t){.routine = userCallback, .context = pUserContext};
    *pJob = pJobStorage;
    return IOT_TASKPOOL_SUCCESS;
}

IotTaskPoolError_t IotTaskPool_CreateRecyclableJob(IotTaskPool_t taskPool,
                                                   IotTaskPoolRoutine_t userCallback,
                                                   void *pUserContext, IotTaskPoolJob_t *const pJob)
{
    if (taskPool == NULL || userCallback == NULL || pJob == NULL) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    lock();
    const bool ending = taskPool->ending;
    struct taskpool_job *job = ending ? NULL : take_first(&taskPool->recycled);
    unlock();
    if (ending) {
        return IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS;
    }
    if (job == NULL) {
        job = pvPortMalloc(sizeof *job);
    }
    if (job == NULL) {
        return IOT_TASKPOOL_NO_MEMORY;
    }
    (void)IotTaskPool_CreateJob(userCallback, pUserContext, job, pJob);
    job->recyclable = true;
    return IOT_TASKPOOL_SUCCESS;
}

/* End a recyclable job, into the list of recycled ones if there is room; else into the heap. */
static IotTaskPoolError_t end_job(struct taskpool *pool, struct taskpool_job *job, uint32_t room)
{
    if (pool == NULL || job == NULL) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    lock();
    const bool may =
        job->recyclable && job->pool == NULL && job->status != IOT_TASKPOOL_STATUS_UNDEFINED;
    const bool keep = may && pool->recycled.count < room && !pool->ending;
    if (may) {
        job->status = IOT_TASKPOOL_STATUS_UNDEFINED;
    }
    if (keep) {
        insert(&pool->recycled, &pool->recycled.first, job);
    }
    unlock();
    if (may && !keep) {
        vPortFree(job);
    }
    return may ? IOT_TASKPOOL_SUCCESS : IOT_TASKPOOL_ILLEGAL_OPERATION;
}

IotTaskPoolError_t IotTaskPool_DestroyRecyclableJob(IotTaskPool_t taskPool, IotTaskPoolJob_t job)
{
    return end_job(taskPool, job, 0);
}

IotTaskPoolError_t IotTaskPool_RecycleJob(IotTaskPool_t taskPool, IotTaskPoolJob_t job)
{
    return end_job(taskPool, job, IOT_TASKPOOL_JOBS_RECYCLE_LIMIT);
}

/* Under the lock. A deferred job is taken out of its list. */
static IotTaskPoolError_t may_schedule(struct taskpool *pool, struct taskpool_job *job)
{
    if (pool->ending) {
        return IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS;
    }
    if ((job->pool != NULL && job->pool != pool) || job->status == IOT_TASKPOOL_STATUS_SCHEDULED ||
        job->status == IOT_TASKPOOL_STATUS_UNDEFINED) {
        return IOT_TASKPOOL_ILLEGAL_OPERATION;
    }
    (void)take_out(&pool->deferred, job);
    job->pool = pool;
    return IOT_TASKPOOL_SUCCESS;
}

IotTaskPoolError_t IotTaskPool_Schedule(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                        uint32_t flags)
{
    if (taskPool == NULL || job == NULL || (flags & ~IOT_TASKPOOL_JOB_HIGH_PRIORITY) != 0) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    unsigned todo = 0;
    lock();
    const IotTaskPoolError_t result = may_schedule(taskPool, job);
    if (result == IOT_TASKPOOL_SUCCESS) {
        job->status = IOT_TASKPOOL_STATUS_SCHEDULED;
        if (flags != 0) {
            insert(&taskPool->waiting, &taskPool->waiting.first, job);
        } else {
            append(&taskPool->waiting, job);
        }
        todo = attend(taskPool, taskPool->info.maxThreads + (flags != 0));
    }
    unlock();
    act(taskPool, todo);
    return result;
}

IotTaskPoolError_t IotTaskPool_ScheduleDeferred(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                                uint32_t timeMs)
{
    const uint64_t ticks = ms_to_ticks(timeMs);

    if (timeMs == 0) {
        return IotTaskPool_Schedule(taskPool, job, 0);
    }
    if (taskPool == NULL || job == NULL || ticks > portMAX_DELAY / 2) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    unsigned todo = 0;
    lock();
    const IotTaskPoolError_t result = may_schedule(taskPool, job);
    if (result == IOT_TASKPOOL_SUCCESS) {
        job->status = IOT_TASKPOOL_STATUS_DEFERRED;
        job->due = xTaskGetTickCount() + (TickType_t)ticks;
        defer(taskPool, job);
        todo = attend(taskPool, taskPool->info.maxThreads);
    }
    unlock();
    act(taskPool, todo);
    return result;
}

IotTaskPoolError_t IotTaskPool_GetStatus(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                         IotTaskPoolJobStatus_t *const pStatus)
{
    if (taskPool == NULL || job == NULL || pStatus == NULL) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    if (taskPool->ending) {
        return IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS;
    }
    *pStatus = (IotTaskPoolJobStatus_t)job->status;
    return IOT_TASKPOOL_SUCCESS;
}

IotTaskPoolError_t IotTaskPool_TryCancel(IotTaskPool_t taskPool, IotTaskPoolJob_t job,
                                         IotTaskPoolJobStatus_t *const pStatus)
{
    IotTaskPoolError_t result = IOT_TASKPOOL_SUCCESS;

    if (taskPool == NULL || job == NULL) {
        return IOT_TASKPOOL_BAD_PARAMETER;
    }
    lock();
    if (pStatus != NULL) {
        *pStatus = (IotTaskPoolJobStatus_t)job->status;
    }
    if (taskPool->ending) {
        result = IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS;
    } else if (job->pool != NULL && job->pool != taskPool) {
        result = IOT_TASKPOOL_BAD_PARAMETER;
    } else if (job->status == IOT_TASKPOOL_STATUS_COMPLETED ||
               job->status == IOT_TASKPOOL_STATUS_UNDEFINED) {
        result = IOT_TASKPOOL_CANCEL_FAILED;
    } else {
        (void)(take_out(&taskPool->waiting, job) || take_out(&taskPool->deferred, job));
        job->status = IOT_TASKPOOL_STATUS_CANCELED;
        job->pool = NULL;
    }
    unlock();
    return result;
}

IotTaskPoolJobStorage_t *IotTaskPool_GetJobStorageFromHandle(IotTaskPoolJob_t job)
{
    return job;
}

const char *IotTaskPool_strerror(IotTaskPoolError_t status)
{
    switch (status) {
    case IOT_TASKPOOL_SUCCESS:
        return "success";
    case IOT_TASKPOOL_BAD_PARAMETER:
        return "bad parameter";
    case IOT_TASKPOOL_ILLEGAL_OPERATION:
        return "not in this state";
    case IOT_TASKPOOL_NO_MEMORY:
        return "no memory";
    case IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS:
        return "the pool is being destroyed";
    case IOT_TASKPOOL_CANCEL_FAILED:
        return "the job runs or has run";
    }
    return "unknown";
}
