/* SPDX-License-Identifier: MIT */
/* When a device is told of its jobs, and when it is not. */
#include "cloud_fixture.h"

#include <stdio.h>
#include <string.h>

#include "jobs_kit.h"
#include "test.h"

#define NOTIFY   "$aws/things/lamp/jobs/notify"
#define NEXT     "$aws/things/lamp/jobs/notify-next"
#define DOCUMENT "\"jobDocument\":{\"operation\":\"test\"}"

static struct fixture f;

static void open_with(const char *const *jobs)
{
    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
    for (; *jobs != NULL; jobs++) {
        kit_job(&f, *jobs, "thing/lamp", "");
    }
}

static void expect_told(size_t notify, size_t next)
{
    CHECK_EQ(fixture_count(&f, NOTIFY), notify);
    CHECK_EQ(fixture_count(&f, NEXT), next);
}

/* The documented series: three jobs come, and go in another order. */
static void a_history_of_three_jobs_is_told_as_documented(void)
{
    static const char *const none[] = {NULL};

    open_with(none);
    kit_job(&f, "job1", "thing/lamp", "");
    EXPECT_JSON(fixture_said(&f, NOTIFY),
                "{\"timestamp\":1700000000,\"jobs\":{\"QUEUED\":[{\"jobId\":\"job1\","
                "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":1,"
                "\"versionNumber\":1}]}}");
    EXPECT_JSON(fixture_said(&f, NEXT),
                "{\"timestamp\":1700000000,\"execution\":{\"jobId\":\"job1\",\"status\":\"QUEUED\","
                "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"versionNumber\":1,"
                "\"executionNumber\":1," DOCUMENT "}}");
    f.now_ms += 1000;
    kit_job(&f, "job2", "thing/lamp", "");
    EXPECT_JSON(fixture_said(&f, NOTIFY),
                "{\"timestamp\":1700000001,\"jobs\":{\"QUEUED\":[{\"jobId\":\"job1\","
                "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":1,"
                "\"versionNumber\":1},{\"jobId\":\"job2\",\"queuedAt\":1700000001,"
                "\"lastUpdatedAt\":1700000001,\"executionNumber\":1,\"versionNumber\":1}]}}");
    expect_told(1, 0);
    f.now_ms += 1000;
    kit_update(&f, "lamp", "job1", "IN_PROGRESS");
    expect_told(0, 0);
    f.now_ms += 1000;
    kit_job(&f, "job3", "thing/lamp", "");
    EXPECT_JSON(fixture_said(&f, NOTIFY),
                "{\"timestamp\":1700000003,\"jobs\":{\"IN_PROGRESS\":[{\"jobId\":\"job1\","
                "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000002,\"startedAt\":1700000002,"
                "\"executionNumber\":1,\"versionNumber\":2}],\"QUEUED\":[{\"jobId\":\"job2\","
                "\"queuedAt\":1700000001,\"lastUpdatedAt\":1700000001,\"executionNumber\":1,"
                "\"versionNumber\":1},{\"jobId\":\"job3\",\"queuedAt\":1700000003,"
                "\"lastUpdatedAt\":1700000003,\"executionNumber\":1,\"versionNumber\":1}]}}");
    expect_told(1, 0);
    kit_update(&f, "lamp", "job1", "SUCCEEDED");
    EXPECT_JSON(fixture_said(&f, NOTIFY),
                "{\"timestamp\":1700000003,\"jobs\":{\"QUEUED\":[{\"jobId\":\"job2\","
                "\"queuedAt\":1700000001,\"lastUpdatedAt\":1700000001,\"executionNumber\":1,"
                "\"versionNumber\":1},{\"jobId\":\"job3\",\"queuedAt\":1700000003,"
                "\"lastUpdatedAt\":1700000003,\"executionNumber\":1,\"versionNumber\":1}]}}");
    EXPECT_JSON(fixture_said(&f, NEXT),
                "{\"timestamp\":1700000003,\"execution\":{\"jobId\":\"job2\",\"status\":\"QUEUED\","
                "\"queuedAt\":1700000001,\"lastUpdatedAt\":1700000001,\"versionNumber\":1,"
                "\"executionNumber\":1," DOCUMENT "}}");
    f.now_ms += 1000;
    kit_update(&f, "lamp", "job3", "IN_PROGRESS");
    EXPECT_JSON(fixture_said(&f, NEXT),
                "{\"timestamp\":1700000004,\"execution\":{\"jobId\":\"job3\",\"status\":"
                "\"IN_PROGRESS\",\"queuedAt\":1700000003,\"startedAt\":1700000004,"
                "\"lastUpdatedAt\":1700000004,\"versionNumber\":2,\"executionNumber\":1," DOCUMENT
                "}}");
    expect_told(0, 1);
    kit_update(&f, "lamp", "job2", "REJECTED");
    EXPECT_JSON(fixture_said(&f, NOTIFY),
                "{\"timestamp\":1700000004,\"jobs\":{\"IN_PROGRESS\":[{\"jobId\":\"job3\","
                "\"queuedAt\":1700000003,\"lastUpdatedAt\":1700000004,\"startedAt\":1700000004,"
                "\"executionNumber\":1,\"versionNumber\":2}]}}");
    expect_told(1, 0);
    EXPECT_JSON(fixture_control(&f, "DELETE", "/things/lamp/jobs/job3/executionNumber/1",
                                "{\"force\":true}", 200),
                "{}");
    EXPECT_JSON(fixture_said(&f, NOTIFY), "{\"timestamp\":1700000004,\"jobs\":{}}");
    EXPECT_JSON(fixture_said(&f, NEXT), "{\"timestamp\":1700000004}");
    fixture_close(&f);
}

static void a_new_version_of_the_first_one_is_not_told(void)
{
    static const char *const two[] = {"job-1", "job-2", NULL};

    open_with(two);
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    expect_told(0, 0);
    kit_send(&f, "lamp", "start-next", "{\"stepTimeoutInMinutes\":1}");
    expect_told(0, 0);
    fixture_close(&f);
}

static void what_starts_behind_one_in_progress_changes_no_next(void)
{
    static const char *const two[] = {"job-1", "job-2", NULL};

    open_with(two);
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    kit_update(&f, "lamp", "job-2", "IN_PROGRESS");
    expect_told(0, 0);
    kit_update(&f, "lamp", "job-2", "SUCCEEDED");
    expect_told(1, 0);
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    expect_told(1, 1);
    fixture_close(&f);
}

static void what_started_earlier_overtakes_when_it_was_queued_before(void)
{
    static const char *const three[] = {"job-1", "job-2", "job-3", NULL};

    open_with(three);
    kit_update(&f, "lamp", "job-3", "IN_PROGRESS");
    expect_told(0, 1);
    kit_update(&f, "lamp", "job-2", "IN_PROGRESS");
    expect_told(0, 1);
    fixture_close(&f);
}

static void cancel_and_time_out_are_told_like_an_end(void)
{
    static const char *const two[] = {"job-1", "job-2", NULL};

    open_with(two);
    json_decref(fixture_control(&f, "PUT", "/things/lamp/jobs/job-2/cancel", NULL, 200));
    expect_told(1, 0);
    kit_send(&f, "lamp", "start-next", "{\"stepTimeoutInMinutes\":1}");
    (void)fixture_pass(&f, 59999);
    expect_told(0, 0);
    (void)fixture_pass(&f, 1);
    expect_told(1, 1);
    EXPECT_JSON(fixture_said(&f, NEXT), "{\"timestamp\":1700000060}");
    fixture_close(&f);
}

static void at_most_ten_executions_are_told(void)
{
    json_t *told;

    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
    for (int i = 0; i < 12; i++) {
        char job[16];
        (void)snprintf(job, sizeof(job), "job-%d", i);
        kit_job(&f, job, "thing/lamp", "");
    }
    told = fixture_said(&f, NOTIFY);
    CHECK_EQ(json_array_size(json_object_get(json_object_get(told, "jobs"), "QUEUED")), 10);
    json_decref(told);
    kit_send(&f, "lamp", "get", "{}");
    told = kit_answer(&f, "lamp", "get", "accepted");
    CHECK_EQ(json_array_size(json_object_get(told, "queuedJobs")), 10);
    json_decref(told);
    fixture_close(&f);
}

static void executions_of_one_second_keep_the_order_of_their_creation(void)
{
    static const char *const three[] = {"zebra", "ant", "mouse", NULL};

    open_with(three);
    kit_accepted(&f, "lamp", "$next/get", "{\"includeJobDocument\":false}",
                 "{\"execution\":{\"jobId\":\"zebra\",\"thingName\":\"lamp\",\"status\":\"QUEUED\","
                 "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"versionNumber\":1,"
                 "\"executionNumber\":1},\"timestamp\":1700000000}");
    kit_update(&f, "lamp", "zebra", "SUCCEEDED");
    kit_accepted(&f, "lamp", "$next/get", "{\"includeJobDocument\":false}",
                 "{\"execution\":{\"jobId\":\"ant\",\"thingName\":\"lamp\",\"status\":\"QUEUED\","
                 "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"versionNumber\":1,"
                 "\"executionNumber\":1},\"timestamp\":1700000000}");
    fixture_close(&f);
}

static void things_are_told_of_their_own_jobs_only(void)
{
    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
    kit_thing(&f, "lam");
    kit_thing(&f, "lamp2");
    kit_job(&f, "job-1", "thing/lamp2", "");
    expect_told(0, 0);
    kit_job(&f, "job-2", "thing/lam", "");
    expect_told(0, 0);
    kit_accepted(&f, "lamp", "start-next", "{}", "{\"timestamp\":1700000000}");
    fixture_close(&f);
}

int main(void)
{
    RUN(a_history_of_three_jobs_is_told_as_documented);
    RUN(a_new_version_of_the_first_one_is_not_told);
    RUN(what_starts_behind_one_in_progress_changes_no_next);
    RUN(what_started_earlier_overtakes_when_it_was_queued_before);
    RUN(cancel_and_time_out_are_told_like_an_end);
    RUN(at_most_ten_executions_are_told);
    RUN(executions_of_one_second_keep_the_order_of_their_creation);
    RUN(things_are_told_of_their_own_jobs_only);
    return 0;
}
