/* SPDX-License-Identifier: MIT */
/* Small things all files of the jobs service need: names, numbers, keys. */
#include <stdlib.h>
#include <string.h>

#include "job.h"

static const char *const status_names[EXECUTION_STATUS_COUNT] = {
    "QUEUED", "IN_PROGRESS", "SUCCEEDED", "FAILED", "REJECTED", "TIMED_OUT", "CANCELED", "REMOVED",
};

const char *execution_status_name(enum execution_status status)
{
    return status_names[status];
}

enum execution_status execution_status_of(const char *name)
{
    int status = 0;

    while (status < EXECUTION_STATUS_COUNT &&
           (name == NULL || strcmp(status_names[status], name) != 0)) {
        status++;
    }
    return (enum execution_status)status;
}

bool is_job_id(const char *text)
{
    return text != NULL && is_name(text, JOB_ID_BYTES, "_-");
}

bool is_thing_name(const char *text)
{
    return text != NULL && is_name(text, JOB_THING_BYTES, ":_-");
}

json_int_t member_integer(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

json_t *members_picked(const json_t *object, const char *const *names)
{
    json_t *picked = json_object();

    for (; *names != NULL; names++) {
        json_t *value = json_object_get(object, *names);
        if (value != NULL) {
            json_object_set(picked, *names, value);
        }
    }
    return picked;
}

struct key_list {
    json_t *keys;
    size_t max;
};

static bool take_key(void *context, const char *key, const char *value, size_t bytes)
{
    struct key_list *list = context;

    (void)value;
    (void)bytes;
    json_array_append_new(list->keys, json_string(key));
    return json_array_size(list->keys) < list->max;
}

json_t *job_keys(const struct cloud *cloud, const char *space, const char *prefix,
                 const char *after, size_t max)
{
    const struct cloud_store *store = cloud_store(cloud);
    struct key_list list = {json_array(), max};

    if (max > 0) {
        (void)store->scan(store->self, space, prefix, after, take_key, &list);
    }
    return list.keys;
}

void job_mark(const struct cloud *cloud, const char *space, const char *key)
{
    const struct cloud_store *store = cloud_store(cloud);

    (void)store->put(store->self, space, key, "{}", 2);
}

void job_unmark(const struct cloud *cloud, const char *space, const char *key)
{
    const struct cloud_store *store = cloud_store(cloud);

    (void)store->remove(store->self, space, key);
}

bool job_is_marked(const struct cloud *cloud, const char *space, const char *key)
{
    const struct cloud_store *store = cloud_store(cloud);
    size_t bytes = 0;
    char *value = store->get(store->self, space, key, &bytes);
    const bool is_there = value != NULL;

    free(value);
    return is_there;
}
