/* SPDX-License-Identifier: MIT */
/* IotMqtt_* and MQTT_AGENT_* over the board's network and TLS, against mosquitto: each subscribes,
 * publishes and hears itself. Where to connect, and as whom, is in the credentials. */
#include "real_network.h"

#include <stdio.h>
#include <string.h>

#include "afr201906_network.h"
#include "board.h"
#include "iot_mqtt.h"
#include "platform/iot_metrics.h"
#include "secure_link.h"
#include "semphr.h"
#include "task.h"

#define TASK_WORDS    2048u
#define TASK_PRIORITY 2u
#define ANSWER_MS     10000u
#define TOPIC         "afr201906/mqtt"

static struct secure_link device_link;
static SemaphoreHandle_t heard;

void real_network_require(bool condition, const char *what)
{
    if (!condition) {
        printf("real network: failed: %s\n", what);
        board_exit(1);
    }
}

static void on_message(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    printf("iot_mqtt: heard %.*s\n", (int)told->u.message.info.payloadLength,
           (const char *)told->u.message.info.pPayload);
    (void)xSemaphoreGive(heard);
}

static void count(void *context, const IotListDouble_t *connections)
{
    *(size_t *)context = IotListDouble_Count(connections);
}

static size_t tcp_connections(void)
{
    size_t connections = 0;

    IotMetrics_GetTcpConnections(&connections, count);
    return connections;
}

/* The network manager's Ethernet, as an application of 2019 takes it. */
static IotMqttConnection_t connect(void)
{
    IotMqttNetworkInfo_t network = IOT_MQTT_NETWORK_INFO_INITIALIZER;
    IotMqttConnectInfo_t hello = IOT_MQTT_CONNECT_INFO_INITIALIZER;
    IotMqttConnection_t connection = IOT_MQTT_CONNECTION_INITIALIZER;

    network.pNetworkInterface = AwsIotNetworkManager_GetNetworkInterface(AWSIOT_NETWORK_TYPE_ALL);
    real_network_require(network.pNetworkInterface != NULL, "no network is connected");
    network.u.setup.pNetworkServerInfo =
        AwsIotNetworkManager_GetConnectionParams(AWSIOT_NETWORK_TYPE_ALL);
    network.u.setup.pNetworkCredentialInfo =
        AwsIotNetworkManager_GetCredentials(AWSIOT_NETWORK_TYPE_ALL);
    hello.awsIotMqttMode = true;
    hello.pClientIdentifier = device_link.thing;
    hello.clientIdentifierLength = (uint16_t)strlen(device_link.thing);
    const IotMqttError_t status = IotMqtt_Connect(&network, &hello, ANSWER_MS, &connection);
    printf("iot_mqtt: connect: %s\n", IotMqtt_strerror(status));
    real_network_require(status == IOT_MQTT_SUCCESS, "IotMqtt_Connect");
    return connection;
}

static void exchange(IotMqttConnection_t connection)
{
    static char text[16];
    const IotMqttSubscription_t filter = {
        IOT_MQTT_QOS_1, TOPIC, sizeof TOPIC - 1, {NULL, on_message}};
    IotMqttPublishInfo_t message = IOT_MQTT_PUBLISH_INFO_INITIALIZER;

    real_network_require(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, ANSWER_MS) ==
                             IOT_MQTT_SUCCESS,
                         "IotMqtt_TimedSubscribe");
    message.qos = IOT_MQTT_QOS_1;
    message.pTopicName = TOPIC;
    message.topicNameLength = sizeof TOPIC - 1;
    message.pPayload = text;
    for (unsigned i = 1; i <= REAL_NETWORK_MESSAGES; i++) {
        message.payloadLength = (size_t)snprintf(text, sizeof text, "message %u", i);
        real_network_require(IotMqtt_TimedPublish(connection, &message, 0, ANSWER_MS) ==
                                 IOT_MQTT_SUCCESS,
                             "IotMqtt_TimedPublish");
        real_network_require(xSemaphoreTake(heard, pdMS_TO_TICKS(ANSWER_MS)) == pdTRUE,
                             "the message did not come back");
    }
    real_network_require(IotMqtt_TimedUnsubscribe(connection, &filter, 1, 0, ANSWER_MS) ==
                             IOT_MQTT_SUCCESS,
                         "IotMqtt_TimedUnsubscribe");
}

static void mqtt_2019(const IotNetworkServerInfo_t *server,
                      const IotNetworkCredentials_t *credentials)
{
    real_network_require(afr201906_network_add_interfaces(AWSIOT_NETWORK_TYPE_ALL, server,
                                                          credentials) == AWSIOT_NETWORK_TYPE_ETH,
                         "Ethernet");
    real_network_require(AwsIotNetworkManager_EnableNetwork(AWSIOT_NETWORK_TYPE_ETH) ==
                             AWSIOT_NETWORK_TYPE_ETH,
                         "Ethernet is not enabled");
    real_network_require(IotMqtt_Init() == IOT_MQTT_SUCCESS && IotMetrics_Init(), "init");
    const IotMqttConnection_t connection = connect();
    real_network_require(tcp_connections() == 1, "the connection is not in the metrics");
    exchange(connection);
    IotMqtt_Disconnect(connection, 0);
    IotMqtt_Cleanup();
    real_network_require(tcp_connections() == 0, "the connection is still in the metrics");
    printf("iot_mqtt: done\n");
}

static void run(void *unused)
{
    static StaticSemaphore_t memory;
    const struct credentials *const known = &device_link.credentials;

    (void)unused;
    heard = xSemaphoreCreateCountingStatic(REAL_NETWORK_MESSAGES, 0, &memory);
    real_network_require(secure_link_prepare(&device_link, ANSWER_MS) == SECURE_LINK_OK,
                         "secure_link_prepare");
    const IotNetworkServerInfo_t server = {device_link.address, known->port};
    const IotNetworkCredentials_t credentials = {.disableSni = true, /* it is an address */
                                                 .pRootCa = (const char *)known->trusted.bytes,
                                                 .rootCaSize = known->trusted.length};
    mqtt_2019(&server, &credentials);
    real_network_agent(device_link.address, known->port, device_link.thing,
                       (const char *)known->trusted.bytes, known->trusted.length);
    printf("real network: done\n");
    board_exit(0);
}

int main(void)
{
    board_init();
    real_network_require(xTaskCreate(run, "real", TASK_WORDS, NULL, TASK_PRIORITY, NULL) == pdPASS,
                         "memory");
    vTaskStartScheduler();
    return 1;
}
