/* SPDX-License-Identifier: MIT */
/* Jobs on the HTTPS data plane. */
#include "cloud_fixture.h"

#include <string.h>

#include "jobs_kit.h"
#include "test.h"

#define PATH "/things/lamp/jobs"
#define EXECUTION                                                                                  \
    "\"jobId\":\"job-1\",\"thingName\":\"lamp\",\"queuedAt\":1700000000,"                          \
    "\"lastUpdatedAt\":1700000000,\"executionNumber\":1"
#define DOCUMENT "\"jobDocument\":\"{\\\"operation\\\":\\\"test\\\"}\""

static struct fixture f;

static void open_with_one(void)
{
    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
    kit_job(&f, "job-1", "thing/lamp", "");
}

static void requests_are_answered_as_over_mqtt_with_the_document_as_text(void)
{
    open_with_one();
    EXPECT_JSON(fixture_data(&f, "GET", PATH, NULL, NULL, 200),
                "{\"inProgressJobs\":[],\"queuedJobs\":[{\"jobId\":\"job-1\",\"queuedAt\":"
                "1700000000,\"lastUpdatedAt\":1700000000,\"versionNumber\":1,"
                "\"executionNumber\":1}]}");
    EXPECT_JSON(fixture_data(&f, "GET", PATH "/job-1", NULL, NULL, 200),
                "{\"execution\":{" EXECUTION ",\"status\":\"QUEUED\",\"versionNumber\":1," DOCUMENT
                "}}");
    EXPECT_JSON(fixture_data(&f, "GET", PATH "/$next", "includeJobDocument=false", NULL, 200),
                "{\"execution\":{" EXECUTION ",\"status\":\"QUEUED\",\"versionNumber\":1}}");
    EXPECT_JSON(
        fixture_data(&f, "PUT", PATH "/$next", NULL, "{\"statusDetails\":{\"a\":\"1\"}}", 200),
        "{\"execution\":{" EXECUTION ",\"status\":\"IN_PROGRESS\",\"startedAt\":1700000000,"
        "\"statusDetails\":{\"a\":\"1\"},\"versionNumber\":2," DOCUMENT "}}");
    EXPECT_JSON(fixture_data(&f, "GET", PATH "/job-1", "executionNumber=1&includeJobDocument=false",
                             NULL, 200),
                "{\"execution\":{" EXECUTION ",\"status\":\"IN_PROGRESS\",\"startedAt\":1700000000,"
                "\"statusDetails\":{\"a\":\"1\"},\"versionNumber\":2}}");
    EXPECT_JSON(fixture_data(&f, "POST", PATH "/job-1", NULL, "{\"status\":\"IN_PROGRESS\"}", 200),
                "{}");
    EXPECT_JSON(fixture_data(&f, "POST", PATH "/job-1", NULL,
                             "{\"status\":\"SUCCEEDED\",\"includeJobExecutionState\":true,"
                             "\"includeJobDocument\":true,\"expectedVersion\":3}",
                             200),
                "{\"executionState\":{\"status\":\"SUCCEEDED\",\"statusDetails\":{\"a\":\"1\"},"
                "\"versionNumber\":4}," DOCUMENT "}");
    EXPECT_JSON(fixture_data(&f, "GET", PATH "/$next", NULL, NULL, 200), "{}");
    EXPECT_JSON(fixture_data(&f, "PUT", PATH "/$next", NULL, NULL, 200), "{}");
    fixture_close(&f);
}

static void a_change_is_told_over_mqtt_and_answered_over_https_alone(void)
{
    open_with_one();
    json_decref(fixture_data(&f, "POST", PATH "/job-1", NULL, "{\"status\":\"FAILED\"}", 200));
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp/jobs/notify"), 1);
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp/jobs/notify-next"), 1);
    CHECK_EQ(f.said_count, 2);
    json_decref(fixture_data(&f, "GET", PATH "/job-1", NULL, NULL, 410));
    CHECK_EQ(f.said_count, 0);
    fixture_close(&f);
}

static void errors_have_the_status_and_type_that_are_documented(void)
{
    static const struct {
        const char *method, *path, *query, *body;
        int status;
        const char *type;
    } cases[] = {
        {"GET", "/things/oven/jobs", NULL, NULL, 404, "ResourceNotFoundException"},
        {"GET", "/things/oven/jobs/$next", NULL, NULL, 404, "ResourceNotFoundException"},
        {"GET", PATH "/job-2", NULL, NULL, 404, "ResourceNotFoundException"},
        {"GET", PATH "/job-1", "executionNumber=7", NULL, 404, "ResourceNotFoundException"},
        {"GET", PATH "/job-1", "executionNumber=x", NULL, 400, "InvalidRequestException"},
        {"GET", PATH "/job-1", "includeJobDocument=7", NULL, 400, "InvalidRequestException"},
        {"GET", PATH "/done", NULL, NULL, 410, "TerminalStateException"},
        {"POST", PATH "/job-2", NULL, "{\"status\":\"FAILED\"}", 404, "ResourceNotFoundException"},
        {"POST", PATH "/done", NULL, "{\"status\":\"IN_PROGRESS\"}", 409,
         "InvalidStateTransitionException"},
        {"POST", PATH "/job-1", NULL, "{\"status\":\"FAILED\",\"expectedVersion\":9}", 409,
         "VersionConflictException"},
        {"POST", PATH "/job-1", NULL, "{\"status\":\"QUEUED\"}", 400, "InvalidRequestException"},
        {"POST", PATH "/job-1", NULL, "{\"status\":\"FAILED\"", 400, "InvalidRequestException"},
        {"POST", PATH "/job-1", NULL, "[]", 400, "InvalidRequestException"},
        {"PUT", PATH "/$next", NULL, "{\"stepTimeoutInMinutes\":-1}", 400,
         "InvalidRequestException"},
        {"DELETE", PATH "/job-1", NULL, NULL, 405, "MethodNotAllowedException"},
        {"POST", PATH, NULL, NULL, 405, "MethodNotAllowedException"},
        {"POST", PATH "/$next", NULL, NULL, 405, "MethodNotAllowedException"},
    };

    open_with_one();
    kit_job(&f, "done", "thing/lamp", "");
    kit_update(&f, "lamp", "done", "SUCCEEDED");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].path;
        json_decref(fixture_data(&f, cases[i].method, cases[i].path, cases[i].query, cases[i].body,
                                 cases[i].status));
        CHECK_EQ(strcmp(f.error_type, cases[i].type), 0);
    }
    fixture_close(&f);
}

static void a_conflict_shows_the_state_of_the_execution(void)
{
    open_with_one();
    EXPECT_JSON(
        fixture_data(&f, "POST", PATH "/job-1", NULL,
                     "{\"status\":\"FAILED\",\"expectedVersion\":9}", 409),
        "{\"message\":\"The version is 1, not 9\",\"executionState\":{\"status\":\"QUEUED\","
        "\"versionNumber\":1}}");
    fixture_close(&f);
}

static void a_request_needs_its_own_permission(void)
{
    static const struct {
        const char *action, *method, *path, *body;
    } cases[] = {
        {"iotjobsdata:GetPendingJobExecutions", "GET", PATH, NULL},
        {"iotjobsdata:StartNextPendingJobExecution", "PUT", PATH "/$next", NULL},
        {"iotjobsdata:DescribeJobExecution", "GET", PATH "/job-1", NULL},
        {"iotjobsdata:UpdateJobExecution", "POST", PATH "/job-1", "{\"status\":\"IN_PROGRESS\"}"},
    };
    const size_t count = sizeof(cases) / sizeof(cases[0]);

    for (size_t allowed = 0; allowed < count; allowed++) {
        open_with_one();
        fixture_allow(&f, cases[allowed].action, "thing/lamp");
        for (size_t i = 0; i < count; i++) {
            test_case = cases[i].action;
            json_decref(fixture_data(&f, cases[i].method, cases[i].path, NULL, cases[i].body,
                                     i == allowed ? 200 : 403));
        }
        fixture_close(&f);
    }
}

int main(void)
{
    RUN(requests_are_answered_as_over_mqtt_with_the_document_as_text);
    RUN(a_change_is_told_over_mqtt_and_answered_over_https_alone);
    RUN(errors_have_the_status_and_type_that_are_documented);
    RUN(a_conflict_shows_the_state_of_the_execution);
    RUN(a_request_needs_its_own_permission);
    return 0;
}
