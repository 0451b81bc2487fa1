/* SPDX-License-Identifier: MIT */
/* One operation of a client at a time. What waits for an answer is `waiting`; who clears it, the
 * answer or the wait whose time is up, ends the operation. Its lock is the suspended scheduler. */
#include "aws_shadow.h"

#include <string.h>

#include "json_member.h"
#include "semphr.h"
#include "shadow.h"
#include "task.h"

#define DOCUMENT_BYTES   8192u
#define TOKEN_BYTES      64u
#define TOPIC_BYTES      (12u + SHADOW_THINGNAME_MAX_LENGTH + 24u)
#define DISCONNECT_TICKS pdMS_TO_TICKS(5000u)
#define BIT(type)        (1u << (unsigned)(type))

struct client {
    bool taken;
    MQTTAgentHandle_t agent;
    SemaphoreHandle_t turn, done;
    StaticSemaphore_t turn_memory, done_memory;
    void *user_data;
    char thing[SHADOW_THINGNAME_MAX_LENGTH + 1u];
    unsigned subscribed; /* a bit for each ShadowTopicStringType_t */
    ShadowCallbackParams_t callbacks;
    volatile bool waiting;
    ShadowMessageType_t accepted, rejected; /* of what waits */
    char token[TOKEN_BYTES];
    size_t token_length; /* 0: no answer will be its own */
    ShadowReturnCode_t result;
    MQTTPublishData_t document; /* of a get */
};

static struct client clients[AFR201906_SHADOW_CLIENTS];
static uint32_t last_token;

static ShadowReturnCode_t of_agent(MQTTAgentReturnCode_t code)
{
    return code == eMQTTAgentSuccess   ? eShadowSuccess
           : code == eMQTTAgentTimeout ? eShadowTimeout
                                       : eShadowFailure;
}

/* ---- What arrives: the agent's task ---- */

static bool claim(struct client *c, ShadowMessageType_t type, const MQTTPublishData_t *data)
{
    const char *token;
    size_t length;

    if (!json_member(data->pvData, data->ulDataLength, "clientToken", &token, &length)) {
        return false;
    }
    vTaskSuspendAll();
    const bool ours = c->waiting && (type == c->accepted || type == c->rejected) &&
                      c->token_length > 0 && length == c->token_length &&
                      memcmp(token, c->token, length) == 0;
    if (ours) {
        c->waiting = false;
    }
    (void)xTaskResumeAll();
    return ours;
}

static MQTTBool_t answer(struct client *c, ShadowMessageType_t type, const MQTTPublishData_t *data)
{
    MQTTBool_t keep = eMQTTFalse;

    c->result = eShadowSuccess;
    if (type == c->rejected) {
        const uint32_t code = json_member_number(data->pvData, data->ulDataLength, "code");
        c->result = code >= 400u && code < 600u ? (ShadowReturnCode_t)code : eShadowUnknown;
    } else if (type == ShadowMessageTypeGetAccepted) {
        c->document = *data;
        keep = eMQTTTrue;
    }
    (void)xSemaphoreGive(c->done);
    return keep;
}

static MQTTBool_t tell(const struct client *c, ShadowMessageType_t type,
                       const MQTTPublishData_t *data)
{
    const ShadowCallbackParams_t *to = &c->callbacks;
    BaseType_t keep = pdFALSE;

    if (type == ShadowMessageTypeDeleteAccepted && to->xShadowDeletedCallback != NULL) {
        to->xShadowDeletedCallback(c->user_data, c->thing);
    } else if (type == ShadowMessageTypeUpdateDelta && to->xShadowDeltaCallback != NULL) {
        keep = to->xShadowDeltaCallback(c->user_data, c->thing, data->pvData, data->ulDataLength,
                                        data->xBuffer);
    } else if (type == ShadowMessageTypeUpdateDocuments && to->xShadowUpdatedCallback != NULL) {
        keep = to->xShadowUpdatedCallback(c->user_data, c->thing, data->pvData, data->ulDataLength,
                                          data->xBuffer);
    }
    return keep == pdTRUE ? eMQTTTrue : eMQTTFalse;
}

static MQTTBool_t on_message(void *context, const MQTTPublishData_t *const data)
{
    struct client *c = context;
    ShadowMessageType_t type;
    const char *thing;
    uint16_t length;

    if (Shadow_MatchTopic((const char *)data->pucTopic, data->usTopicLength, &type, &thing,
                          &length) != SHADOW_SUCCESS) {
        return eMQTTFalse;
    }
    return claim(c, type, data) ? answer(c, type, data) : tell(c, type, data);
}

/* ---- Subscriptions: the turn is held ---- */

static bool topic_of(const struct client *c, ShadowTopicStringType_t type, char *topic,
                     uint16_t *length)
{
    return Shadow_AssembleTopicString(type, c->thing, (uint8_t)strlen(c->thing),
                                      SHADOW_NAME_CLASSIC, 0, topic, TOPIC_BYTES,
                                      length) == SHADOW_SUCCESS;
}

static ShadowReturnCode_t subscribe(struct client *c, unsigned wanted, TimeOut_t *since,
                                    TickType_t *left)
{
    ShadowReturnCode_t result = eShadowSuccess;
    char topic[TOPIC_BYTES];
    uint16_t length = 0;

    for (unsigned i = 0; i < ShadowTopicStringTypeMaxNum && result == eShadowSuccess; i++) {
        if ((wanted & ~c->subscribed & BIT(i)) == 0) {
            continue;
        }
        if (!topic_of(c, (ShadowTopicStringType_t)i, topic, &length)) {
            return eShadowFailure;
        }
        const MQTTAgentSubscribeParams_t params = {(const uint8_t *)topic, length, eMQTTQoS1, c,
                                                   on_message};
        (void)xTaskCheckForTimeOut(since, left);
        result = of_agent(MQTT_AGENT_Subscribe(c->agent, &params, *left));
        if (result == eShadowSuccess) {
            c->subscribed |= BIT(i);
        }
    }
    return result;
}

static void unsubscribe(struct client *c, unsigned unwanted, TimeOut_t *since, TickType_t *left)
{
    char topic[TOPIC_BYTES];
    uint16_t length = 0;

    for (unsigned i = 0; i < ShadowTopicStringTypeMaxNum; i++) {
        if ((unwanted & c->subscribed & BIT(i)) != 0 &&
            topic_of(c, (ShadowTopicStringType_t)i, topic, &length)) {
            const MQTTAgentUnsubscribeParams_t params = {(const uint8_t *)topic, length};
            (void)xTaskCheckForTimeOut(since, left);
            (void)MQTT_AGENT_Unsubscribe(c->agent, &params, *left);
            c->subscribed &= ~BIT(i);
        }
    }
}

static unsigned of_callbacks(const ShadowCallbackParams_t *callbacks)
{
    return (callbacks->xShadowUpdatedCallback != NULL ? BIT(ShadowTopicStringTypeUpdateDocuments)
                                                      : 0u) |
           (callbacks->xShadowDeletedCallback != NULL ? BIT(ShadowTopicStringTypeDeleteAccepted)
                                                      : 0u) |
           (callbacks->xShadowDeltaCallback != NULL ? BIT(ShadowTopicStringTypeUpdateDelta) : 0u);
}

/* A client speaks of one thing as long as it has subscriptions for it. */
static bool take_thing(struct client *c, const char *thing)
{
    const size_t length = thing != NULL ? strlen(thing) : 0;

    if (length == 0 || length > SHADOW_THINGNAME_MAX_LENGTH ||
        (c->subscribed != 0 && strcmp(c->thing, thing) != 0)) {
        return false;
    }
    memcpy(c->thing, thing, length + 1u);
    return true;
}

/* ---- Operations ---- */

/* {"clientToken":"shadow-00000001"}; returns its length. */
static uint32_t write_token(char *document)
{
    static const char form[] = "{\"clientToken\":\"shadow-00000000\"}";

    memcpy(document, form, sizeof form);
    vTaskSuspendAll();
    uint32_t number = ++last_token;
    (void)xTaskResumeAll();
    for (unsigned i = 0; i < 8u; i++, number >>= 4) {
        document[sizeof form - 4u - i] = "0123456789abcdef"[number & 15u];
    }
    return sizeof form - 1u;
}

static void expect(struct client *c, ShadowTopicStringType_t type, const char *document,
                   uint32_t length)
{
    const char *token;
    size_t bytes;

    c->token_length = 0;
    if (json_member(document, length, "clientToken", &token, &bytes) && bytes <= TOKEN_BYTES) {
        memcpy(c->token, token, bytes);
        c->token_length = bytes;
    }
    c->accepted = type == ShadowTopicStringTypeGet      ? ShadowMessageTypeGetAccepted
                  : type == ShadowTopicStringTypeDelete ? ShadowMessageTypeDeleteAccepted
                                                        : ShadowMessageTypeUpdateAccepted;
    c->rejected = (ShadowMessageType_t)(c->accepted + 1);
    (void)xSemaphoreTake(c->done, 0);
    c->waiting = true;
}

/* Whether nothing has ended the operation; then nothing will. */
static bool withdraw(struct client *c)
{
    vTaskSuspendAll();
    const bool was_waiting = c->waiting;
    c->waiting = false;
    (void)xTaskResumeAll();
    return was_waiting;
}

static ShadowReturnCode_t exchange(struct client *c, ShadowTopicStringType_t type,
                                   const ShadowOperationParams_t *params, TimeOut_t *since,
                                   TickType_t *left)
{
    const bool update = type == ShadowTopicStringTypeUpdate;
    char own[40], topic[TOPIC_BYTES];
    MQTTAgentPublishParams_t message = {(const uint8_t *)topic, 0, params->xQoS, own, 0};

    if (!topic_of(c, type, topic, &message.usTopicLength)) {
        return eShadowFailure;
    }
    message.pvData = update ? params->pcData : own;
    message.ulDataLength = update ? params->ulDataLength : write_token(own);
    expect(c, type, message.pvData, message.ulDataLength);
    (void)xTaskCheckForTimeOut(since, left);
    ShadowReturnCode_t result = of_agent(MQTT_AGENT_Publish(c->agent, &message, *left));
    if (result == eShadowSuccess) {
        (void)xTaskCheckForTimeOut(since, left);
        if (xSemaphoreTake(c->done, *left) == pdTRUE) {
            return c->result;
        }
        result = eShadowTimeout;
    }
    if (withdraw(c)) {
        return result;
    }
    (void)xSemaphoreTake(c->done, portMAX_DELAY); /* the answer is being handed over */
    return c->result;
}

static ShadowReturnCode_t operate(ShadowClientHandle_t handle, ShadowTopicStringType_t type,
                                  ShadowOperationParams_t *params, TickType_t left)
{
    /* accepted and rejected follow the operation in the list of topics */
    const unsigned answers = BIT(type + 1) | BIT(type + 2);
    struct client *c = handle;
    TimeOut_t since;

    if (c == NULL || params == NULL ||
        (type == ShadowTopicStringTypeUpdate &&
         (params->pcData == NULL || params->ulDataLength > DOCUMENT_BYTES))) {
        return eShadowFailure;
    }
    vTaskSetTimeOutState(&since);
    if (xSemaphoreTake(c->turn, left) == pdFALSE) {
        return eShadowTimeout;
    }
    ShadowReturnCode_t result = eShadowFailure;
    c->document = (MQTTPublishData_t){0};
    if (take_thing(c, params->pcThingName)) {
        result = subscribe(c, answers, &since, &left);
        if (result == eShadowSuccess) {
            result = exchange(c, type, params, &since, &left);
        }
        if (params->ucKeepSubscriptions == 0) {
            unsubscribe(c, answers & ~of_callbacks(&c->callbacks), &since, &left);
        }
    }
    if (type == ShadowTopicStringTypeGet) {
        params->pcData = c->document.pvData;
        params->ulDataLength = c->document.ulDataLength;
        params->xBuffer = c->document.xBuffer;
    }
    (void)xSemaphoreGive(c->turn);
    return result;
}

ShadowReturnCode_t SHADOW_Update(ShadowClientHandle_t xShadowClientHandle,
                                 ShadowOperationParams_t *const pxUpdateParams,
                                 TickType_t xTimeoutTicks)
{
    return operate(xShadowClientHandle, ShadowTopicStringTypeUpdate, pxUpdateParams, xTimeoutTicks);
}

ShadowReturnCode_t SHADOW_Get(ShadowClientHandle_t xShadowClientHandle,
                              ShadowOperationParams_t *const pxGetParams, TickType_t xTimeoutTicks)
{
    return operate(xShadowClientHandle, ShadowTopicStringTypeGet, pxGetParams, xTimeoutTicks);
}

ShadowReturnCode_t SHADOW_Delete(ShadowClientHandle_t xShadowClientHandle,
                                 ShadowOperationParams_t *const pxDeleteParams,
                                 TickType_t xTimeoutTicks)
{
    return operate(xShadowClientHandle, ShadowTopicStringTypeDelete, pxDeleteParams, xTimeoutTicks);
}

ShadowReturnCode_t SHADOW_RegisterCallbacks(ShadowClientHandle_t xShadowClientHandle,
                                            ShadowCallbackParams_t *const pxCallbackParams,
                                            TickType_t xTimeoutTicks)
{
    struct client *c = xShadowClientHandle;
    ShadowReturnCode_t result = eShadowFailure;
    TickType_t left = xTimeoutTicks;
    TimeOut_t since;

    if (c == NULL || pxCallbackParams == NULL) {
        return eShadowFailure;
    }
    vTaskSetTimeOutState(&since);
    if (xSemaphoreTake(c->turn, left) == pdFALSE) {
        return eShadowTimeout;
    }
    if (take_thing(c, pxCallbackParams->pcThingName)) {
        const unsigned wanted = of_callbacks(pxCallbackParams);
        const unsigned unwanted = of_callbacks(&c->callbacks) & ~wanted;
        vTaskSuspendAll();
        c->callbacks = *pxCallbackParams;
        (void)xTaskResumeAll();
        unsubscribe(c, unwanted, &since, &left);
        result = subscribe(c, wanted, &since, &left);
    }
    (void)xSemaphoreGive(c->turn);
    return result;
}

/* ---- The life of a client ---- */

ShadowReturnCode_t SHADOW_ClientCreate(ShadowClientHandle_t *pxShadowClientHandle,
                                       const ShadowCreateParams_t *const pxShadowCreateParams)
{
    struct client *c = NULL;

    if (pxShadowClientHandle == NULL || pxShadowCreateParams == NULL ||
        pxShadowCreateParams->xMQTTClientType != eDedicatedMQTTClient) {
        return eShadowFailure;
    }
    vTaskSuspendAll();
    for (unsigned i = 0; i < AFR201906_SHADOW_CLIENTS && c == NULL; i++) {
        if (!clients[i].taken) {
            c = &clients[i];
            memset(c, 0, sizeof *c);
            c->taken = true;
        }
    }
    (void)xTaskResumeAll();
    if (c == NULL) {
        return eShadowFailure;
    }
    if (MQTT_AGENT_Create(&c->agent) != eMQTTAgentSuccess) {
        c->taken = false;
        return eShadowFailure;
    }
    c->turn = xSemaphoreCreateMutexStatic(&c->turn_memory);
    c->done = xSemaphoreCreateBinaryStatic(&c->done_memory);
    *pxShadowClientHandle = c;
    return eShadowSuccess;
}

ShadowReturnCode_t SHADOW_ClientConnect(ShadowClientHandle_t xShadowClientHandle,
                                        MQTTAgentConnectParams_t *const pxConnectParams,
                                        TickType_t xTimeoutTicks)
{
    struct client *c = xShadowClientHandle;

    if (c == NULL || pxConnectParams == NULL) {
        return eShadowFailure;
    }
    const ShadowReturnCode_t result =
        of_agent(MQTT_AGENT_Connect(c->agent, pxConnectParams, xTimeoutTicks));
    if (result == eShadowSuccess) {
        c->user_data = pxConnectParams->pvUserData;
        c->subscribed = 0; /* sessions are clean */
        c->callbacks = (ShadowCallbackParams_t){0};
    }
    return result;
}

ShadowReturnCode_t SHADOW_ClientDisconnect(ShadowClientHandle_t xShadowClientHandle)
{
    struct client *c = xShadowClientHandle;

    return c == NULL ? eShadowFailure : of_agent(MQTT_AGENT_Disconnect(c->agent, DISCONNECT_TICKS));
}

ShadowReturnCode_t SHADOW_ClientDelete(ShadowClientHandle_t xShadowClientHandle)
{
    struct client *c = xShadowClientHandle;

    if (c == NULL || MQTT_AGENT_Delete(c->agent) != eMQTTAgentSuccess) {
        return eShadowFailure;
    }
    c->taken = false;
    return eShadowSuccess;
}

ShadowReturnCode_t SHADOW_ReturnMQTTBuffer(ShadowClientHandle_t xShadowClientHandle,
                                           MQTTBufferHandle_t xBufferHandle)
{
    struct client *c = xShadowClientHandle;

    return c == NULL ? eShadowFailure : of_agent(MQTT_AGENT_ReturnBuffer(c->agent, xBufferHandle));
}
