/* SPDX-License-Identifier: MIT */
/* Jobs that run later. Times are read by the job: nobody else is in between. */
#include "taskpool_kit.h"

#include <string.h>

#define WAIT_MS 40u

static volatile TickType_t ran_at;

static void note_time(IotTaskPool_t pool, IotTaskPoolJob_t job, void *context)
{
    (void)pool;
    (void)job;
    (void)context;
    ran_at = xTaskGetTickCount();
    taskpool_note('t');
}

void taskpool_deferred_at_its_time(void)
{
    TickType_t begun;

    REQUIRE(taskpool_given(1, 1, AT_ONCE, 0));
    REQUIRE_EQUAL(IotTaskPool_CreateJob(note_time, NULL, &taskpool_memory[0], &taskpool_job[0]),
                  SUCCESS);
    vTaskDelay(1); /* a tick has just begun */
    begun = xTaskGetTickCount();
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[0], WAIT_MS), SUCCESS);
    EXPECT_EQUAL(taskpool_status(0), IOT_TASKPOOL_STATUS_DEFERRED);
    vTaskDelay(pdMS_TO_TICKS(WAIT_MS) + 10);
    EXPECT_RAN("t");
    EXPECT_WITHIN((TickType_t)(ran_at - begun), pdMS_TO_TICKS(WAIT_MS), pdMS_TO_TICKS(WAIT_MS) + 1,
                  "ticks");
    qualification_measure(
        "deferred.late", (long long)(TickType_t)(ran_at - begun) - pdMS_TO_TICKS(WAIT_MS), "ticks");
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[0], 0), SUCCESS);
    EXPECT_RAN("t"); /* no time is now */
}

void taskpool_deferred_in_order(void)
{
    REQUIRE(taskpool_given(1, 1, AT_ONCE, 0));
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[0], 60), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[1], 20), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[2], 60), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[3], 40), SUCCESS);
    vTaskDelay(pdMS_TO_TICKS(30));
    EXPECT_RAN("b");
    vTaskDelay(pdMS_TO_TICKS(50));
    EXPECT_RAN("dac");
}

void taskpool_deferred_again(void)
{
    REQUIRE(taskpool_given(1, 1, AT_ONCE, 0));
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[0], 10), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[0], 50), SUCCESS);
    EXPECT_EQUAL(IotTaskPool_ScheduleDeferred(taskpool, taskpool_job[1], 50), SUCCESS);
    taskpool_schedule(1); /* need not wait any more */
    EXPECT_RAN("b");
    vTaskDelay(pdMS_TO_TICKS(30));
    EXPECT_RAN("");
    vTaskDelay(pdMS_TO_TICKS(40));
    EXPECT_RAN("a");
}
