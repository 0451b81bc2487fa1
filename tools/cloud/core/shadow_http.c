/* SPDX-License-Identifier: MIT */
/* Shadows on the data plane:
 *
 *     GET, POST, DELETE  /things/THING/shadow[?name=NAME]
 *     GET                /api/things/shadow/ListNamedShadowsForThing/THING[?nextToken=&pageSize=]
 *
 * An update tells its delta and documents to MQTT; what is refused is told to the caller only. */
#include "shadow.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"

#define PAGE_DEFAULT 25
#define PAGE_MAX     100

static const struct {
    int status;
    const char *type, *text;
} errors[] = {
    {400, "InvalidRequestException", "Bad request"},
    {401, "UnauthorizedException", "Unauthorized"},
    {403, "ForbiddenException", "Forbidden"},
    {404, "ResourceNotFoundException", "Not found"},
    {405, "MethodNotAllowedException", "Method not allowed"},
    {409, "ConflictException", "Version conflict"},
    {413, "RequestEntityTooLargeException", "The payload exceeds the maximum size allowed"},
    {415, "UnsupportedDocumentEncodingException",
     "Unsupported documented encoding; supported encoding is UTF-8"},
    {429, "ThrottlingException", "Too many requests"},
    {500, "InternalFailureException", "Internal service failure"},
};

static size_t error_of(int status)
{
    size_t i = 0;

    while (i < sizeof(errors) / sizeof(errors[0]) - 1u && errors[i].status != status) {
        i++;
    }
    return i;
}

static void refuse(struct cloud_reply *reply, int status)
{
    const size_t i = error_of(status);

    reply_error(reply, errors[i].status, errors[i].type, "%s", errors[i].text);
}

/* The principal may do this with the shadow; otherwise the reply says why not. */
static bool may(struct cloud *cloud, const struct cloud_http *request, const char *action,
                const char *thing, const char *name, struct cloud_reply *reply)
{
    char resource[SHADOW_KEY_BYTES_MAX];

    (void)snprintf(resource, sizeof(resource), "%s%s%s", thing, name[0] != '\0' ? "/" : "", name);
    if (request->principal == NULL) {
        refuse(reply, 401);
        return false;
    }
    if (!cloud_may(cloud, request->principal, action, "thing", resource)) {
        refuse(reply, 403);
        return false;
    }
    return true;
}

static void serve(struct cloud *cloud, const struct cloud_http *request, const char *thing,
                  struct cloud_reply *reply)
{
    static const char *const methods[] = {"GET", "POST", "DELETE"};
    static const char *const actions[] = {"iot:GetThingShadow", "iot:UpdateThingShadow",
                                          "iot:DeleteThingShadow"};
    const char *name = query_value(request, "name");
    struct shadow_refusal refusal;
    struct text answer = {NULL, 0, 0};
    int operation = 0;

    while (operation < 3 && strcmp(request->method, methods[operation]) != 0) {
        operation++;
    }
    if (operation == 3) {
        refuse(reply, 405);
        return;
    }
    if (name != NULL && name[0] == '\0') {
        reply_error(reply, 400, "InvalidRequestException", "Invalid shadow name: ''");
        return;
    }
    if (!may(cloud, request, actions[operation], thing, name != NULL ? name : "", reply)) {
        return;
    }
    const bool has_payload = operation == SHADOW_UPDATE;
    const struct shadow_call call = {.operation = (enum shadow_operation)operation,
                                     .thing = thing,
                                     .name = name != NULL ? name : "",
                                     .payload = has_payload ? request->body : NULL,
                                     .bytes = has_payload ? request->bytes : 0};
    shadow_run(cloud, &call, &answer, &refusal);
    *reply = (struct cloud_reply){
        .status = refusal.code == 0 ? 200 : refusal.code,
        .error_type = refusal.code == 0 ? NULL : errors[error_of(refusal.code)].type,
        .body = answer.bytes,
        .bytes = answer.count};
}

struct page {
    json_t *names;
    size_t prefix_bytes, size_max;
    bool goes_on; /* there is one more */
};

static bool add_name(void *context, const char *key, const char *value, size_t bytes)
{
    struct page *page = context;
    const char *name = key + page->prefix_bytes;
    json_t *document = json_loadb(value, bytes, JSON_ALLOW_NUL, NULL);
    const bool exists = json_object_get(document, "state") != NULL;

    json_decref(document);
    if (name[0] == '\0' || !exists) {
        return true;
    }
    page->goes_on = json_array_size(page->names) == page->size_max;
    if (!page->goes_on) {
        json_array_append_new(page->names, json_string(name));
    }
    return !page->goes_on;
}

/* 1 to 100; 25 when it is not given; 0: it is not valid. */
static size_t page_size(const struct cloud_http *request)
{
    const char *text = query_value(request, "pageSize");
    char *end = NULL;

    if (text == NULL) {
        return PAGE_DEFAULT;
    }
    const long size = strtol(text, &end, 10);
    return end == text || *end != '\0' || size < 1 || size > PAGE_MAX ? 0 : (size_t)size;
}

/* A token is the last name that was given. */
static void list(struct cloud *cloud, const struct cloud_http *request, const char *thing,
                 struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *token = query_value(request, "nextToken");
    struct page page = {.size_max = page_size(request)};
    char prefix[SHADOW_KEY_BYTES_MAX], after[SHADOW_KEY_BYTES_MAX];

    if (strcmp(request->method, "GET") != 0) {
        refuse(reply, 405);
        return;
    }
    if (!may(cloud, request, "iot:ListNamedShadowsForThing", thing, "", reply)) {
        return;
    }
    if (!is_name(thing, THING_NAME_MAX, THING_NAME_OTHERS)) {
        reply_error(reply, 400, "InvalidRequestException", "Invalid thing name: '%.64s'", thing);
        return;
    }
    if (page.size_max == 0) {
        reply_error(reply, 400, "InvalidRequestException", "pageSize must be 1 to %d", PAGE_MAX);
        return;
    }
    if (token != NULL && !is_name(token, SHADOW_NAME_MAX, SHADOW_NAME_OTHERS)) {
        reply_error(reply, 400, "InvalidRequestException", "Invalid nextToken");
        return;
    }
    page.names = json_array();
    page.prefix_bytes = (size_t)snprintf(prefix, sizeof(prefix), "%s/", thing);
    (void)snprintf(after, sizeof(after), "%s%s", prefix, token != NULL ? token : "");
    (void)store->scan(store->self, "shadow", prefix, token != NULL ? after : NULL, add_name, &page);

    json_t *document = json_object();
    const size_t count = json_array_size(page.names);
    if (page.goes_on) {
        json_object_set(document, "nextToken", json_array_get(page.names, count - 1u));
    }
    json_object_set_new(document, "results", page.names);
    json_object_set_new(document, "timestamp", json_integer(cloud_now_ms(cloud) / 1000));
    reply_json(reply, 200, document);
}

bool shadow_data(struct cloud *cloud, const struct cloud_http *request, const struct levels *path,
                 struct cloud_reply *reply)
{
    if (levels_match(path, "/things/+/shadow")) {
        serve(cloud, request, path->level[1], reply);
        return true;
    }
    if (levels_match(path, "/api/things/shadow/ListNamedShadowsForThing/+")) {
        list(cloud, request, path->level[4], reply);
        return true;
    }
    return false;
}
