/* SPDX-License-Identifier: MIT */
/* An update goes with its job and, if that is wished, its stream. */
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "ota.h"

struct search {
    const char *stream, *except;
    bool is_found;
};

static bool visit(void *context, const char *key, const char *value, size_t bytes)
{
    struct search *search = context;
    json_t *update = json_loadb(value, bytes, 0, NULL);
    const char *stream = member_string(update, "streamId");

    search->is_found = search->is_found || (strcmp(key, search->except) != 0 && stream != NULL &&
                                            strcmp(stream, search->stream) == 0);
    json_decref(update);
    return !search->is_found;
}

/* Another update may have been made of files in this one's stream. */
static bool stream_is_needed(const struct cloud *cloud, const char *stream, const char *update)
{
    const struct cloud_store *store = cloud_store(cloud);
    struct search search = {stream, update, false};

    (void)store->scan(store->self, OTA_SPACE, "", NULL, visit, &search);
    return search.is_found;
}

/* False: it is still being deleted, in parts. */
static bool job_is_gone(struct cloud *cloud, const char *id, struct fault *fault)
{
    struct job job;

    if (!job_open(cloud, id, &job)) {
        return true;
    }
    const bool is_going = job_has_status(&job, "DELETION_IN_PROGRESS");
    job_close(&job);
    if (is_going) {
        return false;
    }
    json_t *parameters = json_pack("{s:s,s:b}", "jobId", id, "force", 1);
    struct cloud_reply reply;
    control_delete_job(cloud, parameters, &reply);
    json_decref(parameters);
    free(reply.body);
    if (reply.error_type != NULL) {
        return fault_set(fault, reply.error_type, "The job %s cannot be deleted", id);
    }
    const bool is_there = job_open(cloud, id, &job);
    if (is_there) {
        job_close(&job);
    }
    return !is_there;
}

enum ota_deletion ota_delete(struct cloud *cloud, const json_t *update, struct fault *fault)
{
    const char *id = member_string(update, "otaUpdateId");
    const char *stream = json_is_true(json_object_get(update, "deleteStream")) &&
                                 json_is_true(json_object_get(update, "ownsStream"))
                             ? member_string(update, "streamId")
                             : NULL;

    fault->code = NULL;
    if (stream != NULL && stream_is_needed(cloud, stream, id)) {
        (void)fault_set(fault, "InvalidRequestException", "Stream %s is used by another update",
                        stream);
        return OTA_NOT_DELETED;
    }
    if (!job_is_gone(cloud, member_string(update, "awsIotJobId"), fault)) {
        return fault->code == NULL ? OTA_DELETING : OTA_NOT_DELETED;
    }
    /* One that was deleted by hand is as gone. */
    return stream == NULL || ota_operate(cloud, "DELETE", NULL, fault, "/streams/%s", stream) ||
                   strcmp(fault->code, "ResourceNotFoundException") == 0
               ? OTA_DELETED
               : OTA_NOT_DELETED;
}
