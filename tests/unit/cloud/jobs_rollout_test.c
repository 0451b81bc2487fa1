/* SPDX-License-Identifier: MIT */
/* Which things get an execution, when, and what failures do to the job. */
#include "cloud_fixture.h"

#include <stdio.h>

#include "jobs_kit.h"
#include "test.h"

#define CONTINUOUS ",\"targetSelection\":\"CONTINUOUS\""
#define GROUP      "thinggroup/lamps"

static struct fixture f;

static const char *lamp(int i)
{
    static char name[16];

    (void)snprintf(name, sizeof(name), "lamp-%03d", i);
    return name;
}

static void open_with_lamps(int count)
{
    fixture_open(&f, NULL);
    kit_group(&f, "lamps", NULL);
    for (int i = 0; i < count; i++) {
        kit_thing(&f, lamp(i));
        kit_join(&f, "lamps", lamp(i));
    }
}

/* ---- how fast ---- */

static void so_many_things_a_minute_are_told(void)
{
    open_with_lamps(25);
    kit_job(&f, "job-1", GROUP, ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":10}");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 10);
    CHECK_EQ(fixture_pass(&f, 59999), f.now_ms + 1);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 10);
    json_t *job = kit_describe(&f, "job-1");
    EXPECT_JSON(json_incref(json_object_get(job, "isConcurrent")), "true");
    EXPECT_JSON(json_incref(json_object_get(json_object_get(job, "jobProcessDetails"),
                                            "processingTargets")),
                "[\"" KIT_ACCOUNT GROUP "\"]");
    json_decref(job);
    CHECK_EQ(fixture_pass(&f, 1), f.now_ms + 60000);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 20);
    CHECK_EQ(fixture_pass(&f, 60000), INT64_MAX);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 25);
    job = kit_describe(&f, "job-1");
    EXPECT_JSON(json_incref(json_object_get(job, "isConcurrent")), "false");
    json_decref(job);
    fixture_close(&f);
}

static void a_snapshot_is_not_complete_before_its_roll_out_is(void)
{
    open_with_lamps(2);
    kit_job(&f, "job-1", GROUP, ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":1}");
    kit_update(&f, lamp(0), "job-1", "SUCCEEDED");
    kit_job_status(&f, "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 60000);
    kit_update(&f, lamp(1), "job-1", "SUCCEEDED");
    kit_job_status(&f, "job-1", "COMPLETED");
    fixture_close(&f);
}

static void without_a_rate_it_is_a_thousand(void)
{
    open_with_lamps(100);
    kit_job(&f, "job-1", GROUP, "");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 100);
    fixture_close(&f);
}

#define EXPONENTIAL(criterion)                                                                     \
    ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":12,\"exponentialRate\":{"               \
    "\"baseRatePerMinute\":2,\"incrementFactor\":2,\"rateIncreaseCriteria\":{" criterion "}}}"

static void the_rate_grows_with_things_that_were_told(void)
{
    static const long wanted[] = {2, 4, 8, 16, 28, 40, 52, 60};

    open_with_lamps(60);
    kit_job(&f, "job-1", GROUP, EXPONENTIAL("\"numberOfNotifiedThings\":4"));
    for (size_t minute = 0; minute < sizeof(wanted) / sizeof(wanted[0]); minute++) {
        CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), wanted[minute]);
        (void)fixture_pass(&f, 60000);
    }
    fixture_close(&f);
}

static void the_rate_grows_with_things_that_succeeded(void)
{
    open_with_lamps(20);
    kit_job(&f, "job-1", GROUP, EXPONENTIAL("\"numberOfSucceededThings\":2"));
    (void)fixture_pass(&f, 60000);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 4);
    kit_update(&f, lamp(0), "job-1", "SUCCEEDED");
    kit_update(&f, lamp(1), "job-1", "SUCCEEDED");
    (void)fixture_pass(&f, 60000);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 2 + 4);
    fixture_close(&f);
}

static void a_canceled_job_is_rolled_out_no_further(void)
{
    open_with_lamps(5);
    kit_job(&f, "job-1", GROUP, ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":2}");
    json_decref(fixture_control(&f, "PUT", "/jobs/job-1/cancel", NULL, 200));
    CHECK_EQ(fixture_pass(&f, 600000), INT64_MAX);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 0);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfCanceledThings"), 2);
    fixture_close(&f);
}

static void a_thing_that_is_deleted_meanwhile_is_left_out(void)
{
    open_with_lamps(2);
    kit_job(&f, "job-1", GROUP, ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":1}");
    kit_thing_gone(&f, lamp(1));
    (void)fixture_pass(&f, 60000);
    kit_update(&f, lamp(0), "job-1", "SUCCEEDED");
    kit_job_status(&f, "job-1", "COMPLETED");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfRemovedThings"), 0);
    fixture_close(&f);
}

/* ---- targets ---- */

static void a_thing_in_several_targets_has_one_execution(void)
{
    open_with_lamps(2);
    kit_group(&f, "rooms", NULL);
    kit_group(&f, "kitchen", "rooms");
    kit_thing(&f, "oven");
    kit_join(&f, "kitchen", "oven");
    kit_join(&f, "kitchen", lamp(0));
    json_decref(fixture_control(&f, "PUT", "/jobs/job-1",
                                "{\"targets\":[\"" KIT_ACCOUNT GROUP "\",\"" KIT_ACCOUNT
                                "thinggroup/rooms\",\"" KIT_ACCOUNT "thing/lamp-000\"],"
                                "\"document\":\"{}\"}",
                                200));
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 3);
    kit_status(&f, "oven", "job-1", "QUEUED");
    fixture_close(&f);
}

static void a_snapshot_of_an_empty_group_is_complete_at_once(void)
{
    open_with_lamps(0);
    kit_job(&f, "job-1", GROUP, "");
    kit_job_status(&f, "job-1", "COMPLETED");
    kit_job(&f, "job-2", GROUP, CONTINUOUS);
    kit_job_status(&f, "job-2", "IN_PROGRESS");
    fixture_close(&f);
}

static void a_snapshot_stays_with_the_things_it_began_with(void)
{
    open_with_lamps(1);
    kit_job(&f, "job-1", GROUP, "");
    kit_thing(&f, "late");
    kit_join(&f, "lamps", "late");
    kit_leave(&f, "lamps", lamp(0));
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 1);
    kit_update(&f, lamp(0), "job-1", "SUCCEEDED");
    kit_job_status(&f, "job-1", "COMPLETED");
    fixture_close(&f);
}

static void a_continuous_job_takes_in_what_joins_its_group(void)
{
    open_with_lamps(1);
    kit_job(&f, "job-1", GROUP,
            CONTINUOUS ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":1}");
    kit_update(&f, lamp(0), "job-1", "SUCCEEDED");
    kit_job_status(&f, "job-1", "IN_PROGRESS");
    kit_thing(&f, "late");
    kit_join(&f, "lamps", "late");
    CHECK_EQ(fixture_count(&f, "$aws/things/late/jobs/notify-next"), 1);
    kit_status(&f, "late", "job-1", "QUEUED");
    kit_leave(&f, "lamps", lamp(0));
    kit_join(&f, "lamps", lamp(0));
    kit_status(&f, lamp(0), "job-1", "SUCCEEDED");
    fixture_close(&f);
}

static void what_joins_a_group_below_the_target_is_taken_in_too(void)
{
    open_with_lamps(0);
    kit_group(&f, "desk-lamps", "lamps");
    kit_job(&f, "job-1", GROUP, CONTINUOUS);
    kit_thing(&f, "late");
    kit_join(&f, "desk-lamps", "late");
    kit_status(&f, "late", "job-1", "QUEUED");
    kit_join(&f, "lamps", "late");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 1);
    kit_leave(&f, "desk-lamps", "late");
    kit_status(&f, "late", "job-1", "QUEUED");
    kit_leave(&f, "lamps", "late");
    kit_status(&f, "late", "job-1", "REMOVED");
    fixture_close(&f);
}

static void what_leaves_the_group_is_removed_and_starts_anew_when_it_comes_back(void)
{
    open_with_lamps(1);
    kit_job(&f, "job-1", GROUP, CONTINUOUS);
    kit_update(&f, lamp(0), "job-1", "IN_PROGRESS");
    kit_leave(&f, "lamps", lamp(0));
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp-000/jobs/notify"), 1);
    kit_status(&f, lamp(0), "job-1", "REMOVED");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfRemovedThings"), 1);
    kit_join(&f, "lamps", lamp(0));
    kit_accepted(&f, lamp(0), "job-1/get", "{\"includeJobDocument\":false}",
                 "{\"execution\":{\"jobId\":\"job-1\",\"thingName\":\"lamp-000\","
                 "\"status\":\"QUEUED\",\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,"
                 "\"versionNumber\":1,\"executionNumber\":2},\"timestamp\":1700000000}");
    kit_rejected(&f, lamp(0), "job-1/get", "{\"executionNumber\":1}", "TerminalStateReached");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfRemovedThings"), 0);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 1);
    fixture_close(&f);
}

static void a_deleted_thing_has_its_executions_removed(void)
{
    open_with_lamps(2);
    kit_job(&f, "job-1", "thing/lamp-000", "");
    kit_job(&f, "job-2", GROUP, "");
    kit_update(&f, lamp(0), "job-2", "IN_PROGRESS");
    kit_thing_gone(&f, lamp(0));
    kit_job_status(&f, "job-1", "COMPLETED");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfRemovedThings"), 1);
    CHECK_EQ(kit_count(&f, "job-2", "numberOfRemovedThings"), 1);
    kit_job_status(&f, "job-2", "IN_PROGRESS");
    fixture_close(&f);
}

static void further_targets_are_for_continuous_jobs_in_progress(void)
{
    static const char body[] =
        "{\"targets\":[\"" KIT_ACCOUNT "thinggroup/more\"],\"comment\":\"more\"}";

    open_with_lamps(1);
    kit_group(&f, "more", NULL);
    kit_thing(&f, "oven");
    kit_join(&f, "more", "oven");
    kit_job(&f, "job-1", GROUP, CONTINUOUS);
    kit_job(&f, "job-2", GROUP, "");
    EXPECT_JSON(fixture_control(&f, "POST", "/jobs/job-1/targets", body, 200),
                "{\"jobArn\":\"" KIT_ACCOUNT "job/job-1\",\"jobId\":\"job-1\"}");
    kit_status(&f, "oven", "job-1", "QUEUED");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 2);
    kit_join(&f, "more", lamp(0));
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 2);
    json_decref(fixture_control(&f, "POST", "/jobs/job-2/targets", body, 400));
    json_decref(fixture_control(&f, "POST", "/jobs/job-3/targets", body, 404));
    json_decref(fixture_control(&f, "POST", "/jobs/job-1/targets", "{\"targets\":[]}", 400));
    json_decref(fixture_control(&f, "PUT", "/jobs/job-1/cancel", NULL, 200));
    json_decref(fixture_control(&f, "POST", "/jobs/job-1/targets", body, 400));
    fixture_close(&f);
}

static void further_targets_share_the_minute(void)
{
    open_with_lamps(6);
    kit_group(&f, "more", NULL);
    for (int i = 2; i < 6; i++) {
        kit_join(&f, "more", lamp(i));
    }
    kit_job(&f, "job-1", "thing/lamp-000",
            CONTINUOUS ",\"jobExecutionsRolloutConfig\":{\"maximumPerMinute\":3}");
    json_decref(fixture_control(&f, "POST", "/jobs/job-1/targets",
                                "{\"targets\":[\"" KIT_ACCOUNT "thinggroup/more\"]}", 200));
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 3);
    (void)fixture_pass(&f, 60000);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 5);
    fixture_close(&f);
}

/* ---- failures ---- */

#define ABORT(type, percentage, things)                                                            \
    "{\"action\":\"CANCEL\",\"failureType\":\"" type "\",\"thresholdPercentage\":" percentage      \
    ",\"minNumberOfExecutedThings\":" things "}"

static void a_job_is_aborted_when_too_many_of_its_executions_fail(void)
{
    static const struct {
        const char *criteria, *ends; /* S, F, R: of lamp 0, 1 ... */
        bool is_aborted;
    } cases[] = {
        {ABORT("FAILED", "50", "4"), "SSFF", true},
        {ABORT("FAILED", "50", "4"), "FFF", false},
        {ABORT("FAILED", "50", "4"), "SSSF", false},
        {ABORT("FAILED", "50", "4"), "SSRR", false},
        {ABORT("REJECTED", "50", "4"), "SSRR", true},
        {ABORT("ALL", "50", "4"), "SSFR", true},
        {ABORT("ALL", "33.34", "3"), "SSF", false},
        {ABORT("ALL", "33.33", "3"), "SSF", true},
        {ABORT("FAILED", "100", "5") "," ABORT("REJECTED", "10", "2"), "SR", true},
        {ABORT("FAILED", "10", "1"), "SSSS", false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char more[512];
        test_case = cases[i].criteria;
        open_with_lamps(6);
        (void)snprintf(more, sizeof(more), ",\"abortConfig\":{\"criteriaList\":[%s]}",
                       cases[i].criteria);
        kit_job(&f, "job-1", GROUP, more);
        kit_update(&f, lamp(5), "job-1", "IN_PROGRESS");
        for (int k = 0; cases[i].ends[k] != '\0'; k++) {
            kit_update(&f, lamp(k), "job-1",
                       cases[i].ends[k] == 'S'   ? "SUCCEEDED"
                       : cases[i].ends[k] == 'F' ? "FAILED"
                                                 : "REJECTED");
        }
        kit_job_status(&f, "job-1", cases[i].is_aborted ? "CANCELED" : "IN_PROGRESS");
        kit_status(&f, lamp(4), "job-1", cases[i].is_aborted ? "CANCELED" : "QUEUED");
        kit_status(&f, lamp(5), "job-1", "IN_PROGRESS");
        json_t *job = kit_describe(&f, "job-1");
        CHECK_EQ(json_object_get(job, "reasonCode") != NULL, cases[i].is_aborted);
        json_decref(job);
        fixture_close(&f);
    }
}

static void time_outs_abort_a_job_as_they_happen(void)
{
    open_with_lamps(3);
    kit_job(&f, "job-1", GROUP,
            ",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":1},\"abortConfig\":"
            "{\"criteriaList\":[" ABORT("TIMED_OUT", "100", "2") "]}");
    kit_update(&f, lamp(0), "job-1", "IN_PROGRESS");
    kit_update(&f, lamp(1), "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 60000);
    kit_job_status(&f, "job-1", "CANCELED");
    kit_status(&f, lamp(2), "job-1", "CANCELED");
    fixture_close(&f);
}

#define RETRY(type, count)                                                                         \
    ",\"jobExecutionsRetryConfig\":{\"criteriaList\":[{\"failureType\":\"" type                    \
    "\",\"numberOfRetries\":" count "}]}"

static void a_failed_execution_is_tried_again_as_often_as_asked_for(void)
{
    open_with_lamps(1);
    kit_job(&f, "job-1", GROUP, RETRY("FAILED", "2"));
    for (int attempt = 1; attempt <= 2; attempt++) {
        kit_update(&f, lamp(0), "job-1", "FAILED");
        CHECK_EQ(fixture_count(&f, "$aws/things/lamp-000/jobs/notify"), 2);
        kit_status(&f, lamp(0), "job-1", "QUEUED");
        CHECK_EQ(kit_count(&f, "job-1", "numberOfFailedThings"), 0);
        kit_job_status(&f, "job-1", "IN_PROGRESS");
    }
    kit_update(&f, lamp(0), "job-1", "FAILED");
    kit_job_status(&f, "job-1", "COMPLETED");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfFailedThings"), 1);
    EXPECT_JSON(fixture_control(&f, "GET", "/things/lamp-000/jobs", "{\"jobId\":\"job-1\"}", 200),
                "{\"executionSummaries\":["
                "{\"jobId\":\"job-1\",\"jobExecutionSummary\":{\"status\":\"FAILED\","
                "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":1}},"
                "{\"jobId\":\"job-1\",\"jobExecutionSummary\":{\"status\":\"FAILED\","
                "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":2,"
                "\"retryAttempt\":1}},"
                "{\"jobId\":\"job-1\",\"jobExecutionSummary\":{\"status\":\"FAILED\","
                "\"queuedAt\":1700000000,\"lastUpdatedAt\":1700000000,\"executionNumber\":3,"
                "\"retryAttempt\":2}}]}");
    fixture_close(&f);
}

static void only_failures_of_the_type_are_tried_again(void)
{
    static const struct {
        const char *more, *end, *then;
    } cases[] = {
        {RETRY("FAILED", "1"), "REJECTED", "REJECTED"},
        {RETRY("FAILED", "1"), "SUCCEEDED", "SUCCEEDED"},
        {RETRY("TIMED_OUT", "1"), "FAILED", "FAILED"},
        {RETRY("ALL", "1"), "FAILED", "QUEUED"},
        {RETRY("ALL", "1"), "REJECTED", "REJECTED"},
        {RETRY("FAILED", "0"), "FAILED", "FAILED"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].more;
        open_with_lamps(1);
        kit_job(&f, "job-1", GROUP, cases[i].more);
        kit_update(&f, lamp(0), "job-1", cases[i].end);
        kit_status(&f, lamp(0), "job-1", cases[i].then);
        fixture_close(&f);
    }
}

static void a_time_out_is_tried_again(void)
{
    open_with_lamps(1);
    kit_job(&f, "job-1", GROUP,
            RETRY("TIMED_OUT", "1") ",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":1}");
    kit_update(&f, lamp(0), "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 60000);
    kit_status(&f, lamp(0), "job-1", "QUEUED");
    kit_update(&f, lamp(0), "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 60000);
    kit_status(&f, lamp(0), "job-1", "TIMED_OUT");
    kit_job_status(&f, "job-1", "COMPLETED");
    fixture_close(&f);
}

static void an_abort_counts_every_try_and_ends_the_retries(void)
{
    open_with_lamps(2);
    kit_job(&f, "job-1", GROUP,
            RETRY("FAILED", "5") ",\"abortConfig\":{\"criteriaList\":[" ABORT("FAILED", "100",
                                                                              "3") "]}");
    kit_update(&f, lamp(0), "job-1", "FAILED");
    kit_update(&f, lamp(0), "job-1", "FAILED");
    kit_job_status(&f, "job-1", "IN_PROGRESS");
    kit_update(&f, lamp(0), "job-1", "FAILED");
    kit_job_status(&f, "job-1", "CANCELED");
    kit_status(&f, lamp(0), "job-1", "FAILED");
    kit_status(&f, lamp(1), "job-1", "CANCELED");
    fixture_close(&f);
}

static void a_deleted_try_gives_its_count_to_the_one_before(void)
{
    open_with_lamps(1);
    kit_job(&f, "job-1", GROUP, RETRY("FAILED", "1"));
    kit_update(&f, lamp(0), "job-1", "FAILED");
    json_decref(fixture_control(&f, "DELETE", "/things/lamp-000/jobs/job-1/executionNumber/2",
                                "{\"force\":true}", 200));
    CHECK_EQ(kit_count(&f, "job-1", "numberOfFailedThings"), 1);
    CHECK_EQ(kit_count(&f, "job-1", "numberOfQueuedThings"), 0);
    kit_job_status(&f, "job-1", "COMPLETED");
    json_decref(
        fixture_control(&f, "DELETE", "/things/lamp-000/jobs/job-1/executionNumber/1", NULL, 200));
    CHECK_EQ(kit_count(&f, "job-1", "numberOfFailedThings"), 0);
    fixture_close(&f);
}

int main(void)
{
    RUN(so_many_things_a_minute_are_told);
    RUN(a_snapshot_is_not_complete_before_its_roll_out_is);
    RUN(without_a_rate_it_is_a_thousand);
    RUN(the_rate_grows_with_things_that_were_told);
    RUN(the_rate_grows_with_things_that_succeeded);
    RUN(a_canceled_job_is_rolled_out_no_further);
    RUN(a_thing_that_is_deleted_meanwhile_is_left_out);
    RUN(a_thing_in_several_targets_has_one_execution);
    RUN(a_snapshot_of_an_empty_group_is_complete_at_once);
    RUN(a_snapshot_stays_with_the_things_it_began_with);
    RUN(a_continuous_job_takes_in_what_joins_its_group);
    RUN(what_joins_a_group_below_the_target_is_taken_in_too);
    RUN(what_leaves_the_group_is_removed_and_starts_anew_when_it_comes_back);
    RUN(a_deleted_thing_has_its_executions_removed);
    RUN(further_targets_are_for_continuous_jobs_in_progress);
    RUN(further_targets_share_the_minute);
    RUN(a_job_is_aborted_when_too_many_of_its_executions_fail);
    RUN(time_outs_abort_a_job_as_they_happen);
    RUN(a_failed_execution_is_tried_again_as_often_as_asked_for);
    RUN(only_failures_of_the_type_are_tried_again);
    RUN(a_time_out_is_tried_again);
    RUN(an_abort_counts_every_try_and_ends_the_retries);
    RUN(a_deleted_try_gives_its_count_to_the_one_before);
    return 0;
}
