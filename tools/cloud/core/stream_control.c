/* SPDX-License-Identifier: MIT */
/* Operations on streams, with the names and members of AWS. A file is an object that was put
 * before,
 * {"fileId", "s3Location": {"bucket", "key"}}, or is given on the spot, {"fileId", "data": Base64}
 * or
 * {"fileId", "path"}; then it is an object in the bucket of streams. */
#include "stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "object.h"
#include "operate.h"
#include "services.h"
#include "tags.h"

#define OWN_BUCKET "streams"

static const char invalid[] = "InvalidRequestException";

static const char *need_stream_id(const json_t *parameters, struct cloud_reply *reply)
{
    const char *id = member_string(parameters, "streamId");

    if (id == NULL || !is_name(id, STREAM_ID_MAX, STREAM_ID_OTHERS)) {
        reply_error(reply, 400, invalid, "streamId must be 1 to %u of [a-zA-Z0-9_-]",
                    STREAM_ID_MAX);
        return NULL;
    }
    return id;
}

static json_t *read_stream(const struct cloud *cloud, const char *id)
{
    return cloud_store_get_json(cloud_store(cloud), STREAM_SPACE, id);
}

/* A new reference; NULL: the reply says why. */
static json_t *need_stream(const struct cloud *cloud, const json_t *parameters,
                           struct cloud_reply *reply)
{
    const char *id = need_stream_id(parameters, reply);
    json_t *stream = id != NULL ? read_stream(cloud, id) : NULL;

    if (id != NULL && stream == NULL) {
        reply_error(reply, 404, "ResourceNotFoundException", "Stream %s does not exist", id);
    }
    return stream;
}

/* Find the object that a file names, or make one of what it holds; when it is a trial, none is
 * made. */
static bool settle_object(struct cloud *cloud, const char *id, const json_t *file, bool is_trial,
                          const char **bucket, char key[OBJECT_KEY_BYTES_MAX],
                          struct object *object, struct cloud_reply *reply)
{
    const json_t *location = json_object_get(file, "s3Location");
    const char *given = member_string(location, "key");
    struct text content = {NULL, 0, 0};

    if (location != NULL) {
        *bucket = member_string(location, "bucket");
        (void)snprintf(key, OBJECT_KEY_BYTES_MAX, "%s", given != NULL ? given : "");
        if (*bucket == NULL || given == NULL) {
            reply_error(reply, 400, invalid, "s3Location must have bucket and key");
            return false;
        }
        if (!object_find(cloud_store(cloud), *bucket, key, object)) {
            reply_error(reply, 404, "ResourceNotFoundException",
                        "There is no object %s in bucket %s", key, *bucket);
            return false;
        }
        return true;
    }
    *bucket = OWN_BUCKET;
    (void)snprintf(key, OBJECT_KEY_BYTES_MAX, "%s.%d", id,
                   (int)json_integer_value(json_object_get(file, "fileId")));
    bool is_kept = object_content(file, &content, reply);
    if (is_kept && !is_trial &&
        !object_put(cloud, *bucket, key, content.bytes, content.count, object)) {
        reply_error(reply, 500, "InternalFailureException", "The store failed");
        is_kept = false;
    }
    free(content.bytes);
    return is_kept;
}

/* Checked and with what is to be known of its object; a new reference. */
static json_t *settle_file(struct cloud *cloud, const char *id, const json_t *file, bool is_trial,
                           struct cloud_reply *reply)
{
    const json_t *file_id = json_object_get(file, "fileId");
    const char *bucket;
    char key[OBJECT_KEY_BYTES_MAX];
    struct object object = {0};

    if (!json_is_integer(file_id) || json_integer_value(file_id) < 0 ||
        json_integer_value(file_id) > STREAM_FILE_ID_MAX) {
        reply_error(reply, 400, invalid, "fileId must be 0 to %d", STREAM_FILE_ID_MAX);
        return NULL;
    }
    if (!settle_object(cloud, id, file, is_trial, &bucket, key, &object, reply)) {
        return NULL;
    }
    return json_pack("{s:I,s:{s:s,s:s},s:I,s:s}", "fileId", json_integer_value(file_id),
                     "s3Location", "bucket", bucket, "key", key, "size", (json_int_t)object.bytes,
                     "etag", object.etag);
}

static bool has_file(const json_t *files, const json_t *id)
{
    const json_t *file;
    size_t index;

    json_array_foreach(files, index, file)
    {
        if (json_equal(json_object_get(file, "fileId"), id)) {
            return true;
        }
    }
    return false;
}

/* A new reference; NULL: the reply says why. */
static json_t *settle_each(struct cloud *cloud, const char *id, const json_t *given, bool is_trial,
                           struct cloud_reply *reply)
{
    json_t *files = json_array();
    const json_t *file;
    size_t index;

    json_array_foreach(given, index, file)
    {
        json_t *settled = NULL;
        if (has_file(files, json_object_get(file, "fileId"))) {
            reply_error(reply, 400, invalid, "Two files have the same fileId");
        } else {
            settled = settle_file(cloud, id, file, is_trial, reply);
        }
        if (settled == NULL) {
            json_decref(files);
            return NULL;
        }
        json_array_append_new(files, settled);
    }
    return files;
}

/* The files of a stream, a new reference; NULL: the reply says why, and nothing was changed: an
 * object that a stream has must not change with half of a request. */
static json_t *settle_files(struct cloud *cloud, const char *id, const json_t *given,
                            struct cloud_reply *reply)
{
    if (!json_is_array(given) || json_array_size(given) == 0 ||
        json_array_size(given) > STREAM_FILES_MAX) {
        reply_error(reply, 400, invalid, "files must be 1 to %u files", STREAM_FILES_MAX);
        return NULL;
    }
    json_t *trial = settle_each(cloud, id, given, true, reply);
    const bool is_good = trial != NULL;
    json_decref(trial);
    return is_good ? settle_each(cloud, id, given, false, reply) : NULL;
}

/* Objects that were made for files of a stream, but not those of `kept`. */
static bool remove_own(const struct cloud_store *store, const json_t *files, const json_t *kept)
{
    const json_t *file;
    bool is_done = true;
    size_t index;

    json_array_foreach(files, index, file)
    {
        const json_t *location = json_object_get(file, "s3Location");
        if (strcmp(member_string(location, "bucket"), OWN_BUCKET) == 0 &&
            !has_file(kept, json_object_get(file, "fileId"))) {
            is_done &= object_remove(store, OWN_BUCKET, member_string(location, "key"));
        }
    }
    return is_done;
}

/* Members that create and update have in common; the stream is consumed. */
static void keep(struct cloud *cloud, const json_t *parameters, json_t *stream, const char *id,
                 struct cloud_reply *reply)
{
    static const char *const members[] = {"description", "roleArn"};

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        json_t *value = json_object_get(parameters, members[i]);
        if (json_is_string(value)) {
            json_object_set(stream, members[i], value);
        }
    }
    json_object_set_new(stream, "lastUpdatedAt", json_integer(cloud_now_ms(cloud) / 1000));
    const bool is_kept = cloud_store_put_json(cloud_store(cloud), STREAM_SPACE, id, stream);
    reply_kept(reply, is_kept,
               json_pack("{s:s,s:o,s:O,s:O}", "streamId", id, "streamArn",
                         arn_of(cloud, "stream", id), "description",
                         json_object_get(stream, "description"), "streamVersion",
                         json_object_get(stream, "streamVersion")));
    json_decref(stream);
}

static void create_stream(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *id = need_stream_id(parameters, reply);
    json_t *stream = id != NULL ? read_stream(cloud, id) : NULL;

    if (id == NULL || !tags_are_good(parameters, reply)) {
        json_decref(stream);
        return;
    }
    if (stream != NULL) {
        json_decref(stream);
        reply_error(reply, 409, "ResourceAlreadyExistsException", "Stream %s exists", id);
        return;
    }
    json_t *files = settle_files(cloud, id, json_object_get(parameters, "files"), reply);
    if (files != NULL) {
        stream =
            json_pack("{s:s,s:s,s:i,s:I,s:o}", "streamId", id, "description", "", "streamVersion",
                      1, "createdAt", (json_int_t)(cloud_now_ms(cloud) / 1000), "files", files);
        (void)tags_keep(cloud, "stream", id, parameters);
        keep(cloud, parameters, stream, id, reply);
    }
}

static void update_stream(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const json_t *given = json_object_get(parameters, "files");
    json_t *stream = need_stream(cloud, parameters, reply);
    const char *id = member_string(parameters, "streamId");
    json_t *files = stream != NULL && given != NULL ? settle_files(cloud, id, given, reply) : NULL;

    if (stream == NULL || (given != NULL && files == NULL)) {
        json_decref(stream);
        return;
    }
    if (files != NULL) {
        (void)remove_own(cloud_store(cloud), json_object_get(stream, "files"), files);
        json_object_set_new(stream, "files", files);
    }
    const json_int_t version = json_integer_value(json_object_get(stream, "streamVersion"));
    json_object_set_new(stream, "streamVersion", json_integer(version + 1));
    keep(cloud, parameters, stream, id, reply);
}

/* What the store knows besides is not shown. */
static json_t *shown_files(const json_t *stream)
{
    json_t *files = json_array();
    const json_t *file;
    size_t index;

    json_array_foreach(json_object_get(stream, "files"), index, file)
    {
        json_array_append_new(files,
                              json_pack("{s:O,s:O}", "fileId", json_object_get(file, "fileId"),
                                        "s3Location", json_object_get(file, "s3Location")));
    }
    return files;
}

static void describe_stream(struct cloud *cloud, const json_t *parameters,
                            struct cloud_reply *reply)
{
    json_t *stream = need_stream(cloud, parameters, reply);

    if (stream != NULL) {
        json_object_set_new(stream, "files", shown_files(stream));
        json_object_set_new(stream, "streamArn",
                            arn_of(cloud, "stream", member_string(stream, "streamId")));
        reply_json(reply, 200, json_pack("{s:o}", "streamInfo", stream));
    }
}

static void delete_stream(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    json_t *stream = need_stream(cloud, parameters, reply);

    if (stream == NULL) {
        return;
    }
    bool is_done = remove_own(store, json_object_get(stream, "files"), NULL);
    is_done &= store->remove(store->self, STREAM_SPACE, member_string(stream, "streamId"));
    tags_forget(cloud, "stream", member_string(stream, "streamId"));
    json_decref(stream);
    reply_kept(reply, is_done, NULL);
}

static json_t *stream_item(const struct cloud *cloud, const char *name, const char *value,
                           void *context)
{
    json_t *stream = json_loads(value, 0, NULL);
    json_t *item =
        json_pack("{s:s,s:o,s:O,s:O}", "streamId", name, "streamArn", arn_of(cloud, "stream", name),
                  "streamVersion", json_object_get(stream, "streamVersion"), "description",
                  json_object_get(stream, "description"));

    (void)context;
    json_decref(stream);
    return item;
}

static void list_streams(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, STREAM_SPACE, "", stream_item, NULL);
        page_reply(&page, "streams", reply);
    }
}

static const struct operation operations[] = {
    {"CreateStream", "POST", "/streams/{streamId}", create_stream},
    {"DescribeStream", "GET", "/streams/{streamId}", describe_stream},
    {"UpdateStream", "PUT", "/streams/{streamId}", update_stream},
    {"DeleteStream", "DELETE", "/streams/{streamId}", delete_stream},
    {"ListStreams", "GET", "/streams", list_streams},
    {0},
};

const struct service service_streams = {
    .name = "streams",
    .message = stream_message,
    .operations = operations,
};
