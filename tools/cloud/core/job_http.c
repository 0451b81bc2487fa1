/* SPDX-License-Identifier: MIT */
/* Jobs over HTTPS: the same requests, with the document as a string, and AWS's types of errors. */
#include "job.h"

#include <stdio.h>
#include <string.h>

#include "policy.h"

struct route {
    const char *method, *action;
    void (*run)(const struct job_request *, struct job_answer *);
};

static const struct route routes[] = {
    {"GET", "iotjobsdata:GetPendingJobExecutions", request_get_pending},
    {"PUT", "iotjobsdata:StartNextPendingJobExecution", request_start_next},
    {"GET", "iotjobsdata:DescribeJobExecution", request_describe},
    {"POST", "iotjobsdata:UpdateJobExecution", request_update},
};

static const struct route *route_of(const char *method, const char *job)
{
    const bool is_next = job != NULL && strcmp(job, "$next") == 0;
    const size_t from = job == NULL ? 0 : is_next ? 1 : 2;
    const size_t to = job == NULL ? 1 : is_next ? 3 : 4;

    for (size_t i = from; i < to; i++) {
        if (strcmp(routes[i].method, method) == 0) {
            return &routes[i];
        }
    }
    return NULL;
}

static void reply_rejected(struct cloud_reply *reply, struct job_answer *answer)
{
    static const struct {
        const char *code;
        int status;
        const char *type;
    } errors[] = {
        {"ResourceNotFound", 404, "ResourceNotFoundException"},
        {"InvalidStateTransition", 409, "InvalidStateTransitionException"},
        {"VersionMismatch", 409, "VersionConflictException"},
        {"TerminalStateReached", 410, "TerminalStateException"},
        {"InvalidRequest", 400, "InvalidRequestException"},
    };
    size_t i = 0;

    while (i + 1 < sizeof(errors) / sizeof(errors[0]) &&
           strcmp(errors[i].code, answer->code) != 0) {
        i++;
    }
    json_t *body = json_pack("{s:s}", "message", answer->message);
    if (answer->state != NULL) {
        json_object_set(body, "executionState", answer->state);
    }
    reply_json(reply, errors[i].status, body);
    reply->error_type = errors[i].type;
}

static json_t *read_parameters(const struct cloud_http *request, json_error_t *error)
{
    json_t *parameters =
        request->bytes > 0 ? json_loadb(request->body, request->bytes, 0, error) : json_object();

    for (size_t i = 0; json_is_object(parameters) && i < request->query_count; i++) {
        json_object_set_new(parameters, request->query[i].name,
                            json_string(request->query[i].value));
    }
    return parameters;
}

static void serve(struct cloud *cloud, const struct cloud_http *http, const struct route *route,
                  const struct levels *path, struct cloud_reply *reply)
{
    json_error_t error = {.text = "the body must be an object"};
    json_t *parameters = read_parameters(http, &error);
    struct job_answer answer = {0};

    if (!json_is_object(parameters)) {
        reply_error(reply, 400, "InvalidRequestException", "The body is no JSON: %s", error.text);
        json_decref(parameters);
        return;
    }
    const struct job_request request = {.cloud = cloud,
                                        .thing = path->level[1],
                                        .job = path->count == 4 ? path->level[3] : NULL,
                                        .parameters = parameters,
                                        .is_document_text = true};
    route->run(&request, &answer);
    if (answer.code != NULL) {
        reply_rejected(reply, &answer);
    } else {
        reply_json(reply, 200, json_incref(answer.body));
    }
    json_decref(answer.state);
    json_decref(answer.body);
    json_decref(parameters);
}

bool job_data(struct cloud *cloud, const struct cloud_http *request, const struct levels *path,
              struct cloud_reply *reply)
{
    if ((path->count != 3 && path->count != 4) || strcmp(path->level[0], "things") != 0 ||
        strcmp(path->level[2], "jobs") != 0) {
        return false;
    }
    const struct route *route = route_of(request->method, path->count == 4 ? path->level[3] : NULL);
    if (route == NULL) {
        reply_error(reply, 405, "MethodNotAllowedException", "%s is not allowed here",
                    request->method);
    } else if (request->principal == NULL) {
        reply_error(reply, 401, "UnauthorizedException", "A certificate is needed");
    } else if (!cloud_may(cloud, request->principal, route->action, "thing", path->level[1])) {
        reply_error(reply, 403, "ForbiddenException", "%s is not allowed", route->action);
    } else {
        (void)timers_run(cloud);
        serve(cloud, request, route, path, reply);
    }
    return true;
}
