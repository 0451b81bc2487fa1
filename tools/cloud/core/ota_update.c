/* SPDX-License-Identifier: MIT */
/* The operations on updates, and their steps when time goes on. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "job.h"
#include "operate.h"
#include "ota.h"
#include "service_log.h"
#include "services.h"
#include "tags.h"

#define STEPS_MAX 16  /* in one transaction */
#define PAUSE_MS  100 /* between two looks at a job that is being deleted */

static const char invalid[] = "InvalidRequestException", missing[] = "ResourceNotFoundException";

static json_t *read_update(const struct cloud *cloud, const char *id)
{
    return id != NULL ? cloud_store_get_json(cloud_store(cloud), OTA_SPACE, id) : NULL;
}

static bool has_status(const json_t *update, const char *status)
{
    return strcmp(member_string(update, "otaUpdateStatus"), status) == 0;
}

static bool keep(struct cloud *cloud, json_t *update, const char *status)
{
    json_object_set_new(update, "otaUpdateStatus", json_string(status));
    json_object_set_new(update, "lastModifiedDate", json_integer(cloud_now_ms(cloud) / 1000));
    return cloud_store_put_json(cloud_store(cloud), OTA_SPACE, member_string(update, "otaUpdateId"),
                                update);
}

/* ---- steps ---- */

static void end_work(struct cloud *cloud, const char *id)
{
    const struct cloud_store *store = cloud_store(cloud);

    (void)store->remove(store->self, OTA_WORK_SPACE, id);
}

static void keep_fault(struct cloud *cloud, json_t *update, const char *status,
                       const struct fault *fault)
{
    json_object_set_new(
        update, "errorInfo",
        json_pack("{s:s,s:o}", "code", fault->code, "message", json_string_cut(fault->message)));
    (void)keep(cloud, update, status);
    end_work(cloud, member_string(update, "otaUpdateId"));
}

static void step_create(struct cloud *cloud, json_t *update, const char *id)
{
    struct fault fault = {NULL, ""};

    if (has_status(update, "CREATE_PENDING")) {
        (void)keep(cloud, update, "CREATE_IN_PROGRESS");
        return;
    }
    const bool is_made = ota_create(cloud, update, &fault);
    if (is_made) {
        (void)keep(cloud, update, "CREATE_COMPLETE");
        end_work(cloud, id);
    } else {
        keep_fault(cloud, update, "CREATE_FAILED", &fault);
    }
    service_log(cloud, is_made, "CreateOTAUpdate", json_pack("{s:s}", "otaUpdateId", id), "%s",
                is_made ? "The update is made" : fault.message);
}

/* False: not yet. */
static bool step_delete(struct cloud *cloud, json_t *update, const char *id)
{
    const struct cloud_store *store = cloud_store(cloud);
    struct fault fault = {NULL, ""};
    const enum ota_deletion deletion = ota_delete(cloud, update, &fault);

    if (deletion == OTA_DELETING) {
        return false;
    }
    if (deletion == OTA_DELETED) {
        (void)store->remove(store->self, OTA_SPACE, id);
        tags_forget(cloud, "otaupdate", id);
        end_work(cloud, id);
    } else {
        keep_fault(cloud, update, "DELETE_FAILED", &fault);
    }
    service_log(cloud, deletion == OTA_DELETED, "DeleteOTAUpdate",
                json_pack("{s:s}", "otaUpdateId", id), "%s",
                deletion == OTA_DELETED ? "The update is deleted" : fault.message);
    return true;
}

static int64_t tick(struct cloud *cloud)
{
    json_t *ids = job_keys(cloud, OTA_WORK_SPACE, "", NULL, STEPS_MAX), *value;
    int64_t next = json_array_size(ids) > 0 ? cloud_now_ms(cloud) : INT64_MAX;
    size_t index;

    json_array_foreach(ids, index, value)
    {
        const char *id = json_string_value(value);
        json_t *update = read_update(cloud, id);
        if (update == NULL) {
            end_work(cloud, id);
        } else if (!has_status(update, "DELETE_IN_PROGRESS")) {
            step_create(cloud, update, id);
        } else if (!step_delete(cloud, update, id)) {
            next = cloud_now_ms(cloud) + PAUSE_MS;
        }
        json_decref(update);
    }
    json_decref(ids);
    return next;
}

/* ---- create ---- */

static json_t *update_of(struct cloud *cloud, const json_t *parameters, const char *id)
{
    static const char *const members[] = {
        "otaUpdateId",
        "description",
        "targets",
        "targetSelection",
        "protocols",
        "awsJobExecutionsRolloutConfig",
        "awsJobAbortConfig",
        "awsJobTimeoutConfig",
        "awsJobPresignedUrlConfig",
        "additionalParameters",
        "roleArn",
        NULL,
    };
    char job[JOB_ID_BYTES + 1];
    json_t *update = members_picked(parameters, members);

    (void)snprintf(job, sizeof(job), "%s%s", OTA_PREFIX, id);
    json_object_set(update, "otaUpdateFiles", json_object_get(parameters, "files"));
    json_object_set_new(update, "awsIotJobId", json_string(job));
    json_object_set_new(update, "creationDate", json_integer(cloud_now_ms(cloud) / 1000));
    return update;
}

static void create_update(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *id = member_string(parameters, "otaUpdateId");

    if (!ota_request_is_good(parameters, reply) || !tags_are_good(parameters, reply)) {
        return;
    }
    json_t *update = read_update(cloud, id);
    if (update != NULL) {
        json_decref(update);
        reply_error(reply, 409, "ResourceAlreadyExistsException", "Update %s exists", id);
        return;
    }
    update = update_of(cloud, parameters, id);
    const bool is_kept = keep(cloud, update, "CREATE_PENDING") &&
                         store->put(store->self, OTA_WORK_SPACE, id, "", 0) &&
                         tags_keep(cloud, "otaupdate", id, parameters);
    const char *job = member_string(update, "awsIotJobId");
    service_log(cloud, is_kept, "CreateOTAUpdate", json_pack("{s:s}", "otaUpdateId", id),
                "The update is asked for");
    reply_kept(reply, is_kept,
               json_pack("{s:s,s:o,s:s,s:s,s:o}", "otaUpdateId", id, "otaUpdateArn",
                         arn_of(cloud, "otaupdate", id), "otaUpdateStatus", "CREATE_PENDING",
                         "awsIotJobId", job, "awsIotJobArn", arn_of(cloud, "job", job)));
    json_decref(update);
}

/* ---- get, list ---- */

static json_t *need_update(const struct cloud *cloud, const json_t *parameters,
                           struct cloud_reply *reply)
{
    const char *id = member_string(parameters, "otaUpdateId");
    json_t *update = read_update(cloud, id);

    if (update == NULL) {
        reply_error(reply, 404, missing, "There is no update %s", id != NULL ? id : "");
    }
    return update;
}

/* As AWS shows it: what belongs to the job is the job's to tell. */
static void get_update(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    static const char *const hidden[] = {"ownsStream", "deleteStream",      "streamId",
                                         "roleArn",    "awsJobAbortConfig", "awsJobTimeoutConfig"};
    json_t *update = need_update(cloud, parameters, reply);

    if (update == NULL) {
        return;
    }
    const char *id = member_string(update, "otaUpdateId");
    for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++) {
        (void)json_object_del(update, hidden[i]);
    }
    json_object_set_new(update, "otaUpdateArn", arn_of(cloud, "otaupdate", id));
    json_object_set_new(update, "awsIotJobArn",
                        arn_of(cloud, "job", member_string(update, "awsIotJobId")));
    reply_json(reply, 200, json_pack("{s:o}", "otaUpdateInfo", update));
}

static json_t *item_update(const struct cloud *cloud, const char *name, const char *value,
                           void *status)
{
    json_t *update = json_loads(value, 0, NULL);
    json_t *item = status != NULL && !has_status(update, status)
                       ? NULL
                       : json_pack("{s:s,s:o,s:O}", "otaUpdateId", name, "otaUpdateArn",
                                   arn_of(cloud, "otaupdate", name), "creationDate",
                                   json_object_get(update, "creationDate"));

    json_decref(update);
    return item;
}

static bool is_status(const char *text)
{
    static const char *const all[] = {"CREATE_PENDING", "CREATE_IN_PROGRESS", "CREATE_COMPLETE",
                                      "CREATE_FAILED",  "DELETE_IN_PROGRESS", "DELETE_FAILED"};

    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (strcmp(text, all[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void list_updates(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *status = member_string(parameters, "otaUpdateStatus");
    struct page page;

    if (status != NULL && !is_status(status)) {
        reply_error(reply, 400, invalid, "otaUpdateStatus cannot be %s", status);
        return;
    }
    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, OTA_SPACE, "", item_update, (void *)(uintptr_t)status);
        page_reply(&page, "otaUpdates", reply);
    }
}

/* ---- delete ---- */

/* A job that devices may still be at goes by force only. */
static bool job_may_go(struct cloud *cloud, const json_t *update, bool is_forced,
                       struct cloud_reply *reply)
{
    const char *id = member_string(update, "awsIotJobId");
    struct job job;

    if (is_forced || !job_open(cloud, id, &job)) {
        return true;
    }
    const bool is_over = job_has_status(&job, "COMPLETED") || job_has_status(&job, "CANCELED") ||
                         job_has_status(&job, "DELETION_IN_PROGRESS");
    if (!is_over) {
        reply_error(reply, 400, invalid,
                    "The job %s is %s, neither COMPLETED nor CANCELED: forceDeleteAWSJob deletes "
                    "it all the same",
                    id, member_string(job.row, "status"));
    }
    job_close(&job);
    return is_over;
}

static void delete_update(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    json_t *update = need_update(cloud, parameters, reply);

    if (update == NULL) {
        return;
    }
    const char *id = member_string(update, "otaUpdateId");
    if (has_status(update, "CREATE_PENDING") || has_status(update, "CREATE_IN_PROGRESS") ||
        has_status(update, "DELETE_IN_PROGRESS")) {
        reply_error(reply, 400, invalid, "Update %s is %s: wait for its end", id,
                    member_string(update, "otaUpdateStatus"));
    } else if (job_may_go(cloud, update, is_set(parameters, "forceDeleteAWSJob"), reply)) {
        json_object_set_new(update, "deleteStream",
                            json_boolean(is_set(parameters, "deleteStream")));
        (void)json_object_del(update, "errorInfo");
        reply_kept(reply,
                   keep(cloud, update, "DELETE_IN_PROGRESS") &&
                       store->put(store->self, OTA_WORK_SPACE, id, "", 0),
                   NULL);
    }
    json_decref(update);
}

static const struct operation operations[] = {
    {"CreateOTAUpdate", "POST", "/otaUpdates/{otaUpdateId}", create_update},
    {"GetOTAUpdate", "GET", "/otaUpdates/{otaUpdateId}", get_update},
    {"DeleteOTAUpdate", "DELETE", "/otaUpdates/{otaUpdateId}", delete_update},
    {"ListOTAUpdates", "GET", "/otaUpdates", list_updates},
    {0},
};

const struct service service_ota = {.name = "updates", .operations = operations, .tick = tick};
