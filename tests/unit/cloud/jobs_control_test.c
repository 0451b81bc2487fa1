/* SPDX-License-Identifier: MIT */
/* The control plane of jobs: operations, their answers and errors. */
#include "cloud_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "jobs_kit.h"
#include "test.h"

#define JOB_ARN  KIT_ACCOUNT "job/"
#define TARGETS  "\"targets\":[\"" KIT_ACCOUNT "thing/lamp\"]"
#define DOCUMENT "\"document\":\"{}\""

static struct fixture f;

static void open_with_lamp(void)
{
    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
}

static void expect_error(const char *method, const char *path, const char *body, int status,
                         const char *type)
{
    test_case = body != NULL ? body : path;
    json_t *answer = fixture_control(&f, method, path, body, status);
    const char *message = json_string_value(json_object_get(answer, "message"));

    CHECK_EQ(message != NULL && message[0] != '\0', true);
    if (f.error_type == NULL || strcmp(f.error_type, type) != 0) {
        printf("[%s] error %s, want %s\n", test_case, f.error_type, type);
        exit(1);
    }
    json_decref(answer);
}

/* ---- jobs ---- */

static void a_job_is_created_and_described(void)
{
    open_with_lamp();
    EXPECT_JSON(kit_create(&f, "job-1", "thing/lamp",
                           ",\"description\":\"a test\","
                           "\"presignedUrlConfig\":{\"roleArn\":\"arn:aws:iam::0:role/reader\","
                           "\"expiresInSec\":60},"
                           "\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":10080},"
                           "\"tags\":[{\"Key\":\"a\",\"Value\":\"b\"}]",
                           200),
                "{\"jobArn\":\"" JOB_ARN "job-1\",\"jobId\":\"job-1\",\"description\":\"a test\"}");
    EXPECT_JSON(
        kit_describe(&f, "job-1"),
        "{\"jobArn\":\"" JOB_ARN "job-1\",\"jobId\":\"job-1\",\"description\":\"a test\","
        "\"status\":\"IN_PROGRESS\",\"targetSelection\":\"SNAPSHOT\"," TARGETS ","
        "\"presignedUrlConfig\":{\"roleArn\":\"arn:aws:iam::0:role/reader\",\"expiresInSec\":60},"
        "\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":10080},"
        "\"createdAt\":1700000000,\"lastUpdatedAt\":1700000000,\"isConcurrent\":false,"
        "\"jobProcessDetails\":{\"numberOfQueuedThings\":1,\"numberOfInProgressThings\":0,"
        "\"numberOfSucceededThings\":0,\"numberOfFailedThings\":0,\"numberOfRejectedThings\":0,"
        "\"numberOfTimedOutThings\":0,\"numberOfCanceledThings\":0,\"numberOfRemovedThings\":0}}");
    EXPECT_JSON(fixture_control(&f, "GET", "/jobs/job-1/job-document", NULL, 200),
                "{\"document\":\"{\\\"operation\\\":\\\"test\\\"}\"}");
    fixture_close(&f);
}

static void a_job_that_cannot_be_is_refused_with_its_error(void)
{
    static const struct {
        const char *path, *body;
        int status;
        const char *type;
    } cases[] = {
        {"/jobs/job.1", "{" TARGETS "," DOCUMENT "}", 400, "InvalidRequestException"},
        {"/jobs/12345678901234567890123456789012345678901234567890123456789012345",
         "{" TARGETS "," DOCUMENT "}", 400, "InvalidRequestException"},
        {"/jobs/taken", "{" TARGETS "," DOCUMENT "}", 409, "ResourceAlreadyExistsException"},
        {"/jobs/a", "{" DOCUMENT "}", 400, "InvalidRequestException"},
        {"/jobs/a", "{\"targets\":[]," DOCUMENT "}", 400, "InvalidRequestException"},
        {"/jobs/a", "{\"targets\":[7]," DOCUMENT "}", 400, "InvalidRequestException"},
        {"/jobs/a", "{\"targets\":[\"lamp\"]," DOCUMENT "}", 400, "InvalidRequestException"},
        {"/jobs/a",
         "{\"targets\":[\"arn:aws:iot:us-east-1:999999999999:thing/lamp\"]," DOCUMENT "}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{\"targets\":[\"" KIT_ACCOUNT "thing/oven\"]," DOCUMENT "}", 404,
         "ResourceNotFoundException"},
        {"/jobs/a", "{\"targets\":[\"" KIT_ACCOUNT "thinggroup/ovens\"]," DOCUMENT "}", 404,
         "ResourceNotFoundException"},
        {"/jobs/a", "{" TARGETS "}", 400, "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS ",\"document\":\"{\"}", 400, "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS ",\"document\":{}}", 400, "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS "," DOCUMENT ",\"targetSelection\":\"SOME\"}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS "," DOCUMENT ",\"targetSelection\":7}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS ",\"documentSource\":\"https://s3.example/doc\"}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS ",\"documentSource\":\"http://s3.example/b/doc\"}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS ",\"documentSource\":\"https://example.com/b/doc\"}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS ",\"documentSource\":\"https://s3.amazonaws.com/b/doc\"}", 404,
         "ResourceNotFoundException"},
        {"/jobs/a",
         "{" TARGETS "," DOCUMENT ",\"documentSource\":\"https://s3.amazonaws.com/b/doc\"}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{" TARGETS "," DOCUMENT ",\"schedulingConfig\":{}}", 400,
         "InvalidRequestException"},
        {"/jobs/a", "{", 400, "InvalidRequestException"},
    };

    open_with_lamp();
    kit_job(&f, "taken", "thing/lamp", "");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        expect_error("PUT", cases[i].path, cases[i].body, cases[i].status, cases[i].type);
    }
    EXPECT_JSON(fixture_control(&f, "GET", "/jobs", NULL, 200),
                "{\"jobs\":[{\"jobArn\":\"" JOB_ARN "taken\",\"jobId\":\"taken\","
                "\"status\":\"IN_PROGRESS\",\"targetSelection\":\"SNAPSHOT\","
                "\"createdAt\":1700000000,\"lastUpdatedAt\":1700000000,\"isConcurrent\":false}]}");
    fixture_close(&f);
}

#define ROLLOUT(members) "\"jobExecutionsRolloutConfig\":{" members "}"
#define RATE(members)    ROLLOUT("\"exponentialRate\":{" members "}")
#define ABORT(members)   "\"abortConfig\":{\"criteriaList\":[" members "]}"
#define RETRY(members)   "\"jobExecutionsRetryConfig\":{\"criteriaList\":[" members "]}"
#define CRITERION(type, action, percentage, things)                                                \
    ABORT("{\"failureType\":\"" type "\",\"action\":\"" action                                     \
          "\",\"thresholdPercentage\":" percentage ",\"minNumberOfExecutedThings\":" things "}")

static const struct {
    const char *member;
    bool is_good;
} configurations[] = {
    {"\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":1}", true},
    {"\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":10080}", true},
    {"\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":0}", false},
    {"\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":10081}", false},
    {"\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":\"1\"}", false},
    {"\"timeoutConfig\":7", false},
    {"\"description\":7", false},
    {"\"description\":\"a\\nb\"", false},
    {"\"presignedUrlConfig\":{\"expiresInSec\":60}", true},
    {"\"presignedUrlConfig\":{\"expiresInSec\":3600}", true},
    {"\"presignedUrlConfig\":{\"expiresInSec\":59}", false},
    {"\"presignedUrlConfig\":{\"expiresInSec\":3601}", false},
    {ROLLOUT("\"maximumPerMinute\":1"), true},
    {ROLLOUT("\"maximumPerMinute\":1000"), true},
    {ROLLOUT("\"maximumPerMinute\":0"), false},
    {ROLLOUT("\"maximumPerMinute\":1001"), false},
    {RATE("\"baseRatePerMinute\":50,\"incrementFactor\":1.5,"
          "\"rateIncreaseCriteria\":{\"numberOfNotifiedThings\":1}"),
     true},
    {RATE("\"baseRatePerMinute\":0,\"incrementFactor\":2,"
          "\"rateIncreaseCriteria\":{\"numberOfNotifiedThings\":1}"),
     false},
    {RATE("\"baseRatePerMinute\":1001,\"incrementFactor\":2,"
          "\"rateIncreaseCriteria\":{\"numberOfNotifiedThings\":1}"),
     false},
    {RATE("\"baseRatePerMinute\":50,\"incrementFactor\":5.1,"
          "\"rateIncreaseCriteria\":{\"numberOfSucceededThings\":1}"),
     false},
    {RATE("\"baseRatePerMinute\":50,\"incrementFactor\":0.9,"
          "\"rateIncreaseCriteria\":{\"numberOfSucceededThings\":1}"),
     false},
    {RATE("\"baseRatePerMinute\":50,\"incrementFactor\":2"), false},
    {RATE("\"baseRatePerMinute\":50,\"incrementFactor\":2,"
          "\"rateIncreaseCriteria\":{\"numberOfSucceededThings\":0}"),
     false},
    {RATE("\"baseRatePerMinute\":50,\"incrementFactor\":2,\"rateIncreaseCriteria\":"
          "{\"numberOfSucceededThings\":1,\"numberOfNotifiedThings\":1}"),
     false},
    {CRITERION("FAILED", "CANCEL", "10.99", "1"), true},
    {CRITERION("ALL", "CANCEL", "100", "1"), true},
    {CRITERION("SUCCEEDED", "CANCEL", "10", "1"), false},
    {CRITERION("REJECTED", "STOP", "10", "1"), false},
    {CRITERION("TIMED_OUT", "CANCEL", "100.5", "1"), false},
    {CRITERION("FAILED", "CANCEL", "10", "0"), false},
    {"\"abortConfig\":{\"criteriaList\":[]}", false},
    {"\"abortConfig\":{}", false},
    {RETRY("{\"failureType\":\"FAILED\",\"numberOfRetries\":10}"), true},
    {RETRY("{\"failureType\":\"REJECTED\",\"numberOfRetries\":1}"), false},
    {RETRY("{\"failureType\":\"ALL\",\"numberOfRetries\":11}"), false},
    {RETRY("{\"failureType\":\"FAILED\",\"numberOfRetries\":6},"
           "{\"failureType\":\"TIMED_OUT\",\"numberOfRetries\":5}"),
     false},
};

static void configurations_have_their_ranges(void)
{
    open_with_lamp();
    for (size_t i = 0; i < sizeof(configurations) / sizeof(configurations[0]); i++) {
        char path[32], body[512];
        (void)snprintf(path, sizeof(path), "/jobs/job-%zu", i);
        (void)snprintf(body, sizeof(body), "{" TARGETS "," DOCUMENT ",%s}",
                       configurations[i].member);
        if (configurations[i].is_good) {
            test_case = body;
            json_decref(fixture_control(&f, "PUT", path, body, 200));
        } else {
            expect_error("PUT", path, body, 400, "InvalidRequestException");
        }
    }
    fixture_close(&f);
}

static void a_document_may_be_an_object_of_a_bucket(void)
{
    static const char *const sources[] = {"https://s3.amazonaws.com/box/doc.json",
                                          "https://box.s3.us-east-1.amazonaws.com/doc.json"};

    open_with_lamp();
    json_decref(
        fixture_control(&f, "PUT", "/objects/box/doc.json", "{\"data\":\"eyJhIjoxfQ==\"}", 200));
    json_decref(fixture_control(&f, "PUT", "/objects/box/text", "{\"data\":\"eyJh\"}", 200));
    for (size_t i = 0; i < 2; i++) {
        char path[32], body[256], wanted[96];
        (void)snprintf(path, sizeof(path), "/jobs/job-%zu", i);
        (void)snprintf(body, sizeof(body), "{" TARGETS ",\"documentSource\":\"%s\"}", sources[i]);
        (void)snprintf(wanted, sizeof(wanted), "\"%s\"", sources[i]);
        test_case = sources[i];
        json_decref(fixture_control(&f, "PUT", path, body, 200));
        json_t *answer = fixture_control(&f, "GET", path, NULL, 200);
        EXPECT_JSON(json_incref(json_object_get(answer, "documentSource")), wanted);
        json_decref(answer);
    }
    EXPECT_JSON(fixture_control(&f, "GET", "/jobs/job-1/job-document", NULL, 200),
                "{\"document\":\"{\\\"a\\\":1}\"}");
    expect_error("PUT", "/jobs/other",
                 "{" TARGETS ",\"documentSource\":\"https://s3.amazonaws.com/box/text\"}", 400,
                 "InvalidRequestException");
    fixture_close(&f);
}

static void create_with_document(size_t bytes, int status)
{
    char *body = malloc(bytes + 200);
    const size_t at = (size_t)sprintf(body, "{" TARGETS ",\"document\":\"[");

    memset(body + at, ' ', bytes - 2);
    (void)strcpy(body + at + bytes - 2, "]\"}");
    json_decref(fixture_control(&f, "PUT", "/jobs/large", body, status));
    free(body);
}

static void a_document_has_at_most_32_kilobytes(void)
{
    open_with_lamp();
    create_with_document(32769, 400);
    create_with_document(32768, 200);
    fixture_close(&f);
}

static void a_job_has_at_most_100_targets(void)
{
    static char body[16384];

    open_with_lamp();
    for (int count = 101; count >= 100; count--) {
        size_t at = (size_t)sprintf(body, "{" DOCUMENT ",\"targets\":[");
        for (int i = 0; i < count; i++) {
            at += (size_t)sprintf(body + at, "%s\"" KIT_ACCOUNT "thing/lamp\"", i > 0 ? "," : "");
        }
        (void)strcpy(body + at, "]}");
        test_case = count == 101 ? "101" : "100";
        json_decref(fixture_control(&f, "PUT", "/jobs/many", body, count == 101 ? 410 : 200));
    }
    CHECK_EQ(kit_count(&f, "many", "numberOfQueuedThings"), 1);
    fixture_close(&f);
}

static void a_hundred_jobs_are_concurrent_at_most(void)
{
    open_with_lamp();
    kit_thing(&f, "oven");
    kit_group(&f, "things", NULL);
    kit_join(&f, "things", "lamp");
    kit_join(&f, "things", "oven");
    for (int i = 0; i < 100; i++) {
        char job[16];
        (void)snprintf(job, sizeof(job), "job-%d", i);
        kit_job(&f, job, "thinggroup/things",
                ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":1}");
    }
    json_decref(kit_create(&f, "more", "thing/lamp", "", 410));
    CHECK_EQ(strcmp(f.error_type, "LimitExceededException"), 0);
    json_decref(fixture_control(&f, "PUT", "/jobs/job-7/cancel", NULL, 200));
    kit_job(&f, "more", "thing/lamp", "");
    kit_job(&f, "still-more", "thing/lamp", "");
    fixture_close(&f);
}

static void an_update_changes_the_configurations_that_it_has(void)
{
    open_with_lamp();
    kit_job(&f, "job-1", "thing/lamp",
            ",\"description\":\"old\",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":5}");
    (void)fixture_pass(&f, 7000);
    EXPECT_JSON(fixture_control(&f, "PATCH", "/jobs/job-1",
                                "{\"description\":\"new\",\"status\":\"CANCELED\"}", 200),
                "{}");
    json_t *job = kit_describe(&f, "job-1");
    EXPECT_JSON(json_incref(json_object_get(job, "description")), "\"new\"");
    EXPECT_JSON(json_incref(json_object_get(job, "status")), "\"IN_PROGRESS\"");
    EXPECT_JSON(json_incref(json_object_get(job, "lastUpdatedAt")), "1700000007");
    EXPECT_JSON(json_incref(json_object_get(job, "timeoutConfig")),
                "{\"inProgressTimeoutInMinutes\":5}");
    json_decref(job);
    expect_error("PATCH", "/jobs/job-1", "{\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":0}}",
                 400, "InvalidRequestException");
    expect_error("PATCH", "/jobs/job-1",
                 "{" RETRY("{\"failureType\":\"ALL\",\"numberOfRetries\":1}") "}", 400,
                 "InvalidRequestException");
    expect_error("PATCH", "/jobs/job-2", "{}", 404, "ResourceNotFoundException");
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    expect_error("PATCH", "/jobs/job-1", "{}", 400, "InvalidRequestException");
    fixture_close(&f);
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
    expect_error("PUT", "/jobs/job-1/cancel", NULL, 400, "InvalidRequestException");
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
    expect_error("PUT", "/jobs/job-2/cancel", NULL, 404, "ResourceNotFoundException");
    fixture_close(&f);
}

static void a_cancel_has_a_valid_reason(void)
{
    open_with_two_things();
    expect_error("PUT", "/jobs/job-1/cancel", "{\"reasonCode\":\"lower\"}", 400,
                 "InvalidRequestException");
    expect_error("PUT", "/jobs/job-1/cancel", "{\"comment\":7}", 400, "InvalidRequestException");
    kit_job_status(&f, "job-1", "IN_PROGRESS");
    fixture_close(&f);
}

static void a_job_is_deleted_once_it_is_over_or_by_force(void)
{
    open_with_two_things();
    expect_error("DELETE", "/jobs/job-1", NULL, 409, "InvalidStateTransitionException");
    EXPECT_JSON(fixture_control(&f, "DELETE", "/jobs/job-1", "{\"force\":true}", 200), "{}");
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp/jobs/notify-next"), 1);
    expect_error("GET", "/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    expect_error("GET", "/jobs/job-1/job-document", NULL, 404, "ResourceNotFoundException");
    expect_error("DELETE", "/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    expect_error("GET", "/things/lamp/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    kit_rejected(&f, "lamp", "job-1/update", "{\"status\":\"SUCCEEDED\"}", "ResourceNotFound");
    kit_accepted(&f, "lamp", "get", "{}",
                 "{\"inProgressJobs\":[],\"queuedJobs\":[],\"timestamp\":1700000000}");
    kit_job(&f, "job-1", "thing/lamp", "");
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    EXPECT_JSON(fixture_control(&f, "DELETE", "/jobs/job-1", NULL, 200), "{}");
    expect_error("GET", "/jobs/job-1", NULL, 404, "ResourceNotFoundException");
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
    expect_error("GET", "/things/oven/jobs/job-2", NULL, 404, "ResourceNotFoundException");
    expect_error("GET", "/things/sink/jobs/job-1", NULL, 404, "ResourceNotFoundException");
    expect_error("GET", "/things/oven/jobs/job-1", "{\"executionNumber\":2}", 404,
                 "ResourceNotFoundException");
    expect_error("GET", "/things/oven/jobs/job-1", "{\"executionNumber\":\"x\"}", 400,
                 "InvalidRequestException");
    fixture_close(&f);
}

static void an_execution_is_canceled_while_queued_or_by_force(void)
{
    open_with_two_things();
    expect_error("PUT", "/things/lamp/jobs/job-1/cancel", NULL, 409,
                 "InvalidStateTransitionException");
    expect_error("PUT", "/things/lamp/jobs/job-1/cancel", "{\"force\":true,\"expectedVersion\":1}",
                 409, "VersionConflictException");
    expect_error("PUT", "/things/lamp/jobs/job-1/cancel",
                 "{\"force\":true,\"expectedVersion\":\"one\"}", 400, "InvalidRequestException");
    expect_error("PUT", "/things/lamp/jobs/job-1/cancel",
                 "{\"force\":true,\"statusDetails\":{\"a\":7}}", 400, "InvalidRequestException");
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
    expect_error("PUT", "/things/oven/jobs/job-1/cancel", "{\"force\":true}", 409,
                 "InvalidStateTransitionException");
    expect_error("PUT", "/things/oven/jobs/job-2/cancel", NULL, 404, "ResourceNotFoundException");
    fixture_close(&f);
}

static void an_execution_is_deleted_once_finished_or_by_force(void)
{
    open_with_two_things();
    expect_error("DELETE", "/things/oven/jobs/job-1/executionNumber/1", NULL, 409,
                 "InvalidStateTransitionException");
    expect_error("DELETE", "/things/oven/jobs/job-1/executionNumber/2", "{\"force\":true}", 404,
                 "ResourceNotFoundException");
    expect_error("DELETE", "/things/oven/jobs/job-1/executionNumber/x", "{\"force\":true}", 400,
                 "InvalidRequestException");
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
        expect_error("GET", cases[i].path, cases[i].body, cases[i].status,
                     cases[i].status == 404 ? "ResourceNotFoundException"
                                            : "InvalidRequestException");
    }
    fixture_close(&f);
}

int main(void)
{
    RUN(a_job_is_created_and_described);
    RUN(a_job_that_cannot_be_is_refused_with_its_error);
    RUN(configurations_have_their_ranges);
    RUN(a_document_may_be_an_object_of_a_bucket);
    RUN(a_document_has_at_most_32_kilobytes);
    RUN(a_job_has_at_most_100_targets);
    RUN(a_hundred_jobs_are_concurrent_at_most);
    RUN(an_update_changes_the_configurations_that_it_has);
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
