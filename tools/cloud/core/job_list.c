/* SPDX-License-Identifier: MIT */
/* Lists of the control plane, a page at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"

/* A member of the request fits when it is not given, or is the same. */
static bool fits(const json_t *parameters, const char *member, const char *value)
{
    const char *wanted = member_string(parameters, member);

    return wanted == NULL || (value != NULL && strcmp(wanted, value) == 0);
}

static bool is_one_of(const json_t *parameters, const char *member, const char *const *words,
                      struct cloud_reply *reply)
{
    const char *text = member_string(parameters, member);
    bool is_found = text == NULL;

    for (; !is_found && *words != NULL; words++) {
        is_found = strcmp(*words, text) == 0;
    }
    if (!is_found) {
        reply_error(reply, 400, "InvalidRequestException", "%s is none of those that are known",
                    member);
    }
    return is_found;
}

/* ---- jobs ---- */

static bool has_group(const struct cloud *cloud, const json_t *parameters, const json_t *row)
{
    const char *wanted = member_string(parameters, "thingGroupName");
    const json_t *target;
    size_t index;

    json_array_foreach(json_object_get(row, "targets"), index, target)
    {
        const char *group = name_in_arn(cloud, json_string_value(target), "thinggroup");
        if (wanted != NULL && group != NULL && strcmp(group, wanted) == 0) {
            return true;
        }
    }
    return wanted == NULL;
}

static json_t *job_item(const struct cloud *cloud, const char *id, const char *value, void *context)
{
    static const char *const members[] = {"jobId",         "targetSelection", "status", "createdAt",
                                          "lastUpdatedAt", "completedAt",     NULL};
    const json_t *parameters = context;
    json_t *row = json_loads(value, 0, NULL), *item = NULL;

    if (fits(parameters, "status", member_string(row, "status")) &&
        fits(parameters, "targetSelection", member_string(row, "targetSelection")) &&
        has_group(cloud, parameters, row)) {
        item = members_picked(row, members);
        json_object_set_new(item, "jobArn", arn_of(cloud, "job", id));
        json_object_set_new(item, "isConcurrent",
                            json_boolean(job_is_marked(cloud, "job-rollout", id) ||
                                         job_is_marked(cloud, "job-deletion", id)));
    }
    json_decref(row);
    return item;
}

void control_list_jobs(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    static const char *const statuses[] = {"IN_PROGRESS", "CANCELED", "COMPLETED",
                                           "DELETION_IN_PROGRESS", NULL};
    static const char *const selections[] = {"CONTINUOUS", "SNAPSHOT", NULL};
    struct page page;

    if (is_one_of(parameters, "status", statuses, reply) &&
        is_one_of(parameters, "targetSelection", selections, reply) &&
        page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, "job", "", job_item, (void *)(uintptr_t)parameters);
        page_reply(&page, "jobs", reply);
    }
}

/* ---- executions ---- */

struct listing {
    const json_t *parameters;
    const char *owner; /* the job or the thing whose executions these are */
};

/* `execution` and `value` are consumed. */
static json_t *execution_item(const struct listing *listing, json_t *execution, const char *name,
                              json_t *value)
{
    static const char *const members[] = {
        "status",          "queuedAt",     "startedAt", "lastUpdatedAt",
        "executionNumber", "retryAttempt", NULL};
    json_t *item = NULL;

    if (execution != NULL &&
        fits(listing->parameters, "status", member_string(execution, "status"))) {
        item = json_pack("{s:O,s:o}", name, value, "jobExecutionSummary",
                         members_picked(execution, members));
    }
    json_decref(value);
    json_decref(execution);
    return item;
}

/* "<thing>/<number>" */
static json_t *item_of_job(const struct cloud *cloud, const char *rest, const char *value,
                           void *context)
{
    const struct listing *listing = context;
    struct levels part;

    (void)value;
    if (!levels_cut(&part, rest) || part.count != 2) {
        return NULL;
    }
    return execution_item(
        listing,
        execution_get(cloud, part.level[0], listing->owner, strtoll(part.level[1], NULL, 10)),
        "thingArn", arn_of(cloud, "thing", part.level[0]));
}

/* "<job>/<number>" */
static json_t *item_of_thing(const struct cloud *cloud, const char *rest, const char *value,
                             void *context)
{
    const struct listing *listing = context;
    struct levels part;

    (void)cloud;
    if (!levels_cut(&part, rest) || part.count != 2 ||
        !fits(listing->parameters, "jobId", part.level[0])) {
        return NULL;
    }
    return execution_item(listing, json_loads(value, 0, NULL), "jobId", json_string(part.level[0]));
}

static void reply_executions(struct cloud *cloud, const struct listing *listing, const char *space,
                             json_t *(*item)(const struct cloud *, const char *, const char *,
                                             void *),
                             struct cloud_reply *reply)
{
    const char *status = member_string(listing->parameters, "status");
    char prefix[JOB_KEY_BYTES];
    struct page page;

    (void)snprintf(prefix, sizeof(prefix), "%s/", listing->owner);
    if (status != NULL && execution_status_of(status) == EXECUTION_STATUS_COUNT) {
        reply_error(reply, 400, "InvalidRequestException",
                    "status is none of those that are known");
    } else if (page_open(&page, cloud, listing->parameters, false, reply)) {
        page_scan(&page, space, prefix, item, (void *)(uintptr_t)listing);
        page_reply(&page, "executionSummaries", reply);
    }
}

void control_list_of_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct listing listing = {parameters, member_string(parameters, "jobId")};
    struct job job;

    if (control_open_job(cloud, parameters, &job, reply)) {
        job_close(&job);
        reply_executions(cloud, &listing, "job-thing", item_of_job, reply);
    }
}

void control_list_of_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct listing listing = {parameters, need_name(parameters, "thingName", reply)};

    if (listing.owner == NULL) {
        return;
    }
    if (!registry_has_thing(cloud_store(cloud), listing.owner)) {
        reply_error(reply, 404, "ResourceNotFoundException", "Thing %s does not exist",
                    listing.owner);
        return;
    }
    reply_executions(cloud, &listing, "job-execution", item_of_thing, reply);
}
