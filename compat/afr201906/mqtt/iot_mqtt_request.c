/* SPDX-License-Identifier: MIT */
/* What begins an operation: check, note, send. */
#include "iot_mqtt_parts.h"

#include <string.h>

/* Type and length, the topic's length, a packet identifier. */
#define HEAD_OF_PUBLISH 9u

/* A wildcard is a whole level, # the last one. */
static bool is_filter(const char *filter, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const bool begins = i == 0 || filter[i - 1] == '/';
        const bool ends = i + 1 == length;

        if ((filter[i] == '#' && !(begins && ends)) ||
            (filter[i] == '+' && !(begins && (ends || filter[i + 1] == '/')))) {
            return false;
        }
    }
    return length > 0;
}

bool iot_mqtt_may_subscribe(const IotMqttSubscription_t *list, size_t count, bool aws)
{
    if (list == NULL || count == 0 || (aws && count > AWS_FILTERS)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (list[i].pTopicFilter == NULL ||
            !is_filter(list[i].pTopicFilter, list[i].topicFilterLength) ||
            (aws && list[i].topicFilterLength > AWS_TOPIC_BYTES)) {
            return false;
        }
    }
    return true;
}

static bool have_callbacks(const IotMqttSubscription_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].callback.function == NULL || (unsigned)list[i].qos > IOT_MQTT_QOS_1) {
            return false;
        }
    }
    return true;
}

bool iot_mqtt_may_publish(const IotMqttPublishInfo_t *message, bool aws)
{
    return message != NULL && (unsigned)message->qos <= IOT_MQTT_QOS_1 &&
           message->pTopicName != NULL && message->topicNameLength > 0 &&
           !(aws && message->topicNameLength > AWS_TOPIC_BYTES) &&
           (message->pPayload != NULL || message->payloadLength == 0) &&
           (message->retryLimit == 0 || message->retryMs > 0);
}

MQTTPublishInfo_t iot_mqtt_message(const IotMqttPublishInfo_t *message)
{
    return (MQTTPublishInfo_t){.qos = message->qos == IOT_MQTT_QOS_0 ? MQTTQoS0 : MQTTQoS1,
                               .retain = message->retain,
                               .pTopicName = message->pTopicName,
                               .topicNameLength = message->topicNameLength,
                               .pPayload = message->pPayload,
                               .payloadLength = message->payloadLength};
}

static bool may_notify(uint32_t flags, const IotMqttCallbackInfo_t *callback,
                       const IotMqttOperation_t *reference)
{
    if ((flags & IOT_MQTT_FLAG_WAITABLE) != 0) {
        return callback == NULL && reference != NULL;
    }
    return callback == NULL || callback->function != NULL;
}

/* What a call that begins an operation answers. Locked. */
static IotMqttError_t began(struct iot_mqtt_operation *operation, MQTTStatus_t status,
                            IotMqttOperation_t *reference)
{
    if (status == MQTTSuccess) {
        if (reference != NULL) {
            *reference = operation;
        }
        return IOT_MQTT_STATUS_PENDING;
    }
    iot_mqtt_operation_free(operation);
    if (status == MQTTBadParameter) {
        return IOT_MQTT_BAD_PARAMETER;
    }
    iot_mqtt_lost(operation->connection, IOT_MQTT_BAD_PACKET_RECEIVED);
    return IOT_MQTT_NETWORK_ERROR;
}

static const MQTTSubscribeInfo_t *asked(struct iot_mqtt_connection *connection,
                                        const IotMqttSubscription_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        connection->asked[i] =
            (MQTTSubscribeInfo_t){.qos = list[i].qos == IOT_MQTT_QOS_0 ? MQTTQoS0 : MQTTQoS1,
                                  .pTopicFilter = list[i].pTopicFilter,
                                  .topicFilterLength = list[i].topicFilterLength};
    }
    return connection->asked;
}

/* Locked, connected. */
static IotMqttError_t subscribe(struct iot_mqtt_connection *connection,
                                const IotMqttSubscription_t *list, size_t count,
                                struct iot_mqtt_operation *operation, IotMqttOperation_t *reference)
{
    if (!iot_mqtt_subscription_add(connection, list, count, operation->packet_id)) {
        iot_mqtt_operation_free(operation);
        return IOT_MQTT_NO_MEMORY;
    }
    const MQTTStatus_t status = MQTT_Subscribe(&connection->mqtt, asked(connection, list, count),
                                               count, operation->packet_id);
    if (status != MQTTSuccess) {
        (void)iot_mqtt_subscription_refuse(connection, operation->packet_id, NULL, 0);
    }
    return began(operation, status, reference);
}

/* Locked, connected. */
static IotMqttError_t unsubscribe(struct iot_mqtt_connection *connection,
                                  const IotMqttSubscription_t *list, size_t count,
                                  struct iot_mqtt_operation *operation,
                                  IotMqttOperation_t *reference)
{
    for (size_t i = 0; i < count; i++) {
        struct iot_mqtt_subscription *const found =
            iot_mqtt_subscription_find(connection, list[i].pTopicFilter, list[i].topicFilterLength);
        if (found != NULL) {
            found->length = 0;
        }
    }
    return began(operation,
                 MQTT_Unsubscribe(&connection->mqtt, asked(connection, list, count), count,
                                  operation->packet_id),
                 reference);
}

static IotMqttError_t ask(struct iot_mqtt_connection *connection, IotMqttOperationType_t type,
                          const IotMqttSubscription_t *list, size_t count, uint32_t flags,
                          const IotMqttCallbackInfo_t *callback, IotMqttOperation_t *reference)
{
    IotMqttError_t status;

    if (connection == NULL || !iot_mqtt_may_subscribe(list, count, connection->aws) ||
        (type == IOT_MQTT_SUBSCRIBE && !have_callbacks(list, count)) ||
        !may_notify(flags, callback, reference)) {
        return IOT_MQTT_BAD_PARAMETER;
    }
    iot_mqtt_take(connection->lock);
    if (connection->state != IOT_MQTT_OPEN) {
        status = IOT_MQTT_NETWORK_ERROR;
    } else if (count > IOT_MQTT_SUBSCRIPTIONS) {
        status = IOT_MQTT_NO_MEMORY;
    } else {
        struct iot_mqtt_operation *const operation =
            iot_mqtt_operation_begin(connection, type, flags, callback);
        status = operation == NULL ? IOT_MQTT_NO_MEMORY
                 : type == IOT_MQTT_SUBSCRIBE
                     ? subscribe(connection, list, count, operation, reference)
                     : unsubscribe(connection, list, count, operation, reference);
    }
    iot_mqtt_give(connection->lock);
    return status;
}

IotMqttError_t IotMqtt_Subscribe(IotMqttConnection_t mqttConnection,
                                 const IotMqttSubscription_t *pSubscriptionList,
                                 size_t subscriptionCount, uint32_t flags,
                                 const IotMqttCallbackInfo_t *pCallbackInfo,
                                 IotMqttOperation_t *pSubscribeOperation)
{
    return ask(mqttConnection, IOT_MQTT_SUBSCRIBE, pSubscriptionList, subscriptionCount, flags,
               pCallbackInfo, pSubscribeOperation);
}

IotMqttError_t IotMqtt_Unsubscribe(IotMqttConnection_t mqttConnection,
                                   const IotMqttSubscription_t *pSubscriptionList,
                                   size_t subscriptionCount, uint32_t flags,
                                   const IotMqttCallbackInfo_t *pCallbackInfo,
                                   IotMqttOperation_t *pUnsubscribeOperation)
{
    return ask(mqttConnection, IOT_MQTT_UNSUBSCRIBE, pSubscriptionList, subscriptionCount, flags,
               pCallbackInfo, pUnsubscribeOperation);
}

static IotMqttError_t timed_ask(struct iot_mqtt_connection *connection, IotMqttOperationType_t type,
                                const IotMqttSubscription_t *list, size_t count,
                                uint32_t timeout_ms)
{
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;
    const IotMqttError_t status =
        ask(connection, type, list, count, IOT_MQTT_FLAG_WAITABLE, NULL, &operation);

    return status == IOT_MQTT_STATUS_PENDING ? IotMqtt_Wait(operation, timeout_ms) : status;
}

IotMqttError_t IotMqtt_TimedSubscribe(IotMqttConnection_t mqttConnection,
                                      const IotMqttSubscription_t *pSubscriptionList,
                                      size_t subscriptionCount, uint32_t flags, uint32_t timeoutMs)
{
    (void)flags;
    return timed_ask(mqttConnection, IOT_MQTT_SUBSCRIBE, pSubscriptionList, subscriptionCount,
                     timeoutMs);
}

IotMqttError_t IotMqtt_TimedUnsubscribe(IotMqttConnection_t mqttConnection,
                                        const IotMqttSubscription_t *pSubscriptionList,
                                        size_t subscriptionCount, uint32_t flags,
                                        uint32_t timeoutMs)
{
    (void)flags;
    return timed_ask(mqttConnection, IOT_MQTT_UNSUBSCRIBE, pSubscriptionList, subscriptionCount,
                     timeoutMs);
}

/* --- PUBLISH --- */

/* Keeps a message that is to be sent again. False: there is no memory. */
static bool keep(struct iot_mqtt_operation *operation, const IotMqttPublishInfo_t *message)
{
    operation->message = iot_mqtt_message(message);
    if (message->retryLimit == 0) {
        return true;
    }
    operation->copy = iot_mqtt_memory_take(message->topicNameLength + message->payloadLength);
    if (operation->copy == NULL) {
        return false;
    }
    memcpy(operation->copy, message->pTopicName, message->topicNameLength);
    if (message->payloadLength > 0) {
        memcpy(operation->copy + message->topicNameLength, message->pPayload,
               message->payloadLength);
    }
    operation->message.pTopicName = (const char *)operation->copy;
    operation->message.pPayload = operation->copy + message->topicNameLength;
    operation->retry_ms =
        message->retryMs < IOT_MQTT_RETRY_MS_CEILING ? message->retryMs : IOT_MQTT_RETRY_MS_CEILING;
    operation->wait_ms = operation->retry_ms;
    operation->retries_left = message->retryLimit;
    operation->sent_ms = iot_mqtt.system.now_ms();
    return true;
}

/* Locked, connected. */
static IotMqttError_t publish_once(struct iot_mqtt_connection *connection,
                                   const IotMqttPublishInfo_t *message)
{
    const MQTTPublishInfo_t packet = iot_mqtt_message(message);
    const MQTTStatus_t status = MQTT_Publish(&connection->mqtt, &packet, 0);

    if (status == MQTTSuccess || status == MQTTBadParameter) {
        return status == MQTTSuccess ? IOT_MQTT_SUCCESS : IOT_MQTT_BAD_PARAMETER;
    }
    iot_mqtt_lost(connection, IOT_MQTT_BAD_PACKET_RECEIVED);
    return IOT_MQTT_NETWORK_ERROR;
}

/* Locked, connected. */
static IotMqttError_t publish_surely(struct iot_mqtt_connection *connection,
                                     const IotMqttPublishInfo_t *message, uint32_t flags,
                                     const IotMqttCallbackInfo_t *callback,
                                     IotMqttOperation_t *reference)
{
    struct iot_mqtt_operation *const operation =
        iot_mqtt_operation_begin(connection, IOT_MQTT_PUBLISH_TO_SERVER, flags, callback);

    if (operation == NULL) {
        return IOT_MQTT_NO_MEMORY;
    }
    if (!keep(operation, message)) {
        iot_mqtt_operation_free(operation);
        return IOT_MQTT_NO_MEMORY;
    }
    const IotMqttError_t status =
        began(operation, MQTT_Publish(&connection->mqtt, &operation->message, operation->packet_id),
              reference);
    if (status == IOT_MQTT_STATUS_PENDING && operation->copy != NULL) {
        iot_mqtt.system.wake(iot_mqtt.system.context);
    }
    return status;
}

IotMqttError_t IotMqtt_Publish(IotMqttConnection_t mqttConnection,
                               const IotMqttPublishInfo_t *pPublishInfo, uint32_t flags,
                               const IotMqttCallbackInfo_t *pCallbackInfo,
                               IotMqttOperation_t *pPublishOperation)
{
    IotMqttError_t status;

    if (mqttConnection == NULL || !iot_mqtt_may_publish(pPublishInfo, mqttConnection->aws) ||
        !may_notify(flags, pCallbackInfo, pPublishOperation) ||
        (pPublishInfo->qos == IOT_MQTT_QOS_0 &&
         ((flags & IOT_MQTT_FLAG_WAITABLE) != 0 || pCallbackInfo != NULL))) {
        return IOT_MQTT_BAD_PARAMETER;
    }
    iot_mqtt_take(mqttConnection->lock);
    if (mqttConnection->state != IOT_MQTT_OPEN) {
        status = IOT_MQTT_NETWORK_ERROR;
    } else if (iot_mqtt_translates(mqttConnection) &&
               pPublishInfo->topicNameLength + pPublishInfo->payloadLength + HEAD_OF_PUBLISH >
                   TRANSLATED_BYTES) {
        status = IOT_MQTT_NO_MEMORY;
    } else if (pPublishInfo->qos == IOT_MQTT_QOS_0) {
        status = publish_once(mqttConnection, pPublishInfo);
    } else {
        status =
            publish_surely(mqttConnection, pPublishInfo, flags, pCallbackInfo, pPublishOperation);
    }
    iot_mqtt_give(mqttConnection->lock);
    return status;
}

IotMqttError_t IotMqtt_TimedPublish(IotMqttConnection_t mqttConnection,
                                    const IotMqttPublishInfo_t *pPublishInfo, uint32_t flags,
                                    uint32_t timeoutMs)
{
    const bool once = pPublishInfo != NULL && pPublishInfo->qos == IOT_MQTT_QOS_0;
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;
    const IotMqttError_t status = IotMqtt_Publish(
        mqttConnection, pPublishInfo, once ? 0 : IOT_MQTT_FLAG_WAITABLE, NULL, &operation);

    (void)flags;
    return status == IOT_MQTT_STATUS_PENDING ? IotMqtt_Wait(operation, timeoutMs) : status;
}
