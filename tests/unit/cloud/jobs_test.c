/* SPDX-License-Identifier: MIT */
/* Jobs as a device sees them over MQTT. The fixture's clock begins at 1'700'000'000 s. */
#include "cloud_fixture.h"

#include <stdio.h>
#include <string.h>

#include "jobs_kit.h"
#include "test.h"

#define TOPIC    "$aws/things/lamp/jobs/"
#define DOCUMENT "\"jobDocument\":{\"operation\":\"test\"}"

static struct fixture f;

static void open_with(const char *const *jobs)
{
    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
    for (; *jobs != NULL; jobs++) {
        kit_job(&f, *jobs, "thing/lamp", "");
        (void)fixture_pass(&f, 1000);
    }
}

static void open_with_one(void)
{
    static const char *const one[] = {"job-1", NULL};

    open_with(one);
}

/* ---- the four requests ---- */

static void get_lists_what_is_in_progress_and_what_is_queued(void)
{
    static const char *const three[] = {"c", "b", "a", NULL};

    open_with(three);
    kit_update(&f, "lamp", "b", "IN_PROGRESS");
    kit_accepted(&f, "lamp", "get", "{\"clientToken\":\"t-1\"}",
                 "{\"inProgressJobs\":[{\"jobId\":\"b\",\"queuedAt\":1700000001,"
                 "\"startedAt\":1700000003,\"lastUpdatedAt\":1700000003,\"versionNumber\":2,"
                 "\"executionNumber\":1}],"
                 "\"queuedJobs\":[{\"jobId\":\"c\",\"queuedAt\":1700000000,"
                 "\"lastUpdatedAt\":1700000000,\"versionNumber\":1,\"executionNumber\":1},"
                 "{\"jobId\":\"a\",\"queuedAt\":1700000002,\"lastUpdatedAt\":1700000002,"
                 "\"versionNumber\":1,\"executionNumber\":1}],"
                 "\"timestamp\":1700000003,\"clientToken\":\"t-1\"}");
    fixture_close(&f);
}

static void get_of_a_thing_without_jobs_has_two_empty_lists(void)
{
    static const char *const none[] = {NULL};

    open_with(none);
    kit_accepted(&f, "lamp", "get", "",
                 "{\"inProgressJobs\":[],\"queuedJobs\":[],\"timestamp\":1700000000}");
    fixture_close(&f);
}

static void start_next_starts_the_first_one_with_its_details(void)
{
    open_with_one();
    kit_accepted(&f, "lamp", "start-next",
                 "{\"statusDetails\":{\"step\":\"1\"},\"clientToken\":\"t\"}",
                 "{\"execution\":{\"jobId\":\"job-1\",\"thingName\":\"lamp\"," DOCUMENT ","
                 "\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"step\":\"1\"},"
                 "\"queuedAt\":1700000000,\"startedAt\":1700000001,"
                 "\"lastUpdatedAt\":1700000001,\"versionNumber\":2,\"executionNumber\":1},"
                 "\"timestamp\":1700000001,\"clientToken\":\"t\"}");
    fixture_close(&f);
}

static void start_next_leaves_one_in_progress_as_it_is(void)
{
    static const char *const two[] = {"job-1", "job-2", NULL};

    open_with(two);
    kit_update(&f, "lamp", "job-2", "IN_PROGRESS");
    (void)fixture_pass(&f, 5000);
    kit_accepted(&f, "lamp", "start-next", "{\"statusDetails\":{\"step\":\"9\"}}",
                 "{\"execution\":{\"jobId\":\"job-2\",\"thingName\":\"lamp\"," DOCUMENT ","
                 "\"status\":\"IN_PROGRESS\",\"queuedAt\":1700000001,\"startedAt\":1700000002,"
                 "\"lastUpdatedAt\":1700000002,\"versionNumber\":2,\"executionNumber\":1},"
                 "\"timestamp\":1700000007}");
    fixture_close(&f);
}

static void nothing_pending_is_an_answer_without_execution(void)
{
    static const char *const none[] = {NULL};

    open_with(none);
    kit_accepted(&f, "lamp", "start-next", "{}", "{\"timestamp\":1700000000}");
    kit_accepted(&f, "lamp", "$next/get", "{\"clientToken\":\"x\"}",
                 "{\"timestamp\":1700000000,\"clientToken\":\"x\"}");
    fixture_close(&f);
}

static void describe_shows_an_execution_with_or_without_its_document(void)
{
    static const struct {
        const char *request, *payload, *document;
    } cases[] = {
        {"job-1/get", "{}", "," DOCUMENT},
        {"job-1/get", "", "," DOCUMENT},
        {"job-1/get", "{\"includeJobDocument\":true}", "," DOCUMENT},
        {"job-1/get", "{\"includeJobDocument\":false}", ""},
        {"job-1/get", "{\"executionNumber\":1}", "," DOCUMENT},
        {"$next/get", "{}", "," DOCUMENT},
        {"$next/get", "{\"includeJobDocument\":false}", ""},
    };

    open_with_one();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char wanted[512];
        (void)snprintf(wanted, sizeof(wanted),
                       "{\"execution\":{\"jobId\":\"job-1\",\"thingName\":\"lamp\","
                       "\"status\":\"QUEUED\",\"queuedAt\":1700000000,"
                       "\"lastUpdatedAt\":1700000000,\"versionNumber\":1,"
                       "\"executionNumber\":1%s},\"timestamp\":1700000001}",
                       cases[i].document);
        test_case = cases[i].payload;
        kit_accepted(&f, "lamp", cases[i].request, cases[i].payload, wanted);
    }
    fixture_close(&f);
}

static void update_answers_with_what_was_asked_for(void)
{
    static const struct {
        const char *payload, *wanted;
    } cases[] = {
        {"{\"status\":\"IN_PROGRESS\"}", "{\"timestamp\":1700000001}"},
        {"{\"status\":\"IN_PROGRESS\",\"clientToken\":\"t\"}",
         "{\"timestamp\":1700000001,\"clientToken\":\"t\"}"},
        {"{\"status\":\"IN_PROGRESS\",\"includeJobExecutionState\":true}",
         "{\"executionState\":{\"status\":\"IN_PROGRESS\",\"versionNumber\":4},"
         "\"timestamp\":1700000001}"},
        {"{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"1\",\"b\":\"2\"},"
         "\"includeJobExecutionState\":true}",
         "{\"executionState\":{\"status\":\"IN_PROGRESS\",\"versionNumber\":5,"
         "\"statusDetails\":{\"a\":\"1\",\"b\":\"2\"}},\"timestamp\":1700000001}"},
        {"{\"status\":\"IN_PROGRESS\",\"includeJobDocument\":true,\"includeJobExecutionState\":"
         "true}",
         "{\"executionState\":{\"status\":\"IN_PROGRESS\",\"versionNumber\":6,"
         "\"statusDetails\":{\"a\":\"1\",\"b\":\"2\"}}," DOCUMENT ",\"timestamp\":1700000001}"},
        {"{\"status\":\"SUCCEEDED\",\"statusDetails\":{\"c\":\"3\"},"
         "\"includeJobExecutionState\":true,\"includeJobDocument\":false}",
         "{\"executionState\":{\"status\":\"SUCCEEDED\",\"versionNumber\":7,"
         "\"statusDetails\":{\"c\":\"3\"}},\"timestamp\":1700000001}"},
    };

    open_with_one();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].payload;
        kit_accepted(&f, "lamp", "job-1/update", cases[i].payload, cases[i].wanted);
    }
    fixture_close(&f);
}

/* ---- the state machine ---- */

static void only_what_is_not_finished_can_be_updated(void)
{
    static const char *const by_device[] = {"IN_PROGRESS", "SUCCEEDED", "FAILED", "REJECTED"};

    for (size_t first = 0; first < 4; first++) {
        for (size_t then = 0; then < 4; then++) {
            char payload[64], wanted[256];
            open_with_one();
            test_case = by_device[first];
            kit_update(&f, "lamp", "job-1", by_device[first]);
            (void)snprintf(payload, sizeof(payload), "{\"status\":\"%s\"}", by_device[then]);
            kit_send(&f, "lamp", "job-1/update", payload);
            (void)snprintf(wanted, sizeof(wanted),
                           first == 0 ? "{\"timestamp\":1700000001}"
                                      : "{\"code\":\"InvalidStateTransition\",\"message\":\"*\","
                                        "\"executionState\":{\"status\":\"%s\","
                                        "\"versionNumber\":2},\"timestamp\":1700000001}",
                           by_device[first]);
            EXPECT_JSON(
                kit_answer(&f, "lamp", "job-1/update", first == 0 ? "accepted" : "rejected"),
                wanted);
            kit_status(&f, "lamp", "job-1", by_device[first == 0 ? then : first]);
            fixture_close(&f);
        }
    }
}

static void a_finished_execution_is_not_described(void)
{
    open_with_one();
    kit_update(&f, "lamp", "job-1", "FAILED");
    kit_rejected(&f, "lamp", "job-1/get", "{}", "TerminalStateReached");
    kit_accepted(&f, "lamp", "$next/get", "{}", "{\"timestamp\":1700000001}");
    fixture_close(&f);
}

static void the_version_may_be_expected_as_number_or_string(void)
{
    open_with_one();
    kit_accepted(&f, "lamp", "job-1/update", "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":1}",
                 "{\"timestamp\":1700000001}");
    kit_accepted(&f, "lamp", "job-1/update",
                 "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":\"2\"}",
                 "{\"timestamp\":1700000001}");
    kit_send(&f, "lamp", "job-1/update",
             "{\"status\":\"FAILED\",\"expectedVersion\":\"2\",\"clientToken\":\"t\"}");
    EXPECT_JSON(kit_answer(&f, "lamp", "job-1/update", "rejected"),
                "{\"code\":\"VersionMismatch\",\"message\":\"The version is 3, not 2\","
                "\"executionState\":{\"status\":\"IN_PROGRESS\",\"versionNumber\":3},"
                "\"timestamp\":1700000001,\"clientToken\":\"t\"}");
    kit_status(&f, "lamp", "job-1", "IN_PROGRESS");
    fixture_close(&f);
}

/* ---- what is rejected ---- */

static void what_is_asked_in_a_wrong_way_is_rejected_with_its_code(void)
{
    static const struct {
        const char *request, *payload, *code;
    } cases[] = {
        {"get", "{", "InvalidJson"},
        {"get", "nonsense", "InvalidJson"},
        {"get", "{\"clientToken\":\"\xff\"}", "InvalidJson"},
        {"start-next", "{\"a\":1}}", "InvalidJson"},
        {"get", "[]", "InvalidRequest"},
        {"get", "7", "InvalidRequest"},
        {"get", "{\"clientToken\":7}", "InvalidRequest"},
        {"get",
         "{\"clientToken\":\"12345678901234567890123456789012345678901234567890123456789012345\"}",
         "InvalidRequest"},
        {"toast", "{}", "InvalidTopic"},
        {"notify", "{}", "InvalidTopic"},
        {"job-1/toast", "{}", "InvalidTopic"},
        {"$next/update", "{\"status\":\"FAILED\"}", "InvalidTopic"},
        {"job-1/get/more", "{}", "InvalidTopic"},
        {"get/accepted", "{}", "InvalidTopic"},
        {"job-2/get", "{}", "ResourceNotFound"},
        {"job-2/update", "{\"status\":\"FAILED\"}", "ResourceNotFound"},
        {"job-1/get", "{\"executionNumber\":2}", "ResourceNotFound"},
        {"job-1/update", "{\"status\":\"FAILED\",\"executionNumber\":2}", "ResourceNotFound"},
        {"job.1/get", "{}", "InvalidRequest"},
        {"job-1/get", "{\"executionNumber\":0}", "InvalidRequest"},
        {"job-1/get", "{\"executionNumber\":\"x\"}", "InvalidRequest"},
        {"job-1/get", "{\"includeJobDocument\":1}", "InvalidRequest"},
        {"job-1/update", "{}", "InvalidRequest"},
        {"job-1/update", "{\"status\":7}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"DONE\"}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"QUEUED\"}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"TIMED_OUT\"}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"CANCELED\"}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"REMOVED\"}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"FAILED\",\"expectedVersion\":true}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"FAILED\",\"expectedVersion\":\"1.5\"}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"FAILED\",\"expectedVersion\":\"\"}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"FAILED\",\"expectedVersion\":-1}", "InvalidRequest"},
        {"job-1/update", "{\"status\":\"FAILED\",\"includeJobExecutionState\":\"maybe\"}",
         "InvalidRequest"},
        {"job-1/update", "{\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":0}",
         "InvalidRequest"},
        {"job-1/update", "{\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":-2}",
         "InvalidRequest"},
        {"job-1/update", "{\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":10081}",
         "InvalidRequest"},
        {"start-next", "{\"stepTimeoutInMinutes\":-1}", "InvalidRequest"},
        {"start-next", "{\"stepTimeoutInMinutes\":0}", "InvalidRequest"},
        {"start-next", "{\"stepTimeoutInMinutes\":10081}", "InvalidRequest"},
        {"start-next", "{\"stepTimeoutInMinutes\":1.5}", "InvalidRequest"},
        {"start-next", "{\"statusDetails\":[]}", "InvalidRequest"},
        {"start-next", "{\"statusDetails\":null}", "InvalidRequest"},
    };

    open_with_one();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].payload;
        kit_rejected(&f, "lamp", cases[i].request, cases[i].payload, cases[i].code);
        CHECK_EQ(f.said_count, 1);
    }
    kit_status(&f, "lamp", "job-1", "QUEUED");
    fixture_close(&f);
}

static void the_token_of_a_rejected_request_comes_back(void)
{
    open_with_one();
    kit_send(&f, "lamp", "job-2/get", "{\"clientToken\":\"t-7\"}");
    EXPECT_JSON(kit_answer(&f, "lamp", "job-2/get", "rejected"),
                "{\"code\":\"ResourceNotFound\",\"message\":\"The thing has no such execution of a "
                "job\",\"clientToken\":\"t-7\",\"timestamp\":1700000001}");
    kit_send(&f, "lamp", "toast", "{\"clientToken\":\"t-8\"}");
    EXPECT_JSON(kit_answer(&f, "lamp", "toast", "rejected"),
                "{\"code\":\"InvalidTopic\",\"message\":\"No operation has this topic\","
                "\"clientToken\":\"t-8\",\"timestamp\":1700000001}");
    fixture_close(&f);
}

static void a_thing_that_is_not_there_has_no_jobs(void)
{
    open_with_one();
    kit_rejected(&f, "toaster", "get", "{}", "ResourceNotFound");
    kit_rejected(&f, "toaster", "start-next", "{}", "ResourceNotFound");
    kit_rejected(&f, "toaster", "job-1/get", "{}", "ResourceNotFound");
    kit_rejected(&f, "toaster", "job-1/update", "{\"status\":\"FAILED\"}", "ResourceNotFound");
    fixture_close(&f);
}

/* ---- status details ---- */

static void details(char *payload, size_t bytes, size_t names, size_t name_bytes,
                    size_t value_bytes)
{
    size_t at = (size_t)snprintf(payload, bytes, "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{");

    for (size_t i = 0; i < names; i++) {
        at += (size_t)snprintf(payload + at, bytes - at, "%s\"%0*zu\":\"", i > 0 ? "," : "",
                               (int)name_bytes, i);
        memset(payload + at, 'v', value_bytes);
        at += value_bytes;
        at += (size_t)snprintf(payload + at, bytes - at, "\"");
    }
    (void)snprintf(payload + at, bytes - at, "}}");
}

static void details_have_limits(void)
{
    static const struct {
        size_t names, name_bytes, value_bytes;
        bool is_good;
    } cases[] = {
        {10, 128, 1024, true}, {11, 3, 3, false}, {1, 129, 3, false},
        {1, 128, 1025, false}, {1, 1, 0, false},  {1, 1, 1, true},
    };
    static char payload[16384];

    open_with_one();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        details(payload, sizeof(payload), cases[i].names, cases[i].name_bytes,
                cases[i].value_bytes);
        test_case = payload;
        if (cases[i].is_good) {
            kit_accepted(&f, "lamp", "job-1/update", payload, "{\"timestamp\":1700000001}");
        } else {
            kit_rejected(&f, "lamp", "job-1/update", payload, "InvalidRequest");
        }
    }
    kit_rejected(&f, "lamp", "job-1/update",
                 "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a b\":\"c\"}}",
                 "InvalidRequest");
    kit_rejected(&f, "lamp", "job-1/update",
                 "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":7}}", "InvalidRequest");
    kit_rejected(&f, "lamp", "job-1/update",
                 "{\"status\":\"IN_PROGRESS\",\"statusDetails\":{\"a\":\"b\\n\"}}",
                 "InvalidRequest");
    fixture_close(&f);
}

static void details_stay_until_others_are_given(void)
{
    open_with_one();
    kit_accepted(&f, "lamp", "start-next", "{\"statusDetails\":{\"a\":\"1\"}}",
                 "{\"execution\":\"*\",\"timestamp\":1700000001}");
    kit_accepted(&f, "lamp", "job-1/update",
                 "{\"status\":\"IN_PROGRESS\",\"includeJobExecutionState\":true}",
                 "{\"executionState\":{\"status\":\"IN_PROGRESS\",\"versionNumber\":3,"
                 "\"statusDetails\":{\"a\":\"1\"}},\"timestamp\":1700000001}");
    kit_accepted(&f, "lamp", "job-1/update",
                 "{\"status\":\"SUCCEEDED\",\"statusDetails\":{\"b\":\"2\"},"
                 "\"includeJobExecutionState\":true}",
                 "{\"executionState\":{\"status\":\"SUCCEEDED\",\"versionNumber\":4,"
                 "\"statusDetails\":{\"b\":\"2\"}},\"timestamp\":1700000001}");
    fixture_close(&f);
}

int main(void)
{
    RUN(get_lists_what_is_in_progress_and_what_is_queued);
    RUN(get_of_a_thing_without_jobs_has_two_empty_lists);
    RUN(start_next_starts_the_first_one_with_its_details);
    RUN(start_next_leaves_one_in_progress_as_it_is);
    RUN(nothing_pending_is_an_answer_without_execution);
    RUN(describe_shows_an_execution_with_or_without_its_document);
    RUN(update_answers_with_what_was_asked_for);
    RUN(only_what_is_not_finished_can_be_updated);
    RUN(a_finished_execution_is_not_described);
    RUN(the_version_may_be_expected_as_number_or_string);
    RUN(what_is_asked_in_a_wrong_way_is_rejected_with_its_code);
    RUN(the_token_of_a_rejected_request_comes_back);
    RUN(a_thing_that_is_not_there_has_no_jobs);
    RUN(details_have_limits);
    RUN(details_stay_until_others_are_given);
    return 0;
}
