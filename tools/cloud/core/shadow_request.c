/* SPDX-License-Identifier: MIT */
#include "shadow_request.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define TOKEN_BYTES_MAX 64u

bool shadow_refuse(struct shadow_refusal *refusal, int code, const char *format, ...)
{
    va_list arguments;

    refusal->code = code;
    va_start(arguments, format);
    (void)vsnprintf(refusal->text, sizeof(refusal->text), format, arguments);
    va_end(arguments);
    return false;
}

/* Parse the payload. A valid token is kept at once: a refusal of the rest carries it too. */
static bool parse(struct shadow_request *request, const char *payload, size_t bytes,
                  struct shadow_refusal *refusal)
{
    json_error_t error;

    *request = (struct shadow_request){.version = -1};
    request->root =
        json_loadb(payload != NULL ? payload : "", bytes, JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
    if (request->root == NULL && json_error_code(&error) == json_error_invalid_utf8) {
        return shadow_refuse(refusal, 415,
                             "Unsupported documented encoding; supported encoding is UTF-8");
    }
    if (!json_is_object(request->root)) {
        return shadow_refuse(refusal, 400, "Invalid JSON");
    }
    const json_t *token = json_object_get(request->root, "clientToken");
    if (token != NULL && !json_is_null(token)) {
        if (!json_is_string(token) || json_string_length(token) > TOKEN_BYTES_MAX) {
            return shadow_refuse(refusal, 400, "Invalid clientToken");
        }
        request->token = token;
    }
    return true;
}

static bool refuse_depth(struct shadow_refusal *refusal)
{
    return shadow_refuse(refusal, 400, "JSON contains too many levels of nesting; maximum is %d",
                         SHADOW_LEVELS_MAX);
}

/* The values of an object or array that stands `level` names deep are fine. */
static bool check_value(const json_t *value, const char *name, int level,
                        struct shadow_refusal *refusal)
{
    const char *member;
    json_t *inner;
    size_t index;

    if (json_is_object(value)) {
        json_object_foreach((json_t *)value, member, inner)
        {
            if (level == SHADOW_LEVELS_MAX) {
                return refuse_depth(refusal);
            }
            if (!check_value(inner, member, level + 1, refusal)) {
                return false;
            }
        }
    }
    json_array_foreach(value, index, inner)
    {
        if (json_is_null(inner)) {
            return shadow_refuse(refusal, 400, "State contains an invalid node: '%.64s'", name);
        }
        /* An array in an array is a level: nothing is nested without end. */
        const bool is_level = json_is_array(inner);
        if (is_level && level == SHADOW_LEVELS_MAX) {
            return refuse_depth(refusal);
        }
        if (!check_value(inner, name, level + is_level, refusal)) {
            return false;
        }
    }
    return true;
}

static bool check_state(const json_t *state, struct shadow_refusal *refusal)
{
    const char *name;
    json_t *section;

    json_object_foreach((json_t *)state, name, section)
    {
        const bool is_desired = strcmp(name, "desired") == 0;
        if (!is_desired && strcmp(name, "reported") != 0) {
            return shadow_refuse(refusal, 400, "State contains an invalid node: '%.64s'", name);
        }
        if (!json_is_object(section) && !json_is_null(section)) {
            return shadow_refuse(refusal, 400, "%s node must be an object",
                                 is_desired ? "Desired" : "Reported");
        }
        if (!check_value(section, name, 0, refusal)) {
            return false;
        }
    }
    return true;
}

bool shadow_request_update(struct shadow_request *request, const char *payload, size_t bytes,
                           struct shadow_refusal *refusal)
{
    if (!parse(request, payload, bytes, refusal)) {
        return false;
    }
    request->state = json_object_get(request->root, "state");
    if (request->state == NULL) {
        return shadow_refuse(refusal, 400, "Missing required node: state");
    }
    if (!json_is_object(request->state) && !json_is_null(request->state)) {
        return shadow_refuse(refusal, 400, "State node must be an object");
    }
    const json_t *version = json_object_get(request->root, "version");
    if (version != NULL && !json_is_null(version)) {
        if (!json_is_integer(version) || json_integer_value(version) < 0) {
            return shadow_refuse(refusal, 400, "Invalid version");
        }
        request->version = json_integer_value(version);
    }
    return check_state(request->state, refusal);
}

bool shadow_request_get(struct shadow_request *request, const char *payload, size_t bytes,
                        struct shadow_refusal *refusal)
{
    *request = (struct shadow_request){.version = -1};
    return bytes == 0 || parse(request, payload, bytes, refusal);
}

void shadow_request_delete(struct shadow_request *request, const char *payload, size_t bytes)
{
    struct shadow_refusal ignored;

    (void)parse(request, payload, bytes, &ignored);
}

void shadow_request_free(struct shadow_request *request)
{
    json_decref(request->root);
    *request = (struct shadow_request){.version = -1};
}
