/* SPDX-License-Identifier: MIT */
/* Where the memory of pools and jobs goes. */
#include "taskpool_kit.h"

#include <string.h>

#define BLOCKS 64u

static void tell(IotTaskPool_t pool, IotTaskPoolJob_t job, void *context)
{
    (void)pool;
    (void)job;
    (void)context;
    taskpool_note('r');
}

void taskpool_recycle(void)
{
    IotTaskPoolJob_t job = NULL;
    size_t before, with_job;

    REQUIRE(taskpool_given(1, 1, AT_ONCE, 0));
    before = xPortGetFreeHeapSize();
    REQUIRE_EQUAL(IotTaskPool_CreateRecyclableJob(taskpool, tell, NULL, &job), SUCCESS);
    with_job = xPortGetFreeHeapSize();
    EXPECT(with_job < before);
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, job, 0), SUCCESS);
    EXPECT_RAN("r");
    EXPECT_EQUAL(IotTaskPool_RecycleJob(taskpool, job), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, job, 0), IOT_TASKPOOL_ILLEGAL_OPERATION);
    REQUIRE_EQUAL(IotTaskPool_CreateRecyclableJob(taskpool, tell, NULL, &job), SUCCESS);
    EXPECT_EQUAL(xPortGetFreeHeapSize(), with_job); /* no other memory */
    EXPECT_EQUAL(IotTaskPool_DestroyRecyclableJob(taskpool, job), SUCCESS);
    EXPECT_EQUAL(xPortGetFreeHeapSize(), before);
    EXPECT_EQUAL(IotTaskPool_RecycleJob(taskpool, taskpool_job[0]), IOT_TASKPOOL_ILLEGAL_OPERATION);
}

static void destroy(void *arg)
{
    taskpool_note(IotTaskPool_Destroy(arg) == SUCCESS ? '!' : '?');
    vTaskDelete(NULL);
}

/* A job runs, one waits, one is deferred, and one is the pool's own memory. */
void taskpool_destroy(void)
{
    IotTaskPoolJob_t recyclable = NULL;
    IotTaskPoolJobStatus_t was;
    IotTaskPool_t pool;
    size_t before;

    taskpool_settle();
    before = xPortGetFreeHeapSize();
    REQUIRE(taskpool_given(1, 1, AT_ONCE, 1));
    pool = taskpool;
    taskpool_schedule(0);
    taskpool_schedule(1);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(pool, taskpool_job[2], 5), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_CreateRecyclableJob(pool, tell, NULL, &recyclable), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_Schedule(pool, recyclable, 0), SUCCESS);
    EXPECT_EQUAL(xTaskCreate(destroy, "end", qualificationTASK_STACK_WORDS, pool, AT_ONCE, NULL),
                 pdPASS);
    taskpool = NULL; /* that task's */
    vTaskDelay(pdMS_TO_TICKS(10));
    EXPECT_RAN("a"); /* it waits for the job that runs */
    EXPECT_EQUAL(IotTaskPool_Schedule(pool, taskpool_job[3], 0), IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS);
    EXPECT_EQUAL(IotTaskPool_TryCancel(pool, taskpool_job[1], &was),
                 IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS);
    EXPECT_EQUAL(was, IOT_TASKPOOL_STATUS_CANCELED);
    EXPECT_EQUAL(IotTaskPool_Destroy(pool), IOT_TASKPOOL_SHUTDOWN_IN_PROGRESS);
    taskpool_release();
    vTaskDelay(10);
    EXPECT_RAN(".!");
    EXPECT_EQUAL(taskpool_threads(), 0);
    EXPECT_EQUAL(xPortGetFreeHeapSize(), before);
}

/* Take all of the heap, then give back a block at a time, until a pool fits. */
void taskpool_without_memory(void)
{
    const IotTaskPoolInfo_t info = {2, 2, POOL_STACK_BYTES, LATER};
    static void *blocks[BLOCKS];
    unsigned taken = 0, refused = 0;
    size_t left;

    for (size_t size = xPortGetFreeHeapSize() / 4; size >= 32 && taken < BLOCKS;) {
        blocks[taken] = pvPortMalloc(size);
        if (blocks[taken] != NULL) {
            taken++;
        } else {
            size /= 2;
        }
    }
    left = xPortGetFreeHeapSize();
    while (IotTaskPool_Create(&info, &taskpool) == IOT_TASKPOOL_NO_MEMORY && taken > 0) {
        taskpool_settle();
        EXPECT_EQUAL(xPortGetFreeHeapSize(), left); /* nothing is left behind */
        refused++;
        vPortFree(blocks[--taken]);
        left = xPortGetFreeHeapSize();
    }
    while (taken > 0) {
        vPortFree(blocks[--taken]);
    }
    EXPECT(refused > 0);
    EXPECT(taskpool != NULL);
    EXPECT_EQUAL(taskpool_threads(), 2);
}
