/* SPDX-License-Identifier: MIT */
/* One thing's execution of a job. Every change passes through here: it counts the version on, and
 * keeps tally, timer and the thing's pending list with it. */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void key_of(const json_t *execution, char key[JOB_KEY_BYTES])
{
    (void)snprintf(key, JOB_KEY_BYTES, "%s/%s/%010lld", member_string(execution, "thingName"),
                   member_string(execution, "jobId"), member_integer(execution, "executionNumber"));
}

static void job_key_of(const json_t *execution, char key[JOB_KEY_BYTES])
{
    (void)snprintf(key, JOB_KEY_BYTES, "%s/%s/%010lld", member_string(execution, "jobId"),
                   member_string(execution, "thingName"),
                   member_integer(execution, "executionNumber"));
}

/* The number of the latest execution that is before `below`, 0: there is none. */
static json_int_t latest_number(const struct cloud *cloud, const char *thing, const char *job,
                                json_int_t below)
{
    char prefix[JOB_KEY_BYTES];
    json_int_t latest = 0;
    size_t index;
    json_t *key;

    (void)snprintf(prefix, sizeof(prefix), "%s/%s/", thing, job);
    json_t *keys = job_keys(cloud, "job-execution", prefix, NULL, SIZE_MAX);
    json_array_foreach(keys, index, key)
    {
        const json_int_t number = strtoll(json_string_value(key) + strlen(prefix), NULL, 10);
        latest = number < below ? number : latest;
    }
    json_decref(keys);
    return latest;
}

json_t *execution_get(const struct cloud *cloud, const char *thing, const char *job,
                      json_int_t number)
{
    char key[JOB_KEY_BYTES];

    if (number == 0) {
        number = latest_number(cloud, thing, job, INT64_MAX);
    }
    (void)snprintf(key, sizeof(key), "%s/%s/%010lld", thing, job, number);
    return cloud_store_get_json(cloud_store(cloud), "job-execution", key);
}

enum execution_status execution_status(const json_t *execution)
{
    return execution_status_of(member_string(execution, "status"));
}

bool execution_is_finished(const json_t *execution)
{
    return execution_status(execution) >= EXECUTION_SUCCEEDED;
}

/* When it times out: the earlier one of its two times. 0: it does not. */
static int64_t due_of(const json_t *execution)
{
    const int64_t step = member_integer(execution, "stepDue");
    const int64_t whole = member_integer(execution, "inProgressDue");

    return whole == 0 || (step != 0 && step < whole) ? step : whole;
}

json_int_t execution_seconds_left(const struct cloud *cloud, const json_t *execution)
{
    const int64_t due = due_of(execution), now = cloud_now_ms(cloud);

    return due == 0 ? -1 : due < now ? 0 : (due - now + 999) / 1000;
}

/* Keeps the row, and its timer, which was due at `due_before`. */
static void keep(const struct cloud *cloud, const json_t *execution, int64_t due_before)
{
    const int64_t due = due_of(execution);
    char key[JOB_KEY_BYTES];

    key_of(execution, key);
    (void)cloud_store_put_json(cloud_store(cloud), "job-execution", key, execution);
    if (due != due_before) {
        timer_clear(cloud, key, due_before);
        timer_set(cloud, key, due);
    }
}

static json_int_t next_place(const struct cloud *cloud)
{
    const struct cloud_store *store = cloud_store(cloud);
    json_t *row = cloud_store_get_json(store, "job-sequence", "next");
    const json_int_t place = json_integer_value(row);
    json_t *next = json_integer(place + 1);

    (void)cloud_store_put_json(store, "job-sequence", "next", next);
    json_decref(row);
    json_decref(next);
    return place;
}

/* Another execution follows this one: it counts among those before. */
static void count_as_before(struct job *job, const char *thing, json_int_t number, int difference)
{
    json_t *execution = number > 0 ? execution_get(job->cloud, thing, job->id, number) : NULL;

    if (execution != NULL) {
        job_add(job, execution_status(execution), -difference);
        job_add_before(job, execution_status(execution), difference);
        json_decref(execution);
    }
}

/* How often it was tried again, after what. */
static void count_retry(json_t *execution, const json_t *failed)
{
    const char *status = member_string(failed, "status");
    json_t *retries = json_object_get(failed, "retries") != NULL
                          ? json_deep_copy(json_object_get(failed, "retries"))
                          : json_object();

    json_object_set_new(retries, status, json_integer(member_integer(retries, status) + 1));
    json_object_set_new(execution, "retries", retries);
    json_object_set_new(execution, "retryAttempt",
                        json_integer(member_integer(failed, "retryAttempt") + 1));
}

void execution_create(struct job *job, const char *thing, const json_t *failed)
{
    struct cloud *cloud = job->cloud;
    const json_int_t latest = latest_number(cloud, thing, job->id, INT64_MAX);
    const json_int_t now = cloud_now_ms(cloud) / 1000;
    struct pending_first first;
    char key[JOB_KEY_BYTES];
    json_t *execution =
        json_pack("{s:s,s:s,s:I,s:s,s:I,s:I,s:I,s:I}", "jobId", job->id, "thingName", thing,
                  "executionNumber", latest + 1, "status", "QUEUED", "versionNumber", (json_int_t)1,
                  "queuedAt", now, "lastUpdatedAt", now, "place", next_place(cloud));

    if (failed != NULL) {
        count_retry(execution, failed);
    }
    pending_look(cloud, thing, &first);
    count_as_before(job, thing, latest, 1);
    job_add(job, EXECUTION_QUEUED, 1);
    keep(cloud, execution, 0);
    job_key_of(execution, key);
    job_mark(cloud, "job-thing", key);
    pending_put(cloud, execution);
    pending_tell(cloud, thing, &first, true);
    json_decref(execution);
}

static void start(const struct job *job, json_t *execution, int64_t now_ms)
{
    const json_int_t minutes =
        member_integer(json_object_get(job->row, "timeoutConfig"), "inProgressTimeoutInMinutes");

    json_object_set_new(execution, "startedAt", json_integer(now_ms / 1000));
    if (minutes > 0) {
        json_object_set_new(execution, "inProgressDue",
                            json_integer(now_ms + minutes * JOB_MINUTE_MS));
    }
}

/* What a finished execution means for its job. */
static void follow_up(struct job *job, const json_t *execution)
{
    if (!job_has_status(job, "IN_PROGRESS")) {
        return;
    }
    if (criteria_want_abort(job)) {
        job_cancel(job, false, "ABORT_CRITERIA_MET", "The abort criteria of the job were met.");
    } else if (criteria_want_retry(job, execution)) {
        execution_create(job, member_string(execution, "thingName"), execution);
    }
    job_complete_if_done(job);
}

void execution_update(struct job *job, json_t *execution, enum execution_status status,
                      json_t *details)
{
    struct cloud *cloud = job->cloud;
    const enum execution_status before = execution_status(execution);
    const int64_t now = cloud_now_ms(cloud), due_before = due_of(execution);
    const char *thing = member_string(execution, "thingName");
    struct pending_first first;

    if (execution_is_finished(execution)) {
        return;
    }
    pending_look(cloud, thing, &first);
    pending_remove(cloud, execution);
    json_object_set_new(execution, "status", json_string(execution_status_name(status)));
    json_object_set_new(execution, "versionNumber",
                        json_integer(member_integer(execution, "versionNumber") + 1));
    json_object_set_new(execution, "lastUpdatedAt", json_integer(now / 1000));
    if (details != NULL) {
        json_object_set(execution, "statusDetails", details);
    }
    if (status == EXECUTION_IN_PROGRESS && before == EXECUTION_QUEUED) {
        start(job, execution, now);
    }
    if (execution_is_finished(execution)) {
        json_object_del(execution, "stepDue");
        json_object_del(execution, "inProgressDue");
    } else {
        pending_put(cloud, execution);
    }
    keep(cloud, execution, due_before);
    if (status != before) {
        job_add(job, before, -1);
        job_add(job, status, 1);
        pending_tell(cloud, thing, &first, execution_is_finished(execution));
    }
    if (execution_is_finished(execution)) {
        follow_up(job, execution);
    }
}

void execution_set_step_timer(struct job *job, json_t *execution, json_int_t minutes)
{
    const int64_t due_before = due_of(execution);

    if (minutes > 0) {
        json_object_set_new(execution, "stepDue",
                            json_integer(cloud_now_ms(job->cloud) + minutes * JOB_MINUTE_MS));
    } else {
        json_object_del(execution, "stepDue");
    }
    keep(job->cloud, execution, due_before);
}

/* It leaves the tally; the one before it, if it was the latest one, takes its part. */
static void uncount(struct job *job, const json_t *execution)
{
    const char *thing = member_string(execution, "thingName");
    const json_int_t number = member_integer(execution, "executionNumber");

    if (latest_number(job->cloud, thing, job->id, INT64_MAX) != number) {
        job_add_before(job, execution_status(execution), -1);
    } else {
        job_add(job, execution_status(execution), -1);
        count_as_before(job, thing, latest_number(job->cloud, thing, job->id, number), -1);
    }
}

void execution_delete(struct job *job, json_t *execution)
{
    struct cloud *cloud = job->cloud;
    const char *thing = member_string(execution, "thingName");
    struct pending_first first;
    char key[JOB_KEY_BYTES];

    pending_look(cloud, thing, &first);
    uncount(job, execution);
    key_of(execution, key);
    job_unmark(cloud, "job-execution", key);
    timer_clear(cloud, key, due_of(execution));
    job_key_of(execution, key);
    job_unmark(cloud, "job-thing", key);
    pending_remove(cloud, execution);
    if (!execution_is_finished(execution)) {
        pending_tell(cloud, thing, &first, true);
    }
    job_complete_if_done(job);
}
