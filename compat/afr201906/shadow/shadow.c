/* SPDX-License-Identifier: MIT */
#include "aws_iot_shadow.h"

#include <string.h>

#include "json_member.h"
#include "shadow_operations.h"
#include "task.h"

#define DEFAULT_TIMEOUT_MS 5000u
#define DOCUMENT_BYTES     8192u

static struct {
    struct mqtt_link *link;
    struct mqtt_link_receiver receiver;
    volatile bool initialised;
    uint32_t timeout_ms;
    uint32_t number; /* of the last token */
} shadow;

/* What is to be begun. */
struct request {
    AwsIotShadowCallbackType_t type;
    const char *thing;
    size_t thing_length;
    uint32_t flags;
    void *(*allocate)(size_t);
    const char *document; /* NULL: one with nothing but a token */
    size_t length;
};

/* What an operation of each type needs. */
static const struct {
    unsigned filters;
    ShadowTopicStringType_t topic;
} needs[] = {
    [AWS_IOT_SHADOW_DELETE_COMPLETE] = {1u << SHADOW_FILTER_DELETE, ShadowTopicStringTypeDelete},
    [AWS_IOT_SHADOW_GET_COMPLETE] = {1u << SHADOW_FILTER_GET, ShadowTopicStringTypeGet},
    [AWS_IOT_SHADOW_UPDATE_COMPLETE] = {1u << SHADOW_FILTER_ACCEPTED | 1u << SHADOW_FILTER_REJECTED,
                                        ShadowTopicStringTypeUpdate},
};

/* ---- What arrives: the connection's task ---- */

static AwsIotShadowError_t refusal(const struct mqtt_link_message *message)
{
    static const uint16_t known[] = {400, 401, 403, 404, 409, 413, 415, 429, 500};
    const uint32_t code = json_member_number(message->payload, message->length, "code");

    for (unsigned i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (code == known[i]) {
            return (AwsIotShadowError_t)code;
        }
    }
    return AWS_IOT_SHADOW_BAD_RESPONSE;
}

static bool on_answer(AwsIotShadowCallbackType_t type, const struct shadow_thing *thing,
                      bool accepted, const struct mqtt_link_message *message)
{
    const char *token;
    size_t length;

    if (!json_member(message->payload, message->length, "clientToken", &token, &length)) {
        return false;
    }
    AwsIotShadowOperation_t operation = shadow_operation_claim(type, thing, token, length);
    if (operation == NULL) {
        return false;
    }
    shadow_operation_end(operation, accepted ? AWS_IOT_SHADOW_SUCCESS : refusal(message),
                         message->payload, message->length);
    return true;
}

static bool on_event(AwsIotShadowCallbackType_t type, const struct shadow_thing *thing,
                     const AwsIotShadowCallbackInfo_t *to, const struct mqtt_link_message *message)
{
    AwsIotShadowCallbackParam_t param = {.callbackType = type,
                                         .pThingName = thing->name,
                                         .thingNameLength = thing->length,
                                         .mqttConnection =
                                             (IotMqttConnection_t)(void *)shadow.link};
    param.u.callback.pDocument = message->payload;
    param.u.callback.documentLength = message->length;

    vTaskSuspendAll();
    const AwsIotShadowCallbackInfo_t callback = *to;
    (void)xTaskResumeAll();
    if (callback.function == NULL) {
        return false;
    }
    callback.function(callback.pCallbackContext, &param);
    return true;
}

/* What nobody here has asked for is left to other receivers of the link. */
static bool on_message(void *context, const struct mqtt_link_message *message)
{
    ShadowMessageType_t type;
    const char *name, *shadow_name;
    uint8_t length, shadow_length;

    (void)context;
    if (!shadow.initialised || message->topic_length > UINT16_MAX ||
        Shadow_MatchTopicString(message->topic, (uint16_t)message->topic_length, &type, &name,
                                &length, &shadow_name, &shadow_length) != SHADOW_SUCCESS ||
        shadow_length > 0) {
        return false;
    }
    const struct shadow_thing *thing = shadow_thing_find(name, length);
    if (thing == NULL) {
        return false;
    }
    switch (type) {
    case ShadowMessageTypeUpdateAccepted:
    case ShadowMessageTypeUpdateRejected:
        return on_answer(AWS_IOT_SHADOW_UPDATE_COMPLETE, thing,
                         type == ShadowMessageTypeUpdateAccepted, message);
    case ShadowMessageTypeGetAccepted:
    case ShadowMessageTypeGetRejected:
        return on_answer(AWS_IOT_SHADOW_GET_COMPLETE, thing, type == ShadowMessageTypeGetAccepted,
                         message);
    case ShadowMessageTypeDeleteAccepted:
    case ShadowMessageTypeDeleteRejected:
        return on_answer(AWS_IOT_SHADOW_DELETE_COMPLETE, thing,
                         type == ShadowMessageTypeDeleteAccepted, message);
    case ShadowMessageTypeUpdateDelta:
        return on_event(AWS_IOT_SHADOW_DELTA_CALLBACK, thing, &thing->delta, message);
    case ShadowMessageTypeUpdateDocuments:
        return on_event(AWS_IOT_SHADOW_UPDATED_CALLBACK, thing, &thing->updated, message);
    case ShadowMessageTypeMaxNum:
        break;
    }
    return false;
}

static void on_granted(void *context, const char *filter, bool granted)
{
    (void)context;
    shadow_things_granted(filter, granted);
}

/* ---- What is asked for: the application's tasks ---- */

IotMqttConnection_t afr201906_shadow_use_link(struct mqtt_link *link)
{
    if (link == NULL || shadow.link != NULL) {
        return NULL;
    }
    shadow_things_init(link);
    shadow.link = link;
    shadow.receiver = (struct mqtt_link_receiver){NULL, on_message, on_granted, NULL, NULL};
    mqtt_link_add(link, &shadow.receiver);
    return (IotMqttConnection_t)(void *)link;
}

AwsIotShadowError_t AwsIotShadow_Init(uint32_t mqttTimeout)
{
    shadow.timeout_ms = mqttTimeout != 0 ? mqttTimeout : DEFAULT_TIMEOUT_MS;
    shadow.initialised = true;
    return AWS_IOT_SHADOW_SUCCESS;
}

void AwsIotShadow_Cleanup(void)
{
    struct shadow_thing *thing;

    shadow.initialised = false;
    shadow_operations_forget();
    vTaskSuspendAll();
    for (unsigned i = 0; (thing = shadow_thing_at(i)) != NULL; i++) {
        thing->delta.function = NULL;
        thing->updated.function = NULL;
    }
    (void)xTaskResumeAll();
}

/* {"clientToken":"afr-00000001"}; returns its length. */
static size_t write_token(char *document)
{
    static const char form[] = "{\"clientToken\":\"afr-00000000\"}";
    const size_t last = sizeof form - 1u - 3u;

    memcpy(document, form, sizeof form);
    vTaskSuspendAll();
    uint32_t number = ++shadow.number;
    (void)xTaskResumeAll();
    for (unsigned i = 0; i < 8u; i++, number >>= 4) {
        document[last - i] = "0123456789abcdef"[number & 15u];
    }
    return sizeof form - 1u;
}

static AwsIotShadowError_t check(IotMqttConnection_t connection, const char *thing, size_t length,
                                 uint32_t flags)
{
    if (!shadow.initialised) {
        return AWS_IOT_SHADOW_INIT_FAILED;
    }
    if (connection == NULL || (void *)connection != (void *)shadow.link || thing == NULL ||
        length == 0 || length > SHADOW_THINGNAME_MAX_LENGTH ||
        (flags &
         ~(uint32_t)(AWS_IOT_SHADOW_FLAG_WAITABLE | AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS)) != 0) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    return AWS_IOT_SHADOW_SUCCESS;
}

/* The operation may be answered before this returns. */
static AwsIotShadowError_t send(AwsIotShadowOperation_t operation, const struct request *request)
{
    const struct mqtt_link *link = shadow.link;
    char topic[SHADOW_THING_TOPIC_BYTES];

    shadow_operation_go(operation);
    const MQTTStatus_t status =
        shadow_thing_topic(operation->thing, needs[request->type].topic, topic)
            ? link->publish(link->context, topic, request->document, request->length, MQTTQoS1,
                            shadow.timeout_ms)
            : MQTTBadParameter;
    if (status != MQTTSuccess && shadow_operation_drop(operation)) {
        return status == MQTTNoMemory ? AWS_IOT_SHADOW_NO_MEMORY : AWS_IOT_SHADOW_MQTT_ERROR;
    }
    return AWS_IOT_SHADOW_STATUS_PENDING;
}

static AwsIotShadowError_t begin(IotMqttConnection_t connection, struct request *request,
                                 const AwsIotShadowCallbackInfo_t *callback,
                                 AwsIotShadowOperation_t *out)
{
    const bool waitable = (request->flags & AWS_IOT_SHADOW_FLAG_WAITABLE) != 0;
    struct shadow_thing *thing = NULL;
    const char *token;
    size_t token_length;
    char own[32];

    if (waitable && (out == NULL || callback != NULL)) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    if (request->document == NULL) {
        request->length = write_token(own);
        request->document = own;
    }
    if (!json_member(request->document, request->length, "clientToken", &token, &token_length) ||
        token_length == 0 || token_length > SHADOW_TOKEN_BYTES) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    const AwsIotShadowError_t subscribed =
        shadow_thing_subscribe(request->thing, request->thing_length, needs[request->type].filters,
                               shadow.timeout_ms, &thing);
    if (subscribed != AWS_IOT_SHADOW_SUCCESS) {
        return subscribed;
    }
    AwsIotShadowOperation_t operation = shadow_operation_take(shadow.timeout_ms);
    if (operation == NULL) {
        return AWS_IOT_SHADOW_NO_MEMORY;
    }
    operation->waitable = waitable;
    operation->type = request->type;
    operation->thing = thing;
    operation->connection = connection;
    operation->allocate = request->allocate;
    operation->callback = callback != NULL ? *callback : (AwsIotShadowCallbackInfo_t){0};
    memcpy(operation->token, token, token_length);
    operation->token_length = token_length;
    if (out != NULL) {
        *out = operation;
    }
    return send(operation, request);
}

AwsIotShadowError_t AwsIotShadow_Delete(IotMqttConnection_t mqttConnection, const char *pThingName,
                                        size_t thingNameLength, uint32_t flags,
                                        const AwsIotShadowCallbackInfo_t *pCallbackInfo,
                                        AwsIotShadowOperation_t *pOperation)
{
    struct request request = {.type = AWS_IOT_SHADOW_DELETE_COMPLETE,
                              .thing = pThingName,
                              .thing_length = thingNameLength,
                              .flags = flags};
    const AwsIotShadowError_t bad = check(mqttConnection, pThingName, thingNameLength, flags);

    return bad != AWS_IOT_SHADOW_SUCCESS
               ? bad
               : begin(mqttConnection, &request, pCallbackInfo, pOperation);
}

AwsIotShadowError_t AwsIotShadow_Get(IotMqttConnection_t mqttConnection,
                                     const AwsIotShadowDocumentInfo_t *pGetInfo, uint32_t flags,
                                     const AwsIotShadowCallbackInfo_t *pCallbackInfo,
                                     AwsIotShadowOperation_t *pOperation)
{
    if (pGetInfo == NULL) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    struct request request = {.type = AWS_IOT_SHADOW_GET_COMPLETE,
                              .thing = pGetInfo->pThingName,
                              .thing_length = pGetInfo->thingNameLength,
                              .flags = flags,
                              .allocate = pGetInfo->u.get.mallocDocument};
    const AwsIotShadowError_t bad =
        check(mqttConnection, request.thing, request.thing_length, flags);
    if (bad != AWS_IOT_SHADOW_SUCCESS) {
        return bad;
    }
    if ((flags & AWS_IOT_SHADOW_FLAG_WAITABLE) != 0 && request.allocate == NULL) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    return begin(mqttConnection, &request, pCallbackInfo, pOperation);
}

AwsIotShadowError_t AwsIotShadow_Update(IotMqttConnection_t mqttConnection,
                                        const AwsIotShadowDocumentInfo_t *pUpdateInfo,
                                        uint32_t flags,
                                        const AwsIotShadowCallbackInfo_t *pCallbackInfo,
                                        AwsIotShadowOperation_t *pOperation)
{
    if (pUpdateInfo == NULL) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    struct request request = {.type = AWS_IOT_SHADOW_UPDATE_COMPLETE,
                              .thing = pUpdateInfo->pThingName,
                              .thing_length = pUpdateInfo->thingNameLength,
                              .flags = flags,
                              .document = pUpdateInfo->u.update.pUpdateDocument,
                              .length = pUpdateInfo->u.update.updateDocumentLength};
    const AwsIotShadowError_t bad =
        check(mqttConnection, request.thing, request.thing_length, flags);
    if (bad != AWS_IOT_SHADOW_SUCCESS) {
        return bad;
    }
    if (request.document == NULL) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    if (request.length > DOCUMENT_BYTES) {
        return AWS_IOT_SHADOW_TOO_LARGE;
    }
    return begin(mqttConnection, &request, pCallbackInfo, pOperation);
}

AwsIotShadowError_t AwsIotShadow_Wait(AwsIotShadowOperation_t operation, uint32_t timeoutMs,
                                      const char **pShadowDocument, size_t *pShadowDocumentLength)
{
    if (!shadow.initialised) {
        return AWS_IOT_SHADOW_INIT_FAILED;
    }
    if (operation == NULL || !operation->waitable ||
        (operation->type == AWS_IOT_SHADOW_GET_COMPLETE &&
         (pShadowDocument == NULL || pShadowDocumentLength == NULL))) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    return shadow_operation_wait(operation, timeoutMs, pShadowDocument, pShadowDocumentLength);
}

/* Waits for what `begun` says is under way. */
static AwsIotShadowError_t finish(AwsIotShadowError_t begun, AwsIotShadowOperation_t operation,
                                  uint32_t timeout_ms, const char **document, size_t *length)
{
    return begun == AWS_IOT_SHADOW_STATUS_PENDING
               ? shadow_operation_wait(operation, timeout_ms, document, length)
               : begun;
}

AwsIotShadowError_t AwsIotShadow_TimedDelete(IotMqttConnection_t mqttConnection,
                                             const char *pThingName, size_t thingNameLength,
                                             uint32_t flags, uint32_t timeoutMs)
{
    AwsIotShadowOperation_t operation = NULL;
    const AwsIotShadowError_t begun =
        AwsIotShadow_Delete(mqttConnection, pThingName, thingNameLength,
                            flags | AWS_IOT_SHADOW_FLAG_WAITABLE, NULL, &operation);

    return finish(begun, operation, timeoutMs, NULL, NULL);
}

AwsIotShadowError_t AwsIotShadow_TimedGet(IotMqttConnection_t mqttConnection,
                                          const AwsIotShadowDocumentInfo_t *pGetInfo,
                                          uint32_t flags, uint32_t timeoutMs,
                                          const char **pShadowDocument,
                                          size_t *pShadowDocumentLength)
{
    AwsIotShadowOperation_t operation = NULL;

    if (pShadowDocument == NULL || pShadowDocumentLength == NULL) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    const AwsIotShadowError_t begun = AwsIotShadow_Get(
        mqttConnection, pGetInfo, flags | AWS_IOT_SHADOW_FLAG_WAITABLE, NULL, &operation);
    return finish(begun, operation, timeoutMs, pShadowDocument, pShadowDocumentLength);
}

AwsIotShadowError_t AwsIotShadow_TimedUpdate(IotMqttConnection_t mqttConnection,
                                             const AwsIotShadowDocumentInfo_t *pUpdateInfo,
                                             uint32_t flags, uint32_t timeoutMs)
{
    AwsIotShadowOperation_t operation = NULL;
    const AwsIotShadowError_t begun = AwsIotShadow_Update(
        mqttConnection, pUpdateInfo, flags | AWS_IOT_SHADOW_FLAG_WAITABLE, NULL, &operation);

    return finish(begun, operation, timeoutMs, NULL, NULL);
}

static AwsIotShadowError_t set_callback(IotMqttConnection_t connection, const char *name,
                                        size_t length, unsigned filter,
                                        const AwsIotShadowCallbackInfo_t *callback)
{
    struct shadow_thing *thing = NULL;
    AwsIotShadowError_t result = check(connection, name, length, 0);

    if (result != AWS_IOT_SHADOW_SUCCESS) {
        return result;
    }
    if (callback == NULL) {
        thing = shadow_thing_find(name, length);
    } else {
        result = shadow_thing_subscribe(name, length, 1u << filter, shadow.timeout_ms, &thing);
    }
    if (result == AWS_IOT_SHADOW_SUCCESS && thing != NULL) {
        vTaskSuspendAll();
        *(filter == SHADOW_FILTER_DELTA ? &thing->delta : &thing->updated) =
            callback != NULL ? *callback : (AwsIotShadowCallbackInfo_t){0};
        (void)xTaskResumeAll();
    }
    return result;
}

AwsIotShadowError_t AwsIotShadow_SetDeltaCallback(IotMqttConnection_t mqttConnection,
                                                  const char *pThingName, size_t thingNameLength,
                                                  uint32_t flags,
                                                  const AwsIotShadowCallbackInfo_t *pDeltaCallback)
{
    (void)flags;
    return set_callback(mqttConnection, pThingName, thingNameLength, SHADOW_FILTER_DELTA,
                        pDeltaCallback);
}

AwsIotShadowError_t
AwsIotShadow_SetUpdatedCallback(IotMqttConnection_t mqttConnection, const char *pThingName,
                                size_t thingNameLength, uint32_t flags,
                                const AwsIotShadowCallbackInfo_t *pUpdatedCallback)
{
    (void)flags;
    return set_callback(mqttConnection, pThingName, thingNameLength, SHADOW_FILTER_DOCUMENTS,
                        pUpdatedCallback);
}
