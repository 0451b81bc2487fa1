/* SPDX-License-Identifier: MIT */
/* Executions against the clock: the timer of the job, and the device's step timer. */
#include "cloud_fixture.h"

#include <stdio.h>

#include "jobs_kit.h"
#include "test.h"

#define MINUTE 60000

static struct fixture f;

static void open_with(const char *more)
{
    fixture_open(&f, NULL);
    kit_thing(&f, "lamp");
    kit_job(&f, "job-1", "thing/lamp", more);
}

/* -1: the execution has no such member. */
static long seconds_left(void)
{
    kit_send(&f, "lamp", "job-1/get", "{}");
    json_t *answer = kit_answer(&f, "lamp", "job-1/get", "accepted");
    const json_t *left =
        json_object_get(json_object_get(answer, "execution"), "approximateSecondsBeforeTimedOut");
    const long seconds = left != NULL ? (long)json_integer_value(left) : -1;

    json_decref(answer);
    return seconds;
}

static void step(int minutes)
{
    char payload[96];

    (void)snprintf(payload, sizeof(payload),
                   "{\"status\":\"IN_PROGRESS\",\"stepTimeoutInMinutes\":%d}", minutes);
    kit_accepted(&f, "lamp", "job-1/update", payload, "{\"timestamp\":\"*\"}");
}

static void without_a_timer_nothing_times_out(void)
{
    open_with("");
    CHECK_EQ(seconds_left(), -1);
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    CHECK_EQ(seconds_left(), -1);
    CHECK_EQ(fixture_pass(&f, 30LL * 24 * 60 * MINUTE), INT64_MAX);
    kit_status(&f, "lamp", "job-1", "IN_PROGRESS");
    fixture_close(&f);
}

static void the_timer_of_the_job_starts_with_the_execution(void)
{
    open_with(",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":2}");
    CHECK_EQ(fixture_pass(&f, 10 * MINUTE), INT64_MAX);
    kit_status(&f, "lamp", "job-1", "QUEUED");
    CHECK_EQ(seconds_left(), -1);
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    CHECK_EQ(seconds_left(), 120);
    CHECK_EQ(fixture_pass(&f, MINUTE), f.now_ms + MINUTE);
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    CHECK_EQ(seconds_left(), 60);
    (void)fixture_pass(&f, MINUTE - 1);
    kit_status(&f, "lamp", "job-1", "IN_PROGRESS");
    CHECK_EQ(seconds_left(), 1);
    CHECK_EQ(fixture_pass(&f, 1), INT64_MAX);
    kit_status(&f, "lamp", "job-1", "TIMED_OUT");
    kit_job_status(&f, "job-1", "COMPLETED");
    CHECK_EQ(kit_count(&f, "job-1", "numberOfTimedOutThings"), 1);
    kit_rejected(&f, "lamp", "job-1/update", "{\"status\":\"SUCCEEDED\"}",
                 "InvalidStateTransition");
    fixture_close(&f);
}

/* The documented afternoon: a job of twenty minutes, steps of 7, 5 and 9. */
static void a_step_timer_ends_before_that_of_the_job_or_with_it(void)
{
    open_with(",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":20}");
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 5 * MINUTE);
    step(7);
    CHECK_EQ(seconds_left(), 7 * 60);
    (void)fixture_pass(&f, 5 * MINUTE);
    step(5);
    CHECK_EQ(seconds_left(), 5 * 60);
    (void)fixture_pass(&f, 3 * MINUTE);
    step(9);
    CHECK_EQ(seconds_left(), 7 * 60);
    (void)fixture_pass(&f, 7 * MINUTE - 1);
    kit_status(&f, "lamp", "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 1);
    kit_status(&f, "lamp", "job-1", "TIMED_OUT");
    fixture_close(&f);
}

static void a_step_timer_stays_until_another_one_or_minus_1_comes(void)
{
    open_with("");
    step(10);
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    CHECK_EQ(seconds_left(), 600);
    step(-1);
    CHECK_EQ(seconds_left(), -1);
    CHECK_EQ(fixture_pass(&f, 20 * MINUTE), INT64_MAX);
    kit_status(&f, "lamp", "job-1", "IN_PROGRESS");
    step(1);
    (void)fixture_pass(&f, MINUTE);
    kit_status(&f, "lamp", "job-1", "TIMED_OUT");
    fixture_close(&f);
}

static void minus_1_leaves_the_timer_of_the_job(void)
{
    open_with(",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":3}");
    step(1);
    CHECK_EQ(seconds_left(), 60);
    step(-1);
    CHECK_EQ(seconds_left(), 180);
    fixture_close(&f);
}

static void start_next_sets_a_step_timer(void)
{
    open_with("");
    kit_accepted(&f, "lamp", "start-next", "{\"stepTimeoutInMinutes\":10080}",
                 "{\"execution\":{\"jobId\":\"job-1\",\"thingName\":\"lamp\","
                 "\"jobDocument\":{\"operation\":\"test\"},\"status\":\"IN_PROGRESS\","
                 "\"queuedAt\":1700000000,\"startedAt\":1700000000,\"lastUpdatedAt\":1700000000,"
                 "\"approximateSecondsBeforeTimedOut\":604800,\"versionNumber\":2,"
                 "\"executionNumber\":1},\"timestamp\":1700000000}");
    CHECK_EQ(fixture_pass(&f, 0), f.now_ms + 10080LL * MINUTE);
    fixture_close(&f);
}

static void what_ended_in_time_does_not_time_out(void)
{
    open_with(",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":2}");
    step(1);
    kit_update(&f, "lamp", "job-1", "SUCCEEDED");
    CHECK_EQ(fixture_pass(&f, 5 * MINUTE), INT64_MAX);
    kit_status(&f, "lamp", "job-1", "SUCCEEDED");
    fixture_close(&f);
}

/* Even when nobody has called cloud_tick since. */
static void a_message_comes_too_late_once_the_time_is_over(void)
{
    open_with("");
    step(1);
    f.now_ms += MINUTE;
    kit_rejected(&f, "lamp", "job-1/update", "{\"status\":\"SUCCEEDED\"}",
                 "InvalidStateTransition");
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp/jobs/notify"), 1);
    json_decref(fixture_data(&f, "GET", "/things/lamp/jobs/job-1", NULL, NULL, 410));
    fixture_close(&f);
    open_with("");
    step(1);
    f.now_ms += MINUTE;
    kit_status(&f, "lamp", "job-1", "TIMED_OUT");
    fixture_close(&f);
}

static void a_later_time_out_of_the_job_is_for_what_starts_later(void)
{
    open_with(",\"targetSelection\":\"CONTINUOUS\","
              "\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":2}");
    kit_thing(&f, "oven");
    json_decref(fixture_control(&f, "POST", "/jobs/job-1/targets",
                                "{\"targets\":[\"" KIT_ACCOUNT "thing/oven\"]}", 200));
    kit_update(&f, "lamp", "job-1", "IN_PROGRESS");
    EXPECT_JSON(fixture_control(&f, "PATCH", "/jobs/job-1",
                                "{\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":9}}", 200),
                "{}");
    kit_update(&f, "oven", "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 2 * MINUTE);
    kit_status(&f, "lamp", "job-1", "TIMED_OUT");
    kit_status(&f, "oven", "job-1", "IN_PROGRESS");
    (void)fixture_pass(&f, 7 * MINUTE);
    kit_status(&f, "oven", "job-1", "TIMED_OUT");
    fixture_close(&f);
}

int main(void)
{
    RUN(without_a_timer_nothing_times_out);
    RUN(the_timer_of_the_job_starts_with_the_execution);
    RUN(a_step_timer_ends_before_that_of_the_job_or_with_it);
    RUN(a_step_timer_stays_until_another_one_or_minus_1_comes);
    RUN(minus_1_leaves_the_timer_of_the_job);
    RUN(start_next_sets_a_step_timer);
    RUN(what_ended_in_time_does_not_time_out);
    RUN(a_message_comes_too_late_once_the_time_is_over);
    RUN(a_later_time_out_of_the_job_is_for_what_starts_later);
    return 0;
}
