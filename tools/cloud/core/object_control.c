/* SPDX-License-Identifier: MIT */
/* Operations on objects. AWS has them in S3; here they are those of this box. */
#include "object.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "operate.h"
#include "services.h"

static const char invalid[] = "InvalidRequestException";

static bool refuse_size(struct cloud_reply *reply)
{
    reply_error(reply, 400, invalid, "A file has at most %u bytes", OBJECT_BYTES_MAX);
    return false;
}

static bool read_file(const char *path, struct text *content, struct cloud_reply *reply)
{
    FILE *file = path[0] == '/' ? fopen(path, "rb") : NULL;
    char part[65536];
    size_t count = 1;

    if (path[0] != '/') { /* this process may stand in another folder than who asks */
        reply_error(reply, 400, invalid, "%s: the path must be absolute", path);
        return false;
    }
    if (file == NULL) {
        reply_error(reply, 400, invalid, "%s: %s", path, strerror(errno));
        return false;
    }
    while (count > 0 && content->count <= OBJECT_BYTES_MAX) {
        count = fread(part, 1, sizeof(part), file);
        text_add(content, part, count);
    }
    const bool is_read = ferror(file) == 0;
    (void)fclose(file);
    if (!is_read) {
        reply_error(reply, 400, invalid, "%s cannot be read", path);
        return false;
    }
    return content->count <= OBJECT_BYTES_MAX || refuse_size(reply);
}

bool object_content(const json_t *parameters, struct text *content, struct cloud_reply *reply)
{
    const json_t *data = json_object_get(parameters, "data");
    const char *path = member_string(parameters, "path");

    if (json_is_string(data)) {
        if (!base64_read(content, json_string_value(data), json_string_length(data))) {
            reply_error(reply, 400, invalid, "data is no Base64");
            return false;
        }
        return content->count <= OBJECT_BYTES_MAX || refuse_size(reply);
    }
    if (path != NULL) {
        return read_file(path, content, reply);
    }
    reply_error(reply, 400, invalid, "Say what is in the file: data as Base64, or path");
    return false;
}

static bool need_object(const json_t *parameters, const char **bucket, const char **key,
                        struct cloud_reply *reply)
{
    *bucket = member_string(parameters, "bucket");
    *key = member_string(parameters, "key");
    if (*bucket == NULL || *key == NULL || !is_name(*bucket, OBJECT_NAME_MAX, OBJECT_NAME_OTHERS) ||
        !is_name(*key, OBJECT_NAME_MAX, OBJECT_PATH_OTHERS)) {
        reply_error(reply, 400, invalid,
                    "bucket and key are 1 to %u of [a-zA-Z0-9._:-], a key has / too",
                    OBJECT_NAME_MAX);
        return false;
    }
    return true;
}

static void put(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *bucket, *key;
    struct text content = {NULL, 0, 0};
    struct object object;

    if (need_object(parameters, &bucket, &key, reply) &&
        object_content(parameters, &content, reply)) {
        const bool is_kept = object_put(cloud, bucket, key, content.bytes, content.count, &object);
        reply_kept(reply, is_kept,
                   json_pack("{s:s,s:I}", "ETag", object.etag, "bytes", (json_int_t)object.bytes));
    }
    free(content.bytes);
}

static void delete_object(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *bucket, *key;

    if (need_object(parameters, &bucket, &key, reply)) {
        reply_kept(reply, object_remove(cloud_store(cloud), bucket, key), NULL);
    }
}

static const struct operation operations[] = {
    {"PutObject", "PUT", "/objects/{bucket}/{key+}", put},
    {"DeleteObject", "DELETE", "/objects/{bucket}/{key+}", delete_object},
    {0},
};

const struct service service_objects = {.name = "objects", .operations = operations};
