/* SPDX-License-Identifier: MIT */
/* What is refused before a byte leaves. */
#include "cases.h"
#include "mqtt_kit.h"

void validate_connect_info(void)
{
    static IotNetworkInterface_t partial;

    partial = scripted_network;
    partial.destroy = NULL;
    network.pNetworkInterface = &partial;
    EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_BAD_PARAMETER);
    partial.destroy = scripted_network.destroy; /* where it was taken all the same */
    REQUIRE(connection == IOT_MQTT_CONNECTION_INITIALIZER);
    network.pNetworkInterface = &scripted_network;
    hello.pClientIdentifier = NULL;
    EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_BAD_PARAMETER);
    hello.pClientIdentifier = "x";
    hello.clientIdentifierLength = 0;
    hello.cleanSession = false; /* a session needs a name */
    EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_BAD_PARAMETER);
    hello.clientIdentifierLength = 1;
    hello.cleanSession = true;
    EXPECT_EQUAL(IotMqtt_Connect(NULL, &hello, ANSWER_MS, &connection), IOT_MQTT_BAD_PARAMETER);
    EXPECT_EQUAL(IotMqtt_Connect(&network, NULL, ANSWER_MS, &connection), IOT_MQTT_BAD_PARAMETER);
    network.pNetworkInterface = NULL;
    EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_BAD_PARAMETER);
    network.pNetworkInterface = &scripted_network;
    const IotMqttPublishInfo_t will = kit_message("", "x", IOT_MQTT_QOS_1);
    hello.pWillInfo = &will;
    EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_BAD_PARAMETER);
    EXPECT_EQUAL(scripted_server.count[PACKET_CONNECT >> 4], 0);
}

static IotMqttError_t publish(const IotMqttPublishInfo_t *message)
{
    return IotMqtt_Publish(connection, message, 0, NULL, NULL);
}

void validate_publish_info(void)
{
    IotMqttPublishInfo_t message = kit_message("up", "x", IOT_MQTT_QOS_1);

    REQUIRE(kit_connect());
    EXPECT_EQUAL(publish(NULL), IOT_MQTT_BAD_PARAMETER);
    message.pTopicName = NULL;
    EXPECT_EQUAL(publish(&message), IOT_MQTT_BAD_PARAMETER);
    message = kit_message("", "x", IOT_MQTT_QOS_1);
    EXPECT_EQUAL(publish(&message), IOT_MQTT_BAD_PARAMETER);
    message = kit_message("up", "x", IOT_MQTT_QOS_2);
    EXPECT_EQUAL(publish(&message), IOT_MQTT_BAD_PARAMETER);
    message = kit_message("up", "x", IOT_MQTT_QOS_1);
    message.pPayload = NULL; /* with a length */
    EXPECT_EQUAL(publish(&message), IOT_MQTT_BAD_PARAMETER);
    message = kit_message("up", "x", IOT_MQTT_QOS_1);
    message.retryLimit = 1; /* without a time */
    EXPECT_EQUAL(publish(&message), IOT_MQTT_BAD_PARAMETER);
    EXPECT_EQUAL(scripted_server.count[PACKET_PUBLISH >> 4], 0);
}

static IotMqttError_t subscribe(const IotMqttSubscription_t *filters, size_t count)
{
    return IotMqtt_TimedSubscribe(connection, filters, count, 0, ANSWER_MS);
}

void validate_subscription_list(void)
{
    IotMqttSubscription_t filter = kit_filter("down");

    REQUIRE(kit_connect());
    EXPECT_EQUAL(subscribe(NULL, 1), IOT_MQTT_BAD_PARAMETER);
    EXPECT_EQUAL(subscribe(&filter, 0), IOT_MQTT_BAD_PARAMETER);
    filter.callback.function = NULL;
    EXPECT_EQUAL(subscribe(&filter, 1), IOT_MQTT_BAD_PARAMETER);
    filter = kit_filter("");
    EXPECT_EQUAL(subscribe(&filter, 1), IOT_MQTT_BAD_PARAMETER);
    filter = kit_filter("down");
    filter.pTopicFilter = NULL;
    EXPECT_EQUAL(subscribe(&filter, 1), IOT_MQTT_BAD_PARAMETER);
    filter = kit_filter("down");
    filter.qos = IOT_MQTT_QOS_2;
    EXPECT_EQUAL(subscribe(&filter, 1), IOT_MQTT_BAD_PARAMETER);
    static const char *const malformed[] = {"a/#/b", "a+", "#a", "a/b#", "+a/b"};
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
        filter = kit_filter(malformed[i]);
        EXPECT_EQUAL(subscribe(&filter, 1), IOT_MQTT_BAD_PARAMETER);
    }
    EXPECT_EQUAL(scripted_server.count[PACKET_SUBSCRIBE >> 4], 0);
}

void validate_operation(void)
{
    const IotMqttPublishInfo_t message = kit_message("up", "x", IOT_MQTT_QOS_1);
    const IotMqttPublishInfo_t once = kit_message("up", "x", IOT_MQTT_QOS_0);
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;

    REQUIRE(kit_connect());
    EXPECT_EQUAL(IotMqtt_Wait(NULL, 0), IOT_MQTT_BAD_PARAMETER);
    /* Waitable: a place for the operation is needed, and nobody else is told. */
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, NULL),
                 IOT_MQTT_BAD_PARAMETER);
    EXPECT_EQUAL(
        IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, &tell_end, &operation),
        IOT_MQTT_BAD_PARAMETER);
    EXPECT_EQUAL(IotMqtt_Publish(connection, &once, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
                 IOT_MQTT_BAD_PARAMETER);
    EXPECT_EQUAL(scripted_server.count[PACKET_PUBLISH >> 4], 0);
}
