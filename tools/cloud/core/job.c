/* SPDX-License-Identifier: MIT */
/* A job: its row, its tally, and how it ends. */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool job_open(struct cloud *cloud, const char *id, struct job *job)
{
    const struct cloud_store *store = cloud_store(cloud);

    if (!is_job_id(id)) {
        return false;
    }
    *job = (struct job){.cloud = cloud};
    (void)snprintf(job->id, sizeof(job->id), "%s", id);
    job->row = cloud_store_get_json(store, "job", id);
    job->tally = cloud_store_get_json(store, "job-tally", id);
    if (job->row == NULL) {
        json_decref(job->tally);
        return false;
    }
    if (job->tally == NULL) {
        job->tally = json_object();
    }
    return true;
}

void job_close(struct job *job)
{
    const struct cloud_store *store = cloud_store(job->cloud);

    if (job->is_row_changed) {
        (void)cloud_store_put_json(store, "job", job->id, job->row);
    }
    if (job->is_tally_changed) {
        (void)cloud_store_put_json(store, "job-tally", job->id, job->tally);
    }
    json_decref(job->row);
    json_decref(job->tally);
}

bool job_has_status(const struct job *job, const char *status)
{
    const char *own = member_string(job->row, "status");

    return own != NULL && strcmp(own, status) == 0;
}

void job_set_status(struct job *job, const char *status)
{
    const json_int_t now = cloud_now_ms(job->cloud) / 1000;

    json_object_set_new(job->row, "status", json_string(status));
    json_object_set_new(job->row, "lastUpdatedAt", json_integer(now));
    if (strcmp(status, "CANCELED") == 0 || strcmp(status, "COMPLETED") == 0) {
        json_object_set_new(job->row, "completedAt", json_integer(now));
    }
    job->is_row_changed = true;
}

json_int_t job_tally_get(const struct job *job, const char *name)
{
    return member_integer(job->tally, name);
}

void job_tally_set(struct job *job, const char *name, json_int_t value)
{
    json_object_set_new(job->tally, name, json_integer(value));
    job->is_tally_changed = true;
}

json_int_t job_count(const struct job *job, enum execution_status status)
{
    return job_tally_get(job, execution_status_name(status));
}

json_int_t job_count_before(const struct job *job, enum execution_status status)
{
    return member_integer(json_object_get(job->tally, "before"), execution_status_name(status));
}

void job_add(struct job *job, enum execution_status status, int difference)
{
    job_tally_set(job, execution_status_name(status), job_count(job, status) + difference);
}

void job_add_before(struct job *job, enum execution_status status, int difference)
{
    const json_int_t count = job_count_before(job, status) + difference;

    if (json_object_get(job->tally, "before") == NULL) {
        json_object_set_new(job->tally, "before", json_object());
    }
    json_object_set_new(json_object_get(job->tally, "before"), execution_status_name(status),
                        json_integer(count));
    job->is_tally_changed = true;
}

void job_complete_if_done(struct job *job)
{
    const char *selection = member_string(job->row, "targetSelection");

    if (job_has_status(job, "IN_PROGRESS") && strcmp(selection, "SNAPSHOT") == 0 &&
        job_count(job, EXECUTION_QUEUED) == 0 && job_count(job, EXECUTION_IN_PROGRESS) == 0 &&
        rollout_is_over(job)) {
        job_set_status(job, "COMPLETED");
    }
}

/* "<job>/<thing>/<number>" */
static json_t *execution_of_key(const struct job *job, const char *key)
{
    struct levels part;

    return levels_cut(&part, key) && part.count == 3
               ? execution_get(job->cloud, part.level[1], job->id, strtoll(part.level[2], NULL, 10))
               : NULL;
}

static json_t *keys_of(const struct job *job, size_t max)
{
    char prefix[JOB_KEY_BYTES];

    (void)snprintf(prefix, sizeof(prefix), "%s/", job->id);
    return job_keys(job->cloud, "job-thing", prefix, NULL, max);
}

void job_cancel(struct job *job, bool by_force, const char *reason_code, const char *comment)
{
    json_t *keys = keys_of(job, SIZE_MAX), *key;
    size_t index;

    job_set_status(job, "CANCELED");
    json_object_set_new(job->row, "forceCanceled", json_boolean(by_force));
    if (reason_code != NULL) {
        json_object_set_new(job->row, "reasonCode", json_string(reason_code));
    }
    if (comment != NULL) {
        json_object_set_new(job->row, "comment", json_string(comment));
    }
    rollout_stop(job);
    json_array_foreach(keys, index, key)
    {
        json_t *execution = execution_of_key(job, json_string_value(key));
        const enum execution_status status = execution_status(execution);
        if (status == EXECUTION_QUEUED || (status == EXECUTION_IN_PROGRESS && by_force)) {
            if (status == EXECUTION_IN_PROGRESS) {
                json_object_set_new(execution, "forceCanceled", json_true());
            }
            execution_update(job, execution, EXECUTION_CANCELED, NULL);
        }
        json_decref(execution);
    }
    json_decref(keys);
}

static void remove_rows(struct job *job)
{
    static const char *const spaces[] = {"job", "job-document", "job-tally", "job-deletion"};

    for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++) {
        job_unmark(job->cloud, spaces[i], job->id);
    }
    job->is_row_changed = job->is_tally_changed = false;
    job_close(job);
}

bool job_delete_some(struct job *job, size_t executions_max)
{
    json_t *keys = keys_of(job, executions_max), *key;
    const bool is_last = json_array_size(keys) < executions_max;
    size_t index;

    json_array_foreach(keys, index, key)
    {
        json_t *execution = execution_of_key(job, json_string_value(key));
        execution_delete(job, execution);
        json_decref(execution);
    }
    json_decref(keys);
    if (is_last) {
        remove_rows(job);
    } else {
        job_mark(job->cloud, "job-deletion", job->id);
    }
    return is_last;
}
