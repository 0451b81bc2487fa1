/* SPDX-License-Identifier: MIT */
/* The control plane of jobs: their end, their executions, and lists of both. */
#include "cloud_fixture.h"

#include <stdio.h>

#include "job.h"
#include "jobs_kit.h"
#include "test.h"

#define JOB_ARN  KIT_ACCOUNT "job/"
#define DOCUMENT "\"document\":\"{}\""

static struct fixture f;

static void open_with_lamp(void)
{
    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
}

/* lamp has started, oven has not. */
static void open_with_two_things(void)
{
    open_with_lamp();
    kit_thing(&f, "oven");
    json_decref(fixture_control(&f, "PUT", "/jobs/job-1",
                                "{\"targets\":[\"" KIT_ACCOUNT "thing/lamp\",\"" KIT_ACCOUNT
                                "thing/oven\"]," DOCUMENT "}",
                                200));
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
}

static void a_canceled_job_cancels_what_is_queued(void)
{
    open_with_two_things();
    EXPECT_JSON(fixture_control(&f, "PUT", "/jobs/job-1/cancel",
                                "{\"comment\":\"enough\",\"reasonCode\":\"ENOUGH_1\"}", 200),
                "{\"jobArn\":\"" JOB_ARN "job-1\",\"jobId\":\"job-1\"}");
    CHECK_EQ(fixture_count(&f, "$aws/things/oven/jobs/notify"), 1);
    CHECK_EQ(fixture_count(&f, "$aws/things/oven/jobs/notify-next"), 1);
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp/jobs/notify"), 0);
    json_t *job = kit_describe(&f, "job-1");
    EXPECT_JSON(json_incref(json_object_get(job, "status")), "\"CANCELED\"");
    EXPECT_JSON(json_incref(json_object_get(job, "comment")), "\"enough\"");
    EXPECT_JSON(json_incref(json_object_get(job, "reasonCode")), "\"ENOUGH_1\"");
    EXPECT_JSON(json_incref(json_object_get(job, "forceCanceled")), "false");
    EXPECT_JSON(json_incref(json_object_get(job, "completedAt")), "1700000000");
    json_decref(job);
    kit_status(&f, "oven", "job-1", "CANCELED");
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    kit_job_status(&f, "job-1", "CANCELED");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfCanceledThings"), 1);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfSucceededThings"), 1);
    kit_expect_error(&f, "PUT", "/jobs/job-1/cancel", NULL, 400, "InvalidRequestException");
    fixture_close(&f);
}

static void force_cancels_what_is_in_progress_too(void)
{
    open_with_two_things();
    json_decref(fixture_control(&f, "PUT", "/jobs/job-1/cancel", "{\"force\":\"true\"}", 200));
    kit_status(&f, "lamp", "job-1", "CANCELED");
    kit_rejected(&f, "lamp", "job-1/update", "{\"status\":\"SUCCEEDED\"}",
                 "InvalidStateTransition");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfCanceledThings"), 2);
    kit_expect_error(&f, "PUT", "/jobs/job-2/cancel", NULL, 404, "ResourceNotFoundException");
    fixture_close(&f);
}

static void a_cancel_has_a_valid_reason(void)
{
    open_with_two_things();
    kit_expect_error(&f, "PUT", "/jobs/job-1/cancel", "{\"reasonCode\":\"lower\"}", 400,
                     "InvalidRequestException");
    kit_expect_error(&f, "PUT", "/jobs/job-1/cancel", "{\"comment\":7}", 400,
                     "InvalidRequestException");
    kit_job_status(&f, "job-1", "IN_PROGRESS");
    fixture_close(&f);
}

static void a_job_is_deleted_once_it_is_over_or_by_force(void)
{
    open_with_two_things();
    kit_expect_error(&f, "DELETE", "/jobs/job-1", NULL, 409, "InvalidStateTransitionException");
    EXPECT_JSON(fixture_control(&f, "DELETE", "/jobs/job-1", "{\"force\":true}", 200), "{}");
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp/jobs/notify-next"), 1);
    kit_expect_error(&f, "GET", "/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    kit_expect_error(&f, "GET", "/jobs/job-1/job-document", NULL, 404, "ResourceNotFoundException");
    kit_expect_error(&f, "DELETE", "/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    kit_expect_error(&f, "GET", "/things/lamp/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    kit_rejected(&f, "lamp", "job-1/update", "{\"status\":\"SUCCEEDED\"}", "ResourceNotFound");
    kit_accepted(&f, "lamp", "get", "{}",
                 "{\"inProgressJobs\":[],\"queuedJobs\":[],\"timestamp\":1700000000}");
    kit_job(&f, "job-1", "thing/lamp", "");
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    EXPECT_JSON(fixture_control(&f, "DELETE", "/jobs/job-1", NULL, 200), "{}");
    kit_expect_error(&f, "GET", "/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    fixture_close(&f);
}

static void nothing_of_a_deleted_job_stays_in_the_store(void)
{
    static const char *const spaces[] = {
        "job",       "job-document",  "job-tally", "job-target",  "job-rollout", "job-deletion",
        "job-group", "job-execution", "job-thing", "job-pending", "job-timer"};

    open_with_two_things();
    kit_group(&f, "ovens", NULL);
    kit_job(&f, "job-2", "thinggroup/ovens", ",\"targetSelection\":\"CONTINUOUS\"");
    kit_join(&f, "ovens", "oven");
    kit_send(&f, "oven", "start-next", "{\"stepTimeoutInMinutes\":1}");
    json_decref(fixture_control(&f, "DELETE", "/jobs/job-1", "{\"force\":true}", 200));
    json_decref(fixture_control(&f, "DELETE", "/jobs/job-2", "{\"force\":true}", 200));
    for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
        test_case = spaces[i];
        json_t *keys = job_keys(f.cloud, spaces[i], "", NULL, 10);
        CHECK_EQ(json_array_size(keys), 0);
        json_decref(keys);
    }
    fixture_close(&f);
}

/* ---- executions ---- */

static void an_execution_is_described(void)
{
    open_with_two_things();
    kit_send(&f, "oven", "start-next",
             "{\"stepTimeoutInMinutes\":1,\"statusDetails\":{\"a\":\"1\"}}");
    EXPECT_JSON(
        fixture_control(&f, "GET", "/things/oven/jobs/job-1", "{\"executionNumber\":\"1\"}", 200),
        "{\"execution\":{\"jobId\":\"job-1\",\"status\":\"IN_PROGRESS\","
        "\"forceCanceled\":false,\"statusDetails\":{\"detailsMap\":{\"a\":\"1\"}},"
        "\"thingArn\":\"" KIT_ACCOUNT "thing/oven\",\"queuedAt\":1700000000,"
        "\"startedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":1,"
        "\"versionNumber\":2,\"approximateSecondsBeforeTimedOut\":60}}");
    kit_expect_error(&f, "GET", "/things/oven/jobs/job-2", NULL, 404, "ResourceNotFoundException");
    kit_expect_error(&f, "GET", "/things/sink/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    kit_expect_error(&f, "GET", "/things/oven/jobs/job-1", "{\"executionNumber\":2}", 404,
                     "ResourceNotFoundException");
    kit_expect_error(&f, "GET", "/things/oven/jobs/job-1", "{\"executionNumber\":\"x\"}", 400,
                     "InvalidRequestException");
    fixture_close(&f);
}

static void an_execution_is_canceled_while_queued_or_by_force(void)
{
    open_with_two_things();
    kit_expect_error(&f, "PUT", "/things/lamp/jobs/job-1/cancel", NULL, 409,
                     "InvalidStateTransitionException");
    kit_expect_error(&f, "PUT", "/things/lamp/jobs/job-1/cancel",
                     "{\"force\":true,\"expectedVersion\":1}", 409, "VersionConflictException");
    kit_expect_error(&f, "PUT", "/things/lamp/jobs/job-1/cancel",
                     "{\"force\":true,\"expectedVersion\":\"one\"}", 400,
                     "InvalidRequestException");
    kit_expect_error(&f, "PUT", "/things/lamp/jobs/job-1/cancel",
                     "{\"force\":true,\"statusDetails\":{\"a\":7}}", 400,
                     "InvalidRequestException");
    EXPECT_JSON(fixture_control(&f, "PUT", "/things/lamp/jobs/job-1/cancel",
                                "{\"force\":true,\"expectedVersion\":\"2\","
                                "\"statusDetails\":{\"why\":\"because\"}}",
                                200),
                "{}");
    EXPECT_JSON(fixture_control(&f, "GET", "/things/lamp/jobs/job-1", NULL, 200),
                "{\"execution\":{\"jobId\":\"job-1\",\"status\":\"CANCELED\","
                "\"forceCanceled\":true,\"statusDetails\":{\"detailsMap\":{\"why\":\"because\"}},"
                "\"thingArn\":\"" KIT_ACCOUNT "thing/lamp\",\"queuedAt\":1700000000,"
                "\"startedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":1,"
                "\"versionNumber\":3}}");
    kit_job_status(&f, "job-1", "IN_PROGRESS");
    json_decref(fixture_control(&f, "PUT", "/things/oven/jobs/job-1/cancel", NULL, 200));
    kit_status(&f, "oven", "job-1", "CANCELED");
    kit_job_status(&f, "job-1", "COMPLETED");
    kit_expect_error(&f, "PUT", "/things/oven/jobs/job-1/cancel", "{\"force\":true}", 409,
                     "InvalidStateTransitionException");
    kit_expect_error(&f, "PUT", "/things/oven/jobs/job-2/cancel", NULL, 404,
                     "ResourceNotFoundException");
    fixture_close(&f);
}

static void an_execution_is_deleted_once_finished_or_by_force(void)
{
    open_with_two_things();
    kit_expect_error(&f, "DELETE", "/things/oven/jobs/job-1/executionNumber/1", NULL, 409,
                     "InvalidStateTransitionException");
    kit_expect_error(&f, "DELETE", "/things/oven/jobs/job-1/executionNumber/2", "{\"force\":true}",
                     404, "ResourceNotFoundException");
    kit_expect_error(&f, "DELETE", "/things/oven/jobs/job-1/executionNumber/x", "{\"force\":true}",
                     400, "InvalidRequestException");
    json_decref(fixture_control(&f, "DELETE", "/things/oven/jobs/job-1/executionNumber/1",
                                "{\"force\":true}", 200));
    CHECK_EQ(fixture_count(&f, "$aws/things/oven/jobs/notify"), 1);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 0);
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    json_decref(
        fixture_control(&f, "DELETE", "/things/lamp/jobs/job-1/executionNumber/1", NULL, 200));
    CHECK_EQ(f.said_count, 0);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfSucceededThings"), 0);
    kit_job_status(&f, "job-1", "COMPLETED");
    fixture_close(&f);
}

/* ---- lists ---- */

static size_t pages_of(const char *path, const char *filter, const char *member, int page,
                       size_t *items)
{
    char body[512], token[300] = "";
    size_t pages = 0;

    *items = 0;
    do {
        (void)snprintf(body, sizeof(body), "{%s\"maxResults\":%d%s}", filter, page, token);
        json_t *answer = fixture_control(&f, "GET", path, body, 200);
        const char *next = json_string_value(json_object_get(answer, "nextToken"));
        *items += json_array_size(json_object_get(answer, member));
        pages++;
        (void)snprintf(token, sizeof(token), ",\"nextToken\":\"%s\"", next != NULL ? next : "");
        if (next == NULL) {
            token[0] = '\0';
        }
        json_decref(answer);
    } while (token[0] != '\0');
    return pages;
}

static void lists_come_in_pages_and_by_what_is_asked_for(void)
{
    size_t items;

    open_with_two_things();
    kit_group(&f, "ovens", NULL);
    kit_job(&f, "job-2", "thing/oven", "");
    kit_job(&f, "job-3", "thinggroup/ovens", ",\"targetSelection\":\"CONTINUOUS\"");
    kit_update(&f, "oven", "job-2", "FAILED");
    CHECK_EQ(pages_of("/jobs", "", "jobs", 1, &items), 3);
    CHECK_EQ(items, 3);
    CHECK_EQ(pages_of("/jobs", "\"status\":\"COMPLETED\",", "jobs", 250, &items), 1);
    CHECK_EQ(items, 1);
    (void)pages_of("/jobs", "\"targetSelection\":\"CONTINUOUS\",", "jobs", 250, &items);
    CHECK_EQ(items, 1);
    (void)pages_of("/jobs", "\"thingGroupName\":\"ovens\",", "jobs", 250, &items);
    CHECK_EQ(items, 1);
    CHECK_EQ(pages_of("/jobs/job-1/things", "", "executionSummaries", 1, &items), 2);
    CHECK_EQ(items, 2);
    (void)pages_of("/jobs/job-1/things", "\"status\":\"QUEUED\",", "executionSummaries", 1, &items);
    CHECK_EQ(items, 1);
    CHECK_EQ(pages_of("/things/oven/jobs", "", "executionSummaries", 1, &items), 2);
    CHECK_EQ(items, 2);
    (void)pages_of("/things/oven/jobs", "\"jobId\":\"job-2\",", "executionSummaries", 1, &items);
    CHECK_EQ(items, 1);
    EXPECT_JSON(
        fixture_control(&f, "GET", "/jobs/job-1/things", "{\"status\":\"IN_PROGRESS\"}", 200),
        "{\"executionSummaries\":[{\"thingArn\":\"" KIT_ACCOUNT "thing/lamp\","
        "\"jobExecutionSummary\":{\"status\":\"IN_PROGRESS\",\"queuedAt\":1700000000,"
        "\"startedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":1}}]}");
    EXPECT_JSON(fixture_control(&f, "GET", "/things/oven/jobs", "{\"status\":\"FAILED\"}", 200),
                "{\"executionSummaries\":[{\"jobId\":\"job-2\","
                "\"jobExecutionSummary\":{\"status\":\"FAILED\",\"queuedAt\":1700000000,"
                "\"lastUpdatedAt\":1700000000,\"executionNumber\":1}}]}");
    fixture_close(&f);
}

static void a_list_that_cannot_be_is_refused(void)
{
    static const struct {
        const char *path, *body;
        int status;
    } cases[] = {
        {"/jobs", "{\"maxResults\":0}", 400},
        {"/jobs", "{\"maxResults\":251}", 400},
        {"/jobs", "{\"maxResults\":\"many\"}", 400},
        {"/jobs", "{\"status\":\"DONE\"}", 400},
        {"/jobs", "{\"targetSelection\":\"SOME\"}", 400},
        {"/jobs/job-1/things", "{\"status\":\"DONE\"}", 400},
        {"/things/lamp/jobs", "{\"status\":\"DONE\"}", 400},
        {"/jobs/job-9/things", NULL, 404},
        {"/things/sink/jobs", NULL, 404},
    };

    open_with_two_things();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        kit_expect_error(&f, "GET", cases[i].path, cases[i].body, cases[i].status,
                         cases[i].status == 404 ? "ResourceNotFoundException"
                                                : "InvalidRequestException");
    }
    fixture_close(&f);
}

int main(void)
{
    RUN(a_canceled_job_cancels_what_is_queued);
    RUN(force_cancels_what_is_in_progress_too);
    RUN(a_cancel_has_a_valid_reason);
    RUN(a_job_is_deleted_once_it_is_over_or_by_force);
    RUN(nothing_of_a_deleted_job_stays_in_the_store);
    RUN(an_execution_is_described);
    RUN(an_execution_is_canceled_while_queued_or_by_force);
    RUN(an_execution_is_deleted_once_finished_or_by_force);
    RUN(lists_come_in_pages_and_by_what_is_asked_for);
    RUN(a_list_that_cannot_be_is_refused);
    return 0;
}
