/* SPDX-License-Identifier: MIT */
#include "shadow_session.h"

#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

/* Those of IotMqtt_Connect(), and the one that was handed in. */
#define SESSIONS (IOT_MQTT_CONNECTIONS + 1)

static struct shadow_session sessions[SESSIONS];

static struct shadow_session *find(IotMqttConnection_t connection)
{
    for (unsigned i = 0; i < SESSIONS; i++) {
        if (sessions[i].connection == connection) {
            return &sessions[i];
        }
    }
    return NULL;
}

static void on_message(void *context, IotMqttCallbackParam_t *told)
{
    const struct shadow_session *const session = context;
    const IotMqttPublishInfo_t *const info = &told->u.message.info;
    const struct mqtt_link_message message = {info->pTopicName, info->topicNameLength,
                                              info->pPayload, info->payloadLength};

    (void)mqtt_link_deliver(session->link, &message);
}

/* The context is the filter, which stays valid as that of any link. */
static void on_answered(void *filter, IotMqttCallbackParam_t *told)
{
    const struct shadow_session *const session = find(told->mqttConnection);

    if (session != NULL) {
        mqtt_link_granted(session->link, filter, told->u.operation.result == IOT_MQTT_SUCCESS);
    }
}

static MQTTStatus_t status_of(IotMqttError_t error)
{
    switch (error) {
    case IOT_MQTT_SUCCESS:
    case IOT_MQTT_STATUS_PENDING:
        return MQTTSuccess;
    case IOT_MQTT_NO_MEMORY:
        return MQTTNoMemory;
    case IOT_MQTT_BAD_PARAMETER:
        return MQTTBadParameter;
    case IOT_MQTT_INIT_FAILED:
    case IOT_MQTT_NETWORK_ERROR:
    case IOT_MQTT_SCHEDULING_ERROR:
    case IOT_MQTT_BAD_RESPONSE:
    case IOT_MQTT_TIMEOUT:
    case IOT_MQTT_SERVER_REFUSED:
    case IOT_MQTT_RETRY_NO_RESPONSE:
        break;
    }
    return MQTTSendFailed;
}

static MQTTStatus_t subscribe(void *context, const char *filter, MQTTQoS_t qos)
{
    const struct shadow_session *const session = context;
    const IotMqttCallbackInfo_t answered = {(void *)(uintptr_t)filter, on_answered};
    const IotMqttSubscription_t subscription = {
        (IotMqttQos_t)qos, filter, (uint16_t)strlen(filter), {context, on_message}};

    return status_of(IotMqtt_Subscribe(session->connection, &subscription, 1, 0, &answered, NULL));
}

static MQTTStatus_t unsubscribe(void *context, const char *filter)
{
    const struct shadow_session *const session = context;
    const IotMqttSubscription_t subscription = {.pTopicFilter = filter,
                                                .topicFilterLength = (uint16_t)strlen(filter)};

    return status_of(IotMqtt_Unsubscribe(session->connection, &subscription, 1, 0, NULL, NULL));
}

static struct shadow_session *begin(IotMqttConnection_t connection, struct mqtt_link *link,
                                    const struct mqtt_link_receiver *receiver)
{
    vTaskSuspendAll();
    struct shadow_session *session = find(connection);
    if (session == NULL && (session = find(NULL)) != NULL) {
        session->own = (struct mqtt_link){
            .subscribe = subscribe, .context = session, .unsubscribe = unsubscribe};
        session->link = link != NULL ? link : &session->own;
        session->receiver = *receiver;
        session->receiver.context = session;
        mqtt_link_add(session->link, &session->receiver);
        session->connection = connection;
    }
    (void)xTaskResumeAll();
    return session;
}

struct shadow_session *shadow_session_of(IotMqttConnection_t connection,
                                         const struct mqtt_link_receiver *receiver)
{
    return begin(connection, NULL, receiver);
}

struct shadow_session *shadow_session_of_link(struct mqtt_link *link,
                                              const struct mqtt_link_receiver *receiver)
{
    for (unsigned i = 0; i < SESSIONS; i++) {
        if (sessions[i].connection != NULL && sessions[i].link != &sessions[i].own) {
            return NULL;
        }
    }
    return begin((IotMqttConnection_t)(void *)link, link, receiver);
}

bool shadow_session_has(const struct shadow_session *session, const char *filter)
{
    return session->link != &session->own ||
           IotMqtt_IsSubscribed(session->connection, filter, (uint16_t)strlen(filter), NULL);
}

MQTTStatus_t shadow_session_publish(const struct shadow_session *session, const char *topic,
                                    const IotMqttPublishInfo_t *message, uint32_t timeout_ms)
{
    IotMqttPublishInfo_t full = *message;

    if (session->link != &session->own) {
        return session->link->publish(session->link->context, topic, message->pPayload,
                                      message->payloadLength, MQTTQoS1, timeout_ms);
    }
    full.pTopicName = topic;
    full.topicNameLength = (uint16_t)strlen(topic);
    return status_of(IotMqtt_Publish(session->connection, &full, 0, NULL, NULL));
}
