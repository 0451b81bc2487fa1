/* SPDX-License-Identifier: MIT */
/* The control plane: which operation a method and a path mean, and its parameters as one object. */
#include <stdio.h>
#include <string.h>

#include "cloud_parts.h"
#include "policy.h"
#include "service_log.h"

static bool is_parameter(const char *level)
{
    return level[0] == '{';
}

/* "{target+}", the last one: takes the rest of the path, slashes and all, as an ARN has them. */
static bool takes_rest(const char *level)
{
    return is_parameter(level) && strchr(level, '+') != NULL;
}

/* As it stands in the path from this level on. */
static const char *rest_of(const struct cloud_http *request, const struct levels *path,
                           size_t level)
{
    return request->path + (request->path[0] == '/') + (path->level[level] - path->text);
}

/* The same method, and a path that fits. Parameters of the path go into `parameters`. */
static bool fits(const struct operation *operation, const struct cloud_http *request,
                 const struct levels *path, json_t *parameters)
{
    struct levels wanted;

    if (strcmp(operation->method, request->method) != 0 || !levels_cut(&wanted, operation->path) ||
        wanted.count > path->count) {
        return false;
    }
    if (wanted.count < path->count && !takes_rest(wanted.level[wanted.count - 1])) {
        return false;
    }
    for (size_t i = 0; i < wanted.count; i++) {
        if (is_parameter(wanted.level[i]) ? path->level[i][0] == '\0'
                                          : strcmp(wanted.level[i], path->level[i]) != 0) {
            return false;
        }
    }
    for (size_t i = 0; i < wanted.count; i++) {
        if (is_parameter(wanted.level[i])) {
            const char *name = wanted.level[i] + 1;
            const char *value =
                takes_rest(wanted.level[i]) ? rest_of(request, path, i) : path->level[i];
            json_object_setn_new(parameters, name, strcspn(name, "+}"), json_string(value));
        }
    }
    return true;
}

static const struct operation *find_in(const struct operation *operation, bool has_parameters,
                                       const struct cloud_http *request, const struct levels *path,
                                       json_t *parameters)
{
    for (; operation != NULL && operation->name != NULL; operation++) {
        if ((strchr(operation->path, '{') != NULL) == has_parameters &&
            fits(operation, request, path, parameters)) {
            return operation;
        }
    }
    return NULL;
}

/* A path without parameters is meant before one that has them: "/jobs/list" before "/jobs/{jobId}".
 */
static const struct operation *find(const struct cloud_http *request, const struct levels *path,
                                    json_t *parameters)
{
    const struct operation *found = NULL;

    for (int pass = 0; pass < 2 && found == NULL; pass++) {
        for (const struct service *const *service = cloud_services;
             *service != NULL && found == NULL; service++) {
            found = find_in((*service)->operations, pass == 1, request, path, parameters);
        }
    }
    return found;
}

/* What the path says stands above what the query says, and that above the body. */
static bool add_parameters(json_t *parameters, const struct cloud_http *request,
                           json_error_t *error)
{
    for (size_t i = 0; i < request->query_count; i++) {
        if (json_object_get(parameters, request->query[i].name) == NULL) {
            json_object_set_new(parameters, request->query[i].name,
                                json_string(request->query[i].value));
        }
    }
    if (request->bytes == 0) {
        return true;
    }
    json_t *body = json_loadb(request->body, request->bytes, JSON_REJECT_DUPLICATES, error);
    const bool is_object = json_is_object(body);
    if (body != NULL && !is_object) {
        (void)snprintf(error->text, sizeof(error->text), "the body must be an object");
    }
    if (is_object) {
        json_object_update_missing(parameters, body);
    }
    json_decref(body);
    return is_object;
}

void cloud_control(struct cloud *cloud, const struct cloud_http *request, struct cloud_reply *reply)
{
    struct levels path;
    json_error_t error;
    json_t *parameters = json_object();
    const struct operation *operation =
        levels_cut(&path, request->path) ? find(request, &path, parameters) : NULL;

    if (operation == NULL) {
        reply_error(reply, 404, "UnknownOperationException",
                    "No operation has this method and path: %s %s", request->method, request->path);
    } else if (operation->run == NULL) {
        struct cloud_http own = *request;
        own.principal = cloud_operator;
        cloud_data(cloud, &own, reply);
    } else if (!add_parameters(parameters, request, &error)) {
        reply_error(reply, 400, "InvalidRequestException", "%s: %s", operation->name, error.text);
    } else {
        operation->run(cloud, parameters, reply);
        audit_log(cloud, operation->name, parameters, reply);
    }
    json_decref(parameters);
}

json_t *cloud_operations(void)
{
    json_t *all = json_array();
    char path[128];

    for (const struct service *const *service = cloud_services; *service != NULL; service++) {
        const struct operation *operation = (*service)->operations;
        for (; operation != NULL && operation->name != NULL; operation++) {
            const size_t plus = strcspn(operation->path, "+");
            (void)snprintf(path, sizeof(path), "%.*s%s", (int)plus, operation->path,
                           operation->path + plus + (operation->path[plus] == '+'));
            json_array_append_new(all, json_pack("{s:s,s:s,s:s}", "name", operation->name, "method",
                                                 operation->method, "path", path));
        }
    }
    return all;
}
