/* SPDX-License-Identifier: MIT */
#include "service_log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SHOWN_BYTES_MAX 4096u /* of a parameter: files that came with the request are longer */

/* In UTC; `form` for strftime, milliseconds behind a dot if asked for. */
static json_t *time_text(const struct cloud *cloud, const char *form, bool has_ms)
{
    const int64_t now = cloud_now_ms(cloud);
    const time_t seconds = (time_t)(now / 1000);
    struct tm parts;
    char text[40] = "";

    (void)gmtime_r(&seconds, &parts);
    const size_t count = strftime(text, sizeof(text), form, &parts);
    if (has_ms) {
        (void)snprintf(text + count, sizeof(text) - count, ".%03d", (int)(now % 1000));
    }
    return json_string(text);
}

void service_log(struct cloud *cloud, bool is_success, const char *action, json_t *members,
                 const char *details, ...)
{
    char text[512];
    va_list arguments;

    if (cloud_config(cloud)->logs == NULL) {
        json_decref(members);
        return;
    }
    va_start(arguments, details);
    (void)vsnprintf(text, sizeof(text), details, arguments);
    va_end(arguments);
    json_t *line =
        json_pack("{s:o,s:s,s:s,s:s,s:s}", "timestamp", time_text(cloud, "%Y-%m-%d %H:%M:%S", true),
                  "logLevel", "DEBUG", "accountId", cloud_config(cloud)->account, "status",
                  is_success ? "Success" : "Failure", "actionType", action);
    json_object_update(line, members);
    json_decref(members);
    json_object_set_new(line, "details", json_string_cut(text));
    cloud_write_log(cloud, CLOUD_LOG_SERVICE, line);
}

static bool is_audited(const char *operation)
{
    static const char *const names[] = {
        "CreateOTAUpdate", "GetOTAUpdate", "ListOTAUpdates", "DeleteOTAUpdate", "CreateStream",
        "DescribeStream",  "ListStreams",  "UpdateStream",   "DeleteStream",
    };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(names[i], operation) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_read_only(const char *operation)
{
    return strncmp(operation, "Get", 3) == 0 || strncmp(operation, "List", 4) == 0 ||
           strncmp(operation, "Describe", 8) == 0;
}

/* A copy without the contents of files. */
static json_t *shown(const json_t *value)
{
    json_t *copy = NULL;
    const char *name;
    json_t *member;
    size_t index;

    if (json_is_string(value)) {
        return json_string_length(value) > SHOWN_BYTES_MAX ? json_string("(left out)")
                                                           : json_copy((json_t *)value);
    }
    if (json_is_array(value)) {
        copy = json_array();
        json_array_foreach(value, index, member)
        {
            json_array_append_new(copy, shown(member));
        }
        return copy;
    }
    if (json_is_object(value)) {
        copy = json_object();
        json_object_foreach((json_t *)value, name, member)
        {
            json_object_set_new(copy, name, shown(member));
        }
        return copy;
    }
    return json_copy((json_t *)value);
}

void audit_log(struct cloud *cloud, const char *operation, const json_t *parameters,
               const struct cloud_reply *reply)
{
    char request[37], event[37];

    if (cloud_config(cloud)->logs == NULL || !is_audited(operation)) {
        return;
    }
    json_t *answer = reply->body != NULL ? json_loadb(reply->body, reply->bytes, 0, NULL) : NULL;
    cloud_uuid(cloud, request);
    cloud_uuid(cloud, event);
    json_t *line =
        json_pack("{s:s,s:o,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:o}", "eventVersion", "1.05", "eventTime",
                  time_text(cloud, "%Y-%m-%dT%H:%M:%SZ", false), "eventSource", "iot.amazonaws.com",
                  "eventName", operation, "awsRegion", cloud_config(cloud)->region, "eventType",
                  "AwsApiCall", "recipientAccountId", cloud_config(cloud)->account, "requestID",
                  request, "eventID", event, "requestParameters", shown(parameters));
    json_object_set_new(
        line, "userIdentity",
        json_pack("{s:s,s:s}", "type", "Root", "accountId", cloud_config(cloud)->account));
    json_object_set_new(line, "readOnly", json_boolean(is_read_only(operation)));
    if (reply->error_type != NULL) {
        json_object_set_new(line, "errorCode", json_string(reply->error_type));
        json_object_set(line, "errorMessage", json_object_get(answer, "message"));
    } else if (!is_read_only(operation) && answer != NULL) {
        json_object_set(line, "responseElements", answer);
    }
    json_decref(answer);
    cloud_write_log(cloud, CLOUD_LOG_AUDIT, line);
}
