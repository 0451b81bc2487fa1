/* SPDX-License-Identifier: MIT */
#include "mqtt_kit.h"

struct told told;
IotMqttConnection_t connection;
IotMqttNetworkInfo_t network;
IotMqttConnectInfo_t hello;

static void copy_text(char *to, size_t room, const void *from, size_t length)
{
    const size_t fits = length < room - 1 ? length : room - 1;

    memcpy(to, from, fits);
    to[fits] = '\0';
}

static void on_end(void *context, IotMqttCallbackParam_t *param)
{
    (void)context;
    told.result = param->u.operation.result;
    told.type = param->u.operation.type;
    told.ended = told.ended + 1;
}

static void on_lost(void *context, IotMqttCallbackParam_t *param)
{
    (void)context;
    told.reason = param->u.disconnectReason;
    told.lost = told.lost + 1;
}

static void on_message(void *context, IotMqttCallbackParam_t *param)
{
    const IotMqttPublishInfo_t *const info = &param->u.message.info;

    (void)context;
    copy_text(told.topic, sizeof told.topic, info->pTopicName, info->topicNameLength);
    copy_text(told.payload, sizeof told.payload, info->pPayload, info->payloadLength);
    copy_text(told.filter, sizeof told.filter, param->u.message.pTopicFilter,
              param->u.message.topicFilterLength);
    told.qos = info->qos;
    told.messages = told.messages + 1;
}

const IotMqttCallbackInfo_t tell_end = {NULL, on_end};

void kit_set_up(void)
{
    scripted_server_start();
    memset(&told, 0, sizeof told);
    connection = IOT_MQTT_CONNECTION_INITIALIZER;
    network = (IotMqttNetworkInfo_t)IOT_MQTT_NETWORK_INFO_INITIALIZER;
    network.pNetworkInterface = &scripted_network;
    network.disconnectCallback.function = on_lost;
    hello = (IotMqttConnectInfo_t)IOT_MQTT_CONNECT_INFO_INITIALIZER;
    hello.pClientIdentifier = "qualification";
    hello.clientIdentifierLength = sizeof "qualification" - 1;
    EXPECT_EQUAL(IotMqtt_Init(), IOT_MQTT_SUCCESS);
}

void kit_tear_down(void)
{
    if (connection != IOT_MQTT_CONNECTION_INITIALIZER) {
        IotMqtt_Disconnect(connection, 0);
        connection = IOT_MQTT_CONNECTION_INITIALIZER;
    }
    IotMqtt_Cleanup();
    scripted_server_stop();
}

IotMqttError_t kit_try_to_connect(void)
{
    return IotMqtt_Connect(&network, &hello, ANSWER_MS, &connection);
}

bool kit_connect(void)
{
    return EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_SUCCESS);
}

void kit_forget_connection(void)
{
    connection = IOT_MQTT_CONNECTION_INITIALIZER;
}

IotMqttSubscription_t kit_filter(const char *filter)
{
    IotMqttSubscription_t subscription = IOT_MQTT_SUBSCRIPTION_INITIALIZER;

    subscription.qos = IOT_MQTT_QOS_1;
    subscription.pTopicFilter = filter;
    subscription.topicFilterLength = (uint16_t)strlen(filter);
    subscription.callback.function = on_message;
    return subscription;
}

IotMqttPublishInfo_t kit_message(const char *topic, const char *payload, IotMqttQos_t qos)
{
    IotMqttPublishInfo_t message = IOT_MQTT_PUBLISH_INFO_INITIALIZER;

    message.qos = qos;
    message.pTopicName = topic;
    message.topicNameLength = (uint16_t)strlen(topic);
    message.pPayload = payload;
    message.payloadLength = strlen(payload);
    return message;
}

bool kit_subscribe(const char *filter)
{
    const IotMqttSubscription_t subscription = kit_filter(filter);

    return EXPECT_EQUAL(IotMqtt_TimedSubscribe(connection, &subscription, 1, 0, ANSWER_MS),
                        IOT_MQTT_SUCCESS);
}

bool kit_wait(const volatile unsigned *counter, unsigned value)
{
    const TickType_t begun = xTaskGetTickCount();

    while (*counter < value && xTaskGetTickCount() - begun < pdMS_TO_TICKS(ANSWER_MS)) {
        vTaskDelay(1);
    }
    return *counter >= value;
}

void kit_settle(void)
{
    vTaskDelay(pdMS_TO_TICKS(SHORT_MS));
}
