/* SPDX-License-Identifier: MIT */
#include "jobs.h"

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define THING        "a-thing:1_X"
#define ROOT         "$aws/things/" THING "/jobs/"

static const struct {
    JobsTopic_t api;
    const char *filter, *topic, *job;
} topics[] = {
    {JobsJobsChanged, ROOT "notify", ROOT "notify", NULL},
    {JobsNextJobChanged, ROOT "notify-next", ROOT "notify-next", NULL},
    {JobsGetPendingSuccess, ROOT "get/accepted", ROOT "get/accepted", NULL},
    {JobsGetPendingFailed, ROOT "get/rejected", ROOT "get/rejected", NULL},
    {JobsStartNextSuccess, ROOT "start-next/accepted", ROOT "start-next/accepted", NULL},
    {JobsStartNextFailed, ROOT "start-next/rejected", ROOT "start-next/rejected", NULL},
    {JobsDescribeSuccess, ROOT "+/get/accepted", ROOT "job-1/get/accepted", "job-1"},
    {JobsDescribeFailed, ROOT "+/get/rejected", ROOT "$next/get/rejected", "$next"},
    {JobsUpdateSuccess, ROOT "+/update/accepted", ROOT "J_9/update/accepted", "J_9"},
    {JobsUpdateFailed, ROOT "+/update/rejected", ROOT "get/update/rejected", "get"},
};

static JobsStatus_t match(const char *topic, JobsTopic_t *api, char *job)
{
    char *copy = exact_copy(topic, strlen(topic));
    char *found = copy;
    uint16_t length = 99;
    const JobsStatus_t status =
        Jobs_MatchTopic(copy, strlen(topic), THING, (uint16_t)strlen(THING), api, &found, &length);
    CHECK_EQ(found == NULL, length == 0);
    memcpy(job, found == NULL ? "" : found, length);
    job[length] = '\0';
    free(copy);
    return status;
}

static void each_topic_is_written_and_recognised(void)
{
    CHECK_EQ(COUNT(topics), JobsMaxTopic);
    for (size_t i = 0; i < COUNT(topics); i++) {
        test_case = topics[i].filter;
        for (size_t room = 1; room <= strlen(topics[i].filter) + 1; room++) {
            char *buffer = malloc(room);
            size_t length = 0;
            const int fits = room > strlen(topics[i].filter);
            CHECK_EQ(
                Jobs_GetTopic(buffer, room, THING, (uint16_t)strlen(THING), topics[i].api, &length),
                fits ? JobsSuccess : JobsBufferTooSmall);
            CHECK_EQ(strlen(buffer), room - 1);
            CHECK_EQ(memcmp(buffer, topics[i].filter, room - 1), 0);
            CHECK_EQ(length, fits ? strlen(topics[i].filter) : 0);
            free(buffer);
        }
        JobsTopic_t api = JobsMaxTopic;
        char job[100];
        CHECK_EQ(match(topics[i].topic, &api, job), JobsSuccess);
        CHECK_EQ(api, topics[i].api);
        CHECK_EQ(strcmp(job, topics[i].job == NULL ? "" : topics[i].job), 0);
    }
}

static void what_a_device_does_not_receive_is_no_match(void)
{
    static const char *const others[] = {
        "x",
        "$aws/things/",
        "$aws/things/" THING,
        "$aws/things/" THING "/jobs",
        ROOT,
        ROOT "get",
        ROOT "start-next",
        ROOT "notify-",
        ROOT "notify/",
        ROOT "notify-nexu",
        ROOT "job-1",
        ROOT "job-1/get",
        ROOT "job-1/update",
        ROOT "job-1/get/accepted/",
        ROOT "job-1/x/get/accepted",
        ROOT "/get/accepted",
        ROOT "jo+b/get/accepted",
        ROOT "jo:b/get/accepted",
        ROOT "jo\x80/get/accepted",
        ROOT "$next/update/accepted",
        ROOT "$nexx/get/accepted",
        ROOT "start-next/accepte",
        "$aws/things/b-thing:1_X/jobs/notify",
        "$aws/things/a-thing:1_/jobs/notify",
        "$aws/things/a-thing:1_XX/jobs/notify",
        "$aws/things/" THING "/shadow/get/accepted",
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        JobsTopic_t api = JobsMaxTopic;
        char job[100];
        test_case = others[i];
        CHECK_EQ(match(others[i], &api, job), JobsNoMatch);
        CHECK_EQ(api, JobsInvalidTopic);
        CHECK_EQ(strcmp(job, ""), 0);
    }
}

static void requests_have_topics(void)
{
    char buffer[200];
    size_t length = 0;
#define IS(call, text)                                                                             \
    do {                                                                                           \
        CHECK_EQ(call, JobsSuccess);                                                               \
        CHECK_EQ(strcmp(buffer, text), 0);                                                         \
        CHECK_EQ(length, strlen(text));                                                            \
    } while (0)
    IS(Jobs_GetPending(buffer, sizeof buffer, "t", 1, &length), "$aws/things/t/jobs/get");
    IS(Jobs_StartNext(buffer, sizeof buffer, "t", 1, &length), "$aws/things/t/jobs/start-next");
    IS(Jobs_Describe(buffer, sizeof buffer, "t", 1, "$next", 5, &length),
       "$aws/things/t/jobs/$next/get");
    IS(Jobs_Describe(buffer, sizeof buffer, "t", 1, "j", 1, &length), "$aws/things/t/jobs/j/get");
    IS(Jobs_Update(buffer, sizeof buffer, "t", 1, "j", 1, &length), "$aws/things/t/jobs/j/update");
    CHECK_EQ(strcmp(JOBS_API_PUBLISH_GETPENDING("t"), "$aws/things/t/jobs/get"), 0);
    CHECK_EQ(strcmp(JOBS_API_PUBLISH_STARTNEXT("t"), "$aws/things/t/jobs/start-next"), 0);
    CHECK_EQ(strcmp(JOBS_API_PUBLISH_DESCRIBENEXTJOB("t"), "$aws/things/t/jobs/$next/get"), 0);
    CHECK_EQ(strcmp(JOBS_API_SUBSCRIBE_NEXTJOBCHANGED("t"), "$aws/things/t/jobs/notify-next"), 0);
    CHECK_EQ(strcmp(JOBS_API_SUBSCRIBE_JOBSCHANGED("t"), "$aws/things/t/jobs/notify"), 0);
    CHECK_EQ(Jobs_GetPending(buffer, sizeof buffer, "t", 1, NULL), JobsSuccess);
    CHECK_EQ(Jobs_StartNext(buffer, 5, "t", 1, NULL), JobsBufferTooSmall);
    CHECK_EQ(strcmp(buffer, "$aws"), 0);
}

static void names_have_limits(void)
{
    char thing[130], job[66], buffer[JOBS_API_MAX_LENGTH(128)];
    memset(thing, 't', sizeof thing);
    memset(job, 'j', sizeof job);
    CHECK_EQ(Jobs_Update(buffer, sizeof buffer, thing, 128, job, 64, NULL), JobsSuccess);
    CHECK_EQ(Jobs_Update(buffer, sizeof buffer, thing, 129, job, 64, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_Update(buffer, sizeof buffer, thing, 128, job, 65, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_Update(buffer, sizeof buffer, thing, 0, job, 64, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_Update(buffer, sizeof buffer, thing, 128, job, 0, NULL), JobsBadParameter);
    for (unsigned c = 1; c < 256; c++) {
        const char name[] = {'a', (char)c};
        const int plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_' || c == '-';
        CHECK_EQ(Jobs_StartNext(buffer, sizeof buffer, name, 2, NULL),
                 plain || c == ':' ? JobsSuccess : JobsBadParameter);
        CHECK_EQ(Jobs_Update(buffer, sizeof buffer, "t", 1, name, 2, NULL),
                 plain ? JobsSuccess : JobsBadParameter);
    }
}

static void answers_are_told(void)
{
    static const char started[] = ROOT "start-next/accepted";
    static const char accepted[] = ROOT "job-1/update/accepted";
    static const char rejected[] = ROOT "job-1/update/rejected";
    const size_t thing = strlen(THING);
    CHECK_EQ(Jobs_IsStartNextAccepted(started, sizeof started - 1, THING, thing), 1);
    CHECK_EQ(Jobs_IsStartNextAccepted(started, sizeof started - 2, THING, thing), 0);
    CHECK_EQ(Jobs_IsStartNextAccepted(started, sizeof started, THING, thing), 0);
    CHECK_EQ(Jobs_IsStartNextAccepted(started, sizeof started - 1, THING, thing - 1), 0);
    CHECK_EQ(Jobs_IsStartNextAccepted(accepted, sizeof accepted - 1, THING, thing), 0);
    CHECK_EQ(Jobs_IsStartNextAccepted(NULL, 3, THING, thing), 0);
    CHECK_EQ(Jobs_IsStartNextAccepted(started, sizeof started - 1, NULL, thing), 0);
#define IS_UPDATE(topic, job, status)                                                              \
    Jobs_IsJobUpdateStatus(topic, sizeof topic - 1, job, strlen(job), THING, thing, status)
    CHECK_EQ(IS_UPDATE(accepted, "job-1", JobUpdateStatus_Accepted), 1);
    CHECK_EQ(IS_UPDATE(rejected, "job-1", JobUpdateStatus_Rejected), 1);
    CHECK_EQ(IS_UPDATE(rejected, "job-1", JobUpdateStatus_Accepted), 0);
    CHECK_EQ(IS_UPDATE(accepted, "job-1", JobUpdateStatus_Rejected), 0);
    CHECK_EQ(IS_UPDATE(accepted, "job-2", JobUpdateStatus_Accepted), 0);
    CHECK_EQ(IS_UPDATE(accepted, "job-", JobUpdateStatus_Accepted), 0);
    CHECK_EQ(IS_UPDATE(accepted, "", JobUpdateStatus_Accepted), 0);
    CHECK_EQ(IS_UPDATE(accepted, "job-1", (JobUpdateStatus_t)7), 0);
}

static void parameters_are_asked_for(void)
{
    char topic[] = "$aws/things/t/jobs/notify", buffer[100];
    JobsTopic_t api;
    const size_t length = sizeof topic - 1;
    CHECK_EQ(Jobs_MatchTopic(NULL, length, "t", 1, &api, NULL, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_MatchTopic(topic, 0, "t", 1, &api, NULL, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_MatchTopic(topic, length, NULL, 1, &api, NULL, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_MatchTopic(topic, length, "t", 0, &api, NULL, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_MatchTopic(topic, length, topic, 129, &api, NULL, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_MatchTopic(topic, length, "t", 1, NULL, NULL, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_MatchTopic(topic, length, "t", 1, &api, NULL, NULL), JobsSuccess);
    CHECK_EQ(Jobs_GetTopic(NULL, 100, "t", 1, JobsJobsChanged, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_GetTopic(buffer, 0, "t", 1, JobsJobsChanged, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_GetTopic(buffer, 100, NULL, 1, JobsJobsChanged, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_GetTopic(buffer, 100, "t", 1, JobsInvalidTopic, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_GetTopic(buffer, 100, "t", 1, JobsMaxTopic, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_Describe(buffer, 100, "t", 1, NULL, 1, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_Update(buffer, 100, "t", 1, NULL, 1, NULL), JobsBadParameter);
    CHECK_EQ(Jobs_Update(buffer, 100, "t", 1, "$next", 5, NULL), JobsBadParameter);
}

int main(void)
{
    RUN(each_topic_is_written_and_recognised);
    RUN(what_a_device_does_not_receive_is_no_match);
    RUN(requests_have_topics);
    RUN(names_have_limits);
    RUN(answers_are_told);
    RUN(parameters_are_asked_for);
    return 0;
}
