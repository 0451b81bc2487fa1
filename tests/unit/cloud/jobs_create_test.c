/* SPDX-License-Identifier: MIT */
/* The control plane of jobs: what a job is made of, its limits, and what may be changed of it. */
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
        kit_expect_error(&f, "PUT", cases[i].path, cases[i].body, cases[i].status, cases[i].type);
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
            kit_expect_error(&f, "PUT", path, body, 400, "InvalidRequestException");
        }
    }
    fixture_close(&f);
}

static void a_document_may_be_an_object_of_a_bucket(void)
{
    static const char *const sources[] = {"https://s3.amazonaws.com/box/fw/doc.json",
                                          "https://box.s3.us-east-1.amazonaws.com/fw/doc.json"};

    open_with_lamp();
    json_decref(
        fixture_control(&f, "PUT", "/objects/box/fw/doc.json", "{\"data\":\"eyJhIjoxfQ==\"}", 200));
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
    kit_expect_error(&f, "PUT", "/jobs/other",
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
    kit_expect_error(&f, "PATCH", "/jobs/job-1",
                     "{\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":0}}", 400,
                     "InvalidRequestException");
    kit_expect_error(&f, "PATCH", "/jobs/job-1",
                     "{" RETRY("{\"failureType\":\"ALL\",\"numberOfRetries\":1}") "}", 400,
                     "InvalidRequestException");
    kit_expect_error(&f, "PATCH", "/jobs/job-2", "{}", 404, "ResourceNotFoundException");
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    kit_expect_error(&f, "PATCH", "/jobs/job-1", "{}", 400, "InvalidRequestException");
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
    return 0;
}
