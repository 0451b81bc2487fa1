/* SPDX-License-Identifier: MIT */
/* Lists of the control plane, a page at a time: the token of the next page is the key of the last
 * row of this one. */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "registry.h"

#define PAGE_MAX 250

struct page {
    struct cloud *cloud;
    const json_t *parameters;
    json_t *items;
    size_t max;
    char last[JOB_KEY_BYTES]; /* of the items */
    bool has_more;
    /* What a row is in the list, NULL: it does not fit the request. */
    json_t *(*item)(const struct page *page, const char *key, const char *value, size_t bytes);
};

/* A member of the request fits when it is not given, or is the same. */
static bool fits(const struct page *page, const char *parameter, const char *value)
{
    const char *wanted = member_string(page->parameters, parameter);

    return wanted == NULL || (value != NULL && strcmp(wanted, value) == 0);
}

static bool add_row(void *context, const char *key, const char *value, size_t bytes)
{
    struct page *page = context;
    json_t *item = page->item(page, key, value, bytes);

    if (item == NULL) {
        return true;
    }
    page->has_more = json_array_size(page->items) == page->max;
    if (page->has_more) {
        json_decref(item);
        return false;
    }
    json_array_append_new(page->items, item);
    (void)snprintf(page->last, sizeof(page->last), "%s", key);
    return true;
}

/* Answers with the rows below `prefix` in a member of this name. */
static void reply_page(struct page *page, const char *space, const char *prefix, const char *name,
                       struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(page->cloud);
    const json_t *value = json_object_get(page->parameters, "maxResults");
    const char *token = member_string(page->parameters, "nextToken");
    json_int_t max = PAGE_MAX;

    if (value != NULL && (!whole_number(value, &max) || max < 1 || max > PAGE_MAX)) {
        reply_error(reply, 400, "InvalidRequestException",
                    "maxResults must be a whole number from 1 to %d", PAGE_MAX);
        return;
    }
    if (token != NULL && strncmp(token, prefix, strlen(prefix)) != 0) {
        reply_error(reply, 400, "InvalidRequestException", "nextToken is none of this list");
        return;
    }
    page->max = (size_t)max;
    page->items = json_array();
    (void)store->scan(store->self, space, prefix, token, add_row, page);
    json_t *body = json_pack("{s:o}", name, page->items);
    if (page->has_more) {
        json_object_set_new(body, "nextToken", json_string(page->last));
    }
    reply_json(reply, 200, body);
}

/* ---- jobs ---- */

static bool has_group(const struct page *page, const json_t *row)
{
    const char *wanted = member_string(page->parameters, "thingGroupName");
    const json_t *target;
    size_t index;

    json_array_foreach(json_object_get(row, "targets"), index, target)
    {
        const char *group = target_name(page->cloud, json_string_value(target), "thinggroup");
        if (wanted != NULL && group != NULL && strcmp(group, wanted) == 0) {
            return true;
        }
    }
    return wanted == NULL;
}

static json_t *job_item(const struct page *page, const char *key, const char *value, size_t bytes)
{
    static const char *const members[] = {"jobId",         "targetSelection", "status", "createdAt",
                                          "lastUpdatedAt", "completedAt",     NULL};
    json_t *row = json_loadb(value, bytes, 0, NULL), *item = NULL;
    char arn[256];

    if (fits(page, "status", member_string(row, "status")) &&
        fits(page, "targetSelection", member_string(row, "targetSelection")) &&
        has_group(page, row)) {
        item = members_picked(row, members);
        json_object_set_new(item, "jobArn",
                            json_string(cloud_arn(page->cloud, arn, sizeof(arn), "job", key)));
        json_object_set_new(item, "isConcurrent",
                            json_boolean(job_is_marked(page->cloud, "job-rollout", key) ||
                                         job_is_marked(page->cloud, "job-deletion", key)));
    }
    json_decref(row);
    return item;
}

static bool is_one_of(const json_t *parameters, const char *name, const char *const *words,
                      struct cloud_reply *reply)
{
    const char *text = member_string(parameters, name);
    bool is_found = text == NULL;

    for (; !is_found && *words != NULL; words++) {
        is_found = strcmp(*words, text) == 0;
    }
    if (!is_found) {
        reply_error(reply, 400, "InvalidRequestException", "%s is none of those that are known",
                    name);
    }
    return is_found;
}

void control_list_jobs(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    static const char *const statuses[] = {"IN_PROGRESS", "CANCELED", "COMPLETED",
                                           "DELETION_IN_PROGRESS", NULL};
    static const char *const selections[] = {"CONTINUOUS", "SNAPSHOT", NULL};
    struct page page = {.cloud = cloud, .parameters = parameters, .item = job_item};

    if (is_one_of(parameters, "status", statuses, reply) &&
        is_one_of(parameters, "targetSelection", selections, reply)) {
        reply_page(&page, "job", "", "jobs", reply);
    }
}

/* ---- executions ---- */

static bool status_is_known(const json_t *parameters, struct cloud_reply *reply)
{
    const char *status = member_string(parameters, "status");

    if (status == NULL || execution_status_of(status) != EXECUTION_STATUS_COUNT) {
        return true;
    }
    reply_error(reply, 400, "InvalidRequestException", "status is none of those that are known");
    return false;
}

/* `execution` is consumed. */
static json_t *execution_item(const struct page *page, json_t *execution, const char *name,
                              const char *value)
{
    static const char *const members[] = {
        "status",          "queuedAt",     "startedAt", "lastUpdatedAt",
        "executionNumber", "retryAttempt", NULL};
    json_t *item = NULL;

    if (execution != NULL && fits(page, "status", member_string(execution, "status"))) {
        item = json_pack("{s:s,s:o}", name, value, "jobExecutionSummary",
                         members_picked(execution, members));
    }
    json_decref(execution);
    return item;
}

/* "<job>/<thing>/<number>" */
static json_t *item_of_job(const struct page *page, const char *key, const char *value,
                           size_t bytes)
{
    struct levels part;
    char arn[256];

    (void)value;
    (void)bytes;
    if (!levels_cut(&part, key) || part.count != 3) {
        return NULL;
    }
    return execution_item(
        page,
        execution_get(page->cloud, part.level[1], part.level[0], strtoll(part.level[2], NULL, 10)),
        "thingArn", cloud_arn(page->cloud, arn, sizeof(arn), "thing", part.level[1]));
}

/* "<thing>/<job>/<number>" */
static json_t *item_of_thing(const struct page *page, const char *key, const char *value,
                             size_t bytes)
{
    struct levels part;

    if (!levels_cut(&part, key) || part.count != 3 || !fits(page, "jobId", part.level[1])) {
        return NULL;
    }
    return execution_item(page, json_loadb(value, bytes, 0, NULL), "jobId", part.level[1]);
}

void control_list_of_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page = {.cloud = cloud, .parameters = parameters, .item = item_of_job};
    char prefix[JOB_KEY_BYTES];
    struct job job;

    if (!control_open_job(cloud, parameters, &job, reply)) {
        return;
    }
    (void)snprintf(prefix, sizeof(prefix), "%s/", job.id);
    job_close(&job);
    if (status_is_known(parameters, reply)) {
        reply_page(&page, "job-thing", prefix, "executionSummaries", reply);
    }
}

void control_list_of_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page = {.cloud = cloud, .parameters = parameters, .item = item_of_thing};
    const char *thing = member_string(parameters, "thingName");
    char prefix[JOB_KEY_BYTES];

    if (!is_thing_name(thing) || !registry_has_thing(cloud_store(cloud), thing)) {
        reply_error(reply, 404, "ResourceNotFoundException", "There is no thing with this name");
        return;
    }
    (void)snprintf(prefix, sizeof(prefix), "%s/", thing);
    if (status_is_known(parameters, reply)) {
        reply_page(&page, "job-execution", prefix, "executionSummaries", reply);
    }
}
