/* SPDX-License-Identifier: MIT */
/* The control plane of executions: to describe, cancel and delete one. */
#include <string.h>

#include "job.h"

static const char invalid[] = "InvalidRequestException";
static const char bad_transition[] = "InvalidStateTransitionException";

/* Opens the job and the execution that "thingName", "jobId" and "executionNumber" name. False:
 * answered. */
static bool open_execution(struct cloud *cloud, const json_t *parameters, struct job *job,
                           json_t **execution, struct cloud_reply *reply)
{
    const json_t *value = json_object_get(parameters, "executionNumber");
    const char *thing = member_string(parameters, "thingName");
    json_int_t number = 0;

    if (value != NULL && (!has_number(parameters, "executionNumber", &number) || number < 1)) {
        reply_error(reply, 400, invalid, "executionNumber must be a whole number");
        return false;
    }
    if (!control_open_job(cloud, parameters, job, reply)) {
        return false;
    }
    *execution = is_thing_name(thing) ? execution_get(cloud, thing, job->id, number) : NULL;
    if (*execution == NULL) {
        reply_error(reply, 404, "ResourceNotFoundException",
                    "The thing has no such execution of a job");
        job_close(job);
        return false;
    }
    return true;
}

void control_describe_execution(struct cloud *cloud, const json_t *parameters,
                                struct cloud_reply *reply)
{
    json_t *execution;
    struct job job;

    if (!open_execution(cloud, parameters, &job, &execution, reply)) {
        return;
    }
    json_t *view = execution_view(cloud, execution, NULL);
    json_t *details = json_object_get(execution, "statusDetails");
    json_object_set_new(view, "thingArn",
                        arn_of(cloud, "thing", member_string(execution, "thingName")));
    if (details != NULL) {
        json_object_set_new(view, "statusDetails", json_pack("{s:O}", "detailsMap", details));
    }
    json_object_set_new(view, "forceCanceled",
                        json_boolean(json_object_get(execution, "forceCanceled") != NULL));
    reply_json(reply, 200, json_pack("{s:o}", "execution", view));
    json_decref(execution);
    job_close(&job);
}

static bool version_is_expected(const json_t *parameters, const json_t *execution,
                                struct cloud_reply *reply)
{
    const json_t *value = json_object_get(parameters, "expectedVersion");
    const json_int_t version = member_integer(execution, "versionNumber");
    json_int_t expected = 0;

    if (value != NULL && !has_number(parameters, "expectedVersion", &expected)) {
        reply_error(reply, 400, invalid, "expectedVersion must be a whole number");
        return false;
    }
    if (value != NULL && expected != version) {
        reply_error(reply, 409, "VersionConflictException", "The version is %lld, not %lld",
                    (long long)version, (long long)expected);
        return false;
    }
    return true;
}

static bool details_are_good(const json_t *details, struct cloud_reply *reply)
{
    char text[200];

    if (details == NULL || details_error(details, text, sizeof(text)) == NULL) {
        return true;
    }
    reply_error(reply, 400, invalid, "%s", text);
    return false;
}

void control_cancel_execution(struct cloud *cloud, const json_t *parameters,
                              struct cloud_reply *reply)
{
    json_t *details = json_object_get(parameters, "statusDetails"), *execution;
    struct job job;

    if (!open_execution(cloud, parameters, &job, &execution, reply)) {
        return;
    }
    const enum execution_status status = execution_status(execution);
    const bool by_force = is_set(parameters, "force");
    if (!details_are_good(details, reply) || !version_is_expected(parameters, execution, reply)) {
        /* answered */
    } else if (status != EXECUTION_QUEUED && !(status == EXECUTION_IN_PROGRESS && by_force)) {
        reply_error(reply, 409, bad_transition,
                    status == EXECUTION_IN_PROGRESS
                        ? "An execution that is in progress is canceled by force only"
                        : "The execution is finished");
    } else {
        if (status == EXECUTION_IN_PROGRESS) {
            json_object_set_new(execution, "forceCanceled", json_true());
        }
        execution_update(&job, execution, EXECUTION_CANCELED, details);
        reply_json(reply, 200, json_object());
    }
    json_decref(execution);
    job_close(&job);
}

void control_delete_execution(struct cloud *cloud, const json_t *parameters,
                              struct cloud_reply *reply)
{
    json_t *execution;
    struct job job;

    if (!open_execution(cloud, parameters, &job, &execution, reply)) {
        return;
    }
    if (!execution_is_finished(execution) && !is_set(parameters, "force")) {
        reply_error(reply, 409, bad_transition,
                    "An execution that is not finished is deleted by force only");
    } else {
        execution_delete(&job, execution);
        reply_json(reply, 200, json_object());
    }
    json_decref(execution);
    job_close(&job);
}
