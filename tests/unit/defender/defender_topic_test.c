/* SPDX-License-Identifier: MIT */
#include "defender.h"

#include <stdbool.h>

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
    DefenderTopic_t api;
    const char *topic;
    unsigned length;
} topics[] = {
    {DefenderJsonReportPublish, DEFENDER_API_JSON_PUBLISH("thing-1"),
     DEFENDER_API_LENGTH_JSON_PUBLISH(7)},
    {DefenderJsonReportAccepted, DEFENDER_API_JSON_ACCEPTED("thing-1"),
     DEFENDER_API_LENGTH_JSON_ACCEPTED(7)},
    {DefenderJsonReportRejected, DEFENDER_API_JSON_REJECTED("thing-1"),
     DEFENDER_API_LENGTH_JSON_REJECTED(7)},
    {DefenderCborReportPublish, DEFENDER_API_CBOR_PUBLISH("thing-1"),
     DEFENDER_API_LENGTH_CBOR_PUBLISH(7)},
    {DefenderCborReportAccepted, DEFENDER_API_CBOR_ACCEPTED("thing-1"),
     DEFENDER_API_LENGTH_CBOR_ACCEPTED(7)},
    {DefenderCborReportRejected, DEFENDER_API_CBOR_REJECTED("thing-1"),
     DEFENDER_API_LENGTH_CBOR_REJECTED(7)},
};

static void the_macros_write_what_the_service_documents(void)
{
    CHECK_EQ(strcmp(topics[0].topic, "$aws/things/thing-1/defender/metrics/json"), 0);
    CHECK_EQ(strcmp(topics[4].topic, "$aws/things/thing-1/defender/metrics/cbor/accepted"), 0);
    CHECK_EQ(COUNT(topics), DefenderMaxTopic);
    for (size_t i = 0; i < COUNT(topics); i++) {
        CHECK_EQ(topics[i].length, strlen(topics[i].topic));
        CHECK_EQ(topics[i].length <= DEFENDER_API_MAX_LENGTH(7), 1);
    }
}

static void each_topic_is_written_and_recognised(void)
{
    for (size_t i = 0; i < COUNT(topics); i++) {
        const uint16_t length = (uint16_t)strlen(topics[i].topic);
        test_case = topics[i].topic;
        for (uint16_t room = 0; room <= length; room++) {
            char *buffer = malloc(room == 0 ? 1 : room);
            uint16_t written = 7;
            CHECK_EQ(Defender_GetTopic(buffer, room, "thing-1", 7, topics[i].api, &written),
                     room == length ? DefenderSuccess : DefenderBufferTooSmall);
            CHECK_EQ(written, room == length ? length : 7);
            CHECK_EQ(room == length && memcmp(buffer, topics[i].topic, length) != 0, 0);
            free(buffer);
        }
        char *topic = exact_copy(topics[i].topic, length);
        DefenderTopic_t api = DefenderMaxTopic;
        const char *thing = NULL;
        uint16_t bytes = 0;
        CHECK_EQ(Defender_MatchTopic(topic, length, &api, &thing, &bytes), DefenderSuccess);
        CHECK_EQ(api, topics[i].api);
        CHECK_EQ(thing == topic + 12 && bytes == 7, 1);
        CHECK_EQ(Defender_MatchTopic(topic, length, &api, NULL, NULL), DefenderSuccess);
        /* Each byte counts, but those of the name. */
        for (uint16_t at = 0; at < length; at++) {
            topic[at] = (char)(topic[at] ^ 1);
            const bool in_the_name = at >= 12 && at < 19 && topic[at] != '/';
            CHECK_EQ(Defender_MatchTopic(topic, length, &api, NULL, NULL) == DefenderSuccess,
                     in_the_name);
            CHECK_EQ(api == DefenderInvalidTopic, !in_the_name);
            topic[at] = (char)(topic[at] ^ 1);
        }
        for (uint16_t cut = 0; cut < length; cut++) {
            const bool other = cut == strlen("$aws/things/thing-1/defender/metrics/json");
            CHECK_EQ(Defender_MatchTopic(topic, cut, &api, NULL, NULL),
                     other ? DefenderSuccess : DefenderNoMatch);
        }
        free(topic);
    }
}

static void the_name_has_a_limit(void)
{
    char name[129], topic[DEFENDER_API_MAX_LENGTH(129)];
    uint16_t length = 0;
    DefenderTopic_t api;
    memset(name, 'n', sizeof name);
    CHECK_EQ(Defender_GetTopic(topic, sizeof topic, name, 128, DefenderCborReportAccepted, &length),
             DefenderSuccess);
    CHECK_EQ(length, DEFENDER_API_MAX_LENGTH(128));
    CHECK_EQ(Defender_MatchTopic(topic, length, &api, NULL, NULL), DefenderSuccess);
    CHECK_EQ(Defender_GetTopic(topic, sizeof topic, name, 129, DefenderCborReportAccepted, &length),
             DefenderBadParameter);
    memmove(topic + 13, topic + 12, length - 12u);
    CHECK_EQ(Defender_MatchTopic(topic, (uint16_t)(length + 1), &api, NULL, NULL), DefenderNoMatch);
    static const char none[] = "$aws/things//defender/metrics/json";
    CHECK_EQ(Defender_MatchTopic(none, sizeof none - 1, &api, NULL, NULL), DefenderNoMatch);
}

static void parameters_are_asked_for(void)
{
    char topic[100];
    uint16_t length;
    DefenderTopic_t api;
    CHECK_EQ(Defender_GetTopic(NULL, 100, "t", 1, DefenderJsonReportPublish, &length),
             DefenderBadParameter);
    CHECK_EQ(Defender_GetTopic(topic, 100, NULL, 1, DefenderJsonReportPublish, &length),
             DefenderBadParameter);
    CHECK_EQ(Defender_GetTopic(topic, 100, "t", 0, DefenderJsonReportPublish, &length),
             DefenderBadParameter);
    CHECK_EQ(Defender_GetTopic(topic, 100, "t", 1, DefenderInvalidTopic, &length),
             DefenderBadParameter);
    CHECK_EQ(Defender_GetTopic(topic, 100, "t", 1, DefenderMaxTopic, &length),
             DefenderBadParameter);
    CHECK_EQ(Defender_GetTopic(topic, 100, "t", 1, DefenderJsonReportPublish, NULL),
             DefenderBadParameter);
    CHECK_EQ(Defender_MatchTopic(NULL, 5, &api, NULL, NULL), DefenderBadParameter);
    CHECK_EQ(Defender_MatchTopic("x", 1, NULL, NULL, NULL), DefenderBadParameter);
}

int main(void)
{
    RUN(the_macros_write_what_the_service_documents);
    RUN(each_topic_is_written_and_recognised);
    RUN(the_name_has_a_limit);
    RUN(parameters_are_asked_for);
    return 0;
}
