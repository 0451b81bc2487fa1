/* SPDX-License-Identifier: MIT */
#include "topic.h"

#include <string.h>

#include "test.h"

static void a_filter_fits_as_aws_says(void)
{
    static const struct {
        const char *filter, *topic;
        bool fits;
    } cases[] = {
        {"a", "a", true},           {"a", "ab", false},
        {"a/b", "a/b", true},       {"a/b", "a", false},
        {"a", "a/b", false},        {"+", "a", true},
        {"+", "a/b", false},        {"+/+", "a/b", true},
        {"+/b", "/b", true},        {"a/+", "a/", true},
        {"a/+", "a", false},        {"#", "a/b/c", true},
        {"a/#", "a/b/c", true},     {"a/#", "a/", true},
        {"a/#", "a", false}, /* MQTT says true */
        {"a/#", "ab", false},       {"#", "$aws/x", false},
        {"+/x", "$aws/x", false},   {"$aws/#", "$aws/x", true},
        {"$aws/x", "$aws/x", true},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].filter;
        CHECK_EQ(topic_fits(cases[i].filter, cases[i].topic), cases[i].fits);
    }
}

static void a_topic_has_7_slashes_and_256_bytes(void)
{
    char topic[400];

    CHECK_EQ(topic_is_short_enough("1/2/3/4/5/6/7/8"), true);
    CHECK_EQ(topic_is_short_enough("1/2/3/4/5/6/7/8/"), false);
    CHECK_EQ(topic_is_short_enough("$aws/rules/rule/1/2/3/4/5/6/7/8"), true);
    CHECK_EQ(topic_is_short_enough("$aws/rules/rule/1/2/3/4/5/6/7/8/"), false);
    CHECK_EQ(topic_is_short_enough("$share/name/1/2/3/4/5/6/7/8"), true);
    memset(topic, 'a', sizeof(topic));
    topic[256] = '\0';
    CHECK_EQ(topic_is_short_enough(topic), true);
    topic[256] = 'a';
    topic[257] = '\0';
    CHECK_EQ(topic_is_short_enough(topic), false);
    memcpy(topic, "$aws/rules/rule/", 16);
    topic[257] = 'a';
    topic[16 + 256] = '\0';
    CHECK_EQ(topic_is_short_enough(topic), true);
}

static void reserved_topics_have_a_direction(void)
{
    static const struct {
        const char *topic;
        bool may_be_published, may_be_subscribed;
    } cases[] = {
        {"a", true, true},
        {"$aws/things/lamp/shadow/update", true, true},
        {"$aws/things/lamp/shadow/update/accepted", false, true},
        {"$aws/things/lamp/shadow/name/n/get", true, true},
        {"$aws/things/lamp/shadow/name/n/gets", false, true},
        {"$aws/things/lamp/jobs/j/update", true, true},
        {"$aws/things/lamp/jobs/toast", true, true}, /* answered: InvalidTopic */
        {"$aws/things/lamp/jobs/j/toast", true, true},
        {"$aws/things/lamp/jobs/j/update/toast", false, true},
        {"$aws/things/lamp/jobs/notify", false, true},
        {"$aws/things/lamp/jobs/notify-next", false, true},
        {"$aws/things/lamp/jobs/get/accepted", false, true},
        {"$aws/things/lamp/jobs/start-next/rejected", false, true},
        {"$aws/things/lamp/jobs/j/update/rejected", false, true},
        {"$aws/things/lamp/streams/s/get/json", true, true},
        {"$aws/things/lamp/streams/s/toast/cbor", true, true},
        {"$aws/things/lamp/streams/s/data/json", false, true},
        {"$aws/things/lamp/streams/s/description/cbor", false, true},
        {"$aws/things/lamp/streams/s/rejected/json", false, true},
        {"$aws/things/lamp/defender/metrics/json", true, true},
        {"$aws/certificates/create/cbor", true, true},
        {"$aws/provisioning-templates/t/provision/json", true, true},
        {"$aws/events/presence/connected/lamp", false, true},
        {"$aws/rules/rule", true, false},
        {"$aws/rules/rule/a/b", true, false},
        {"$aws/toaster", false, false},
        {"$SYS/broker/uptime", false, false},
        {"$cloud/to/lamp/a", false, false},
        {"$x", false, false},
        {"$share/name/a", false, true},
        {"$share/name/$aws/toaster", false, false},
        {"$share/name", false, false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].topic;
        CHECK_EQ(topic_may_be_published(cases[i].topic), cases[i].may_be_published);
        CHECK_EQ(topic_may_be_subscribed(cases[i].topic), cases[i].may_be_subscribed);
    }
}

int main(void)
{
    RUN(a_filter_fits_as_aws_says);
    RUN(a_topic_has_7_slashes_and_256_bytes);
    RUN(reserved_topics_have_a_direction);
    return 0;
}
