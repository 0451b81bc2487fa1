/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

static const struct {
    const char *filter, *topic;
    bool matches;
} cases[] = {
    {"a/b", "a/b", true},
    {"a/b", "a/c", false},
    {"a/b", "a/bc", false},
    {"a/bc", "a/b", false},
    {"a/b", "A/b", false},
    {"a", "/a", false},
    {"/a", "/a", true},
    {"a/", "a", false},
    {"a/", "a/", true},
    {"a//b", "a//b", true},
    {"a/b", "a", false},
    {"a", "a/b", false},
    /* one level */
    {"+", "a", true},
    {"+", "a/b", false},
    {"+", "/a", false},
    {"+/+", "/a", true},
    {"/+", "/a", true},
    {"a/+", "a/b", true},
    {"a/+", "a/", true},
    {"a/+", "a", false},
    {"a/+", "a/b/c", false},
    {"a/+/c", "a/b/c", true},
    {"a/+/c", "a//c", true},
    {"a/+/c", "a/b/d", false},
    {"a/+/c", "a/b", false},
    {"+/b/+", "a/b/c", true},
    {"+/b/+", "a/c/c", false},
    {"+/+/+", "a/b", false},
    /* all that are left */
    {"#", "a", true},
    {"#", "a/b/c", true},
    {"#", "/", true},
    {"a/#", "a", true},
    {"a/#", "a/", true},
    {"a/#", "a/b/c", true},
    {"a/#", "ab", false},
    {"a/#", "b/a", false},
    {"a/b/#", "a", false},
    {"a/+/#", "a", false},
    {"a/+/#", "a/b", true},
    {"a/+/#", "a/b/c/d", true},
    {"+/#", "a", true},
    {"/#", "/", true},
    {"/#", "a", false},
    /* names with a dollar sign are hidden from wildcards in the first level only */
    {"#", "$SYS/x", false},
    {"+/x", "$SYS/x", false},
    {"$SYS/#", "$SYS/x", true},
    {"$SYS/+", "$SYS/x", true},
    {"$aws/things/+/shadow/#", "$aws/things/t/shadow/update/delta", true},
    {"a/#", "a/$b", true},
    /* wildcards that are not alone in their level are no wildcards, and match no name */
    {"a+", "ab", false},
    {"+a", "ba", false},
    {"a/b+/c", "a/bb/c", false},
    {"a#", "ab", false},
    {"#a", "a", false},
    {"#/a", "b/a", false},
    {"a/#/c", "a/b/c", false},
    {"a/#b", "a/b", false},
};

static void the_answer_is_right_in_every_case(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].filter;
        /* Exactly as long as they are: a byte too far is seen. */
        const size_t filter_length = strlen(cases[i].filter);
        const size_t topic_length = strlen(cases[i].topic);
        char *const filter = malloc(filter_length);
        char *const topic = malloc(topic_length);
        memcpy(filter, cases[i].filter, filter_length);
        memcpy(topic, cases[i].topic, topic_length);
        bool matches = !cases[i].matches;
        CHECK_EQ(MQTT_MatchTopic(topic, (uint16_t)topic_length, filter, (uint16_t)filter_length,
                                 &matches),
                 MQTTSuccess);
        CHECK_EQ(matches, cases[i].matches);
        free(filter);
        free(topic);
    }
}

/* The standard's own words, level by level, as slow as can be. */
static bool matches_slowly(const char *filter, const char *topic)
{
    for (bool first = true;; first = false) {
        const size_t f = strcspn(filter, "/");
        const size_t t = strcspn(topic, "/");
        const bool hidden = first && *topic == '$';
        if (f == 1 && *filter == '#' && filter[1] == '\0') {
            return !hidden;
        }
        if (f == 1 && *filter == '+') {
            if (hidden) {
                return false;
            }
        } else if (f != t || strncmp(filter, topic, f) != 0) {
            return false;
        }
        filter += f;
        topic += t;
        if (*topic == '\0') {
            return *filter == '\0' || strcmp(filter, "/#") == 0;
        }
        if (*filter == '\0') {
            return false;
        }
        filter++;
        topic++;
    }
}

/* All filters and names of up to four characters of a small alphabet: half a million pairs. */
static bool next(char *text, size_t length, const char *alphabet)
{
    const size_t letters = strlen(alphabet);
    for (size_t i = 0; i < length; i++) {
        const size_t at = (size_t)(strchr(alphabet, text[i]) - alphabet) + 1;
        text[i] = alphabet[at % letters];
        if (at < letters) {
            return true;
        }
    }
    return false;
}

static void check_against_all_topics(const char *filter, uint16_t filter_length, uint16_t length)
{
    char topic[5] = "";

    memset(topic, 'a', length);
    do {
        bool matches;
        CHECK_EQ(MQTT_MatchTopic(topic, length, filter, filter_length, &matches), MQTTSuccess);
        if (matches != matches_slowly(filter, topic)) {
            test_case = filter;
            CHECK_EQ(matches, !matches);
        }
    } while (next(topic, length, "ab/$"));
}

static void short_texts_all_agree_with_the_standard(void)
{
    for (uint16_t length = 1; length <= 4; length++) {
        char filter[5] = "";
        memset(filter, 'a', length);
        do {
            for (uint16_t topic = 1; topic <= 4; topic++) {
                check_against_all_topics(filter, length, topic);
            }
        } while (next(filter, length, "ab/+#$"));
    }
}

static void missing_arguments_are_refused(void)
{
    bool matches;
    CHECK_EQ(MQTT_MatchTopic(NULL, 1, "a", 1, &matches), MQTTBadParameter);
    CHECK_EQ(MQTT_MatchTopic("a", 0, "a", 1, &matches), MQTTBadParameter);
    CHECK_EQ(MQTT_MatchTopic("a", 1, NULL, 1, &matches), MQTTBadParameter);
    CHECK_EQ(MQTT_MatchTopic("a", 1, "a", 0, &matches), MQTTBadParameter);
    CHECK_EQ(MQTT_MatchTopic("a", 1, "a", 1, NULL), MQTTBadParameter);
}

int main(void)
{
    RUN(the_answer_is_right_in_every_case);
    RUN(short_texts_all_agree_with_the_standard);
    RUN(missing_arguments_are_refused);
    return 0;
}
