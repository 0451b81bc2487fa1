/* SPDX-License-Identifier: MIT */
/* The names of 2019: parameters, buffers, and which callback gets a message. */
#include "aws_mqtt_agent.h"

#include <string.h>

#include "aws_bufferpool.h"
#include "broker.h"
#include "task.h"

#define FILTERS mqttconfigSUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS

/* A filter with a callback of its own; free without. Changed with the scheduler suspended. */
struct filter {
    MQTTPublishCallback_t callback;
    void *context;
    uint16_t length;
    char text[mqttconfigSUBSCRIPTION_MANAGER_MAX_TOPIC_LENGTH];
};

struct agent {
    struct broker *broker; /* NULL: nobody's */
    MQTTAgentCallback_t callback;
    void *user;
    struct filter filters[FILTERS];
};

static struct agent agents[mqttconfigMAX_BROKERS];

/* --- what comes from the server --- */

/* Which callback is the next one for a message: from `*index` on. */
static MQTTPublishCallback_t next_callback(const struct agent *agent,
                                           const struct broker_message *message, size_t *index,
                                           void **context)
{
    MQTTPublishCallback_t found = NULL;

    for (; *index < FILTERS && found == NULL; (*index)++) {
        const struct filter *const filter = &agent->filters[*index];
        vTaskSuspendAll();
        if (filter->callback != NULL && broker_matches(message, filter->text, filter->length)) {
            found = filter->callback;
            *context = filter->context;
        }
        (void)xTaskResumeAll();
    }
    return found;
}

static bool is_kept(const struct agent *agent, const struct broker_message *message,
                    const MQTTPublishData_t *data)
{
    MQTTPublishCallback_t callback;
    void *context = NULL;
    size_t index = 0;

    while ((callback = next_callback(agent, message, &index, &context)) != NULL) {
        if (callback(context, data) == eMQTTTrue) {
            return true;
        }
    }
    const MQTTAgentCallbackParams_t event = {eMQTTAgentPublish, {*data}};
    return agent->callback != NULL && agent->callback(agent->user, &event) == eMQTTTrue;
}

static void on_message(void *context, const struct broker_message *message)
{
    const struct agent *const agent = context;
    uint32_t size = (uint32_t)(message->topic_length + message->length);
    uint8_t *const buffer = mqttconfigGET_FREE_BUFFER_FXN(&size);

    if (buffer == NULL) {
        return; /* README.md has this case */
    }
    memcpy(buffer, message->topic, message->topic_length);
    if (message->length > 0) {
        memcpy(buffer + message->topic_length, message->payload, message->length);
    }
    const MQTTPublishData_t data = {
        .xQos = (MQTTQoS_t)message->qos,
        .pucTopic = buffer,
        .usTopicLength = (uint16_t)message->topic_length,
        .pvData = buffer + message->topic_length,
        .ulDataLength = (uint32_t)message->length,
        .xBuffer = buffer,
    };
    if (!is_kept(agent, message, &data)) {
        mqttconfigRETURN_BUFFER_FXN(buffer);
    }
}

static void on_lost(void *context)
{
    const struct agent *const agent = context;
    const MQTTAgentCallbackParams_t event = {.xMQTTEvent = eMQTTAgentDisconnect};

    if (agent->callback != NULL) {
        (void)agent->callback(agent->user, &event);
    }
}

/* --- handles --- */

static struct agent *agent_of(MQTTAgentHandle_t handle)
{
    for (size_t i = 0; i < mqttconfigMAX_BROKERS; i++) {
        if (handle == &agents[i] && agents[i].broker != NULL) {
            return &agents[i];
        }
    }
    return NULL;
}

/* eMQTTAgentSuccess: the call may go on. */
static MQTTAgentReturnCode_t may_call(const struct agent *agent, bool complete)
{
    if (agent == NULL || !complete) {
        return eMQTTAgentFailure;
    }
    return broker_is_this_task(agent->broker) ? eMQTTAgentAPICalledFromCallback : eMQTTAgentSuccess;
}

static MQTTAgentReturnCode_t code_of(enum broker_result result)
{
    switch (result) {
    case BROKER_OK:
        return eMQTTAgentSuccess;
    case BROKER_TIMED_OUT:
        return eMQTTAgentTimeout;
    case BROKER_FAILED:
        break;
    }
    return eMQTTAgentFailure;
}

MQTTAgentReturnCode_t MQTT_AGENT_Create(MQTTAgentHandle_t *const pxMQTTHandle)
{
    if (pxMQTTHandle == NULL) {
        return eMQTTAgentFailure;
    }
    for (size_t i = 0; i < mqttconfigMAX_BROKERS; i++) {
        struct agent *const agent = &agents[i];
        const struct broker_events events = {on_message, on_lost, agent};
        struct broker *const broker = agent->broker == NULL ? broker_take(&events) : NULL;
        if (broker != NULL) {
            *agent = (struct agent){.broker = broker};
            *pxMQTTHandle = agent;
            return eMQTTAgentSuccess;
        }
    }
    return eMQTTAgentFailure;
}

MQTTAgentReturnCode_t MQTT_AGENT_Delete(MQTTAgentHandle_t xMQTTHandle)
{
    struct agent *const agent = agent_of(xMQTTHandle);
    const MQTTAgentReturnCode_t may = may_call(agent, true);

    if (may != eMQTTAgentSuccess) {
        return may;
    }
    if (!broker_give_back(agent->broker)) {
        return eMQTTAgentFailure;
    }
    agent->broker = NULL;
    return eMQTTAgentSuccess;
}

/* --- calls --- */

static bool make_target(const MQTTAgentConnectParams_t *params, struct broker_target *target)
{
    const bool tls =
        (params->xFlags & mqttagentREQUIRE_TLS) != 0 || params->xSecuredConnection == pdTRUE;
    const size_t url = params->pcURL != NULL ? strlen(params->pcURL) : 0;

    if (url == 0 || url > mqttagentMAX_URL_BYTES || params->pucClientId == NULL ||
        params->usClientIdLength == 0 || params->usClientIdLength > mqttagentMAX_CLIENT_ID_BYTES ||
        params->usPort == 0) {
        return false;
    }
    *target = (struct broker_target){
        .port = params->usPort,
        .tls = tls,
        .alpn_443 = (params->xFlags & mqttagentUSE_AWS_IOT_ALPN_443) != 0,
        .trusted = (const uint8_t *)params->pcCertificate,
        .trusted_bytes = params->ulCertificateSize,
    };
    memcpy(target->host, params->pcURL, url);
    memcpy(target->client_id, params->pucClientId, params->usClientIdLength);
    return true;
}

MQTTAgentReturnCode_t MQTT_AGENT_Connect(MQTTAgentHandle_t xMQTTHandle,
                                         const MQTTAgentConnectParams_t *const pxConnectParams,
                                         TickType_t xTimeoutTicks)
{
    struct agent *const agent = agent_of(xMQTTHandle);
    struct broker_target target;
    const MQTTAgentReturnCode_t may =
        may_call(agent, pxConnectParams != NULL && make_target(pxConnectParams, &target));

    if (may != eMQTTAgentSuccess) {
        return may;
    }
    if (!broker_is_connected(agent->broker)) {
        agent->callback = pxConnectParams->pxCallback;
        agent->user = pxConnectParams->pvUserData;
        memset(agent->filters, 0, sizeof agent->filters); /* of the session before */
    }
    return code_of(broker_connect(agent->broker, &target, xTimeoutTicks));
}

MQTTAgentReturnCode_t MQTT_AGENT_Disconnect(MQTTAgentHandle_t xMQTTHandle, TickType_t xTimeoutTicks)
{
    struct agent *const agent = agent_of(xMQTTHandle);
    const MQTTAgentReturnCode_t may = may_call(agent, true);

    return may == eMQTTAgentSuccess ? code_of(broker_disconnect(agent->broker, xTimeoutTicks))
                                    : may;
}

/* The entry of a filter, or a free one, or NULL. */
static struct filter *entry_of(struct agent *agent, const uint8_t *text, uint16_t length)
{
    struct filter *entry = NULL;

    for (size_t i = 0; i < FILTERS; i++) {
        struct filter *const at = &agent->filters[i];
        if (at->callback == NULL) {
            entry = entry == NULL ? at : entry;
        } else if (at->length == length && memcmp(at->text, text, length) == 0) {
            return at;
        }
    }
    return entry;
}

/* Who gets the messages of a filter from now on; NULL: the connection's callback. */
static bool set_callback(struct agent *agent, const uint8_t *text, uint16_t length,
                         MQTTPublishCallback_t callback, void *context)
{
    if (length > mqttconfigSUBSCRIPTION_MANAGER_MAX_TOPIC_LENGTH) {
        return callback == NULL;
    }
    vTaskSuspendAll();
    struct filter *const entry = entry_of(agent, text, length);
    if (entry != NULL) {
        entry->callback = callback;
        entry->context = context;
        entry->length = length;
        memcpy(entry->text, text, length);
    }
    (void)xTaskResumeAll();
    return entry != NULL || callback == NULL;
}

MQTTAgentReturnCode_t
MQTT_AGENT_Subscribe(MQTTAgentHandle_t xMQTTHandle,
                     const MQTTAgentSubscribeParams_t *const pxSubscribeParams,
                     TickType_t xTimeoutTicks)
{
    struct agent *const agent = agent_of(xMQTTHandle);
    const MQTTAgentSubscribeParams_t *const told = pxSubscribeParams;
    const MQTTAgentReturnCode_t may =
        may_call(agent, told != NULL && told->pucTopic != NULL && told->usTopicLength > 0 &&
                            told->xQoS <= eMQTTQoS1);

    if (may != eMQTTAgentSuccess) {
        return may;
    }
    /* Before the server has answered: retained messages come with the answer. */
    if (!set_callback(agent, told->pucTopic, told->usTopicLength, told->pxPublishCallback,
                      told->pvPublishCallbackContext)) {
        return eMQTTAgentFailure;
    }
    const enum broker_result result = broker_subscribe(
        agent->broker, told->pucTopic, told->usTopicLength, (uint8_t)told->xQoS, xTimeoutTicks);
    if (result == BROKER_FAILED) {
        (void)set_callback(agent, told->pucTopic, told->usTopicLength, NULL, NULL);
    }
    return code_of(result);
}

MQTTAgentReturnCode_t
MQTT_AGENT_Unsubscribe(MQTTAgentHandle_t xMQTTHandle,
                       const MQTTAgentUnsubscribeParams_t *const pxUnsubscribeParams,
                       TickType_t xTimeoutTicks)
{
    struct agent *const agent = agent_of(xMQTTHandle);
    const MQTTAgentUnsubscribeParams_t *const told = pxUnsubscribeParams;
    const MQTTAgentReturnCode_t may =
        may_call(agent, told != NULL && told->pucTopic != NULL && told->usTopicLength > 0);

    if (may != eMQTTAgentSuccess) {
        return may;
    }
    (void)set_callback(agent, told->pucTopic, told->usTopicLength, NULL, NULL);
    return code_of(
        broker_unsubscribe(agent->broker, told->pucTopic, told->usTopicLength, xTimeoutTicks));
}

MQTTAgentReturnCode_t MQTT_AGENT_Publish(MQTTAgentHandle_t xMQTTHandle,
                                         const MQTTAgentPublishParams_t *const pxPublishParams,
                                         TickType_t xTimeoutTicks)
{
    struct agent *const agent = agent_of(xMQTTHandle);
    const MQTTAgentPublishParams_t *const told = pxPublishParams;
    const MQTTAgentReturnCode_t may = may_call(
        agent, told != NULL && told->pucTopic != NULL && told->usTopicLength > 0 &&
                   told->xQoS <= eMQTTQoS1 && (told->pvData != NULL || told->ulDataLength == 0));

    if (may != eMQTTAgentSuccess) {
        return may;
    }
    const struct broker_message message = {
        .topic = (const char *)told->pucTopic,
        .payload = told->pvData,
        .topic_length = told->usTopicLength,
        .length = told->ulDataLength,
        .qos = (uint8_t)told->xQoS,
    };
    return code_of(broker_publish(agent->broker, &message, xTimeoutTicks));
}

MQTTAgentReturnCode_t MQTT_AGENT_ReturnBuffer(MQTTAgentHandle_t xMQTTHandle,
                                              MQTTBufferHandle_t xBufferHandle)
{
    if (agent_of(xMQTTHandle) == NULL) {
        return eMQTTAgentFailure;
    }
    mqttconfigRETURN_BUFFER_FXN(xBufferHandle);
    return eMQTTAgentSuccess;
}
