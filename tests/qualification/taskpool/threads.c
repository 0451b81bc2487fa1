/* SPDX-License-Identifier: MIT */
/* How many threads a pool has. */
#include "taskpool_kit.h"

#include <string.h>

void taskpool_threads_grow(void)
{
    REQUIRE(taskpool_given(1, 3, AT_ONCE, 4));
    EXPECT_EQUAL(taskpool_threads(), 1);
    for (unsigned i = 0; i < JOBS; i++) {
        taskpool_schedule(i);
    }
    EXPECT_RAN("abc"); /* the fourth waits for a thread */
    EXPECT_EQUAL(taskpool_threads(), 3);
    taskpool_release();
    EXPECT_RAN(".d");
}

void taskpool_threads_end(void)
{
    REQUIRE(taskpool_given(1, 2, AT_ONCE, 2));
    taskpool_schedule(0);
    taskpool_schedule(1);
    EXPECT_EQUAL(taskpool_threads(), 2);
    taskpool_release();
    taskpool_release();
    vTaskDelay(pdMS_TO_TICKS(IOT_TASKPOOL_THREAD_LINGER_MS) + 5);
    EXPECT_EQUAL(taskpool_threads(), 1);
    EXPECT_RAN("ab..");
    taskpool_schedule(2); /* the one that is left works */
    EXPECT_RAN("c");
}

void taskpool_set_max_threads(void)
{
    REQUIRE(taskpool_given(1, 1, AT_ONCE, 2));
    taskpool_schedule(0);
    taskpool_schedule(1);
    EXPECT_RAN("a");
    EXPECT_EQUAL(IotTaskPool_SetMaxThreads(taskpool, 0), IOT_TASKPOOL_BAD_PARAMETER);
    EXPECT_EQUAL(IotTaskPool_SetMaxThreads(taskpool, 2), SUCCESS);
    EXPECT_RAN("b"); /* what waited has its thread at once */
    EXPECT_EQUAL(IotTaskPool_SetMaxThreads(taskpool, 1), SUCCESS);
    taskpool_release();
    taskpool_release();
    EXPECT_EQUAL(taskpool_threads(), 1);
}

void taskpool_urgent_thread(void)
{
    REQUIRE(taskpool_given(1, 1, AT_ONCE, 1));
    taskpool_schedule(0);
    taskpool_schedule(1);
    EXPECT_RAN("a");
    EXPECT_EQUAL(IotTaskPool_Schedule(taskpool, taskpool_job[2], IOT_TASKPOOL_JOB_HIGH_PRIORITY),
                 SUCCESS);
    EXPECT_RAN("c");
    EXPECT_EQUAL(taskpool_threads(), 1); /* which has ended, and left the other job alone */
    EXPECT_RAN("");
    taskpool_release();
    EXPECT_RAN(".b");
}
