/* SPDX-License-Identifier: MIT */
/* How the things of a job's targets come to their executions: so many a minute, the first of them
 * at once. What joins a group of a continuous job later does not wait. */
#include "job.h"

#include <stdio.h>
#include <string.h>

#define RATE_DEFAULT 1000

static bool is_continuous(const struct job *job)
{
    return strcmp(member_string(job->row, "targetSelection"), "CONTINUOUS") == 0;
}

static void pair_key(char key[JOB_KEY_BYTES], const char *one, const char *other)
{
    (void)snprintf(key, JOB_KEY_BYTES, "%s/%s", one, other);
}

/* ---- groups of groups ---- */

static bool take_name(void *context, const char *name)
{
    json_object_set_new(context, name, json_true());
    return true;
}

/* The names linked to one, as the members of an object. */
static json_t *linked(const struct cloud *cloud, enum registry_link link, const char *one)
{
    json_t *names = json_object();

    (void)registry_each(cloud_store(cloud), link, one, take_name, names);
    return names;
}

static json_t *linked_back(const struct cloud *cloud, enum registry_link link, const char *other)
{
    json_t *names = json_object();

    (void)registry_each_back(cloud_store(cloud), link, other, take_name, names);
    return names;
}

/* The group and those above it are added to `all`. */
static void add_with_parents(const struct cloud *cloud, const char *group, json_t *all)
{
    const char *parent;
    json_t *value;

    if (json_object_get(all, group) != NULL) {
        return;
    }
    json_object_set_new(all, group, json_true());
    json_t *parents = linked_back(cloud, LINK_GROUP_GROUP, group);
    json_object_foreach(parents, parent, value)
    {
        add_with_parents(cloud, parent, all);
    }
    json_decref(parents);
}

/* Things of the group and of those below it. */
static void add_things(const struct cloud *cloud, const char *group, json_t *all)
{
    json_t *things = linked(cloud, LINK_GROUP_THING, group), *value;
    json_t *children = linked(cloud, LINK_GROUP_GROUP, group);
    const char *child;

    json_object_update(all, things);
    json_object_foreach(children, child, value)
    {
        add_things(cloud, child, all);
    }
    json_decref(things);
    json_decref(children);
}

/* ---- the targets of a job ---- */

static void let_wait(struct job *job, const char *thing)
{
    char key[JOB_KEY_BYTES];
    json_t *execution = execution_get(job->cloud, thing, job->id, 0);

    if (execution == NULL) {
        pair_key(key, job->id, thing);
        job_mark(job->cloud, "job-target", key);
    }
    json_decref(execution);
}

void rollout_add_targets(struct job *job, const json_t *targets)
{
    json_t *things = json_object(), *target;
    const char *thing;
    char key[JOB_KEY_BYTES];
    size_t index;

    json_array_foreach(targets, index, target)
    {
        const char *arn = json_string_value(target);
        const char *group = name_in_arn(job->cloud, arn, "thinggroup");
        if (group == NULL) {
            json_object_set_new(things, name_in_arn(job->cloud, arn, "thing"), json_true());
            continue;
        }
        add_things(job->cloud, group, things);
        if (is_continuous(job)) {
            pair_key(key, group, job->id);
            job_mark(job->cloud, "job-group", key);
        }
    }
    json_object_foreach(things, thing, target)
    {
        let_wait(job, thing);
    }
    json_decref(things);
    job_mark(job->cloud, "job-rollout", job->id);
}

bool rollout_is_over(const struct job *job)
{
    return !job_is_marked(job->cloud, "job-rollout", job->id);
}

static json_t *waiting(const struct job *job, size_t max)
{
    char prefix[JOB_KEY_BYTES];

    pair_key(prefix, job->id, "");
    return job_keys(job->cloud, "job-target", prefix, NULL, max);
}

void rollout_stop(struct job *job)
{
    json_t *keys = waiting(job, SIZE_MAX), *value;
    char key[JOB_KEY_BYTES];
    size_t index;

    json_array_foreach(keys, index, value)
    {
        job_unmark(job->cloud, "job-target", json_string_value(value));
    }
    json_decref(keys);
    json_array_foreach(json_object_get(job->row, "targets"), index, value)
    {
        const char *group = name_in_arn(job->cloud, json_string_value(value), "thinggroup");
        if (group != NULL) {
            pair_key(key, group, job->id);
            job_unmark(job->cloud, "job-group", key);
        }
    }
    job_unmark(job->cloud, "job-rollout", job->id);
}

/* ---- so many a minute ---- */

/* The base rate, times the factor for each time that the criterion was met. */
static double exponential_rate(const struct job *job, const json_t *config, double max)
{
    const json_t *criteria = json_object_get(config, "rateIncreaseCriteria");
    const json_int_t notified = member_integer(criteria, "numberOfNotifiedThings");
    const json_int_t succeeded = member_integer(criteria, "numberOfSucceededThings");
    const double factor = json_number_value(json_object_get(config, "incrementFactor"));
    double rate = (double)member_integer(config, "baseRatePerMinute");
    json_int_t steps = notified > 0    ? job_tally_get(job, "notified") / notified
                       : succeeded > 0 ? job_count(job, EXECUTION_SUCCEEDED) / succeeded
                                       : 0;

    for (; steps > 0 && factor > 1 && rate < max; steps--) {
        rate *= factor;
    }
    return rate < max ? rate : max;
}

static json_int_t rate_per_minute(const struct job *job)
{
    const json_t *config = json_object_get(job->row, "jobExecutionsRolloutConfig");
    const json_t *exponential = json_object_get(config, "exponentialRate");
    json_int_t max = member_integer(config, "maximumPerMinute");

    max = max > 0 ? max : RATE_DEFAULT;
    return exponential != NULL ? (json_int_t)exponential_rate(job, exponential, (double)max) : max;
}

static void notify(struct job *job, const char *thing)
{
    execution_create(job, thing, NULL);
    job_tally_set(job, "notified", job_tally_get(job, "notified") + 1);
}

int64_t rollout_run(struct job *job)
{
    const int64_t now = cloud_now_ms(job->cloud);
    size_t index;
    json_t *key;

    if (rollout_is_over(job)) {
        return INT64_MAX;
    }
    if (now >= job_tally_get(job, "window") + JOB_MINUTE_MS) {
        job_tally_set(job, "window", now);
        job_tally_set(job, "sent", 0);
    }
    const json_int_t sent = job_tally_get(job, "sent"), rate = rate_per_minute(job);
    json_t *keys = waiting(job, rate > sent ? (size_t)(rate - sent) : 0);
    json_array_foreach(keys, index, key)
    {
        const char *thing = json_string_value(key) + strlen(job->id) + 1;
        job_unmark(job->cloud, "job-target", json_string_value(key));
        if (registry_has_thing(cloud_store(job->cloud), thing)) {
            notify(job, thing);
        }
    }
    if (json_array_size(keys) > 0) {
        job_tally_set(job, "sent", sent + (json_int_t)json_array_size(keys));
    }
    json_decref(keys);
    keys = waiting(job, 1);
    const bool is_over = json_array_size(keys) == 0;
    json_decref(keys);
    if (is_over) {
        job_unmark(job->cloud, "job-rollout", job->id);
        job_complete_if_done(job);
    }
    return is_over ? INT64_MAX : job_tally_get(job, "window") + JOB_MINUTE_MS;
}

int64_t rollouts_run(struct cloud *cloud)
{
    json_t *ids = job_keys(cloud, "job-rollout", "", NULL, SIZE_MAX), *id;
    int64_t next = INT64_MAX;
    struct job job;
    size_t index;

    json_array_foreach(ids, index, id)
    {
        if (job_open(cloud, json_string_value(id), &job)) {
            const int64_t due = rollout_run(&job);
            next = due < next ? due : next;
            job_close(&job);
        }
    }
    json_decref(ids);
    return next;
}

/* ---- continuous jobs ---- */

static void join(struct job *job, const char *thing)
{
    json_t *latest = execution_get(job->cloud, thing, job->id, 0);
    char key[JOB_KEY_BYTES];

    pair_key(key, job->id, thing);
    if ((latest == NULL && !job_is_marked(job->cloud, "job-target", key)) ||
        (latest != NULL && execution_status(latest) == EXECUTION_REMOVED)) {
        notify(job, thing);
    }
    json_decref(latest);
}

static bool is_target(const struct job *job, const char *thing)
{
    json_t *own = linked_back(job->cloud, LINK_GROUP_THING, thing), *groups = json_object(), *value;
    bool is_found = false;
    const char *group;
    size_t index;

    json_object_foreach(own, group, value)
    {
        add_with_parents(job->cloud, group, groups);
    }
    json_array_foreach(json_object_get(job->row, "targets"), index, value)
    {
        const char *arn = json_string_value(value);
        const char *name = name_in_arn(job->cloud, arn, "thing");
        const char *target_group = name_in_arn(job->cloud, arn, "thinggroup");
        is_found |= (name != NULL && strcmp(name, thing) == 0) ||
                    (target_group != NULL && json_object_get(groups, target_group) != NULL);
    }
    json_decref(own);
    json_decref(groups);
    return is_found;
}

static void remove_execution(struct job *job, const char *thing)
{
    json_t *latest = execution_get(job->cloud, thing, job->id, 0);
    char key[JOB_KEY_BYTES];

    pair_key(key, job->id, thing);
    job_unmark(job->cloud, "job-target", key);
    if (latest != NULL) {
        execution_update(job, latest, EXECUTION_REMOVED, NULL);
        json_decref(latest);
    }
}

static void jobs_of_group_changed(struct cloud *cloud, const char *group, const char *thing,
                                  bool joined)
{
    char prefix[JOB_KEY_BYTES];
    struct job job;
    size_t index;
    json_t *key;

    pair_key(prefix, group, "");
    json_t *keys = job_keys(cloud, "job-group", prefix, NULL, SIZE_MAX);
    json_array_foreach(keys, index, key)
    {
        if (job_open(cloud, json_string_value(key) + strlen(prefix), &job)) {
            if (joined) {
                join(&job, thing);
            } else if (!is_target(&job, thing)) {
                remove_execution(&job, thing);
            }
            job_close(&job);
        }
    }
    json_decref(keys);
}

void rollout_group_changed(struct cloud *cloud, const char *group, const char *thing, bool joined)
{
    json_t *groups = json_object(), *value;
    const char *name;

    add_with_parents(cloud, group, groups);
    json_object_foreach(groups, name, value)
    {
        jobs_of_group_changed(cloud, name, thing, joined);
    }
    json_decref(groups);
}

void rollout_thing_gone(struct cloud *cloud, const char *thing)
{
    json_t *execution;
    struct job job;

    while ((execution = pending_next(cloud, thing)) != NULL) {
        if (job_open(cloud, member_string(execution, "jobId"), &job)) {
            execution_update(&job, execution, EXECUTION_REMOVED, NULL);
            job_close(&job);
        } else {
            pending_remove(cloud, execution);
        }
        json_decref(execution);
    }
}
