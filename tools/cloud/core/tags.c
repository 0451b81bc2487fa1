/* SPDX-License-Identifier: MIT */
#include "tags.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "operate.h"
#include "ota.h"
#include "services.h"
#include "stream.h"

#define SPACE           "tag"
#define KEY_BYTES       192 /* of a row */
#define TAGS_MAX        50u
#define TAG_KEY_BYTES   128u
#define TAG_VALUE_BYTES 256u

static const char invalid[] = "InvalidRequestException";

static const char *row_of(char text[KEY_BYTES], const char *kind, const char *name)
{
    (void)snprintf(text, KEY_BYTES, "%s/%s", kind, name);
    return text;
}

static bool is_tag(const json_t *tag)
{
    const char *key = member_string(tag, "Key"), *value = member_string(tag, "Value");

    return key != NULL && key[0] != '\0' && strlen(key) <= TAG_KEY_BYTES &&
           (json_object_get(tag, "Value") == NULL ||
            (value != NULL && strlen(value) <= TAG_VALUE_BYTES));
}

/* Keys that begin so are AWS's own. */
static bool is_reserved(const json_t *tag)
{
    const char *key = member_string(tag, "Key");

    return key != NULL && strncasecmp(key, "aws:", 4) == 0;
}

bool tags_are_good(const json_t *parameters, struct cloud_reply *reply)
{
    const json_t *tags = json_object_get(parameters, "tags"), *tag;
    json_t *keys = json_object();
    bool is_good = tags == NULL || json_is_array(tags), is_own = true;
    size_t index;

    json_array_foreach(tags, index, tag)
    {
        is_good = is_good && is_tag(tag);
        is_own = is_own && !is_reserved(tag);
        if (is_good) {
            json_object_set_new(keys, member_string(tag, "Key"), json_true());
        }
    }
    const bool is_each_once = json_object_size(keys) == json_array_size(tags);
    json_decref(keys);
    if (is_good && (!is_each_once || !is_own)) {
        reply_error(reply, 400, invalid,
                    is_own ? "Each tag must have a Key of its own"
                           : "The Key of a tag must not begin with aws:");
        return false;
    }
    if (!is_good || json_array_size(tags) > TAGS_MAX) {
        reply_error(reply, 400, invalid,
                    "tags must be a list of at most %u {Key, Value}, of 1 to %u and up to %u bytes",
                    TAGS_MAX, TAG_KEY_BYTES, TAG_VALUE_BYTES);
        return false;
    }
    return true;
}

/* The tags with `added` in place of those with the same keys; a new reference. */
static json_t *merged(const json_t *tags, const json_t *added)
{
    json_t *all = json_object(), *list = json_array();
    const json_t *tag;
    const char *key;
    json_t *value;
    size_t index;

    for (int i = 0; i < 2; i++) {
        json_array_foreach(i == 0 ? tags : added, index, tag)
        {
            value = json_object_get(tag, "Value");
            json_object_set_new(all, member_string(tag, "Key"),
                                value != NULL ? json_incref(value) : json_string(""));
        }
    }
    json_object_foreach(all, key, value)
    {
        json_array_append_new(list, json_pack("{s:s,s:O}", "Key", key, "Value", value));
    }
    json_decref(all);
    return list;
}

bool tags_keep(const struct cloud *cloud, const char *kind, const char *name,
               const json_t *parameters)
{
    const json_t *given = json_object_get(parameters, "tags");
    char key[KEY_BYTES];

    if (given == NULL) {
        return true;
    }
    json_t *tags = merged(NULL, given);
    const bool is_kept =
        cloud_store_put_json(cloud_store(cloud), SPACE, row_of(key, kind, name), tags);
    json_decref(tags);
    return is_kept;
}

void tags_forget(const struct cloud *cloud, const char *kind, const char *name)
{
    const struct cloud_store *store = cloud_store(cloud);
    char key[KEY_BYTES];

    (void)store->remove(store->self, SPACE, row_of(key, kind, name));
}

/* The row of the resource that "resourceArn" names; false: the reply says that there is none. */
static bool need_resource(const struct cloud *cloud, const json_t *parameters, char row[KEY_BYTES],
                          struct cloud_reply *reply)
{
    static const struct {
        const char *kind, *space;
    } kinds[] = {{"otaupdate", OTA_SPACE}, {"stream", STREAM_SPACE}};
    const char *arn = need_text(parameters, "resourceArn", reply);

    for (size_t i = 0; arn != NULL && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        const char *name = name_in_arn(cloud, arn, kinds[i].kind);
        json_t *resource =
            name != NULL ? cloud_store_get_json(cloud_store(cloud), kinds[i].space, name) : NULL;
        if (resource != NULL) {
            json_decref(resource);
            (void)row_of(row, kinds[i].kind, name);
            return true;
        }
    }
    if (arn != NULL) {
        reply_error(reply, 404, "ResourceNotFoundException",
                    "There is no update or stream with this ARN: %s", arn);
    }
    return false;
}

static void tag(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    char row[KEY_BYTES];

    if (!need_resource(cloud, parameters, row, reply) || !tags_are_good(parameters, reply)) {
        return;
    }
    json_t *there = cloud_store_get_json(store, SPACE, row);
    json_t *tags = merged(there, json_object_get(parameters, "tags"));
    if (json_array_size(tags) > TAGS_MAX) {
        reply_error(reply, 410, "LimitExceededException", "A resource has at most %u tags",
                    TAGS_MAX);
    } else {
        reply_kept(reply, cloud_store_put_json(store, SPACE, row, tags), NULL);
    }
    json_decref(there);
    json_decref(tags);
}

static bool is_among(const json_t *keys, const char *wanted)
{
    const json_t *key;
    size_t index;

    json_array_foreach(keys, index, key)
    {
        if (json_is_string(key) && strcmp(json_string_value(key), wanted) == 0) {
            return true;
        }
    }
    return false;
}

static void untag(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const json_t *keys = json_object_get(parameters, "tagKeys");
    json_t *left = json_array(), *one;
    char row[KEY_BYTES];
    size_t index;

    if (need_resource(cloud, parameters, row, reply)) {
        json_t *there = cloud_store_get_json(store, SPACE, row);
        json_array_foreach(there, index, one)
        {
            if (!is_among(keys, member_string(one, "Key"))) {
                json_array_append(left, one);
            }
        }
        json_decref(there);
        reply_kept(reply, cloud_store_put_json(store, SPACE, row, left), NULL);
    }
    json_decref(left);
}

static void list(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    char row[KEY_BYTES];

    if (need_resource(cloud, parameters, row, reply)) {
        json_t *tags = cloud_store_get_json(cloud_store(cloud), SPACE, row);
        reply_json(reply, 200, json_pack("{s:o}", "tags", tags != NULL ? tags : json_array()));
    }
}

static const struct operation operations[] = {
    {"TagResource", "POST", "/tags", tag},
    {"UntagResource", "POST", "/untag", untag},
    {"ListTagsForResource", "GET", "/tags", list},
    {0},
};

const struct service service_tags = {.name = "tags", .operations = operations};
