/* SPDX-License-Identifier: MIT */
/* Connections come and go. */
#include "iot_mqtt_parts.h"

#include <string.h>

#include "task.h"

static bool is_free(const struct iot_mqtt_connection *connection)
{
    bool is = connection->state == IOT_MQTT_FREE;

    for (size_t i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        is = is && !connection->operations[i].used;
    }
    return is;
}

static struct iot_mqtt_connection *take_place(void)
{
    struct iot_mqtt_connection *place = NULL;

    taskENTER_CRITICAL();
    for (size_t i = 0; i < IOT_MQTT_CONNECTIONS && place == NULL; i++) {
        if (is_free(&iot_mqtt.connections[i])) {
            place = &iot_mqtt.connections[i];
            place->state = IOT_MQTT_CONNECTING;
        }
    }
    taskEXIT_CRITICAL();
    return place;
}

static bool may_use_network(const IotMqttNetworkInfo_t *info)
{
    const IotNetworkInterface_t *const network = info != NULL ? info->pNetworkInterface : NULL;

    return network != NULL &&
           (IOT_MQTT_ENABLE_SERIALIZER_OVERRIDES || info->pMqttSerializer == NULL) &&
           network->setReceiveCallback != NULL && network->send != NULL &&
           network->receive != NULL && network->close != NULL && network->destroy != NULL &&
           (info->createNetworkConnection ? network->create != NULL
                                          : info->u.pNetworkConnection != NULL);
}

static bool may_restore(const IotMqttConnectInfo_t *info)
{
    if (info->cleanSession || info->previousSubscriptionCount == 0) {
        return true;
    }
    if (!iot_mqtt_may_subscribe(info->pPreviousSubscriptions, info->previousSubscriptionCount,
                                info->awsIotMqttMode)) {
        return false;
    }
    for (size_t i = 0; i < info->previousSubscriptionCount; i++) {
        if (info->pPreviousSubscriptions[i].callback.function == NULL ||
            (unsigned)info->pPreviousSubscriptions[i].qos > IOT_MQTT_QOS_1) {
            return false;
        }
    }
    return true;
}

static bool may_connect(const IotMqttConnectInfo_t *info)
{
    if (info == NULL || (info->pClientIdentifier == NULL && info->clientIdentifierLength > 0) ||
        (info->clientIdentifierLength == 0 && !info->cleanSession) ||
        (info->awsIotMqttMode && info->clientIdentifierLength > AWS_CLIENT_ID_BYTES)) {
        return false;
    }
    return (info->pWillInfo == NULL ||
            (iot_mqtt_may_publish(info->pWillInfo, info->awsIotMqttMode) &&
             info->pWillInfo->payloadLength <= UINT16_MAX)) &&
           may_restore(info);
}

static uint16_t keep_alive_of(const IotMqttConnectInfo_t *info)
{
    const uint16_t wanted = info->keepAliveSeconds;

    if (!info->awsIotMqttMode) {
        return wanted;
    }
    if (wanted == 0 || wanted > AWS_KEEP_ALIVE_MAX) {
        return AWS_KEEP_ALIVE_MAX;
    }
    return wanted < AWS_KEEP_ALIVE_MIN ? AWS_KEEP_ALIVE_MIN : wanted;
}

static MQTTConnectInfo_t connect_of(const IotMqttConnectInfo_t *info)
{
    MQTTConnectInfo_t connect = {.cleanSession = info->cleanSession,
                                 .keepAliveSeconds = keep_alive_of(info),
                                 .pClientIdentifier = info->pClientIdentifier,
                                 .clientIdentifierLength = info->clientIdentifierLength,
                                 .pUserName = info->pUserName,
                                 .userNameLength = info->userNameLength,
                                 .pPassword = info->pPassword,
                                 .passwordLength = info->passwordLength};

    if (AWS_IOT_MQTT_ENABLE_METRICS && info->awsIotMqttMode && info->pUserName == NULL) {
        connect.pUserName = AWS_IOT_METRICS_USERNAME;
        connect.userNameLength = sizeof(AWS_IOT_METRICS_USERNAME) - 1u;
    }
    return connect;
}

static IotMqttError_t said(MQTTStatus_t status)
{
    switch (status) {
    case MQTTSuccess:
        return IOT_MQTT_SUCCESS;
    case MQTTBadParameter:
        return IOT_MQTT_BAD_PARAMETER;
    case MQTTNoDataAvailable:
        return IOT_MQTT_TIMEOUT;
    case MQTTServerRefused:
        return IOT_MQTT_SERVER_REFUSED;
    case MQTTBadResponse:
        return IOT_MQTT_BAD_RESPONSE;
    default:
        return IOT_MQTT_NETWORK_ERROR;
    }
}

/* A connection that knows nothing of the one before in its place. */
static void prepare(struct iot_mqtt_connection *connection, const IotMqttNetworkInfo_t *network,
                    bool aws, uint32_t timeout_ms)
{
    const TransportInterface_t stream = iot_mqtt_stream(connection);
    const MQTTFixedBuffer_t buffer = {connection->buffer, sizeof connection->buffer};

    connection->aws = aws;
    connection->closed = false;
    connection->told = false;
    connection->owns_stream = network->createNetworkConnection;
    connection->network = network->pNetworkInterface;
    connection->on_disconnect = network->disconnectCallback;
    connection->reason = IOT_MQTT_DISCONNECT_CALLED;
    connection->connack_ms = timeout_ms;
    connection->ping_waits = false;
    connection->may_read = true;
    connection->left = 0;
    memset(&connection->translation, 0, sizeof connection->translation);
    connection->translation.serializer = network->pMqttSerializer;
    memset(connection->subscriptions, 0, sizeof connection->subscriptions);
    (void)xSemaphoreTake(connection->readable, 0);
    (void)xSemaphoreTake(connection->released, 0);
    (void)MQTT_Init(&connection->mqtt, &stream, iot_mqtt.system.now_ms, iot_mqtt_event, &buffer);
    (void)MQTT_InitStatefulQoS(&connection->mqtt, connection->outgoing,
                               IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS, NULL, 0);
}

void iot_mqtt_close(struct iot_mqtt_connection *connection)
{
    if (connection->closed) {
        return;
    }
    connection->closed = true;
    (void)connection->network->close(connection->stream);
    /* The callback that was in it has left when `reading` can be had. */
    iot_mqtt_take(connection->reading);
    iot_mqtt_give(connection->reading);
}

static bool open_stream(struct iot_mqtt_connection *connection, const IotMqttNetworkInfo_t *info)
{
    if (!info->createNetworkConnection) {
        connection->stream = info->u.pNetworkConnection;
        return true;
    }
    return info->pNetworkInterface->create(info->u.setup.pNetworkServerInfo,
                                           info->u.setup.pNetworkCredentialInfo,
                                           &connection->stream) == IOT_NETWORK_SUCCESS;
}

/* CONNECT and its answer. The state afterwards is OPEN, or LOST. */
static IotMqttError_t say_hello(struct iot_mqtt_connection *connection,
                                const IotMqttConnectInfo_t *info)
{
    const MQTTConnectInfo_t connect = connect_of(info);
    MQTTPublishInfo_t will = {0};

    if (info->pWillInfo != NULL) {
        will = iot_mqtt_message(info->pWillInfo);
    }
    IotMqttConnectInfo_t hello = *info;
    hello.keepAliveSeconds = connect.keepAliveSeconds;
    hello.pUserName = connect.pUserName;
    hello.userNameLength = connect.userNameLength;
    connection->translation.hello = &hello;
    const MQTTStatus_t status =
        MQTT_Connect(&connection->mqtt, &connect, info->pWillInfo != NULL ? &will : NULL,
                     connection->connack_ms, &connection->session_present);
    connection->translation.hello = NULL;
    iot_mqtt_take(connection->lock);
    connection->may_read = false;
    connection->state = status == MQTTSuccess ? IOT_MQTT_OPEN : IOT_MQTT_LOST;
    connection->told = status != MQTTSuccess;
    iot_mqtt_give(connection->lock);
    (void)xSemaphoreGive(connection->released);
    iot_mqtt.system.wake(iot_mqtt.system.context);
    return said(status);
}

/* Previous subscriptions are known before the first message can come. */
static IotMqttError_t connect_stream(struct iot_mqtt_connection *connection,
                                     const IotMqttConnectInfo_t *info)
{
    const bool restore = !info->cleanSession && info->previousSubscriptionCount > 0;

    if (restore && !iot_mqtt_subscription_add(connection, info->pPreviousSubscriptions,
                                              info->previousSubscriptionCount, 0)) {
        return IOT_MQTT_NO_MEMORY;
    }
    if (connection->network->setReceiveCallback(connection->stream, IotMqtt_ReceiveCallback,
                                                connection) != IOT_NETWORK_SUCCESS) {
        return IOT_MQTT_NETWORK_ERROR;
    }
    const IotMqttError_t status = say_hello(connection, info);
    if (status != IOT_MQTT_SUCCESS || !restore || connection->session_present) {
        return status;
    }
    return IotMqtt_TimedSubscribe(connection, info->pPreviousSubscriptions,
                                  info->previousSubscriptionCount, 0, connection->connack_ms);
}

IotMqttError_t IotMqtt_Connect(const IotMqttNetworkInfo_t *pNetworkInfo,
                               const IotMqttConnectInfo_t *pConnectInfo, uint32_t timeoutMs,
                               IotMqttConnection_t *const pMqttConnection)
{
    if (!may_use_network(pNetworkInfo) || !may_connect(pConnectInfo) || pMqttConnection == NULL) {
        return IOT_MQTT_BAD_PARAMETER;
    }
    if (!iot_mqtt.ready) {
        return IOT_MQTT_INIT_FAILED;
    }
    struct iot_mqtt_connection *const connection = take_place();
    if (connection == NULL) {
        return IOT_MQTT_NO_MEMORY;
    }
    prepare(connection, pNetworkInfo, pConnectInfo->awsIotMqttMode, timeoutMs > 0 ? timeoutMs : 1);
    if (!open_stream(connection, pNetworkInfo)) {
        connection->state = IOT_MQTT_FREE;
        return IOT_MQTT_NETWORK_ERROR;
    }
    const IotMqttError_t status = connect_stream(connection, pConnectInfo);
    if (status == IOT_MQTT_SUCCESS) {
        *pMqttConnection = connection;
    } else {
        connection->on_disconnect.function = NULL;
        (void)xSemaphoreGive(connection->released);
        IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    }
    return status;
}

void IotMqtt_Disconnect(IotMqttConnection_t mqttConnection, uint32_t flags)
{
    if (mqttConnection == NULL || mqttConnection->state == IOT_MQTT_FREE) {
        return;
    }
    iot_mqtt_take(mqttConnection->lock);
    if (mqttConnection->state == IOT_MQTT_OPEN && (flags & IOT_MQTT_FLAG_CLEANUP_ONLY) == 0) {
        (void)MQTT_Disconnect(&mqttConnection->mqtt);
    }
    mqttConnection->state = IOT_MQTT_LOST;
    iot_mqtt_give(mqttConnection->lock);
    iot_mqtt_take(iot_mqtt.registry);
    iot_mqtt_close(mqttConnection);
    iot_mqtt_take(mqttConnection->lock);
    iot_mqtt_operation_end_all(mqttConnection);
    iot_mqtt_tell_end(mqttConnection);
    if (mqttConnection->owns_stream) {
        (void)mqttConnection->network->destroy(mqttConnection->stream);
    }
    mqttConnection->state = IOT_MQTT_FREE;
    iot_mqtt_give(mqttConnection->lock);
    iot_mqtt_give(iot_mqtt.registry);
}
