/* SPDX-License-Identifier: MIT */
/* POST /topics/<topic>?qos=0|1&retain=true|false: a message by HTTPS. On a reserved topic it is a
 * request as if it had come by MQTT. */
#include <string.h>

#include "policy.h"
#include "services.h"
#include "topic.h"

#define PAYLOAD_BYTES_MAX 131072

static const char reserved[] = "$aws/";
static const char ingest[] = "$aws/rules/";

static bool begins_with(const char *text, const char *begin)
{
    return strncmp(text, begin, strlen(begin)) == 0;
}

static const char *fault_of(const char *topic)
{
    if (*topic == '\0' || topic_has_wildcard(topic)) {
        return "The topic must not be empty, nor hold + or #";
    }
    if (!topic_is_short_enough(topic)) {
        return "The topic must have at most 256 bytes and 7 slashes";
    }
    return NULL;
}

static const char *fault_of_query(const struct cloud_http *request)
{
    const char *qos = query_value(request, "qos"), *retain = query_value(request, "retain");

    if (qos != NULL && strcmp(qos, "0") != 0 && strcmp(qos, "1") != 0) {
        return "qos must be 0 or 1";
    }
    if (retain != NULL && strcmp(retain, "true") != 0 && strcmp(retain, "false") != 0) {
        return "retain must be true or false";
    }
    return NULL;
}

static bool is_retained(const struct cloud_http *request)
{
    const char *retain = query_value(request, "retain");

    return retain != NULL && strcmp(retain, "true") == 0;
}

static bool may(struct cloud *cloud, const struct cloud_http *request, const char *topic)
{
    return topic_may_be_published(topic) &&
           cloud_may(cloud, request->principal, "iot:Publish", "topic", topic) &&
           (!is_retained(request) ||
            cloud_may(cloud, request->principal, "iot:RetainPublish", "topic", topic));
}

/* Whether somebody took it. */
static bool publish(struct cloud *cloud, const struct cloud_http *request, const char *topic)
{
    const struct cloud_message message = {.client = request->principal,
                                          .principal = request->principal,
                                          .topic = topic,
                                          .payload = request->body,
                                          .bytes = request->bytes};

    if (begins_with(topic, reserved) && !begins_with(topic, ingest)) {
        return !is_retained(request) && cloud_message(cloud, &message);
    }
    if (is_retained(request)) {
        cloud_say_retained(cloud, request->body, request->bytes, topic);
    } else {
        cloud_say_bytes(cloud, NULL, request->body, request->bytes, "%s", topic);
    }
    return true;
}

static bool data(struct cloud *cloud, const struct cloud_http *request, const struct levels *path,
                 struct cloud_reply *reply)
{
    char trace[37];

    if (path->count < 2 || strcmp(path->level[0], "topics") != 0) {
        return false;
    }
    const char *topic = strstr(request->path, "topics/") + strlen("topics/");
    const char *fault = fault_of(topic);
    fault = fault != NULL ? fault : fault_of_query(request);
    if (strcmp(request->method, "POST") != 0) {
        reply_error(reply, 405, "MethodNotAllowedException", "Only POST publishes");
    } else if (fault != NULL) {
        reply_error(reply, 400, "InvalidRequestException", "%s", fault);
    } else if (request->bytes > PAYLOAD_BYTES_MAX) {
        reply_error(reply, 413, "RequestEntityTooLargeException",
                    "The payload exceeds the maximum size allowed");
    } else if (!may(cloud, request, topic) || !publish(cloud, request, topic)) {
        reply_error(reply, 403, "ForbiddenException", "Forbidden");
    } else {
        cloud_uuid(cloud, trace);
        reply_json(reply, 200, json_pack("{s:s,s:s}", "message", "OK", "traceId", trace));
    }
    return true;
}

const struct service service_publish = {.name = "publish", .data = data};
