/* SPDX-License-Identifier: MIT */
#include "aws_iot_shadow.h"

#include <string.h>

#include "json_member.h"
#include "shadow_operations.h"
#include "task.h"

#define DEFAULT_TIMEOUT_MS 5000u
#define DOCUMENT_BYTES     8192u

static struct {
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
    IotMqttPublishInfo_t message; /* how it is sent */
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
                                         .mqttConnection = thing->session->connection};
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

    if (!shadow.initialised || message->topic_length > UINT16_MAX ||
        Shadow_MatchTopicString(message->topic, (uint16_t)message->topic_length, &type, &name,
                                &length, &shadow_name, &shadow_length) != SHADOW_SUCCESS ||
        shadow_length > 0) {
        return false;
    }
    const struct shadow_thing *thing = shadow_thing_find(context, name, length);
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
    shadow_things_granted(context, filter, granted);
}

static const struct mqtt_link_receiver receiver = {NULL, on_message, on_granted, NULL, NULL};

/* ---- What is asked for: the application's tasks ---- */

IotMqttConnection_t afr201906_shadow_use_link(struct mqtt_link *link)
{
    shadow_things_init();
    const struct shadow_session *const session =
        link != NULL ? shadow_session_of_link(link, &receiver) : NULL;

    return session != NULL ? session->connection : NULL;
}

AwsIotShadowError_t AwsIotShadow_Init(uint32_t mqttTimeout)
{
    shadow_things_init();
    shadow.timeout_ms = mqttTimeout != 0 ? mqttTimeout : DEFAULT_TIMEOUT_MS;
    shadow.initialised = true;
    return AWS_IOT_SHADOW_SUCCESS;
}

void AwsIotShadow_Cleanup(void)
{
    shadow.initialised = false;
    shadow_operations_forget();
    shadow_things_forget();
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
    if (connection == NULL || thing == NULL || length == 0 ||
        length > SHADOW_THINGNAME_MAX_LENGTH ||
        (flags &
         ~(uint32_t)(AWS_IOT_SHADOW_FLAG_WAITABLE | AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS)) != 0) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    return AWS_IOT_SHADOW_SUCCESS;
}

/* Could the request be published so? */
static bool is_sendable(const IotMqttPublishInfo_t *message)
{
    return (unsigned)message->qos <= IOT_MQTT_QOS_1 &&
           (message->retryLimit == 0 || message->retryMs > 0);
}

/* The operation may be answered before this returns. */
static AwsIotShadowError_t send(AwsIotShadowOperation_t operation, const struct request *request)
{
    char topic[SHADOW_THING_TOPIC_BYTES];
    IotMqttPublishInfo_t message = request->message;

    message.pPayload = request->document;
    message.payloadLength = request->length;
    shadow_operation_go(operation);
    const MQTTStatus_t status =
        shadow_thing_topic(operation->thing, needs[request->type].topic, topic)
            ? shadow_session_publish(operation->thing->session, topic, &message, shadow.timeout_ms)
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

    if ((waitable && (out == NULL || callback != NULL)) ||
        (callback != NULL && callback->function == NULL) || !is_sendable(&request->message)) {
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
    const unsigned filters = needs[request->type].filters;
    const struct shadow_session *const session = shadow_session_of(connection, &receiver);
    if (session == NULL) {
        return AWS_IOT_SHADOW_NO_MEMORY;
    }
    const AwsIotShadowError_t subscribed = shadow_thing_subscribe(
        session, request->thing, request->thing_length, filters,
        (request->flags & AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS) != 0, shadow.timeout_ms, &thing);
    if (subscribed != AWS_IOT_SHADOW_SUCCESS) {
        return subscribed;
    }
    AwsIotShadowOperation_t operation = shadow_operation_take(shadow.timeout_ms);
    if (operation == NULL) {
        shadow_thing_release(thing, filters);
        return AWS_IOT_SHADOW_NO_MEMORY;
    }
    operation->filters = filters;
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

static IotMqttPublishInfo_t how(const AwsIotShadowDocumentInfo_t *info)
{
    return (IotMqttPublishInfo_t){
        .qos = info->qos, .retryMs = info->retryMs, .retryLimit = info->retryLimit};
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
                              .allocate = pGetInfo->u.get.mallocDocument,
                              .message = how(pGetInfo)};
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
                              .length = pUpdateInfo->u.update.updateDocumentLength,
                              .message = how(pUpdateInfo)};
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

/* A thing that is there, or NULL. */
static struct shadow_thing *known_thing(IotMqttConnection_t connection, const char *name,
                                        size_t length)
{
    const struct shadow_session *const session = shadow_session_of(connection, &receiver);

    return session != NULL ? shadow_thing_find(session, name, length) : NULL;
}

static void put_callback(struct shadow_thing *thing, unsigned filter,
                         const AwsIotShadowCallbackInfo_t *callback)
{
    vTaskSuspendAll();
    *(filter == SHADOW_FILTER_DELTA ? &thing->delta : &thing->updated) =
        callback != NULL ? *callback : (AwsIotShadowCallbackInfo_t){0};
    (void)xTaskResumeAll();
}

static AwsIotShadowError_t set_callback(IotMqttConnection_t connection, const char *name,
                                        size_t length, unsigned filter,
                                        const AwsIotShadowCallbackInfo_t *callback)
{
    const AwsIotShadowError_t bad = check(connection, name, length, 0);

    if (bad != AWS_IOT_SHADOW_SUCCESS) {
        return bad;
    }
    if (callback != NULL && callback->function == NULL) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    const struct shadow_session *const session = shadow_session_of(connection, &receiver);
    if (session == NULL) {
        return AWS_IOT_SHADOW_NO_MEMORY;
    }
    if (callback == NULL) {
        struct shadow_thing *const known = shadow_thing_find(session, name, length);
        if (known != NULL) {
            put_callback(known, filter, NULL);
            /* A link that cannot unsubscribe goes on bringing what nobody gets. */
            (void)shadow_thing_forget(known, 1u << filter, shadow.timeout_ms);
        }
        return AWS_IOT_SHADOW_SUCCESS;
    }
    struct shadow_thing *thing = NULL;
    const AwsIotShadowError_t result = shadow_thing_subscribe(session, name, length, 1u << filter,
                                                              true, shadow.timeout_ms, &thing);
    if (result == AWS_IOT_SHADOW_SUCCESS) {
        put_callback(thing, filter, callback);
        shadow_thing_release(thing, 1u << filter);
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

AwsIotShadowError_t AwsIotShadow_RemovePersistentSubscriptions(IotMqttConnection_t mqttConnection,
                                                               const char *pThingName,
                                                               size_t thingNameLength,
                                                               uint32_t flags)
{
    static const AwsIotShadowCallbackType_t types[] = {AWS_IOT_SHADOW_DELETE_COMPLETE,
                                                       AWS_IOT_SHADOW_GET_COMPLETE,
                                                       AWS_IOT_SHADOW_UPDATE_COMPLETE};
    const AwsIotShadowError_t bad = check(mqttConnection, pThingName, thingNameLength, 0);
    unsigned filters = 0;

    if (bad != AWS_IOT_SHADOW_SUCCESS) {
        return bad;
    }
    for (unsigned i = 0; i < sizeof types / sizeof types[0]; i++) { /* as their flags: 1, 2, 4 */
        filters |= (flags & 1u << i) != 0 ? needs[types[i]].filters : 0;
    }
    if (filters == 0 || flags >> (sizeof types / sizeof types[0]) != 0) {
        return AWS_IOT_SHADOW_BAD_PARAMETER;
    }
    struct shadow_thing *const thing = known_thing(mqttConnection, pThingName, thingNameLength);
    return thing != NULL ? shadow_thing_forget(thing, filters, shadow.timeout_ms)
                         : AWS_IOT_SHADOW_SUCCESS;
}
