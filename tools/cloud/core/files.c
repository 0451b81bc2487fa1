/* SPDX-License-Identifier: MIT */
/* Files by HTTPS, whole or in ranges (RFC 9110, section 14; one range in a request). */
#include "cloud_files.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "object.h"
#include "presigned.h"

struct range {
    size_t first, count;
};

enum range_kind {
    RANGE_NONE, /* all of it */
    RANGE_GOOD,
    RANGE_OUTSIDE,
};

static void refuse(struct cloud_file_reply *reply, int status, const char *code,
                   const char *message)
{
    char text[256];

    (void)snprintf(text, sizeof(text),
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<Error><Code>%s</Code><Message>%s</Message></Error>",
                   code, message);
    reply->status = status;
    reply->content_type = "application/xml";
    reply->body = strdup(text);
    reply->bytes = strlen(text);
}

/* Digits and nothing else before `end`. */
static bool read_number(const char **at, size_t *number)
{
    char *rest;

    if (**at < '0' || **at > '9') {
        return false;
    }
    errno = 0;
    *number = strtoul(*at, &rest, 10);
    *at = rest;
    return errno == 0;
}

/* What cannot be understood asks for nothing, as the RFC has it. */
static enum range_kind read_range(const char *text, size_t bytes, struct range *range)
{
    static const char unit[] = "bytes=";
    size_t first = 0, last = 0;

    if (text == NULL || strncmp(text, unit, sizeof(unit) - 1) != 0) {
        return RANGE_NONE;
    }
    text += sizeof(unit) - 1;
    const bool is_suffix = *text == '-';
    if ((!is_suffix && !read_number(&text, &first)) || *text++ != '-') {
        return RANGE_NONE;
    }
    const bool has_last = *text != '\0';
    if ((has_last && !read_number(&text, &last)) || *text != '\0' || (is_suffix && !has_last) ||
        (!is_suffix && has_last && last < first)) {
        return RANGE_NONE;
    }
    if (is_suffix) { /* the last so many */
        range->count = last < bytes ? last : bytes;
        range->first = bytes - range->count;
        return range->count > 0 ? RANGE_GOOD : RANGE_OUTSIDE;
    }
    if (first >= bytes) {
        return RANGE_OUTSIDE;
    }
    range->first = first;
    range->count = (has_last && last < bytes ? last + 1 : bytes) - first;
    return RANGE_GOOD;
}

/* False: the reply says why not. */
static bool may_read(const struct cloud *cloud, const struct cloud_file_request *request,
                     struct cloud_file_reply *reply)
{
    const char *expires = request->expires, *signature = request->signature;
    char *rest = NULL;

    if (expires == NULL || signature == NULL) {
        refuse(reply, 403, "AccessDenied", "Access Denied");
        return false;
    }
    if (!presigned_is_good(cloud, request->path, expires, signature)) {
        refuse(reply, 403, "SignatureDoesNotMatch", "The signature is not that of this address");
        return false;
    }
    if (strtoll(expires, &rest, 10) * INT64_C(1000) <= cloud_now_ms(cloud)) {
        refuse(reply, 403, "AccessDenied", "Request has expired");
        return false;
    }
    return true;
}

static bool find(const struct cloud *cloud, const char *path, struct object *object)
{
    const char *bucket = path + sizeof(CLOUD_FILES_PATH) - 1, *slash = strchr(bucket, '/');
    char name[OBJECT_NAME_MAX + 1];

    if (slash == NULL || (size_t)(slash - bucket) > OBJECT_NAME_MAX) {
        return false;
    }
    (void)snprintf(name, sizeof(name), "%.*s", (int)(slash - bucket), bucket);
    return object_find(cloud_store(cloud), name, slash + 1, object);
}

static void send(const struct cloud *cloud, const struct object *object, const char *wanted,
                 struct cloud_file_reply *reply)
{
    struct range range = {0, object->bytes};
    struct text text = {NULL, 0, 0};
    const enum range_kind kind = read_range(wanted, object->bytes, &range);

    if (kind == RANGE_OUTSIDE) {
        (void)snprintf(reply->content_range, sizeof(reply->content_range), "bytes */%zu",
                       object->bytes);
        refuse(reply, 416, "InvalidRange", "The requested range is not satisfiable");
        return;
    }
    if (!object_read(cloud_store(cloud), object, range.first, range.count, &text)) {
        free(text.bytes);
        refuse(reply, 500, "InternalError", "The file cannot be read");
        return;
    }
    if (kind == RANGE_GOOD) {
        (void)snprintf(reply->content_range, sizeof(reply->content_range), "bytes %zu-%zu/%zu",
                       range.first, range.first + range.count - 1, object->bytes);
    }
    reply->status = kind == RANGE_GOOD ? 206 : 200;
    reply->content_type = "application/octet-stream";
    (void)snprintf(reply->etag, sizeof(reply->etag), "\"%s\"", object->etag);
    reply->body = text.bytes;
    reply->bytes = range.count;
}

void cloud_file(struct cloud *cloud, const struct cloud_file_request *request,
                struct cloud_file_reply *reply)
{
    struct object object;

    *reply = (struct cloud_file_reply){0};
    if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0) {
        refuse(reply, 405, "MethodNotAllowed", "A file is read with GET");
    } else if (strncmp(request->path, CLOUD_FILES_PATH, sizeof(CLOUD_FILES_PATH) - 1) != 0) {
        refuse(reply, 404, "NoSuchKey", "No file is at this address");
    } else if (may_read(cloud, request, reply)) {
        if (find(cloud, request->path, &object)) {
            send(cloud, &object, request->range, reply);
        } else {
            refuse(reply, 404, "NoSuchKey", "The file is no longer there");
        }
    }
}
