/* SPDX-License-Identifier: MIT */
#include "jobs.h"

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void a_start_message_carries_the_token(void)
{
    static const char want[] = "{\"clientToken\":\"tok-1\"}";
    for (size_t room = 0; room <= sizeof want; room++) {
        char *buffer = exact_copy(want, room < sizeof want ? room : sizeof want);
        const size_t length = Jobs_StartNextMsg("tok-1", 5, buffer, room);
        CHECK_EQ(length, room >= sizeof want - 1 ? sizeof want - 1 : 0);
        CHECK_EQ(length > 0 && memcmp(buffer, want, length) != 0, 0);
        free(buffer);
    }
    char buffer[START_JOB_MSG_LENGTH], token[128];
    memset(token, 'x', sizeof token);
    CHECK_EQ(Jobs_StartNextMsg(token, sizeof token, buffer, sizeof buffer), sizeof buffer - 1);
    CHECK_EQ(Jobs_StartNextMsg(NULL, 5, buffer, sizeof buffer), 0);
    CHECK_EQ(Jobs_StartNextMsg("t", 0, buffer, sizeof buffer), 0);
    CHECK_EQ(Jobs_StartNextMsg("t", 1, NULL, sizeof buffer), 0);
}

static void a_report_has_what_is_given(void)
{
    static const struct {
        JobsUpdateRequest_t request;
        const char *want;
    } cases[] = {
        {{Queued, NULL, 0, NULL, 0}, "{\"status\":\"QUEUED\"}"},
        {{InProgress, "99", 2, NULL, 0}, "{\"status\":\"IN_PROGRESS\",\"expectedVersion\":\"99\"}"},
        {{Failed, NULL, 0, "{\"a\":\"b\"}", 9},
         "{\"status\":\"FAILED\",\"statusDetails\":{\"a\":\"b\"}}"},
        {{Succeeded, "7", 1, " {}", 3},
         "{\"status\":\"SUCCEEDED\",\"expectedVersion\":\"7\",\"statusDetails\": {}}"},
        {{Rejected, "7", 0, "{}", 0}, "{\"status\":\"REJECTED\"}"},
        {{Failed, NULL, 0, "[]", 2}, ""},
        {{Failed, NULL, 0, "\"{}\"", 4}, ""},
        {{Failed, NULL, 0, "{\"a\":}", 6}, ""},
        {{Failed, NULL, 0, "{\"a\"", 4}, ""},
        {{Failed, NULL, 0, "x{}", 3}, ""},
        {{(JobCurrentStatus_t)5, NULL, 0, NULL, 0}, ""},
        {{(JobCurrentStatus_t)-1, NULL, 0, NULL, 0}, ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        test_case = cases[i].want;
        const size_t want = strlen(cases[i].want);
        for (size_t room = 0; room <= want; room++) {
            char *buffer = malloc(room == 0 ? 1 : room);
            CHECK_EQ(Jobs_UpdateMsg(cases[i].request, buffer, room), room == want ? want : 0);
            CHECK_EQ(room == want && memcmp(buffer, cases[i].want, want) != 0, 0);
            free(buffer);
        }
        CHECK_EQ(Jobs_UpdateMsg(cases[i].request, NULL, 100), 0);
    }
    CHECK_EQ(strlen(cases[1].want), UPDATE_JOB_MSG_LENGTH - 1);
}

static void an_answer_names_the_job_and_its_document(void)
{
    static const char message[] =
        "{\"clientToken\":\"x\",\"timestamp\":1,\"execution\":{\"jobId\":\"job-1\",\"status\":"
        "\"QUEUED\",\"jobDocument\":{\"operation\":\"reboot\"},\"versionNumber\":1}}";
    const char *found = NULL;
    CHECK_EQ(Jobs_GetJobId(message, sizeof message - 1, &found), 5);
    CHECK_EQ(memcmp(found, "job-1", 5), 0);
    CHECK_EQ(Jobs_GetJobDocument(message, sizeof message - 1, &found), 22);
    CHECK_EQ(memcmp(found, "{\"operation\":\"reboot\"}", 22), 0);
    for (size_t length = 1; length < 60; length++) { /* cut before the name ends */
        char *cut = exact_copy(message, length);
        const char *none = NULL;
        CHECK_EQ(Jobs_GetJobId(cut, length, &none), 0);
        CHECK_EQ(none == NULL, 1);
        free(cut);
    }
}

static void an_answer_without_a_job_says_so(void)
{
    static const char *const messages[] = {
        "{}", "{\"timestamp\":1}",   "{\"execution\":{}}", "{\"execution\":[]}", "[]",
        "x",  "{\"execution\":null}"};
    const char *found = NULL;
    for (size_t i = 0; i < COUNT(messages); i++) {
        CHECK_EQ(Jobs_GetJobId(messages[i], strlen(messages[i]), &found), 0);
        CHECK_EQ(Jobs_GetJobDocument(messages[i], strlen(messages[i]), &found), 0);
    }
    CHECK_EQ(Jobs_GetJobId(NULL, 3, &found), 0);
    CHECK_EQ(Jobs_GetJobId("{}", 0, &found), 0);
    CHECK_EQ(Jobs_GetJobId("{}", 2, NULL), 0);
    CHECK_EQ(Jobs_GetJobDocument("{}", 2, NULL), 0);
    CHECK_EQ(found == NULL, 1);
}

int main(void)
{
    RUN(a_start_message_carries_the_token);
    RUN(a_report_has_what_is_given);
    RUN(an_answer_names_the_job_and_its_document);
    RUN(an_answer_without_a_job_says_so);
    return 0;
}
