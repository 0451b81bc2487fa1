/* SPDX-License-Identifier: MIT */
/* Which callback gets which message. */
#include "cases.h"
#include "mqtt_kit.h"

static bool is_subscribed(const char *filter)
{
    return IotMqtt_IsSubscribed(connection, filter, (uint16_t)strlen(filter), NULL);
}

static void unsubscribe(const char *filter)
{
    const IotMqttSubscription_t subscription = kit_filter(filter);

    EXPECT_EQUAL(IotMqtt_TimedUnsubscribe(connection, &subscription, 1, 0, ANSWER_MS),
                 IOT_MQTT_SUCCESS);
}

/* Does a message to `topic` reach the case? */
static bool reaches(const char *topic)
{
    const unsigned before = told.messages;

    EXPECT(scripted_server_publish(topic, "x", 0, 0));
    kit_settle();
    return told.messages != before;
}

void subscription_list_add_remove(void)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("a"));
    REQUIRE(kit_subscribe("b"));
    REQUIRE(kit_subscribe("c"));
    unsubscribe("b");
    EXPECT(is_subscribed("a"));
    EXPECT(!is_subscribed("b"));
    EXPECT(is_subscribed("c"));
    EXPECT(reaches("a"));
    EXPECT(!reaches("b"));
    EXPECT(reaches("c"));
}

void subscription_match_exact(void)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("a/b"));
    EXPECT(reaches("a/b"));
    EXPECT(!reaches("a/B"));
    EXPECT(!reaches("a"));
    EXPECT(!reaches("a/b/c"));
    EXPECT(!reaches("a/bc"));
}

void subscription_match_single_level(void)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("a/+/c"));
    EXPECT(reaches("a/b/c"));
    EXPECT(reaches("a//c"));
    EXPECT(!reaches("a/b/b/c"));
    EXPECT(!reaches("a/c"));
    EXPECT(!reaches("a/b/cd"));
}

void subscription_match_multi_level(void)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("a/#"));
    EXPECT(reaches("a"));
    EXPECT(reaches("a/b"));
    EXPECT(reaches("a/b/c"));
    EXPECT(!reaches("ab"));
    EXPECT(!reaches("b/a"));
}

void subscription_match_dollar(void)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("#"));
    EXPECT(reaches("a/b"));
    EXPECT(!reaches("$aws/b"));
    unsubscribe("#");
    REQUIRE(kit_subscribe("$aws/#"));
    EXPECT(reaches("$aws/b"));
}

void subscription_no_match(void)
{
    REQUIRE(kit_connect());
    EXPECT(!reaches("a"));
    REQUIRE(kit_subscribe("b"));
    EXPECT(!reaches("a"));
    EXPECT_EQUAL(told.lost, 0); /* a message for nobody harms nobody */
}

static void on_other(void *context, IotMqttCallbackParam_t *param)
{
    (void)param;
    ++*(volatile unsigned *)context;
}

void subscription_replaced(void)
{
    static volatile unsigned other;
    IotMqttSubscription_t filter = kit_filter("a");
    IotMqttSubscription_t found;

    other = 0;
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("a"));
    filter.qos = IOT_MQTT_QOS_0;
    filter.callback.function = on_other;
    filter.callback.pCallbackContext = (void *)(uintptr_t)&other;
    EXPECT_EQUAL(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, ANSWER_MS), IOT_MQTT_SUCCESS);
    EXPECT(!reaches("a"));
    EXPECT_EQUAL(other, 1);
    EXPECT(IotMqtt_IsSubscribed(connection, "a", 1, &found));
    EXPECT_EQUAL(found.qos, IOT_MQTT_QOS_0);
    EXPECT_EQUAL(found.topicFilterLength, 1);
}

void subscription_refused_is_removed(void)
{
    const IotMqttSubscription_t filter = kit_filter("secret");

    REQUIRE(kit_connect());
    scripted_server.suback_code = 0x80;
    EXPECT_EQUAL(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, ANSWER_MS),
                 IOT_MQTT_SERVER_REFUSED);
    EXPECT(!is_subscribed("secret"));
    EXPECT(!reaches("secret"));
}

void subscription_every_match_is_told(void)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("a/b"));
    REQUIRE(kit_subscribe("a/+"));
    REQUIRE(kit_subscribe("a/#"));
    EXPECT(scripted_server_publish("a/b", "x", 0, 0));
    kit_settle();
    EXPECT_EQUAL(told.messages, 3);
}

static void on_message_unsubscribe(void *context, IotMqttCallbackParam_t *param)
{
    const IotMqttSubscription_t filter = kit_filter("a");

    ++*(volatile unsigned *)context;
    (void)IotMqtt_Unsubscribe(param->mqttConnection, &filter, 1, 0, NULL, NULL);
}

void subscription_callback_unsubscribes(void)
{
    static volatile unsigned heard;
    IotMqttSubscription_t filter = kit_filter("a");

    heard = 0;
    REQUIRE(kit_connect());
    filter.callback.function = on_message_unsubscribe;
    filter.callback.pCallbackContext = (void *)(uintptr_t)&heard;
    EXPECT_EQUAL(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, ANSWER_MS), IOT_MQTT_SUCCESS);
    (void)reaches("a");
    (void)reaches("a");
    EXPECT_EQUAL(heard, 1);
    EXPECT(!is_subscribed("a"));
    EXPECT_EQUAL(scripted_server.count[PACKET_UNSUBSCRIBE >> 4], 1);
}

void subscription_is_subscribed(void)
{
    REQUIRE(kit_connect());
    EXPECT(!is_subscribed("a"));
    REQUIRE(kit_subscribe("a/+"));
    EXPECT(is_subscribed("a/+"));
    EXPECT(!is_subscribed("a/b")); /* filters are compared, not matched */
    EXPECT(!IotMqtt_IsSubscribed(connection, "a/+", 1, NULL));
    unsubscribe("a/+");
    EXPECT(!is_subscribed("a/+"));
}

void subscription_list_full(void)
{
    static const char names[] = "abcdefghijklmnopqrstuvwxyz";
    const IotMqttSubscription_t more = kit_filter("more");
    char name[2] = "";

    REQUIRE(kit_connect());
    for (unsigned i = 0; i < IOT_MQTT_SUBSCRIPTIONS && i < sizeof names - 1; i++) {
        name[0] = names[i];
        REQUIRE(kit_subscribe(name));
    }
    EXPECT_EQUAL(IotMqtt_TimedSubscribe(connection, &more, 1, 0, ANSWER_MS), IOT_MQTT_NO_MEMORY);
    EXPECT(!is_subscribed("more"));
    EXPECT(is_subscribed("a"));
    EXPECT(reaches("a"));
    unsubscribe("a");
    REQUIRE(kit_subscribe("more"));
}
