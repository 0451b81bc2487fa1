/* SPDX-License-Identifier: MIT */
/* What a device asks for: its pending executions, to start the next one, to describe or update one.
 * All is checked before anything changes. */
#include "job.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void answer_reject(struct job_answer *answer, const char *code, const char *message, ...)
{
    va_list arguments;

    answer->code = code;
    va_start(arguments, message);
    (void)vsnprintf(answer->message, sizeof(answer->message), message, arguments);
    va_end(arguments);
}

/* ---- parameters: false when the answer is a rejection ---- */

static bool thing_is_known(const struct job_request *request, struct job_answer *answer)
{
    if (!is_thing_name(request->thing) ||
        !registry_has_thing(cloud_store(request->cloud), request->thing)) {
        answer_reject(answer, "ResourceNotFound", "There is no thing with this name");
        return false;
    }
    return true;
}

static bool read_flag(const struct job_request *request, const char *name, bool *flag,
                      struct job_answer *answer)
{
    const json_t *value = json_object_get(request->parameters, name);
    const char *text = json_string_value(value);

    if (json_is_boolean(value)) {
        *flag = json_is_true(value);
    } else if (text != NULL && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)) {
        *flag = strcmp(text, "true") == 0;
    } else if (value != NULL) {
        answer_reject(answer, "InvalidRequest", "%s must be true or false", name);
        return false;
    }
    return true;
}

/* `number` stays as it is when there is none. */
static bool read_number(const struct job_request *request, const char *name, json_int_t min,
                        json_int_t max, json_int_t *number, struct job_answer *answer)
{
    const json_t *value = json_object_get(request->parameters, name);
    json_int_t read = 0;

    if (value == NULL) {
        return true;
    }
    if (!has_number(request->parameters, name, &read) || read < min || read > max) {
        answer_reject(answer, "InvalidRequest", "%s must be a whole number from %lld to %lld", name,
                      (long long)min, (long long)max);
        return false;
    }
    *number = read;
    return true;
}

static bool read_details(const struct job_request *request, json_t **details,
                         struct job_answer *answer)
{
    char text[200];

    *details = json_object_get(request->parameters, "statusDetails");
    if (*details != NULL && details_error(*details, text, sizeof(text)) != NULL) {
        answer_reject(answer, "InvalidRequest", "%s", text);
        return false;
    }
    return true;
}

/* Minutes of a step timer; 0: none was given; -1, where it is allowed: no timer any more. */
static bool read_step(const struct job_request *request, bool may_discard, json_int_t *minutes,
                      struct job_answer *answer)
{
    const json_t *value = json_object_get(request->parameters, "stepTimeoutInMinutes");

    *minutes = 0;
    if (may_discard && json_is_integer(value) && json_integer_value(value) == -1) {
        *minutes = -1;
        return true;
    }
    return read_number(request, "stepTimeoutInMinutes", 1, JOB_MINUTES_MAX, minutes, answer);
}

/* ---- answers ---- */

static json_t *document_of(const struct job_request *request, const char *job)
{
    return job_document(request->cloud, job,
                        request->is_document_text ? DOCUMENT_AS_TEXT : DOCUMENT_AS_OBJECT);
}

static json_t *view_of(const struct job_request *request, const json_t *execution,
                       bool has_document)
{
    json_t *view = execution_view(
        request->cloud, execution,
        has_document ? document_of(request, member_string(execution, "jobId")) : NULL);

    json_object_set(view, "thingName", json_object_get(execution, "thingName"));
    return view;
}

static json_t *state_of(const json_t *execution)
{
    static const char *const members[] = {"status", "statusDetails", "versionNumber", NULL};

    return members_picked(execution, members);
}

void request_get_pending(const struct job_request *request, struct job_answer *answer)
{
    json_t *summary, *in_progress = json_array(), *queued = json_array();
    size_t index;

    answer->body = json_pack("{s:o,s:o}", "inProgressJobs", in_progress, "queuedJobs", queued);
    if (!thing_is_known(request, answer)) {
        return;
    }
    json_t *list = pending_list(request->cloud, request->thing);
    json_array_foreach(list, index, summary)
    {
        json_array_append_new(execution_status(summary) == EXECUTION_IN_PROGRESS ? in_progress
                                                                                 : queued,
                              members_picked(summary, execution_summary_members));
    }
    json_decref(list);
}

void request_start_next(const struct job_request *request, struct job_answer *answer)
{
    json_t *details;
    json_int_t minutes;
    struct job job;

    if (!thing_is_known(request, answer) || !read_details(request, &details, answer) ||
        !read_step(request, false, &minutes, answer)) {
        return;
    }
    answer->body = json_object();
    json_t *execution = pending_next(request->cloud, request->thing);
    if (execution == NULL || !job_open(request->cloud, member_string(execution, "jobId"), &job)) {
        json_decref(execution);
        return;
    }
    if (execution_status(execution) == EXECUTION_QUEUED) {
        execution_update(&job, execution, EXECUTION_IN_PROGRESS, details);
    }
    if (minutes != 0) {
        execution_set_step_timer(&job, execution, minutes);
    }
    json_object_set_new(answer->body, "execution", view_of(request, execution, true));
    job_close(&job);
    json_decref(execution);
}

/* The job of an execution that is being deleted is gone already. */
static bool job_is_there(const struct job_request *request)
{
    struct job job;

    if (!job_open(request->cloud, request->job, &job)) {
        return false;
    }
    const bool is_there = !job_has_status(&job, "DELETION_IN_PROGRESS");
    job_close(&job);
    return is_there;
}

static bool is_next(const struct job_request *request)
{
    return strcmp(request->job, "$next") == 0;
}

static bool job_is_valid(const struct job_request *request, struct job_answer *answer)
{
    if (!is_job_id(request->job)) {
        answer_reject(answer, "InvalidRequest",
                      "jobId must have 1 to %d characters of [a-zA-Z0-9_-]", JOB_ID_BYTES);
        return false;
    }
    return true;
}

/* NULL: rejected. */
static json_t *find_execution(const struct job_request *request, json_int_t number,
                              struct job_answer *answer)
{
    json_t *execution = job_is_there(request)
                            ? execution_get(request->cloud, request->thing, request->job, number)
                            : NULL;

    if (execution == NULL) {
        answer_reject(answer, "ResourceNotFound", "The thing has no such execution of a job");
    }
    return execution;
}

void request_describe(const struct job_request *request, struct job_answer *answer)
{
    bool has_document = true;
    json_int_t number = 0;
    json_t *execution;

    if ((!is_next(request) && !job_is_valid(request, answer)) || !thing_is_known(request, answer) ||
        !read_flag(request, "includeJobDocument", &has_document, answer) ||
        !read_number(request, "executionNumber", 1, INT64_MAX, &number, answer)) {
        return;
    }
    if (is_next(request)) {
        execution = pending_next(request->cloud, request->thing);
        answer->body = json_object();
    } else {
        execution = find_execution(request, number, answer);
    }
    if (execution == NULL) {
        return;
    }
    if (execution_is_finished(execution)) {
        answer_reject(answer, "TerminalStateReached", "The execution is finished: it is %s",
                      member_string(execution, "status"));
    } else {
        json_t *body = answer->body != NULL ? answer->body : json_object();
        json_object_set_new(body, "execution", view_of(request, execution, has_document));
        answer->body = body;
    }
    json_decref(execution);
}

/* ---- update ---- */

struct update {
    enum execution_status status;
    json_t *details; /* borrowed */
    json_int_t expected_version, number, minutes;
    bool has_state, has_document;
};

static bool read_update(const struct job_request *request, struct update *update,
                        struct job_answer *answer)
{
    const char *status = member_string(request->parameters, "status");

    *update = (struct update){.status = execution_status_of(status)};
    if (update->status != EXECUTION_IN_PROGRESS && update->status != EXECUTION_SUCCEEDED &&
        update->status != EXECUTION_FAILED && update->status != EXECUTION_REJECTED) {
        answer_reject(answer, "InvalidRequest", "%s",
                      status != NULL ? "status must be IN_PROGRESS, SUCCEEDED, FAILED or REJECTED"
                                     : "status is missing");
        return false;
    }
    return read_details(request, &update->details, answer) &&
           read_number(request, "expectedVersion", 0, INT64_MAX, &update->expected_version,
                       answer) &&
           read_number(request, "executionNumber", 1, INT64_MAX, &update->number, answer) &&
           read_step(request, true, &update->minutes, answer) &&
           read_flag(request, "includeJobExecutionState", &update->has_state, answer) &&
           read_flag(request, "includeJobDocument", &update->has_document, answer);
}

static bool may_update(const struct job_request *request, const struct update *update,
                       const json_t *execution, struct job_answer *answer)
{
    const json_int_t version = member_integer(execution, "versionNumber");

    if (json_object_get(request->parameters, "expectedVersion") != NULL &&
        update->expected_version != version) {
        answer_reject(answer, "VersionMismatch", "The version is %lld, not %lld",
                      (long long)version, (long long)update->expected_version);
    } else if (execution_is_finished(execution)) {
        answer_reject(answer, "InvalidStateTransition", "The status cannot go from %s to %s",
                      member_string(execution, "status"), execution_status_name(update->status));
    } else {
        return true;
    }
    answer->state = state_of(execution);
    return false;
}

static void apply(const struct job_request *request, const struct update *update, json_t *execution,
                  struct job_answer *answer)
{
    struct job job;

    if (!job_open(request->cloud, request->job, &job)) {
        return;
    }
    if (update->minutes != 0 && update->status == EXECUTION_IN_PROGRESS) {
        execution_set_step_timer(&job, execution, update->minutes);
    }
    execution_update(&job, execution, update->status, update->details);
    job_close(&job);
    answer->body = json_object();
    if (update->has_state) {
        json_object_set_new(answer->body, "executionState", state_of(execution));
    }
    if (update->has_document) {
        json_object_set_new(answer->body, "jobDocument", document_of(request, request->job));
    }
}

void request_update(const struct job_request *request, struct job_answer *answer)
{
    struct update update;

    if (!job_is_valid(request, answer) || !thing_is_known(request, answer) ||
        !read_update(request, &update, answer)) {
        return;
    }
    json_t *execution = find_execution(request, update.number, answer);
    if (execution != NULL && may_update(request, &update, execution, answer)) {
        apply(request, &update, execution, answer);
    }
    json_decref(execution);
}
