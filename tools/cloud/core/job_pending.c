/* SPDX-License-Identifier: MIT */
/* What a thing has still to do: first what is in progress, then what is queued, each in the order
 * in which it was created.
 *
 *     <thing>/0<place>   in progress
 *     <thing>/1<place>   queued */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "presigned.h"

#define LIST_MAX 10

const char *const execution_summary_members[] = {
    "jobId", "queuedAt", "startedAt", "lastUpdatedAt", "versionNumber", "executionNumber", NULL,
};

static void key_of(const json_t *execution, char key[JOB_KEY_BYTES])
{
    (void)snprintf(key, JOB_KEY_BYTES, "%s/%c%012lld", member_string(execution, "thingName"),
                   execution_status(execution) == EXECUTION_IN_PROGRESS ? '0' : '1',
                   member_integer(execution, "place"));
}

void pending_put(const struct cloud *cloud, const json_t *execution)
{
    char key[JOB_KEY_BYTES];
    json_t *summary = members_picked(execution, execution_summary_members);

    json_object_set(summary, "status", json_object_get(execution, "status"));
    key_of(execution, key);
    (void)cloud_store_put_json(cloud_store(cloud), "job-pending", key, summary);
    json_decref(summary);
}

void pending_remove(const struct cloud *cloud, const json_t *execution)
{
    char key[JOB_KEY_BYTES];

    if (!execution_is_finished(execution)) {
        key_of(execution, key);
        job_unmark(cloud, "job-pending", key);
    }
}

struct collection {
    json_t *summaries;
    size_t max;
};

static bool collect(void *context, const char *key, const char *value, size_t bytes)
{
    struct collection *collection = context;

    (void)key;
    json_array_append_new(collection->summaries, json_loadb(value, bytes, 0, NULL));
    return json_array_size(collection->summaries) < collection->max;
}

static json_t *first_ones(const struct cloud *cloud, const char *thing, size_t max)
{
    const struct cloud_store *store = cloud_store(cloud);
    struct collection collection = {json_array(), max};
    char prefix[JOB_KEY_BYTES];

    (void)snprintf(prefix, sizeof(prefix), "%s/", thing);
    (void)store->scan(store->self, "job-pending", prefix, NULL, collect, &collection);
    return collection.summaries;
}

json_t *pending_list(const struct cloud *cloud, const char *thing)
{
    return first_ones(cloud, thing, LIST_MAX);
}

json_t *pending_next(const struct cloud *cloud, const char *thing)
{
    json_t *list = first_ones(cloud, thing, 1), *first = json_array_get(list, 0);
    json_t *execution = first != NULL ? execution_get(cloud, thing, member_string(first, "jobId"),
                                                      member_integer(first, "executionNumber"))
                                      : NULL;

    json_decref(list);
    return execution;
}

/* The place alone: an execution that starts keeps it. */
void pending_look(const struct cloud *cloud, const char *thing, struct pending_first *first)
{
    char prefix[JOB_KEY_BYTES];

    (void)snprintf(prefix, sizeof(prefix), "%s/", thing);
    json_t *keys = job_keys(cloud, "job-pending", prefix, NULL, 1);
    const char *key = json_string_value(json_array_get(keys, 0));
    (void)snprintf(first->key, sizeof(first->key), "%s",
                   key != NULL ? key + strlen(prefix) + 1 : "");
    json_decref(keys);
}

/* How long an address in the job's document is good. */
static json_int_t seconds_of(const struct cloud *cloud, const char *job)
{
    json_t *row = cloud_store_get_json(cloud_store(cloud), "job", job);
    const json_int_t seconds =
        member_integer(json_object_get(row, "presignedUrlConfig"), "expiresInSec");

    json_decref(row);
    return seconds > 0 ? seconds : PRESIGNED_SECONDS_DEFAULT;
}

json_t *job_document(const struct cloud *cloud, const char *job, enum document_form form)
{
    const struct cloud_store *store = cloud_store(cloud);
    size_t bytes = 0;
    char *kept = store->get(store->self, "job-document", job, &bytes);
    char *text = kept != NULL && form != DOCUMENT_AS_KEPT && presigned_is_wanted(kept)
                     ? presigned_fill(cloud, kept, seconds_of(cloud, job))
                     : kept;
    json_t *document = text == NULL                 ? NULL
                       : form == DOCUMENT_AS_OBJECT ? json_loads(text, 0, NULL)
                                                    : json_string(text);

    if (text != kept) {
        free(text);
    }
    free(kept);
    return document;
}

json_t *execution_view(const struct cloud *cloud, const json_t *execution, json_t *document)
{
    json_t *view = members_picked(execution, execution_summary_members);
    json_t *details = json_object_get(execution, "statusDetails");
    const json_int_t seconds = execution_seconds_left(cloud, execution);

    json_object_set(view, "status", json_object_get(execution, "status"));
    if (details != NULL) {
        json_object_set(view, "statusDetails", details);
    }
    if (seconds >= 0) {
        json_object_set_new(view, "approximateSecondsBeforeTimedOut", json_integer(seconds));
    }
    if (document != NULL) {
        json_object_set_new(view, "jobDocument", document);
    }
    return view;
}

static void tell_list(struct cloud *cloud, const char *thing)
{
    json_t *list = pending_list(cloud, thing), *jobs = json_object(), *summary;
    size_t index;

    json_array_foreach(list, index, summary)
    {
        const char *status = member_string(summary, "status");
        json_t *picked = members_picked(summary, execution_summary_members);
        if (json_object_get(jobs, status) == NULL) {
            json_object_set_new(jobs, status, json_array());
        }
        json_array_append_new(json_object_get(jobs, status), picked);
    }
    json_decref(list);
    cloud_say(
        cloud, NULL,
        json_pack("{s:I,s:o}", "timestamp", (json_int_t)(cloud_now_ms(cloud) / 1000), "jobs", jobs),
        "$aws/things/%s/jobs/notify", thing);
}

static void tell_next(struct cloud *cloud, const char *thing)
{
    json_t *execution = pending_next(cloud, thing);
    json_t *body = json_pack("{s:I}", "timestamp", (json_int_t)(cloud_now_ms(cloud) / 1000));

    if (execution != NULL) {
        json_t *document =
            job_document(cloud, member_string(execution, "jobId"), DOCUMENT_AS_OBJECT);
        json_object_set_new(body, "execution", execution_view(cloud, execution, document));
        json_decref(execution);
    }
    cloud_say(cloud, NULL, body, "$aws/things/%s/jobs/notify-next", thing);
}

void pending_tell(struct cloud *cloud, const char *thing, const struct pending_first *before,
                  bool is_list_changed)
{
    struct pending_first now;

    if (is_list_changed) {
        tell_list(cloud, thing);
    }
    pending_look(cloud, thing, &now);
    if (strcmp(before->key, now.key) != 0) {
        tell_next(cloud, thing);
    }
}
