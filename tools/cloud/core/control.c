/* SPDX-License-Identifier: MIT */
/* The control plane: which operation a method and a path mean, and its parameters as one object. */
#include <stdio.h>
#include <string.h>

#include "cloud_parts.h"

static bool is_parameter(const char *level)
{
    return level[0] == '{';
}

/* The same method, and a path that fits. Parameters of the path go into `parameters`. */
static bool fits(const struct operation *operation, const struct cloud_http *request,
                 const struct levels *path, json_t *parameters)
{
    struct levels wanted;

    if (strcmp(operation->method, request->method) != 0 || !levels_cut(&wanted, operation->path) ||
        wanted.count != path->count) {
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
            json_object_setn_new(parameters, name, strcspn(name, "}"), json_string(path->level[i]));
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
    } else if (!add_parameters(parameters, request, &error)) {
        reply_error(reply, 400, "InvalidRequestException", "%s: %s", operation->name, error.text);
    } else {
        operation->run(cloud, parameters, reply);
    }
    json_decref(parameters);
}

json_t *cloud_operations(void)
{
    json_t *all = json_array();

    for (const struct service *const *service = cloud_services; *service != NULL; service++) {
        const struct operation *operation = (*service)->operations;
        for (; operation != NULL && operation->name != NULL; operation++) {
            json_array_append_new(all, json_pack("{s:s,s:s,s:s}", "name", operation->name, "method",
                                                 operation->method, "path", operation->path));
        }
    }
    return all;
}
