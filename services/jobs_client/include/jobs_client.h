/* SPDX-License-Identifier: MIT */
/** Jobs, one after the other: wait for one, do it, say how it went.
 *
 *      while (jobs_client_next(&jobs, &job, UINT32_MAX) == MQTT_REQUEST_ACCEPTED) {
 *          jobs_client_update(&jobs, do_it(&job) ? Succeeded : Failed, NULL, 10000);
 *      }
 *
 * A job that was started and not ended, by a device that was reset for instance, is the next one
 * again. Reports carry the version that the device knows, so one that was overtaken by a
 * cancellation is rejected.
 */
#ifndef JOBS_CLIENT_H
#define JOBS_CLIENT_H

#include "jobs.h"
#include "mqtt_link.h"
#include "mqtt_request.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Longest topic, with its terminator: JOBS_API_MAX_LENGTH(128) for the longest names. */
#ifndef JOBS_CLIENT_TOPIC_BYTES
#define JOBS_CLIENT_TOPIC_BYTES 160u
#endif

#define JOBS_CLIENT_FILTERS 3u

/** How to get them. What the pointers point at stays valid as long as the client. */
struct jobs_client_config {
    struct mqtt_link *link;     /**< Not NULL. */
    const char *thing;          /**< 1 to 128 bytes. */
    char *request;              /**< Holds a report: the details and about 120 bytes. */
    size_t request_size;        /**< At least 128. */
    char *answer;               /**< Holds an answer: the job's document and about 300 bytes. */
    size_t answer_size;         /**< At least 256. */
    uint32_t answer_timeout_ms; /**< Longest wait for an answer; 0: 10,000. */
    uint32_t retry_ms;          /**< Ask again after this time without news; 0: 60,000. */
};

/** A job that was started; valid until the next call of jobs_client_next(). */
struct jobs_client_job {
    const char *id;       /**< 0-terminated. */
    const char *document; /**< JSON, in the answer's buffer, until the next call of this client. */
    size_t document_length;
};

/** Jobs of one thing. All members are private. */
struct jobs_client {
    struct jobs_client_config config;
    struct mqtt_link_receiver receiver;
    struct mqtt_request request;
    StaticSemaphore_t news_memory;
    SemaphoreHandle_t news; /* given when there may be a job */
    char filters[JOBS_CLIENT_FILTERS][JOBS_CLIENT_TOPIC_BYTES];
    char topic[JOBS_CLIENT_TOPIC_BYTES];
    char id[JOBID_MAX_LENGTH + 1u]; /* of the job that was started; empty: none */
    uint32_t version;               /* of its execution, as the service counts */
};

/**
 * Prepare a client and subscribe.
 *
 * @param[out] client  Not NULL; lives as long as the link.
 * @param config       Copied.
 * @retval MQTTSuccess       Ready.
 * @retval MQTTBadParameter  A member is missing, or the name is no thing's or too long for
 * JOBS_CLIENT_TOPIC_BYTES.
 * @retval MQTTNoMemory      The connection has no room for 3 more subscriptions.
 *
 * Context: task, before the connection runs.
 * Blocks:  never.
 */
MQTTStatus_t jobs_client_init(struct jobs_client *client, const struct jobs_client_config *config);

/**
 * Wait for a job and start it.
 *
 * @param client    Initialised; one task at a time.
 * @param[out] job  With ACCEPTED, the job. Not NULL.
 * @param wait_ms   How long; UINT32_MAX: for ever.
 * @retval MQTT_REQUEST_ACCEPTED   A job; it is IN_PROGRESS.
 * @retval MQTT_REQUEST_REJECTED   The service refused to start one; ask again later.
 * @retval MQTT_REQUEST_TIMED_OUT  No job in time.
 * @retval MQTT_REQUEST_TOO_LARGE  There is a job whose document does not fit: `job->id` is empty.
 * It stays IN_PROGRESS until it is cancelled or times out.
 * @retval MQTT_REQUEST_NOT_SENT   The link refused the request.
 *
 * Context: task; not the connection's.
 * Blocks:  up to `wait_ms`, and as long as one answer takes.
 * Source:  AWS IoT Jobs, StartNextPendingJobExecution.
 */
mqtt_request_result_t jobs_client_next(struct jobs_client *client, struct jobs_client_job *job,
                                       uint32_t wait_ms);

/**
 * Report on the job that was started.
 *
 * @param client      Initialised; a job was started.
 * @param status      InProgress, Succeeded, Failed or Rejected. After the last three the job is
 * over.
 * @param details     A JSON object of strings, 0-terminated; NULL: none.
 * @param timeout_ms  Longest wait for the turn, and again for the answer.
 * @return ACCEPTED: it is so. REJECTED: it was cancelled, has timed out or was changed by another;
 * the job is over for this device. TIMED_OUT: not known; report again. NOT_SENT: no job, or it does
 * not fit.
 *
 * Context: task; not the connection's.
 * Blocks:  up to twice `timeout_ms`.
 * Source:  AWS IoT Jobs, UpdateJobExecution.
 */
mqtt_request_result_t jobs_client_update(struct jobs_client *client, JobCurrentStatus_t status,
                                         const char *details, uint32_t timeout_ms);

#ifdef __cplusplus
}
#endif

#endif
