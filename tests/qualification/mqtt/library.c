/* SPDX-License-Identifier: MIT */
/* IotMqtt_* over IotNetworkAfr and the board's network. */
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "broker.h"
#include "iot_mqtt.h"
#include "platform/iot_network_afr.h"
#include "qualification.h"
#include "qualification_network.h"

#define MESSAGES 5u
#define TOPIC    TOPIC_ROOT "library"
#define BYTE(i)  (uint8_t)((i)*7u + (i) / 256u)
#define BYTES_8(i)                                                                                 \
    BYTE(i), BYTE(i + 1), BYTE(i + 2), BYTE(i + 3), BYTE(i + 4), BYTE(i + 5), BYTE(i + 6),         \
        BYTE(i + 7)
#define BYTES_64(i)                                                                                \
    BYTES_8(i), BYTES_8(i + 8), BYTES_8(i + 16), BYTES_8(i + 24), BYTES_8(i + 32),                 \
        BYTES_8(i + 40), BYTES_8(i + 48), BYTES_8(i + 56)

static IotMqttConnection_t connection;

static IotMqttError_t connect(bool clean, const IotMqttSubscription_t *previous)
{
    static IotNetworkServerInfo_t server;
    static IotNetworkCredentials_t credentials;
    IotMqttNetworkInfo_t network = IOT_MQTT_NETWORK_INFO_INITIALIZER;
    IotMqttConnectInfo_t hello = IOT_MQTT_CONNECT_INFO_INITIALIZER;

    server = (IotNetworkServerInfo_t){qualification_parameters.host_name,
                                      qualification_parameters.port[PORT_BROKER]};
    credentials =
        (IotNetworkCredentials_t){.pRootCa = qualification_parameters.root,
                                  .rootCaSize = strlen(qualification_parameters.root) + 1u};
    network.pNetworkInterface = IOT_NETWORK_INTERFACE_AFR;
    network.u.setup.pNetworkServerInfo = &server;
    network.u.setup.pNetworkCredentialInfo = &credentials;
    hello.awsIotMqttMode = true;
    hello.cleanSession = clean;
    hello.pPreviousSubscriptions = previous;
    hello.previousSubscriptionCount = previous != NULL;
    hello.pClientIdentifier = qualification_parameters.thing;
    hello.clientIdentifierLength = (uint16_t)strlen(qualification_parameters.thing);
    return IotMqtt_Connect(&network, &hello, ANSWER_MS, &connection);
}

static bool connected(void)
{
    if (!EXPECT_EQUAL(IotMqtt_Init(), IOT_MQTT_SUCCESS)) {
        return false;
    }
    if (!EXPECT_EQUAL(connect(true, NULL), IOT_MQTT_SUCCESS)) {
        IotMqtt_Cleanup();
        return false;
    }
    return true;
}

static void end(void)
{
    IotMqtt_Disconnect(connection, 0);
    IotMqtt_Cleanup();
}

static void on_message(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    heard_text(told->u.message.info.pPayload, (uint32_t)told->u.message.info.payloadLength);
}

static IotMqttSubscription_t filter_of(void (*function)(void *, IotMqttCallbackParam_t *))
{
    return (IotMqttSubscription_t){IOT_MQTT_QOS_1, TOPIC, sizeof TOPIC - 1, {NULL, function}};
}

static bool subscribed(void (*function)(void *, IotMqttCallbackParam_t *))
{
    const IotMqttSubscription_t filter = filter_of(function);

    return EXPECT_EQUAL(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, ANSWER_MS),
                        IOT_MQTT_SUCCESS);
}

static IotMqttPublishInfo_t message_of(const char *digit, IotMqttQos_t qos)
{
    return (IotMqttPublishInfo_t){.qos = qos,
                                  .pTopicName = TOPIC,
                                  .topicNameLength = sizeof TOPIC - 1,
                                  .pPayload = digit,
                                  .payloadLength = 1};
}

static const char digits[] = "123456789";

static void hear_oneself(IotMqttQos_t qos)
{
    REQUIRE(connected());
    if (subscribed(on_message)) {
        for (unsigned i = 0; i < MESSAGES; i++) {
            const IotMqttPublishInfo_t message = message_of(&digits[i], qos);
            EXPECT_EQUAL(IotMqtt_TimedPublish(connection, &message, 0, ANSWER_MS),
                         IOT_MQTT_SUCCESS);
        }
        EXPECT(heard_wait(MESSAGES));
        EXPECT_EQUAL(heard.wrong, 0);
    }
    end();
}

void system_at_most_once(void)
{
    hear_oneself(IOT_MQTT_QOS_0);
}

void system_at_least_once(void)
{
    hear_oneself(IOT_MQTT_QOS_1);
}

static volatile unsigned ended, ended_well;

static void on_end(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    ended_well = ended_well + (told->u.operation.result == IOT_MQTT_SUCCESS);
    ended = ended + 1;
}

void system_asynchronous(void)
{
    static const IotMqttCallbackInfo_t tell = {NULL, on_end};

    ended = ended_well = 0;
    REQUIRE(connected());
    if (subscribed(on_message)) {
        for (unsigned i = 0; i < MESSAGES; i++) {
            const IotMqttPublishInfo_t message = message_of(&digits[i], IOT_MQTT_QOS_1);
            EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, &tell, NULL),
                         IOT_MQTT_STATUS_PENDING);
        }
        EXPECT(heard_wait(MESSAGES));
        vTaskDelay(pdMS_TO_TICKS(200));
        EXPECT_EQUAL(ended, MESSAGES);
        EXPECT_EQUAL(ended_well, MESSAGES);
        EXPECT_EQUAL(heard.wrong, 0);
    }
    end();
}

void system_session_goes_on(void)
{
    const IotMqttSubscription_t filter = filter_of(on_message);
    const IotMqttPublishInfo_t message = message_of(digits, IOT_MQTT_QOS_1);

    REQUIRE_EQUAL(IotMqtt_Init(), IOT_MQTT_SUCCESS);
    if (EXPECT_EQUAL(connect(false, NULL), IOT_MQTT_SUCCESS)) {
        (void)subscribed(on_message);
        IotMqtt_Disconnect(connection, 0);
        if (EXPECT_EQUAL(connect(false, &filter), IOT_MQTT_SUCCESS)) {
            EXPECT(IotMqtt_IsSubscribed(connection, TOPIC, sizeof TOPIC - 1, NULL));
            EXPECT_EQUAL(IotMqtt_TimedPublish(connection, &message, 0, ANSWER_MS),
                         IOT_MQTT_SUCCESS);
            EXPECT(heard_wait(1));
            IotMqtt_Disconnect(connection, 0);
        }
        /* The session is given up, or the next case would find it. */
        if (EXPECT_EQUAL(connect(true, NULL), IOT_MQTT_SUCCESS)) {
            IotMqtt_Disconnect(connection, 0);
        }
    }
    IotMqtt_Cleanup();
}

void system_wait_after_disconnect(void)
{
    const IotMqttPublishInfo_t message = message_of(digits, IOT_MQTT_QOS_1);
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;

    REQUIRE(connected());
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
                 IOT_MQTT_STATUS_PENDING);
    IotMqtt_Disconnect(connection, 0);
    const IotMqttError_t result = IotMqtt_Wait(operation, ANSWER_MS);
    EXPECT(result == IOT_MQTT_SUCCESS || result == IOT_MQTT_NETWORK_ERROR);
    IotMqtt_Cleanup();
}

/* The first message is answered by the second, from within the callback. */
static void on_message_publish(void *context, IotMqttCallbackParam_t *told)
{
    const IotMqttPublishInfo_t message = message_of(&digits[1], IOT_MQTT_QOS_1);

    on_message(context, told);
    if (heard.messages == 1) {
        (void)IotMqtt_Publish(told->mqttConnection, &message, 0, NULL, NULL);
    }
}

void system_publish_in_callback(void)
{
    const IotMqttPublishInfo_t message = message_of(digits, IOT_MQTT_QOS_1);

    REQUIRE(connected());
    if (subscribed(on_message_publish)) {
        EXPECT_EQUAL(IotMqtt_TimedPublish(connection, &message, 0, ANSWER_MS), IOT_MQTT_SUCCESS);
        EXPECT(heard_wait(2));
        EXPECT_EQUAL(heard.wrong, 0);
    }
    end();
}

static const uint8_t large[] = {
    BYTES_64(0),   BYTES_64(64),  BYTES_64(128), BYTES_64(192), BYTES_64(256), BYTES_64(320),
    BYTES_64(384), BYTES_64(448), BYTES_64(512), BYTES_64(576), BYTES_64(640),
};
static volatile bool large_is_right;

static void on_large(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    large_is_right = told->u.message.info.payloadLength == sizeof large &&
                     memcmp(told->u.message.info.pPayload, large, sizeof large) == 0;
    heard.messages = heard.messages + 1;
}

void system_large_message(void)
{
    IotMqttPublishInfo_t message = message_of(digits, IOT_MQTT_QOS_1);

    message.pPayload = large;
    message.payloadLength = sizeof large;
    large_is_right = false;
    REQUIRE(connected());
    if (subscribed(on_large)) {
        EXPECT_EQUAL(IotMqtt_TimedPublish(connection, &message, 0, ANSWER_MS), IOT_MQTT_SUCCESS);
        EXPECT(heard_wait(1));
        EXPECT(large_is_right);
    }
    end();
}

void system_connect_again(void)
{
    size_t heap = 0;

    for (unsigned i = 0; i < 3; i++) {
        REQUIRE(connected());
        end();
        vTaskDelay(pdMS_TO_TICKS(100)); /* the idle task frees what has ended */
        const size_t now = xPortGetFreeHeapSize();
        EXPECT(i < 2 || now >= heap); /* the first time may keep something for good */
        heap = now;
    }
    qualification_measure("heap.low", (long long)xPortGetMinimumEverFreeHeapSize(), "bytes");
}
