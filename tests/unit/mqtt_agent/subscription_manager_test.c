/* SPDX-License-Identifier: MIT */
#include "subscription_manager.h"

#include <string.h>

#include "test.h"

static SubscriptionElement_t list[SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS];
static unsigned calls[2];

static void count(void *context, MQTTPublishInfo_t *message)
{
    CHECK_EQ(message->payloadLength, 1);
    (*(unsigned *)context)++;
}

static void start(void)
{
    memset(list, 0, sizeof list);
    memset(calls, 0, sizeof calls);
}

static SubscriptionManagerStatus_t add(const char *filter, unsigned *context)
{
    return subscription_manager_add(list, filter, (uint16_t)strlen(filter), MQTTQoS1, count,
                                    context);
}

static bool handle(const char *topic)
{
    MQTTPublishInfo_t message = {.pTopicName = topic,
                                 .topicNameLength = (uint16_t)strlen(topic),
                                 .pPayload = "x",
                                 .payloadLength = 1};
    return handleIncomingPublishes(list, &message);
}

static void a_message_goes_to_every_filter_that_it_matches(void)
{
    start();
    CHECK_EQ(add("a/+", &calls[0]), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(add("a/b", &calls[1]), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(handle("a/b"), true);
    CHECK_EQ(calls[0] == 1 && calls[1] == 1, 1);
    CHECK_EQ(handle("a/c"), true);
    CHECK_EQ(calls[0] == 2 && calls[1] == 1, 1);
    CHECK_EQ(handle("b/b"), false);
}

static void one_filter_may_have_two_readers_but_none_twice(void)
{
    start();
    CHECK_EQ(add("a", &calls[0]), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(add("a", &calls[1]), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(add("a", &calls[1]), SUBSCRIPTION_MANAGER_DUPLICATE);
    CHECK_EQ(addSubscription(list, "a", 1, count, &calls[1]), true);
    CHECK_EQ(handle("a"), true);
    CHECK_EQ(calls[0] == 1 && calls[1] == 1, 1);
}

static void removing_frees_all_places_of_a_filter(void)
{
    start();
    CHECK_EQ(add("a", &calls[0]), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(add("a", &calls[1]), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(add("ab", &calls[1]), SUBSCRIPTION_MANAGER_OK);
    removeSubscription(list, "a", 1);
    CHECK_EQ(handle("a"), false);
    CHECK_EQ(handle("ab"), true);
    removeSubscription(list, "none", 4);
    removeSubscription(NULL, "a", 1);
    removeSubscription(list, NULL, 1);
}

static void a_full_list_says_so(void)
{
    static const char filters[] = "abcdefghijklmnopqrstuvwxyz";

    start();
    for (size_t i = 0; i < SUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS; i++) {
        CHECK_EQ(addSubscription(list, &filters[i], 1, count, NULL), true);
    }
    CHECK_EQ(add("full", NULL), SUBSCRIPTION_MANAGER_FULL);
    CHECK_EQ(addSubscription(list, "full", 4, count, NULL), false);
}

static void what_is_no_filter_is_refused(void)
{
    static const char *const bad[] = {"", "a+", "+a", "a/+b", "#/a", "a#", "a/#/b", "++"};
    static const char *const good[] = {"+", "#", "/", "a/+/b", "a/#", "+/+", "$aws/things/+/#"};

    start();
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        test_case = bad[i];
        CHECK_EQ(add(bad[i], NULL), SUBSCRIPTION_MANAGER_BAD_FILTER);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        test_case = good[i];
        CHECK_EQ(add(good[i], NULL), SUBSCRIPTION_MANAGER_OK);
    }
    CHECK_EQ(subscription_manager_add(NULL, "a", 1, MQTTQoS0, count, NULL),
             SUBSCRIPTION_MANAGER_BAD_PARAMETER);
    CHECK_EQ(subscription_manager_add(list, NULL, 1, MQTTQoS0, count, NULL),
             SUBSCRIPTION_MANAGER_BAD_PARAMETER);
}

static void without_a_callback_a_message_is_nobodys(void)
{
    start();
    CHECK_EQ(subscription_manager_add(list, "a", 1, MQTTQoS0, NULL, NULL), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(handle("a"), false);
    CHECK_EQ(add("a", &calls[0]), SUBSCRIPTION_MANAGER_OK);
    CHECK_EQ(handle("a"), true);
    CHECK_EQ(calls[0], 1);
}

static void each_status_has_its_own_text(void)
{
    for (unsigned i = 0; i <= SUBSCRIPTION_MANAGER_FULL; i++) {
        for (unsigned k = 0; k < i; k++) {
            CHECK_EQ(strcmp(subscription_manager_text((SubscriptionManagerStatus_t)i),
                            subscription_manager_text((SubscriptionManagerStatus_t)k)) != 0,
                     1);
        }
    }
}

static void remove_self(void *context, MQTTPublishInfo_t *message)
{
    (void)message;
    (*(unsigned *)context)++;
    removeSubscription(list, "a", 1);
}

static void a_reader_may_remove_itself(void)
{
    start();
    CHECK_EQ(addSubscription(list, "a", 1, remove_self, &calls[0]), true);
    CHECK_EQ(handle("a"), true);
    CHECK_EQ(handle("a"), false);
    CHECK_EQ(calls[0], 1);
}

int main(void)
{
    RUN(a_message_goes_to_every_filter_that_it_matches);
    RUN(one_filter_may_have_two_readers_but_none_twice);
    RUN(removing_frees_all_places_of_a_filter);
    RUN(a_full_list_says_so);
    RUN(what_is_no_filter_is_refused);
    RUN(without_a_callback_a_message_is_nobodys);
    RUN(each_status_has_its_own_text);
    RUN(a_reader_may_remove_itself);
    return 0;
}
