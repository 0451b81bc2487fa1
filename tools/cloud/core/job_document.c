/* SPDX-License-Identifier: MIT */
/* The document of a job, as the request gives it: in full, or by its address in S3, which stands
 * for an object of this cloud.
 *
 *     https://s3.amazonaws.com/BUCKET/KEY
 *     https://BUCKET.s3.us-east-1.amazonaws.com/KEY */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "object.h"

#define SOURCE_BYTES 1350

static const char invalid[] = "InvalidRequestException";

static bool copy_name(char name[OBJECT_NAME_MAX + 1], const char *text, size_t bytes,
                      const char *others)
{
    (void)snprintf(name, OBJECT_NAME_MAX + 1, "%.*s", (int)bytes, text);
    return bytes <= OBJECT_NAME_MAX && is_name(name, OBJECT_NAME_MAX, others);
}

bool s3_address_read(const char *source, struct s3_address *address)
{
    static const char scheme[] = "https://";
    const char *host = source + sizeof(scheme) - 1;

    if (strncmp(source, scheme, sizeof(scheme) - 1) != 0 || strlen(source) > SOURCE_BYTES) {
        return false;
    }
    const char *path = strchr(host, '/'), *s3 = strstr(host, ".s3");
    if (path == NULL) {
        return false;
    }
    if (strncmp(host, "s3", 2) == 0) {
        const char *key = strchr(path + 1, '/');
        return key != NULL &&
               copy_name(address->bucket, path + 1, (size_t)(key - path - 1), OBJECT_NAME_OTHERS) &&
               copy_name(address->key, key + 1, strlen(key + 1), OBJECT_PATH_OTHERS);
    }
    return s3 != NULL && s3 < path &&
           copy_name(address->bucket, host, (size_t)(s3 - host), OBJECT_NAME_OTHERS) &&
           copy_name(address->key, path + 1, strlen(path + 1), OBJECT_PATH_OTHERS);
}

/* Freed by the caller; NULL: the reply says why. */
static char *read_object(struct cloud *cloud, const char *source, struct cloud_reply *reply)
{
    struct text text = {0};
    struct s3_address address;
    struct object object;

    if (!s3_address_read(source, &address)) {
        reply_error(reply, 400, invalid, "documentSource is no address of S3: %s", source);
        return NULL;
    }
    if (!object_find(cloud_store(cloud), address.bucket, address.key, &object)) {
        reply_error(reply, 404, "ResourceNotFoundException", "There is no object %s in bucket %s",
                    address.key, address.bucket);
        return NULL;
    }
    if (object.bytes > JOB_DOCUMENT_BYTES ||
        !object_read(cloud_store(cloud), &object, 0, object.bytes, &text)) {
        reply_error(reply, 400, invalid, "A document has at most %d bytes", JOB_DOCUMENT_BYTES);
        free(text.bytes);
        return NULL;
    }
    text_add(&text, "", 0);
    return text.bytes;
}

char *document_read(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *source = member_string(parameters, "documentSource");
    const json_t *document = json_object_get(parameters, "document");
    json_error_t error;
    char *text = NULL;

    if ((source != NULL) == (document != NULL)) {
        reply_error(reply, 400, invalid, "A job needs either document or documentSource");
        return NULL;
    }
    if (source != NULL) {
        text = read_object(cloud, source, reply);
    } else if (json_string_length(document) == 0 ||
               json_string_length(document) > JOB_DOCUMENT_BYTES) {
        reply_error(reply, 400, invalid, "document must be a string of at most %d bytes",
                    JOB_DOCUMENT_BYTES);
    } else {
        text = strdup(json_string_value(document));
    }
    json_t *parsed = text != NULL ? json_loads(text, 0, &error) : NULL;
    if (text != NULL && parsed == NULL) {
        reply_error(reply, 400, invalid, "The document is no JSON: %s", error.text);
        free(text);
        text = NULL;
    }
    json_decref(parsed);
    return text;
}
