/* SPDX-License-Identifier: MIT */
/* The control plane of jobs: to create, describe, change, cancel and delete them. */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGETS_MAX        100
#define CONCURRENT_MAX     100
#define DELETE_BATCH       1000
#define COMMENT_CHARACTERS 2028
#define REASON_BYTES       128

static const char invalid[] = "InvalidRequestException";

bool control_open_job(struct cloud *cloud, const json_t *parameters, struct job *job,
                      struct cloud_reply *reply)
{
    const char *id = member_string(parameters, "jobId");

    (void)timers_run(cloud); /* what is due has happened before this request */
    if (id == NULL || !job_open(cloud, id, job)) {
        reply_error(reply, 404, "ResourceNotFoundException", "There is no job with this id: %s",
                    id != NULL ? id : "");
        return false;
    }
    return true;
}

/* ---- create ---- */

static bool target_is_good(struct cloud *cloud, const json_t *target, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *arn = json_string_value(target);
    const char *thing = arn != NULL ? name_in_arn(cloud, arn, "thing") : NULL;
    const char *group = arn != NULL ? name_in_arn(cloud, arn, "thinggroup") : NULL;

    if (thing == NULL && group == NULL) {
        reply_error(reply, 400, invalid, "A target is no ARN of a thing or thing group here: %s",
                    arn != NULL ? arn : "");
        return false;
    }
    if (thing != NULL ? !registry_has_thing(store, thing) : !registry_has_group(store, group)) {
        reply_error(reply, 404, "ResourceNotFoundException", "There is no such target: %s", arn);
        return false;
    }
    return true;
}

static bool targets_are_good(struct cloud *cloud, const json_t *targets, size_t count_before,
                             struct cloud_reply *reply)
{
    const json_t *target;
    size_t index;

    if (json_array_size(targets) == 0) {
        reply_error(reply, 400, invalid, "targets must be a list of one target or more");
        return false;
    }
    if (json_array_size(targets) + count_before > TARGETS_MAX) {
        reply_error(reply, 410, "LimitExceededException", "A job has at most %d targets",
                    TARGETS_MAX);
        return false;
    }
    json_array_foreach(targets, index, target)
    {
        if (!target_is_good(cloud, target, reply)) {
            return false;
        }
    }
    return true;
}

/* What AWS has and this cloud has not is refused, not ignored. */
static bool is_known_here(const json_t *parameters, struct cloud_reply *reply)
{
    static const char *const unknown[] = {
        "jobTemplateArn", "schedulingConfig",           "documentParameters",
        "namespaceId",    "destinationPackageVersions",
    };

    for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
        if (json_object_get(parameters, unknown[i]) != NULL) {
            reply_error(reply, 400, invalid, "%s is not supported by this cloud", unknown[i]);
            return false;
        }
    }
    return true;
}

static bool selection_is_good(const char *selection, struct cloud_reply *reply)
{
    if (strcmp(selection, "SNAPSHOT") == 0 || strcmp(selection, "CONTINUOUS") == 0) {
        return true;
    }
    reply_error(reply, 400, invalid, "targetSelection must be SNAPSHOT or CONTINUOUS");
    return false;
}

static bool config_is_good(const json_t *parameters, struct cloud_reply *reply)
{
    char text[256];

    if (config_error(parameters, text, sizeof(text)) == NULL) {
        return true;
    }
    reply_error(reply, 400, invalid, "%s", text);
    return false;
}

/* Jobs that are being rolled out or deleted are concurrent; others are no burden. */
static bool has_room(struct cloud *cloud, struct cloud_reply *reply)
{
    json_t *rolling = job_keys(cloud, "job-rollout", "", NULL, CONCURRENT_MAX);
    json_t *going = job_keys(cloud, "job-deletion", "", NULL, CONCURRENT_MAX);
    const size_t count = json_array_size(rolling) + json_array_size(going);

    json_decref(rolling);
    json_decref(going);
    if (count >= CONCURRENT_MAX) {
        reply_error(reply, 410, "LimitExceededException", "At most %d jobs are concurrent",
                    CONCURRENT_MAX);
        return false;
    }
    return true;
}

/* Answers with what CreateJob, CancelJob and AssociateTargetsWithJob answer. */
static void reply_job(const struct job *job, struct cloud_reply *reply)
{
    const json_t *description = json_object_get(job->row, "description");
    json_t *body =
        json_pack("{s:o,s:s}", "jobArn", arn_of(job->cloud, "job", job->id), "jobId", job->id);

    if (description != NULL) {
        json_object_set(body, "description", (json_t *)description);
    }
    reply_json(reply, 200, body);
}

static void create(struct cloud *cloud, const json_t *parameters, const char *selection,
                   const char *document, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *id = member_string(parameters, "jobId");
    const json_int_t now = cloud_now_ms(cloud) / 1000;
    json_t *row = members_picked(parameters, config_members);
    json_t *source = json_object_get(parameters, "documentSource");
    struct job job;

    json_object_update_new(row, json_pack("{s:s,s:s,s:s,s:O,s:I,s:I}", "jobId", id,
                                          "targetSelection", selection, "status", "IN_PROGRESS",
                                          "targets", json_object_get(parameters, "targets"),
                                          "createdAt", now, "lastUpdatedAt", now));
    if (source != NULL) {
        json_object_set(row, "documentSource", source);
    }
    (void)cloud_store_put_json(store, "job", id, row);
    json_decref(row);
    (void)store->put(store->self, "job-document", id, document, strlen(document));
    if (job_open(cloud, id, &job)) {
        rollout_add_targets(&job, json_object_get(job.row, "targets"));
        (void)rollout_run(&job);
        reply_job(&job, reply);
        job_close(&job);
    }
}

void control_create_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *id = member_string(parameters, "jobId");
    const char *selection = json_object_get(parameters, "targetSelection") != NULL
                                ? member_string(parameters, "targetSelection")
                                : "SNAPSHOT";
    struct job job;

    if (!is_job_id(id)) {
        reply_error(reply, 400, invalid, "jobId must have 1 to %d characters of [a-zA-Z0-9_-]",
                    JOB_ID_BYTES);
        return;
    }
    if (job_open(cloud, id, &job)) {
        job_close(&job);
        reply_error(reply, 409, "ResourceAlreadyExistsException", "There is such a job: %s", id);
        return;
    }
    if (is_known_here(parameters, reply) &&
        selection_is_good(selection != NULL ? selection : "", reply) &&
        config_is_good(parameters, reply) &&
        targets_are_good(cloud, json_object_get(parameters, "targets"), 0, reply) &&
        has_room(cloud, reply)) {
        char *document = document_read(cloud, parameters, reply);
        if (document != NULL) {
            create(cloud, parameters, selection, document, reply);
        }
        free(document);
    }
}

/* ---- describe ---- */

static json_t *process_details(const struct job *job)
{
    static const char *const names[EXECUTION_STATUS_COUNT] = {
        "numberOfQueuedThings",   "numberOfInProgressThings", "numberOfSucceededThings",
        "numberOfFailedThings",   "numberOfRejectedThings",   "numberOfTimedOutThings",
        "numberOfCanceledThings", "numberOfRemovedThings",
    };
    json_t *details = json_object();

    for (int i = 0; i < EXECUTION_STATUS_COUNT; i++) {
        json_object_set_new(details, names[i],
                            json_integer(job_count(job, (enum execution_status)i)));
    }
    if (!rollout_is_over(job)) {
        json_object_set(details, "processingTargets", json_object_get(job->row, "targets"));
    }
    return details;
}

void control_describe_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct job job;

    if (!control_open_job(cloud, parameters, &job, reply)) {
        return;
    }
    json_t *view = json_copy(job.row);
    json_object_set_new(view, "jobArn", arn_of(cloud, "job", job.id));
    json_object_set_new(view, "jobProcessDetails", process_details(&job));
    json_object_set_new(
        view, "isConcurrent",
        json_boolean(!rollout_is_over(&job) || job_has_status(&job, "DELETION_IN_PROGRESS")));
    json_t *answer = json_pack("{s:o}", "job", view);
    json_t *source = json_object_get(job.row, "documentSource");
    if (source != NULL) {
        json_object_set(answer, "documentSource", source);
        json_object_del(view, "documentSource");
    }
    reply_json(reply, 200, answer);
    job_close(&job);
}

void control_get_job_document(struct cloud *cloud, const json_t *parameters,
                              struct cloud_reply *reply)
{
    struct job job;

    if (control_open_job(cloud, parameters, &job, reply)) {
        reply_json(reply, 200,
                   json_pack("{s:o}", "document", job_document(cloud, job.id, DOCUMENT_AS_KEPT)));
        job_close(&job);
    }
}

/* ---- change ---- */

static bool is_active(const struct job *job, struct cloud_reply *reply)
{
    if (job_has_status(job, "IN_PROGRESS")) {
        return true;
    }
    reply_error(reply, 400, invalid, "The job is not in progress: it is %s",
                member_string(job->row, "status"));
    return false;
}

/* Retries may be given up, not asked for, once the job is there. */
static bool retries_are_good(const json_t *parameters, struct cloud_reply *reply)
{
    const json_t *list =
        json_object_get(json_object_get(parameters, "jobExecutionsRetryConfig"), "criteriaList");
    const json_t *criterion;
    size_t index;

    json_array_foreach(list, index, criterion)
    {
        if (member_integer(criterion, "numberOfRetries") != 0) {
            reply_error(reply, 400, invalid, "numberOfRetries of a job can only be set to 0");
            return false;
        }
    }
    return true;
}

void control_update_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct job job;

    if (!control_open_job(cloud, parameters, &job, reply)) {
        return;
    }
    if (is_active(&job, reply) && config_is_good(parameters, reply) &&
        retries_are_good(parameters, reply)) {
        json_object_update_new(job.row, members_picked(parameters, config_members));
        job_set_status(&job, "IN_PROGRESS");
        reply_json(reply, 200, json_object());
    }
    job_close(&job);
}

static bool is_reason(const char *text)
{
    return is_name(text, REASON_BYTES, "_") && strpbrk(text, "abcdefghijklmnopqrstuvwxyz") == NULL;
}

/* NULL when there is none; false: it is not valid. */
static bool read_text(const json_t *parameters, const char *name, bool is_code, const char **text,
                      struct cloud_reply *reply)
{
    const json_t *value = json_object_get(parameters, name);

    *text = json_string_value(value);
    if (value == NULL ||
        (*text != NULL && (is_code ? is_reason(*text) : strlen(*text) <= COMMENT_CHARACTERS))) {
        return true;
    }
    reply_error(reply, 400, invalid, "%s is not valid", name);
    return false;
}

void control_cancel_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *reason, *comment;
    struct job job;

    if (!control_open_job(cloud, parameters, &job, reply)) {
        return;
    }
    if (read_text(parameters, "reasonCode", true, &reason, reply) &&
        read_text(parameters, "comment", false, &comment, reply) && is_active(&job, reply)) {
        job_cancel(&job, is_set(parameters, "force"), reason, comment);
        reply_job(&job, reply);
    }
    job_close(&job);
}

void control_delete_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct job job;

    if (!control_open_job(cloud, parameters, &job, reply)) {
        return;
    }
    const bool is_going = job_has_status(&job, "DELETION_IN_PROGRESS");
    if (is_going || (job_has_status(&job, "IN_PROGRESS") && !is_set(parameters, "force"))) {
        reply_error(reply, 409, "InvalidStateTransitionException",
                    is_going ? "The job is being deleted"
                             : "A job that is in progress is deleted by force only");
        job_close(&job);
        return;
    }
    rollout_stop(&job);
    job_set_status(&job, "DELETION_IN_PROGRESS");
    if (!job_delete_some(&job, DELETE_BATCH)) {
        job_close(&job);
    }
    reply_json(reply, 200, json_object());
}

void control_associate_targets(struct cloud *cloud, const json_t *parameters,
                               struct cloud_reply *reply)
{
    const json_t *targets = json_object_get(parameters, "targets");
    const char *comment;
    struct job job;

    if (!control_open_job(cloud, parameters, &job, reply)) {
        return;
    }
    json_t *own = json_object_get(job.row, "targets");
    if (!read_text(parameters, "comment", false, &comment, reply) || !is_active(&job, reply)) {
        job_close(&job);
        return;
    }
    if (strcmp(member_string(job.row, "targetSelection"), "CONTINUOUS") != 0) {
        reply_error(reply, 400, invalid, "Only a continuous job takes further targets");
    } else if (targets_are_good(cloud, targets, json_array_size(own), reply)) {
        json_array_extend(own, (json_t *)targets);
        if (comment != NULL) {
            json_object_set_new(job.row, "comment", json_string(comment));
        }
        job_set_status(&job, "IN_PROGRESS");
        rollout_add_targets(&job, targets);
        (void)rollout_run(&job);
        reply_job(&job, reply);
    }
    job_close(&job);
}
