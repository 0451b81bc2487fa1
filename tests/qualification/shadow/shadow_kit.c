/* SPDX-License-Identifier: MIT */
#include "shadow_kit.h"

#include <stdio.h>

struct shadow_service shadow_service;
struct shadow_told shadow_told;

/* The value of "clientToken", or nothing. */
static void token_of(const char *payload, char *token, size_t room)
{
    const char *at = strstr(payload, "\"clientToken\":\"");
    size_t length = 0;

    token[0] = '\0';
    if (at != NULL) {
        at += sizeof "\"clientToken\":\"" - 1;
        while (at[length] != '"' && at[length] != '\0' && length + 1 < room) {
            token[length] = at[length];
            length++;
        }
        token[length] = '\0';
    }
}

static void hear(const char *topic, const char *payload)
{
    char answer[64], text[200], token[40];

    shadow_service.requests++;
    (void)snprintf(shadow_service.topic, sizeof shadow_service.topic, "%s", topic);
    (void)snprintf(shadow_service.payload, sizeof shadow_service.payload, "%s", payload);
    token_of(payload, token, sizeof token);
    if (shadow_service.answer == SHADOW_SILENT) {
        return;
    }
    if (shadow_service.answer == SHADOW_OF_ANOTHER) {
        token[0] = 'x';
    }
    const bool rejects = shadow_service.answer == SHADOW_REJECTS;
    (void)snprintf(answer, sizeof answer, "%s/%s", topic, rejects ? "rejected" : "accepted");
    if (rejects) {
        (void)snprintf(text, sizeof text, "{\"code\":%u,\"message\":\"no\",\"clientToken\":\"%s\"}",
                       shadow_service.code, token);
    } else if (shadow_service.document != NULL) {
        (void)snprintf(text, sizeof text, "%s,\"clientToken\":\"%s\"}", shadow_service.document,
                       token);
    } else {
        (void)snprintf(text, sizeof text, "{\"version\":1,\"clientToken\":\"%s\"}", token);
    }
    (void)scripted_server_answer(answer, text, 1, (uint16_t)(100u + shadow_service.requests));
}

static void on_told(void *context, AwsIotShadowCallbackParam_t *param)
{
    const char *document = param->u.callback.pDocument;
    size_t length = param->u.callback.documentLength;

    (void)context;
    shadow_told.type = param->callbackType;
    if (param->callbackType == AWS_IOT_SHADOW_DELTA_CALLBACK) {
        shadow_told.deltas = shadow_told.deltas + 1;
    } else if (param->callbackType == AWS_IOT_SHADOW_UPDATED_CALLBACK) {
        shadow_told.updates = shadow_told.updates + 1;
    } else {
        shadow_told.result = param->u.operation.result;
        document = param->u.operation.get.pDocument;
        length = document != NULL ? param->u.operation.get.documentLength : 0;
        shadow_told.operations = shadow_told.operations + 1;
    }
    if (document != NULL && length < sizeof shadow_told.document) {
        memcpy(shadow_told.document, document, length);
        shadow_told.document[length] = '\0';
    }
}

const AwsIotShadowCallbackInfo_t shadow_tell = {NULL, on_told};

void shadow_set_up(void)
{
    memset(&shadow_service, 0, sizeof shadow_service);
    memset(&shadow_told, 0, sizeof shadow_told);
    kit_set_up();
    scripted_server.hear = hear;
    EXPECT_EQUAL(AwsIotShadow_Init(ANSWER_MS), AWS_IOT_SHADOW_SUCCESS);
    (void)kit_connect();
}

void shadow_tear_down(void)
{
    if (connection != IOT_MQTT_CONNECTION_INITIALIZER) {
        IotMqtt_Disconnect(connection, 0);
        kit_forget_connection();
    }
    AwsIotShadow_Cleanup();
    kit_tear_down();
}

AwsIotShadowDocumentInfo_t shadow_get_of_thing(void)
{
    AwsIotShadowDocumentInfo_t info = AWS_IOT_SHADOW_DOCUMENT_INFO_INITIALIZER;

    info.pThingName = THING;
    info.thingNameLength = sizeof THING - 1;
    info.qos = IOT_MQTT_QOS_1;
    info.u.get.mallocDocument = pvPortMalloc;
    return info;
}

AwsIotShadowDocumentInfo_t shadow_update_of(const char *document)
{
    AwsIotShadowDocumentInfo_t info = shadow_get_of_thing();

    info.u.update.pUpdateDocument = document;
    info.u.update.updateDocumentLength = strlen(document);
    return info;
}

AwsIotShadowError_t shadow_update(const char *document, uint32_t flags)
{
    const AwsIotShadowDocumentInfo_t info = shadow_update_of(document);

    return AwsIotShadow_TimedUpdate(connection, &info, flags, ANSWER_MS);
}
