/* SPDX-License-Identifier: MIT */
/* IotTaskPool_*: what is refused, who runs once, in which order, and what can be taken back. */
#include "taskpool_kit.h"

#include <string.h>

#define REFUSED(info)                                                                              \
    do {                                                                                           \
        EXPECT_EQUAL(IotTaskPool_Create((info), &taskpool), IOT_TASKPOOL_BAD_PARAMETER);           \
        REQUIRE(taskpool == NULL);                                                                 \
    } while (0)

static void create_parameters(void)
{
    const IotTaskPoolInfo_t good = {1, 1, POOL_STACK_BYTES, LATER};
    IotTaskPoolInfo_t info = good;

    REFUSED(NULL);
    info.minThreads = 0;
    REFUSED(&info);
    info = good;
    info.minThreads = 2;
    REFUSED(&info);
    info = good;
    info.stackSize = (uint32_t)((configMINIMAL_STACK_SIZE - 1) * sizeof(StackType_t));
    REFUSED(&info);
    info = good;
    info.priority = -1;
    REFUSED(&info);
    info.priority = configMAX_PRIORITIES;
    REFUSED(&info);
    EXPECT_EQUAL(IotTaskPool_Create(&good, NULL), IOT_TASKPOOL_BAD_PARAMETER);
    EXPECT_EQUAL(IotTaskPool_CreateSystemTaskPool(NULL), IOT_TASKPOOL_BAD_PARAMETER);
    EXPECT_EQUAL(IotTaskPool_Destroy(NULL), IOT_TASKPOOL_BAD_PARAMETER);
    EXPECT_EQUAL(IotTaskPool_SetMaxThreads(NULL, 1), IOT_TASKPOOL_BAD_PARAMETER);
    EXPECT_EQUAL(taskpool_threads(), 0);
}

static void never(IotTaskPool_t pool, IotTaskPoolJob_t job, void *context)
{
    (void)pool;
    (void)job;
    (void)context;
    taskpool_note('!');
}

static void job_parameters(void)
{
    IotTaskPoolJob_t job = NULL;
    IotTaskPoolJobStatus_t status;
    const IotTaskPoolError_t bad = IOT_TASKPOOL_BAD_PARAMETER;

    REQUIRE(taskpool_given(1, 1, AT_ONCE, 0));
    EXPECT_EQUAL(IotTaskPool_CreateJob(NULL, NULL, &taskpool_memory[0], &job), bad);
    EXPECT_EQUAL(IotTaskPool_CreateJob(never, NULL, NULL, &job), bad);
    EXPECT_EQUAL(IotTaskPool_CreateJob(never, NULL, &taskpool_memory[0], NULL), bad);
    EXPECT_EQUAL(IotTaskPool_CreateRecyclableJob(NULL, never, NULL, &job), bad);
    EXPECT_EQUAL(IotTaskPool_CreateRecyclableJob(taskpool, NULL, NULL, &job), bad);
    EXPECT_EQUAL(IotTaskPool_CreateRecyclableJob(taskpool, never, NULL, NULL), bad);
    EXPECT(job == NULL);
    EXPECT_EQUAL(IotTaskPool_Schedule(NULL, taskpool_job[0], 0), bad);
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, NULL, 0), bad);
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, taskpool_job[0], 2), bad);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(NULL, taskpool_job[0], 5), bad);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, NULL, 5), bad);
    EXPECT_EQUAL(IotTaskPool_GetStatus(NULL, taskpool_job[0], &status), bad);
    EXPECT_EQUAL(IotTaskPool_GetStatus(taskpool, NULL, &status), bad);
    EXPECT_EQUAL(IotTaskPool_GetStatus(taskpool, taskpool_job[0], NULL), bad);
    EXPECT_EQUAL(IotTaskPool_TryCancel(NULL, taskpool_job[0], &status), bad);
    EXPECT_EQUAL(IotTaskPool_TryCancel(taskpool, NULL, &status), bad);
    EXPECT_EQUAL(taskpool_status(0), IOT_TASKPOOL_STATUS_READY);
    vTaskDelay(3);
    EXPECT_RAN("");
}

static void string_coverage(void)
{
    const char *texts[IOT_TASKPOOL_CANCEL_FAILED + 1];

    for (unsigned i = 0; i <= IOT_TASKPOOL_CANCEL_FAILED; i++) {
        texts[i] = IotTaskPool_strerror((IotTaskPoolError_t)i);
        REQUIRE(texts[i] != NULL);
        EXPECT(texts[i][0] != '\0');
        for (unsigned j = 0; j < i; j++) {
            EXPECT(strcmp(texts[i], texts[j]) != 0);
        }
    }
    EXPECT(IotTaskPool_strerror((IotTaskPoolError_t)99) != NULL);
}

static struct {
    IotTaskPool_t pool;
    IotTaskPoolJob_t job;
    void *context;
    unsigned count;
} volatile got;

static void take_note(IotTaskPool_t pool, IotTaskPoolJob_t job, void *context)
{
    got.pool = pool;
    got.job = job;
    got.context = context;
    got.count++;
}

static void job_gets_its_own(void)
{
    static int context;

    REQUIRE(taskpool_given(1, 1, LATER, 0));
    got.count = 0;
    REQUIRE_EQUAL(IotTaskPool_CreateJob(take_note, &context, &taskpool_memory[0], &taskpool_job[0]),
                  SUCCESS);
    EXPECT(IotTaskPool_GetJobStorageFromHandle(taskpool_job[0]) == &taskpool_memory[0]);
    EXPECT_EQUAL(taskpool_status(0), IOT_TASKPOOL_STATUS_READY);
    taskpool_schedule(0);
    EXPECT_EQUAL(taskpool_status(0), IOT_TASKPOOL_STATUS_SCHEDULED);
    vTaskDelay(3);
    EXPECT_EQUAL(taskpool_status(0), IOT_TASKPOOL_STATUS_COMPLETED);
    EXPECT_EQUAL(got.count, 1);
    EXPECT(got.pool == taskpool);
    EXPECT(got.job == taskpool_job[0]);
    EXPECT(got.context == &context);
}

static void jobs_in_order(void)
{
    REQUIRE(taskpool_given(1, 1, LATER, 0));
    for (unsigned i = 0; i < JOBS; i++) {
        taskpool_schedule(i);
    }
    EXPECT_RAN("");
    vTaskDelay(3);
    EXPECT_RAN("abcd");
    taskpool_schedule(2); /* what has run can run again */
    taskpool_schedule(0);
    vTaskDelay(3);
    EXPECT_RAN("ca");
}

static void urgent_first(void)
{
    REQUIRE(taskpool_given(1, 1, LATER, 0));
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, taskpool_job[0], 0), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, taskpool_job[1], IOT_TASKPOOL_JOB_HIGH_PRIORITY),
                 SUCCESS);
    vTaskDelay(3);
    EXPECT_RAN("ba");
}

static void scheduled_twice(void)
{
    REQUIRE(taskpool_given(1, 1, LATER, 0));
    taskpool_schedule(0);
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, taskpool_job[0], 0),
                 IOT_TASKPOOL_ILLEGAL_OPERATION);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[0], 5),
                 IOT_TASKPOOL_ILLEGAL_OPERATION);
    vTaskDelay(pdMS_TO_TICKS(5) + 3);
    EXPECT_RAN("a");
}

static volatile IotTaskPoolError_t by_itself;

static void go_on(IotTaskPool_t pool, IotTaskPoolJob_t job, void *context)
{
    unsigned *left = context;

    taskpool_note('r');
    if (*left > 0) {
        *left -= 1;
        by_itself = IotTaskPool_Schedule(pool, job, 0);
    }
}

static void scheduled_by_itself(void)
{
    static unsigned left;

    left = 3;
    by_itself = SUCCESS;
    REQUIRE(taskpool_given(1, 1, LATER, 0));
    REQUIRE_EQUAL(IotTaskPool_CreateJob(go_on, &left, &taskpool_memory[0], &taskpool_job[0]),
                  SUCCESS);
    taskpool_schedule(0);
    vTaskDelay(4);
    EXPECT_EQUAL(by_itself, SUCCESS);
    EXPECT_RAN("rrrr");
    EXPECT_EQUAL(taskpool_status(0), IOT_TASKPOOL_STATUS_COMPLETED);
}

static void cancel(void)
{
    IotTaskPoolJobStatus_t was = IOT_TASKPOOL_STATUS_UNDEFINED;

    REQUIRE(taskpool_given(1, 1, AT_ONCE, 1));
    taskpool_schedule(0); /* holds the only thread */
    taskpool_schedule(1);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[2], 10), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_TryCancel(taskpool, taskpool_job[0], &was),
                 IOT_TASKPOOL_CANCEL_FAILED);
    EXPECT_EQUAL(IotTaskPool_TryCancel(taskpool, taskpool_job[1], &was), SUCCESS);
    EXPECT_EQUAL(was, IOT_TASKPOOL_STATUS_SCHEDULED);
    EXPECT_EQUAL(IotTaskPool_TryCancel(taskpool, taskpool_job[2], &was), SUCCESS);
    EXPECT_EQUAL(was, IOT_TASKPOOL_STATUS_DEFERRED);
    EXPECT_EQUAL(taskpool_status(1), IOT_TASKPOOL_STATUS_CANCELED);
    taskpool_release();
    vTaskDelay(pdMS_TO_TICKS(10) + 3);
    EXPECT_RAN("a.");
    taskpool_schedule(1); /* a cancelled job can be scheduled again */
    EXPECT_RAN("b");
}

static const struct qualification_case taskpool_cases[] = {
    {"AFQP_TASKPOOL_CreateParameters", create_parameters},
    {"AFQP_TASKPOOL_JobParameters", job_parameters},
    {"AFQP_TASKPOOL_StringCoverage", string_coverage},
    {"AFQP_TASKPOOL_JobGetsItsOwn", job_gets_its_own},
    {"AFQP_TASKPOOL_JobsInOrder", jobs_in_order},
    {"AFQP_TASKPOOL_UrgentFirst", urgent_first},
    {"AFQP_TASKPOOL_ScheduledTwice", scheduled_twice},
    {"AFQP_TASKPOOL_ScheduledByItself", scheduled_by_itself},
    {"AFQP_TASKPOOL_ThreadsGrow", taskpool_threads_grow},
    {"AFQP_TASKPOOL_ThreadsEnd", taskpool_threads_end},
    {"AFQP_TASKPOOL_SetMaxThreads", taskpool_set_max_threads},
    {"AFQP_TASKPOOL_UrgentThread", taskpool_urgent_thread},
    {"AFQP_TASKPOOL_DeferredAtItsTime", taskpool_deferred_at_its_time},
    {"AFQP_TASKPOOL_DeferredInOrder", taskpool_deferred_in_order},
    {"AFQP_TASKPOOL_DeferredAgain", taskpool_deferred_again},
    {"AFQP_TASKPOOL_Cancel", cancel},
    {"AFQP_TASKPOOL_Recycle", taskpool_recycle},
    {"AFQP_TASKPOOL_Destroy", taskpool_destroy},
    {"AFQP_TASKPOOL_WithoutMemory", taskpool_without_memory},
};

QUALIFICATION_GROUP(taskpool, "Full_TASKPOOL", .set_up = taskpool_set_up,
                    .tear_down = taskpool_tear_down)
