/* SPDX-License-Identifier: MIT */
/** Topics and messages of the AWS IoT Jobs service, for a device.
 *
 *      $aws/things/<thing>/jobs/notify                        the list of pending jobs changed
 *      $aws/things/<thing>/jobs/notify-next                   the first of them changed
 *      $aws/things/<thing>/jobs/get          /accepted ...    list them
 *      $aws/things/<thing>/jobs/start-next   /accepted ...    start the first
 *      $aws/things/<thing>/jobs/<job>/get    /accepted ...    describe one; <job> may be $next
 *      $aws/things/<thing>/jobs/<job>/update /accepted ...    report on one
 *
 * What is written into a buffer as a topic ends in a NUL, which is not counted; a buffer that is
 * too small holds as much of it as fits. Names and messages handed in need no NUL.
 */
#ifndef JOBS_H
#define JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The service's limits for names, in bytes, and an application's own, which may be lower. */
#define JOBS_THINGNAME_MAX_LENGTH 128U
#define JOBS_JOBID_MAX_LENGTH     64U
#ifndef THINGNAME_MAX_LENGTH
#define THINGNAME_MAX_LENGTH JOBS_THINGNAME_MAX_LENGTH
#endif
#ifndef JOBID_MAX_LENGTH
#define JOBID_MAX_LENGTH JOBS_JOBID_MAX_LENGTH
#endif
#if THINGNAME_MAX_LENGTH > JOBS_THINGNAME_MAX_LENGTH
#error "THINGNAME_MAX_LENGTH is above 128, the limit of the Jobs service"
#endif
#if JOBID_MAX_LENGTH > JOBS_JOBID_MAX_LENGTH
#error "JOBID_MAX_LENGTH is above 64, the limit of the Jobs service"
#endif

/** Buffers that hold any topic, a start-next message with a token of 128 bytes, and an update with
 *  a version of two digits and no details. */
#define TOPIC_BUFFER_SIZE     256U
#define START_JOB_MSG_LENGTH  147U
#define UPDATE_JOB_MSG_LENGTH 48U

/** The pieces of topics. */
#define JOBS_API_PREFIX                 "$aws/things/"
#define JOBS_API_PREFIX_LENGTH          (sizeof(JOBS_API_PREFIX) - 1U)
#define JOBS_API_BRIDGE                 "/jobs/"
#define JOBS_API_BRIDGE_LENGTH          (sizeof(JOBS_API_BRIDGE) - 1U)
#define JOBS_API_SUCCESS                "/accepted"
#define JOBS_API_SUCCESS_LENGTH         (sizeof(JOBS_API_SUCCESS) - 1U)
#define JOBS_API_FAILURE                "/rejected"
#define JOBS_API_FAILURE_LENGTH         (sizeof(JOBS_API_FAILURE) - 1U)
#define JOBS_API_JOBSCHANGED            "notify"
#define JOBS_API_JOBSCHANGED_LENGTH     (sizeof(JOBS_API_JOBSCHANGED) - 1U)
#define JOBS_API_NEXTJOBCHANGED         "notify-next"
#define JOBS_API_NEXTJOBCHANGED_LENGTH  (sizeof(JOBS_API_NEXTJOBCHANGED) - 1U)
#define JOBS_API_GETPENDING             "get"
#define JOBS_API_GETPENDING_LENGTH      (sizeof(JOBS_API_GETPENDING) - 1U)
#define JOBS_API_STARTNEXT              "start-next"
#define JOBS_API_STARTNEXT_LENGTH       (sizeof(JOBS_API_STARTNEXT) - 1U)
#define JOBS_API_DESCRIBE               "get"
#define JOBS_API_DESCRIBE_LENGTH        (sizeof(JOBS_API_DESCRIBE) - 1U)
#define JOBS_API_UPDATE                 "update"
#define JOBS_API_UPDATE_LENGTH          (sizeof(JOBS_API_UPDATE) - 1U)
#define JOBS_API_JOBID_NEXT             "$next"
#define JOBS_API_JOBID_NEXT_LENGTH      (sizeof(JOBS_API_JOBID_NEXT) - 1U)
#define JOBS_API_JOBID_NULL             ""
#define JOBS_API_LEVEL_SEPARATOR        "/"
#define JOBS_API_LEVEL_SEPARATOR_LENGTH (sizeof(JOBS_API_LEVEL_SEPARATOR) - 1U)

/** A topic of string literals. */
#define JOBS_TOPIC_COMMON(thingName, jobId, jobsApi)                                               \
    (JOBS_API_PREFIX thingName JOBS_API_BRIDGE jobId jobsApi)

/** Topics to subscribe to. */
#define JOBS_API_SUBSCRIBE_NEXTJOBCHANGED(thingName)                                               \
    JOBS_TOPIC_COMMON(thingName, JOBS_API_JOBID_NULL, JOBS_API_NEXTJOBCHANGED)
#define JOBS_API_SUBSCRIBE_JOBSCHANGED(thingName)                                                  \
    JOBS_TOPIC_COMMON(thingName, JOBS_API_JOBID_NULL, JOBS_API_JOBSCHANGED)

/** Topics of requests. */
#define JOBS_API_PUBLISH_STARTNEXT(thingName)                                                      \
    JOBS_TOPIC_COMMON(thingName, JOBS_API_JOBID_NULL, JOBS_API_STARTNEXT)
#define JOBS_API_PUBLISH_GETPENDING(thingName)                                                     \
    JOBS_TOPIC_COMMON(thingName, JOBS_API_JOBID_NULL, JOBS_API_GETPENDING)
#define JOBS_API_PUBLISH_DESCRIBENEXTJOB(thingName)                                                \
    JOBS_TOPIC_COMMON(thingName, JOBS_API_JOBID_NEXT JOBS_API_LEVEL_SEPARATOR, JOBS_API_DESCRIBE)

/** Bytes of the longest topic of a thing, with its NUL. */
#define JOBS_API_MAX_LENGTH(thingNameLength)                                                       \
    (JOBS_API_PREFIX_LENGTH + (thingNameLength) + JOBS_API_BRIDGE_LENGTH + JOBID_MAX_LENGTH +      \
     JOBS_API_LEVEL_SEPARATOR_LENGTH + JOBS_API_UPDATE_LENGTH + JOBS_API_SUCCESS_LENGTH + 1U)

typedef enum {
    JobsError = 0,
    JobsSuccess,
    JobsNoMatch,       /**< Not a topic of the service for this thing. */
    JobsBadParameter,  /**< NULL, empty, too long, or not a name; nothing was done. */
    JobsBufferTooSmall /**< The buffer holds the beginning. */
} JobsStatus_t;

/** Where a job stands, as a device reports it. */
typedef enum { Queued, InProgress, Failed, Succeeded, Rejected } JobCurrentStatus_t;

/** The service's answer to a report. */
typedef enum { JobUpdateStatus_Accepted, JobUpdateStatus_Rejected } JobUpdateStatus_t;

/** Topics that a device receives. */
typedef enum {
    JobsInvalidTopic = -1,
    JobsJobsChanged,
    JobsNextJobChanged,
    JobsGetPendingSuccess,
    JobsGetPendingFailed,
    JobsStartNextSuccess,
    JobsStartNextFailed,
    JobsDescribeSuccess,
    JobsDescribeFailed,
    JobsUpdateSuccess,
    JobsUpdateFailed,
    JobsMaxTopic
} JobsTopic_t;

/** A report. Optional members are left out when NULL or of length 0. */
typedef struct {
    JobCurrentStatus_t status;
    const char *expectedVersion; /**< Optional: a number, as text. */
    size_t expectedVersionLength;
    const char *statusDetails; /**< Optional: a JSON object. */
    size_t statusDetailsLength;
} JobsUpdateRequest_t;

/**
 * Write a topic to subscribe to. For describe and update it matches all jobs.
 *
 * @param[out] buffer      Not NULL.
 * @param length           Bytes of room, at least 1; JOBS_API_MAX_LENGTH() is always enough.
 * @param thingName        1 to THINGNAME_MAX_LENGTH of `a-z A-Z 0-9 : _ -`. Not NULL.
 * @param thingNameLength  Bytes of it.
 * @param api              Which topic.
 * @param[out] outLength   Bytes of the topic without its NUL; may be NULL.
 * @retval JobsSuccess         Written.
 * @retval JobsBadParameter    Nothing was written.
 * @retval JobsBufferTooSmall  The beginning was written; `*outLength` is as it was.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_GetTopic.
 */
JobsStatus_t Jobs_GetTopic(char *buffer, size_t length, const char *thingName,
                           uint16_t thingNameLength, JobsTopic_t api, size_t *outLength);

/**
 * Tell which topic of a thing's jobs a message came with.
 *
 * @param topic                 Not NULL.
 * @param length                Bytes of it, at least 1.
 * @param thingName             Not NULL. Its characters are not judged, it is compared.
 * @param thingNameLength       1 to THINGNAME_MAX_LENGTH.
 * @param[out] outApi           The topic, or JobsInvalidTopic. Not NULL.
 * @param[out] outJobId         The job's name in the topic, NULL if it has none; may be NULL.
 * @param[out] outJobIdLength   Bytes of it, 0 if it has none; may be NULL.
 * @retval JobsSuccess       `*outApi` is a topic that a device receives.
 * @retval JobsNoMatch       It is another thing's, a request's, or none of the service's.
 * @retval JobsBadParameter  The caller's mistake.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_MatchTopic.
 */
JobsStatus_t Jobs_MatchTopic(char *topic, size_t length, const char *thingName,
                             uint16_t thingNameLength, JobsTopic_t *outApi, char **outJobId,
                             uint16_t *outJobIdLength);

/**
 * Write the topic of a request for the list of pending jobs.
 *
 * @param[out] buffer      As for Jobs_GetTopic(), and so are the others.
 * @param length           Bytes of room.
 * @param thingName        The thing.
 * @param thingNameLength  Bytes of it.
 * @param[out] outLength   Bytes of the topic; may be NULL.
 * @return As Jobs_GetTopic().
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_GetPending.
 */
JobsStatus_t Jobs_GetPending(char *buffer, size_t length, const char *thingName,
                             uint16_t thingNameLength, size_t *outLength);

/**
 * Write the topic of a request to start the next job.
 *
 * @param[out] buffer      As for Jobs_GetTopic(), and so are the others.
 * @param length           Bytes of room.
 * @param thingName        The thing.
 * @param thingNameLength  Bytes of it.
 * @param[out] outLength   Bytes of the topic; may be NULL.
 * @return As Jobs_GetTopic().
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_StartNext.
 */
JobsStatus_t Jobs_StartNext(char *buffer, size_t length, const char *thingName,
                            uint16_t thingNameLength, size_t *outLength);

/**
 * Write the message of a request to start the next job: a client token.
 *
 * @param clientToken        Goes into JSON as it is. Not NULL.
 * @param clientTokenLength  Bytes of it, at least 1.
 * @param[out] buffer        Not NULL.
 * @param bufferSize         Bytes of room: the token's and 18.
 * @return Bytes of the message, which has no NUL; 0 when nothing useful was written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_StartNextMsg.
 */
size_t Jobs_StartNextMsg(const char *clientToken, size_t clientTokenLength, char *buffer,
                         size_t bufferSize);

/**
 * Write the topic of a request to describe a job.
 *
 * @param[out] buffer      As for Jobs_GetTopic(), and so are the others.
 * @param length           Bytes of room.
 * @param thingName        The thing.
 * @param thingNameLength  Bytes of it.
 * @param jobId            `$next`, or 1 to JOBID_MAX_LENGTH of `a-z A-Z 0-9 _ -`. Not NULL.
 * @param jobIdLength      Bytes of it.
 * @param[out] outLength   Bytes of the topic; may be NULL.
 * @return As Jobs_GetTopic().
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_Describe.
 */
JobsStatus_t Jobs_Describe(char *buffer, size_t length, const char *thingName,
                           uint16_t thingNameLength, const char *jobId, uint16_t jobIdLength,
                           size_t *outLength);

/**
 * Write the topic of a report on a job.
 *
 * @param[out] buffer      As for Jobs_GetTopic(), and so are the others.
 * @param length           Bytes of room.
 * @param thingName        The thing.
 * @param thingNameLength  Bytes of it.
 * @param jobId            1 to JOBID_MAX_LENGTH of `a-z A-Z 0-9 _ -`. Not NULL.
 * @param jobIdLength      Bytes of it.
 * @param[out] outLength   Bytes of the topic; may be NULL.
 * @return As Jobs_GetTopic().
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_Update.
 */
JobsStatus_t Jobs_Update(char *buffer, size_t length, const char *thingName,
                         uint16_t thingNameLength, const char *jobId, uint16_t jobIdLength,
                         size_t *outLength);

/**
 * Write the message of a report on a job.
 *
 * @param request      What to report; details that are not a JSON object are refused.
 * @param[out] buffer  Not NULL.
 * @param bufferSize   Bytes of room.
 * @return Bytes of the message, which has no NUL; 0 when nothing useful was written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_UpdateMsg.
 */
size_t Jobs_UpdateMsg(JobsUpdateRequest_t request, char *buffer, size_t bufferSize);

/**
 * Get the job's name from an answer to start-next or describe, or from notify-next.
 *
 * @param message        JSON. Not NULL.
 * @param messageLength  Bytes of it, at least 1.
 * @param[out] jobId     Where it is in the message; written on success only. Not NULL.
 * @return Bytes of it; 0 if there is none, as when no job is pending.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_GetJobId.
 */
size_t Jobs_GetJobId(const char *message, size_t messageLength, const char **jobId);

/**
 * Get the job's document from the same answers.
 *
 * @param message        JSON. Not NULL.
 * @param messageLength  Bytes of it, at least 1.
 * @param[out] jobDoc    Where it is in the message; written on success only. Not NULL.
 * @return Bytes of it; 0 if there is none.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_GetJobDocument.
 */
size_t Jobs_GetJobDocument(const char *message, size_t messageLength, const char **jobDoc);

/**
 * Tell whether a message is the answer that the next job was started.
 *
 * @param topic            Not NULL.
 * @param topicLength      Bytes of it.
 * @param thingName        Not NULL.
 * @param thingNameLength  Bytes of it.
 * @return True if it is; false also for parameters that cannot be.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_IsStartNextAccepted.
 */
bool Jobs_IsStartNextAccepted(const char *topic, const size_t topicLength, const char *thingName,
                              const size_t thingNameLength);

/**
 * Tell whether a message is the answer to a report on this job.
 *
 * @param topic            Not NULL.
 * @param topicLength      Bytes of it.
 * @param jobId            Not NULL.
 * @param jobIdLength      Bytes of it.
 * @param thingName        Not NULL.
 * @param thingNameLength  Bytes of it.
 * @param expectedStatus   Which answer.
 * @return True if it is; false also for parameters that cannot be.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, Jobs_IsJobUpdateStatus.
 */
bool Jobs_IsJobUpdateStatus(const char *topic, const size_t topicLength, const char *jobId,
                            const size_t jobIdLength, const char *thingName,
                            const size_t thingNameLength, JobUpdateStatus_t expectedStatus);

#ifdef __cplusplus
}
#endif

#endif
