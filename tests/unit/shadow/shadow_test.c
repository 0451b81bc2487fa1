/* SPDX-License-Identifier: MIT */
#include "shadow.h"

#include <stdbool.h>

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define THING        "thing-0001"
#define NAME         "config"

static const struct {
    ShadowTopicStringType_t topic;
    const char *classic, *named;
    unsigned classic_length, named_length, old_length;
    ShadowMessageType_t message; /* MaxNum: a request */
} topics[] = {
#define CASE(topic, macro, old, message)                                                           \
    {                                                                                              \
        topic, SHADOW_TOPIC_STR_##macro(THING, SHADOW_NAME_CLASSIC),                               \
            SHADOW_TOPIC_STR_##macro(THING, NAME), SHADOW_TOPIC_LEN_##macro(10, 0),                \
            SHADOW_TOPIC_LEN_##macro(10, 6), SHADOW_TOPIC_LENGTH_##old(10), message                \
    }
    CASE(ShadowTopicStringTypeGet, GET, GET, ShadowMessageTypeMaxNum),
    CASE(ShadowTopicStringTypeGetAccepted, GET_ACC, GET_ACCEPTED, ShadowMessageTypeGetAccepted),
    CASE(ShadowTopicStringTypeGetRejected, GET_REJ, GET_REJECTED, ShadowMessageTypeGetRejected),
    CASE(ShadowTopicStringTypeDelete, DELETE, DELETE, ShadowMessageTypeMaxNum),
    CASE(ShadowTopicStringTypeDeleteAccepted, DELETE_ACC, DELETE_ACCEPTED,
         ShadowMessageTypeDeleteAccepted),
    CASE(ShadowTopicStringTypeDeleteRejected, DELETE_REJ, DELETE_REJECTED,
         ShadowMessageTypeDeleteRejected),
    CASE(ShadowTopicStringTypeUpdate, UPDATE, UPDATE, ShadowMessageTypeMaxNum),
    CASE(ShadowTopicStringTypeUpdateAccepted, UPDATE_ACC, UPDATE_ACCEPTED,
         ShadowMessageTypeUpdateAccepted),
    CASE(ShadowTopicStringTypeUpdateRejected, UPDATE_REJ, UPDATE_REJECTED,
         ShadowMessageTypeUpdateRejected),
    CASE(ShadowTopicStringTypeUpdateDocuments, UPDATE_DOCS, UPDATE_DOCUMENTS,
         ShadowMessageTypeUpdateDocuments),
    CASE(ShadowTopicStringTypeUpdateDelta, UPDATE_DELTA, UPDATE_DELTA,
         ShadowMessageTypeUpdateDelta),
};

static void the_macros_write_what_the_service_documents(void)
{
    CHECK_EQ(strcmp(SHADOW_TOPIC_STR_UPDATE_DELTA("a", ""), "$aws/things/a/shadow/update/delta"),
             0);
    CHECK_EQ(strcmp(SHADOW_TOPIC_STR_UPDATE_DOCS("a", "b"),
                    "$aws/things/a/shadow/name/b/update/documents"),
             0);
    CHECK_EQ(strcmp(SHADOW_TOPIC_STR_GET("a", "b"), "$aws/things/a/shadow/name/b/get"), 0);
    CHECK_EQ(strcmp(SHADOW_TOPIC_STRING_GET("a"), "$aws/things/a/shadow/get"), 0);
    CHECK_EQ(
        strcmp(SHADOW_TOPIC_STRING_DELETE_REJECTED("a"), "$aws/things/a/shadow/delete/rejected"),
        0);
    for (size_t i = 0; i < COUNT(topics); i++) {
        test_case = topics[i].classic;
        CHECK_EQ(topics[i].classic_length, strlen(topics[i].classic));
        CHECK_EQ(topics[i].old_length, strlen(topics[i].classic));
        CHECK_EQ(topics[i].named_length, strlen(topics[i].named));
        CHECK_EQ(topics[i].named_length <= SHADOW_TOPIC_LEN_MAX(10, 6), 1);
        CHECK_EQ(topics[i].classic_length <= SHADOW_TOPIC_LENGTH_MAX(10), 1);
    }
}

static void the_function_writes_what_the_macros_do(void)
{
    for (size_t i = 0; i < COUNT(topics); i++) {
        for (int named = 0; named < 2; named++) {
            const char *want = named ? topics[i].named : topics[i].classic;
            const uint16_t length = (uint16_t)strlen(want);
            test_case = want;
            for (uint16_t room = 0; room <= length; room++) {
                char *buffer = exact_copy(want, 0);
                buffer = realloc(buffer, room == 0 ? 1 : room);
                uint16_t written = 7;
                const ShadowStatus_t status =
                    Shadow_AssembleTopicString(topics[i].topic, THING, 10, named ? NAME : NULL,
                                               named ? 6 : 0, buffer, room, &written);
                CHECK_EQ(status, room == length ? SHADOW_SUCCESS : SHADOW_BUFFER_TOO_SMALL);
                CHECK_EQ(written, room == length ? length : 7);
                CHECK_EQ(room == length && memcmp(buffer, want, length) != 0, 0);
                free(buffer);
            }
        }
    }
    char buffer[64];
    uint16_t written = 0;
    CHECK_EQ(
        Shadow_GetTopicString(ShadowTopicStringTypeGet, "a", 1, buffer, sizeof buffer, &written),
        SHADOW_SUCCESS);
    CHECK_EQ(written, strlen("$aws/things/a/shadow/get"));
}

static void answers_and_events_are_recognised_and_requests_are_not(void)
{
    for (size_t i = 0; i < COUNT(topics); i++) {
        for (int named = 0; named < 2; named++) {
            const char *text = named ? topics[i].named : topics[i].classic;
            test_case = text;
            char *topic = exact_copy(text, strlen(text));
            ShadowMessageType_t message = ShadowMessageTypeMaxNum;
            const char *thing = NULL, *name = "old";
            uint8_t thing_length = 0, name_length = 99;
            const ShadowStatus_t status =
                Shadow_MatchTopicString(topic, (uint16_t)strlen(text), &message, &thing,
                                        &thing_length, &name, &name_length);
            CHECK_EQ(message, topics[i].message);
            if (topics[i].message == ShadowMessageTypeMaxNum) {
                CHECK_EQ(status, SHADOW_MESSAGE_TYPE_PARSE_FAILED);
                CHECK_EQ(name_length, 99);
            } else {
                CHECK_EQ(status, SHADOW_SUCCESS);
                CHECK_EQ(thing_length, 10);
                CHECK_EQ(thing == topic + 12, 1);
                CHECK_EQ(name_length, named ? 6 : 0);
                CHECK_EQ(named ? name == topic + 35 : name == NULL, 1);
            }
            free(topic);
        }
    }
}

/* A topic whose names have these lengths. */
static ShadowStatus_t match_lengths(size_t thing, size_t name, bool is_named)
{
    char topic[600] = SHADOW_PREFIX;
    memset(topic + strlen(topic), 't', thing);
    strcat(topic, is_named ? "/shadow/name/" : "/shadow");
    memset(topic + strlen(topic), 'n', name);
    strcat(topic, "/update/delta");
    char *copy = exact_copy(topic, strlen(topic));
    ShadowMessageType_t message;
    const ShadowStatus_t status =
        Shadow_MatchTopicString(copy, (uint16_t)strlen(topic), &message, NULL, NULL, NULL, NULL);
    free(copy);
    return status;
}

static void names_have_limits_with_errors_of_their_own(void)
{
    CHECK_EQ(match_lengths(1, 0, false), SHADOW_SUCCESS);
    CHECK_EQ(match_lengths(128, 0, false), SHADOW_SUCCESS);
    CHECK_EQ(match_lengths(0, 0, false), SHADOW_THINGNAME_PARSE_FAILED);
    CHECK_EQ(match_lengths(129, 0, false), SHADOW_THINGNAME_PARSE_FAILED);
    CHECK_EQ(match_lengths(300, 0, false), SHADOW_THINGNAME_PARSE_FAILED);
    CHECK_EQ(match_lengths(128, 64, true), SHADOW_SUCCESS);
    CHECK_EQ(match_lengths(1, 1, true), SHADOW_SUCCESS);
    CHECK_EQ(match_lengths(1, 0, true), SHADOW_SHADOWNAME_PARSE_FAILED);
    CHECK_EQ(match_lengths(1, 65, true), SHADOW_SHADOWNAME_PARSE_FAILED);
    CHECK_EQ(match_lengths(1, 256 + 1, true), SHADOW_SHADOWNAME_PARSE_FAILED);
}

static void what_is_wrong_first_is_said(void)
{
    static const struct {
        const char *topic;
        ShadowStatus_t status;
    } cases[] = {
        {"x", SHADOW_FAIL},
        {"$aws/things", SHADOW_FAIL},
        {"$aws/thing/a/shadow/get/accepted", SHADOW_FAIL},
        {"/$aws/things/a/shadow/get/accepted", SHADOW_FAIL},
        {"$AWS/things/a/shadow/get/accepted", SHADOW_FAIL},
        {"$aws/things/", SHADOW_THINGNAME_PARSE_FAILED},
        {"$aws/things//shadow/get/accepted", SHADOW_THINGNAME_PARSE_FAILED},
        {"$aws/things/a", SHADOW_ROOT_PARSE_FAILED},
        {"$aws/things/a/", SHADOW_ROOT_PARSE_FAILED},
        {"$aws/things/a/jobs/get/accepted", SHADOW_ROOT_PARSE_FAILED},
        {"$aws/things/a/shado", SHADOW_ROOT_PARSE_FAILED},
        {"$aws/things/a/shadow", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/name", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/name/", SHADOW_SHADOWNAME_PARSE_FAILED},
        {"$aws/things/a/shadow/name//get/accepted", SHADOW_SHADOWNAME_PARSE_FAILED},
        {"$aws/things/a/shadow/name/b", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/name/b/c/get/accepted", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/get/accepte", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/get/acceptef", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/get/accepted/", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/get/delta", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
        {"$aws/things/a/shadow/delete/documents", SHADOW_MESSAGE_TYPE_PARSE_FAILED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        test_case = cases[i].topic;
        char *topic = exact_copy(cases[i].topic, strlen(cases[i].topic));
        ShadowMessageType_t message = ShadowMessageTypeUpdateDelta;
        CHECK_EQ(Shadow_MatchTopicString(topic, (uint16_t)strlen(cases[i].topic), &message, NULL,
                                         NULL, NULL, NULL),
                 cases[i].status);
        CHECK_EQ(message, ShadowMessageTypeUpdateDelta);
        free(topic);
    }
}

/* Each byte of a topic counts: one other, and it is another topic. */
static void one_wrong_byte_is_no_match_unless_it_is_in_a_name(void)
{
    const char good[] = "$aws/things/ab/shadow/name/cd/update/documents";
    const size_t length = sizeof good - 1;
    for (size_t i = 0; i < length; i++) {
        char *topic = exact_copy(good, length);
        topic[i] = topic[i] == 'x' ? 'y' : 'x';
        ShadowMessageType_t message;
        const bool in_a_name = (i >= 12 && i < 14) || (i >= 27 && i < 29);
        const ShadowStatus_t status =
            Shadow_MatchTopicString(topic, (uint16_t)length, &message, NULL, NULL, NULL, NULL);
        CHECK_EQ(status == SHADOW_SUCCESS, in_a_name);
        free(topic);
    }
}

static void parameters_are_asked_for(void)
{
    char buffer[200];
    const char *topic = SHADOW_TOPIC_STRING_GET_ACCEPTED("a");
    uint16_t length = 0;
    ShadowMessageType_t message;
    const char *thing;
#define WRITE(type, name, bytes, shadow, shadow_bytes, to, out)                                    \
    Shadow_AssembleTopicString(type, name, bytes, shadow, shadow_bytes, to, sizeof buffer, out)
    CHECK_EQ(WRITE(ShadowTopicStringTypeGet, NULL, 1, "", 0, buffer, &length),
             SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE(ShadowTopicStringTypeGet, "a", 0, "", 0, buffer, &length), SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE(ShadowTopicStringTypeGet, "a", 129, "", 0, buffer, &length),
             SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE(ShadowTopicStringTypeGet, "a", 1, NULL, 1, buffer, &length),
             SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE(ShadowTopicStringTypeGet, "a", 1, "a", 65, buffer, &length),
             SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE(ShadowTopicStringTypeGet, "a", 1, "", 0, NULL, &length), SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE(ShadowTopicStringTypeGet, "a", 1, "", 0, buffer, NULL), SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE(ShadowTopicStringTypeMaxNum, "a", 1, "", 0, buffer, &length),
             SHADOW_BAD_PARAMETER);
    CHECK_EQ(WRITE((ShadowTopicStringType_t)-1, "a", 1, "", 0, buffer, &length),
             SHADOW_BAD_PARAMETER);
    CHECK_EQ(Shadow_MatchTopic(NULL, 5, &message, &thing, &length), SHADOW_BAD_PARAMETER);
    CHECK_EQ(Shadow_MatchTopic(topic, 0, &message, &thing, &length), SHADOW_BAD_PARAMETER);
    CHECK_EQ(Shadow_MatchTopic(topic, 5, NULL, &thing, &length), SHADOW_BAD_PARAMETER);
    CHECK_EQ(Shadow_MatchTopic(topic, (uint16_t)strlen(topic), &message, &thing, &length),
             SHADOW_SUCCESS);
    CHECK_EQ(length, 1);
    CHECK_EQ(*thing, 'a');
    CHECK_EQ(Shadow_MatchTopic(topic, (uint16_t)strlen(topic), &message, NULL, NULL),
             SHADOW_SUCCESS);
}

int main(void)
{
    RUN(the_macros_write_what_the_service_documents);
    RUN(the_function_writes_what_the_macros_do);
    RUN(answers_and_events_are_recognised_and_requests_are_not);
    RUN(names_have_limits_with_errors_of_their_own);
    RUN(what_is_wrong_first_is_said);
    RUN(one_wrong_byte_is_no_match_unless_it_is_in_a_name);
    RUN(parameters_are_asked_for);
    return 0;
}
