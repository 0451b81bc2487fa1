/* SPDX-License-Identifier: MIT */
/* Topics: written from a table, and recognised by it. */
#include "jobs.h"

#include "lib_text.h"

/* What follows `/jobs/`, by JobsTopic_t. Those with a job begin behind its name. */
static const struct ending {
    const char *text;
    uint8_t length;
    bool has_job;
} endings[] = {
    [JobsJobsChanged] = {LIB_TEXT("notify"), false},
    [JobsNextJobChanged] = {LIB_TEXT("notify-next"), false},
    [JobsGetPendingSuccess] = {LIB_TEXT("get/accepted"), false},
    [JobsGetPendingFailed] = {LIB_TEXT("get/rejected"), false},
    [JobsStartNextSuccess] = {LIB_TEXT("start-next/accepted"), false},
    [JobsStartNextFailed] = {LIB_TEXT("start-next/rejected"), false},
    [JobsDescribeSuccess] = {LIB_TEXT("/get/accepted"), true},
    [JobsDescribeFailed] = {LIB_TEXT("/get/rejected"), true},
    [JobsUpdateSuccess] = {LIB_TEXT("/update/accepted"), true},
    [JobsUpdateFailed] = {LIB_TEXT("/update/rejected"), true},
};

#define TEXT_OF(ending) (ending).text, (ending).length

/* A bit for each character that names are made of; a thing's may hold a colon, too. */
static bool is_name(const char *text, size_t length, size_t length_max, bool is_thing)
{
    static const uint32_t allowed[4] = {0, 0x03FF2000u, 0x87FFFFFEu, 0x07FFFFFEu};

    if (text == NULL || length == 0 || length > length_max) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        const uint8_t c = (uint8_t)text[i];
        if ((c >= 128u || (allowed[c / 32u] >> c % 32u & 1u) == 0) && !(is_thing && c == ':')) {
            return false;
        }
    }
    return true;
}

static bool is_thing(const char *text, size_t length)
{
    return is_name(text, length, THINGNAME_MAX_LENGTH, true);
}

static bool is_job(const char *text, size_t length)
{
    return is_name(text, length, JOBID_MAX_LENGTH, false);
}

static bool is_next(const char *text, size_t length)
{
    return length == JOBS_API_JOBID_NEXT_LENGTH &&
           lib_text_equal(text, JOBS_API_JOBID_NEXT, JOBS_API_JOBID_NEXT_LENGTH);
}

/* Where a topic goes. */
struct room {
    char *buffer;
    size_t length;
    size_t *written;
};

static JobsStatus_t write_topic(const struct room *room, struct lib_text thing, struct lib_text job,
                                struct lib_text ending)
{
    if (room->buffer == NULL || room->length == 0 || !is_thing(thing.at, thing.length)) {
        return JobsBadParameter;
    }
    struct lib_text_out out = {room->buffer, room->length - 1u, 0};

    lib_text_put(&out, LIB_TEXT(JOBS_API_PREFIX));
    lib_text_put(&out, thing.at, thing.length);
    lib_text_put(&out, LIB_TEXT(JOBS_API_BRIDGE));
    lib_text_put(&out, job.at, job.length);
    lib_text_put(&out, ending.at, ending.length);
    const bool fits = lib_text_fits(&out);
    room->buffer[fits ? out.needed : out.size] = '\0';
    if (!fits) {
        return JobsBufferTooSmall;
    }
    if (room->written != NULL) {
        *room->written = out.needed;
    }
    return JobsSuccess;
}

JobsStatus_t Jobs_GetTopic(char *buffer, size_t length, const char *thingName,
                           uint16_t thingNameLength, JobsTopic_t api, size_t *outLength)
{
    if (api <= JobsInvalidTopic || api >= JobsMaxTopic) {
        return JobsBadParameter;
    }
    const struct ending *ending = &endings[api];

    return write_topic(
        &(struct room){buffer, length, outLength}, (struct lib_text){thingName, thingNameLength},
        (struct lib_text){"+", ending->has_job ? 1 : 0}, (struct lib_text){TEXT_OF(*ending)});
}

JobsStatus_t Jobs_GetPending(char *buffer, size_t length, const char *thingName,
                             uint16_t thingNameLength, size_t *outLength)
{
    return write_topic(&(struct room){buffer, length, outLength},
                       (struct lib_text){thingName, thingNameLength}, (struct lib_text){NULL, 0},
                       (struct lib_text){LIB_TEXT(JOBS_API_GETPENDING)});
}

JobsStatus_t Jobs_StartNext(char *buffer, size_t length, const char *thingName,
                            uint16_t thingNameLength, size_t *outLength)
{
    return write_topic(&(struct room){buffer, length, outLength},
                       (struct lib_text){thingName, thingNameLength}, (struct lib_text){NULL, 0},
                       (struct lib_text){LIB_TEXT(JOBS_API_STARTNEXT)});
}

JobsStatus_t Jobs_Describe(char *buffer, size_t length, const char *thingName,
                           uint16_t thingNameLength, const char *jobId, uint16_t jobIdLength,
                           size_t *outLength)
{
    if (jobId == NULL || (!is_next(jobId, jobIdLength) && !is_job(jobId, jobIdLength))) {
        return JobsBadParameter;
    }
    return write_topic(
        &(struct room){buffer, length, outLength}, (struct lib_text){thingName, thingNameLength},
        (struct lib_text){jobId, jobIdLength}, (struct lib_text){LIB_TEXT("/" JOBS_API_DESCRIBE)});
}

JobsStatus_t Jobs_Update(char *buffer, size_t length, const char *thingName,
                         uint16_t thingNameLength, const char *jobId, uint16_t jobIdLength,
                         size_t *outLength)
{
    if (!is_job(jobId, jobIdLength)) {
        return JobsBadParameter;
    }
    return write_topic(
        &(struct room){buffer, length, outLength}, (struct lib_text){thingName, thingNameLength},
        (struct lib_text){jobId, jobIdLength}, (struct lib_text){LIB_TEXT("/" JOBS_API_UPDATE)});
}

/* Whether a topic begins as all of this thing's do; `text` is then behind it. */
static bool take_thing(struct lib_text *text, const struct lib_text *thing)
{
    return lib_text_take(text, LIB_TEXT(JOBS_API_PREFIX)) &&
           lib_text_take(text, thing->at, thing->length) &&
           lib_text_take(text, LIB_TEXT(JOBS_API_BRIDGE));
}

static JobsTopic_t find_ending(const struct lib_text *rest, JobsTopic_t from, JobsTopic_t to)
{
    for (JobsTopic_t api = from; api <= to; api++) {
        if (endings[api].length == rest->length &&
            lib_text_equal(rest->at, endings[api].text, rest->length)) {
            return api;
        }
    }
    return JobsInvalidTopic;
}

/* The topic behind `/jobs/`, and the job that it names, if any. */
static JobsTopic_t find(struct lib_text rest, struct lib_text *job)
{
    const JobsTopic_t plain = find_ending(&rest, JobsJobsChanged, JobsStartNextFailed);

    if (plain != JobsInvalidTopic) {
        return plain;
    }
    job->length = lib_text_take_level(&rest, &job->at);
    const JobsTopic_t api = find_ending(&rest, JobsDescribeSuccess, JobsUpdateFailed);
    const bool may_be_next = api == JobsDescribeSuccess || api == JobsDescribeFailed;
    if (!is_job(job->at, job->length) && !(may_be_next && is_next(job->at, job->length))) {
        return JobsInvalidTopic;
    }
    return api;
}

JobsStatus_t Jobs_MatchTopic(char *topic, size_t length, const char *thingName,
                             uint16_t thingNameLength, JobsTopic_t *outApi, char **outJobId,
                             uint16_t *outJobIdLength)
{
    /* The characters of the name need no look: it is compared. */
    if (topic == NULL || length == 0 || outApi == NULL || thingName == NULL ||
        thingNameLength == 0 || thingNameLength > THINGNAME_MAX_LENGTH) {
        return JobsBadParameter;
    }
    struct lib_text rest = {topic, length}, job = {NULL, 0};

    *outApi = JobsInvalidTopic;
    if (take_thing(&rest, &(struct lib_text){thingName, thingNameLength})) {
        *outApi = find(rest, &job);
    }
    const bool has_job = *outApi != JobsInvalidTopic && job.at != NULL;
    if (outJobId != NULL) {
        *outJobId = has_job ? topic + (job.at - topic) : NULL;
    }
    if (outJobIdLength != NULL) {
        *outJobIdLength = has_job ? (uint16_t)job.length : 0;
    }
    return *outApi != JobsInvalidTopic ? JobsSuccess : JobsNoMatch;
}

/* Whether a topic is this one, of this thing and this job. */
static bool is_answer(struct lib_text topic, const struct lib_text *thing,
                      const struct lib_text *job, JobsTopic_t api)
{
    return topic.at != NULL && is_thing(thing->at, thing->length) && take_thing(&topic, thing) &&
           lib_text_take(&topic, job->at, job->length) &&
           find_ending(&topic, api, api) != JobsInvalidTopic;
}

bool Jobs_IsStartNextAccepted(const char *topic, const size_t topicLength, const char *thingName,
                              const size_t thingNameLength)
{
    return is_answer((struct lib_text){topic, topicLength},
                     &(struct lib_text){thingName, thingNameLength}, &(struct lib_text){"", 0},
                     JobsStartNextSuccess);
}

bool Jobs_IsJobUpdateStatus(const char *topic, const size_t topicLength, const char *jobId,
                            const size_t jobIdLength, const char *thingName,
                            const size_t thingNameLength, JobUpdateStatus_t expectedStatus)
{
    if ((unsigned)expectedStatus > JobUpdateStatus_Rejected || !is_job(jobId, jobIdLength)) {
        return false;
    }
    return is_answer(
        (struct lib_text){topic, topicLength}, &(struct lib_text){thingName, thingNameLength},
        &(struct lib_text){jobId, jobIdLength},
        expectedStatus == JobUpdateStatus_Accepted ? JobsUpdateSuccess : JobsUpdateFailed);
}
