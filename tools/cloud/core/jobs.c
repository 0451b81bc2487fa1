/* SPDX-License-Identifier: MIT */
/* The jobs service: a document for many things, and for each of them how far it is with it. */
#include "job.h"
#include "services.h"

#define DELETE_BATCH 1000

static int64_t deletions_run(struct cloud *cloud)
{
    json_t *ids = job_keys(cloud, "job-deletion", "", NULL, 1);
    const char *id = json_string_value(json_array_get(ids, 0));
    int64_t next = INT64_MAX;
    struct job job;

    if (id != NULL && job_open(cloud, id, &job) && !job_delete_some(&job, DELETE_BATCH)) {
        job_close(&job);
    }
    if (id != NULL) {
        next = cloud_now_ms(cloud);
    }
    json_decref(ids);
    return next;
}

static int64_t earlier(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

static int64_t tick(struct cloud *cloud)
{
    const int64_t deletion = deletions_run(cloud);
    const int64_t rollout = rollouts_run(cloud);

    return earlier(timers_run(cloud), earlier(deletion, rollout));
}

static const struct operation operations[] = {
    {"CreateJob", "PUT", "/jobs/{jobId}", control_create_job},
    {"DescribeJob", "GET", "/jobs/{jobId}", control_describe_job},
    {"GetJobDocument", "GET", "/jobs/{jobId}/job-document", control_get_job_document},
    {"ListJobs", "GET", "/jobs", control_list_jobs},
    {"UpdateJob", "PATCH", "/jobs/{jobId}", control_update_job},
    {"CancelJob", "PUT", "/jobs/{jobId}/cancel", control_cancel_job},
    {"DeleteJob", "DELETE", "/jobs/{jobId}", control_delete_job},
    {"AssociateTargetsWithJob", "POST", "/jobs/{jobId}/targets", control_associate_targets},
    {"DescribeJobExecution", "GET", "/things/{thingName}/jobs/{jobId}", control_describe_execution},
    {"CancelJobExecution", "PUT", "/things/{thingName}/jobs/{jobId}/cancel",
     control_cancel_execution},
    {"DeleteJobExecution", "DELETE",
     "/things/{thingName}/jobs/{jobId}/executionNumber/{executionNumber}",
     control_delete_execution},
    {"ListJobExecutionsForJob", "GET", "/jobs/{jobId}/things", control_list_of_job},
    {"ListJobExecutionsForThing", "GET", "/things/{thingName}/jobs", control_list_of_thing},
    {NULL, NULL, NULL, NULL},
};

const struct service service_jobs = {
    .name = "jobs",
    .message = job_message,
    .data = job_data,
    .operations = operations,
    .tick = tick,
    .thing_gone = rollout_thing_gone,
    .group_changed = rollout_group_changed,
};
