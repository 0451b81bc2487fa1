/* SPDX-License-Identifier: MIT */
/* AwsIotShadow_* beside a scripted service: subscriptions, answers by their tokens, callbacks and
 * waits. There is one link for good, so the order of the tests counts for the first two. */
#include "afr201906_shadow.h"
#include "aws_iot_shadow.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"
#include "scripted_link.h"

#define ROOT "$aws/things/lamp/shadow"
#define WAIT AWS_IOT_SHADOW_FLAG_WAITABLE

static struct scripted_link script;
static IotMqttConnection_t connection;
static AwsIotShadowError_t result;
static char memory[128], heard[128];
static bool full;
static const char *document;
static size_t document_length;
static AwsIotShadowCallbackParam_t told;
static unsigned tellings;

static void *allocate(size_t bytes)
{
    return full || bytes > sizeof memory ? NULL : memory;
}

static void on_told(void *context, AwsIotShadowCallbackParam_t *param)
{
    const bool event = param->callbackType >= AWS_IOT_SHADOW_DELTA_CALLBACK;
    const char *text = event ? param->u.callback.pDocument : param->u.operation.get.pDocument;
    const size_t length =
        event ? param->u.callback.documentLength : param->u.operation.get.documentLength;

    CHECK(context == &told);
    CHECK(param->mqttConnection == connection);
    CHECK_EQ(strncmp(param->pThingName, "lamp", param->thingNameLength), 0);
    memcpy(heard, text != NULL ? text : "", length);
    heard[length] = '\0';
    told = *param;
    tellings++;
}

static const AwsIotShadowCallbackInfo_t tell = {&told, on_told};

static AwsIotShadowDocumentInfo_t update_of(const char *text)
{
    AwsIotShadowDocumentInfo_t info = {.pThingName = "lamp", .thingNameLength = 4};

    info.u.update.pUpdateDocument = text;
    info.u.update.updateDocumentLength = strlen(text);
    return info;
}

static AwsIotShadowDocumentInfo_t get_info(void)
{
    AwsIotShadowDocumentInfo_t info = {.pThingName = "lamp", .thingNameLength = 4};

    info.u.get.mallocDocument = allocate;
    return info;
}

static void update(void *text)
{
    const AwsIotShadowDocumentInfo_t info = update_of(text);

    result = AwsIotShadow_TimedUpdate(connection, &info, 0, 20);
    event('u');
    park();
}

static void get(void *unused)
{
    const AwsIotShadowDocumentInfo_t info = get_info();

    (void)unused;
    result = AwsIotShadow_TimedGet(connection, &info, 0, 20, &document, &document_length);
    event('g');
    park();
}

static void erase(void *unused)
{
    (void)unused;
    result = AwsIotShadow_TimedDelete(connection, "lamp", 4, 0, 20);
    event('d');
    park();
}

static void set_callbacks(void *unused)
{
    (void)unused;
    CHECK_EQ(AwsIotShadow_SetDeltaCallback(connection, "lamp", 4, 0, &tell),
             AWS_IOT_SHADOW_SUCCESS);
    CHECK_EQ(AwsIotShadow_SetUpdatedCallback(connection, "lamp", 4, 0, &tell),
             AWS_IOT_SHADOW_SUCCESS);
    event('c');
    park();
}

static void given_the_library(void)
{
    if (connection == NULL) {
        scripted_link_init(&script);
        connection = afr201906_shadow_use_link(&script.link);
        CHECK(connection != NULL);
        CHECK(afr201906_shadow_use_link(&script.link) == NULL);
    }
    CHECK_EQ(AwsIotShadow_Init(20), AWS_IOT_SHADOW_SUCCESS);
    script.published = 0;
    script.refuse = MQTTSuccess;
    tellings = 0;
    full = false;
    document = NULL;
}

/* As a test begins once the subscriptions are there. */
static void given_subscriptions(void)
{
    given_the_library();
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"first\"}");
    scripted_link_grant(&script);
    (void)spawn(get, P_HIGH, NULL);
    scripted_link_grant(&script);
    (void)spawn(erase, P_HIGH, NULL);
    scripted_link_grant(&script);
    vTaskDelay(22);
    events_clear();
    script.published = 0;
}

static bool say(const char *suffix, const char *members, const char *token)
{
    char topic[96], text[128];

    (void)snprintf(topic, sizeof topic, ROOT "/%s", suffix);
    (void)snprintf(text, sizeof text, "{%s\"clientToken\":\"%s\"}", members, token);
    return scripted_link_say(&script, topic, text);
}

/* The token of a request without a document of the application: 12 characters. */
static const char *own_token(void)
{
    static char token[13];

    CHECK_EQ(strncmp(script.payload, "{\"clientToken\":\"afr-", 20), 0);
    memcpy(token, script.payload + 16, 12);
    return token;
}

static void nothing_works_before_init(void)
{
    const AwsIotShadowDocumentInfo_t info = update_of("{\"clientToken\":\"t\"}");

    CHECK_EQ(AwsIotShadow_TimedUpdate(NULL, &info, 0, 1), AWS_IOT_SHADOW_INIT_FAILED);
    CHECK_EQ(AwsIotShadow_TimedDelete(NULL, "lamp", 4, 0, 1), AWS_IOT_SHADOW_INIT_FAILED);
    CHECK_EQ(AwsIotShadow_Wait(NULL, 1, NULL, NULL), AWS_IOT_SHADOW_INIT_FAILED);
}

static void a_request_waits_for_its_subscriptions(void)
{
    given_the_library();
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"t\"}");
    CHECK_EQ(script.subscribed, 2);
    CHECK_EQ(strcmp(script.filters[0], ROOT "/update/accepted"), 0);
    CHECK_EQ(script.published, 0);
    vTaskDelay(22);
    CHECK_EVENTS("u");
    CHECK_EQ(result, AWS_IOT_SHADOW_TIMEOUT);
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"t\"}");
    mqtt_link_granted(&script.link, script.filters[0], true);
    CHECK_EQ(script.published, 0);
    mqtt_link_granted(&script.link, script.filters[1], false);
    CHECK_EVENTS("u");
    CHECK_EQ(result, AWS_IOT_SHADOW_MQTT_ERROR);
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"t\"}");
    CHECK_EQ(script.subscribed, 3); /* what was refused is asked for again */
    scripted_link_grant(&script);
    CHECK_EQ(script.published, 1);
    CHECK_EQ(strcmp(script.topic, ROOT "/update"), 0);
    CHECK(say("update/accepted", "", "t"));
    CHECK_EVENTS("u");
    CHECK_EQ(result, AWS_IOT_SHADOW_SUCCESS);
}

static void an_update_is_answered_by_its_token(void)
{
    given_subscriptions();
    (void)spawn(update, P_HIGH, "{\"state\":{},\"clientToken\":\"mine\"}");
    CHECK_EQ(strcmp(script.payload, "{\"state\":{},\"clientToken\":\"mine\"}"), 0);
    CHECK_EQ(say("update/accepted", "", "other"), false);
    CHECK_EQ(say("delete/accepted", "", "mine"), false);
    CHECK_EVENTS("");
    CHECK(say("update/rejected", "\"code\":409,", "mine"));
    CHECK_EVENTS("u");
    CHECK_EQ(result, AWS_IOT_SHADOW_CONFLICT);
    CHECK_EQ(say("update/accepted", "", "mine"), false);
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"mine\"}");
    CHECK(say("update/rejected", "\"code\":418,", "mine"));
    CHECK_EVENTS("u");
    CHECK_EQ(result, AWS_IOT_SHADOW_BAD_RESPONSE);
    (void)spawn(update, P_HIGH, "{\"clientToken\":\"mine\"}");
    vTaskDelay(22);
    CHECK_EVENTS("u");
    CHECK_EQ(result, AWS_IOT_SHADOW_TIMEOUT);
    CHECK_EQ(say("update/accepted", "", "mine"), false);
}

static void a_document_is_got_into_the_callers_memory(void)
{
    given_subscriptions();
    (void)spawn(get, P_HIGH, NULL);
    CHECK_EQ(strcmp(script.topic, ROOT "/get"), 0);
    CHECK(say("get/accepted", "\"state\":{},", own_token()));
    CHECK_EVENTS("g");
    CHECK_EQ(result, AWS_IOT_SHADOW_SUCCESS);
    CHECK(document == memory);
    CHECK_EQ(strncmp(document, "{\"state\":{},\"clientToken\":\"afr-", 30), 0);
    CHECK_EQ(document_length, 41);
    document = NULL;
    full = true;
    (void)spawn(get, P_HIGH, NULL);
    CHECK(say("get/accepted", "", own_token()));
    CHECK_EVENTS("g");
    CHECK_EQ(result, AWS_IOT_SHADOW_NO_MEMORY);
    CHECK(document == NULL);
    (void)spawn(get, P_HIGH, NULL);
    CHECK(say("get/rejected", "\"code\":404,", own_token()));
    CHECK_EVENTS("g");
    CHECK_EQ(result, AWS_IOT_SHADOW_NOT_FOUND);
}

static void a_shadow_is_deleted(void)
{
    given_subscriptions();
    (void)spawn(erase, P_HIGH, NULL);
    CHECK_EQ(strcmp(script.topic, ROOT "/delete"), 0);
    CHECK(say("delete/accepted", "", own_token()));
    CHECK_EVENTS("d");
    CHECK_EQ(result, AWS_IOT_SHADOW_SUCCESS);
}

static void callbacks_tell_the_end_of_operations(void)
{
    const AwsIotShadowDocumentInfo_t info = get_info();
    AwsIotShadowOperation_t operation = NULL;

    given_subscriptions();
    CHECK_EQ(AwsIotShadow_Get(connection, &info, 0, &tell, &operation),
             AWS_IOT_SHADOW_STATUS_PENDING);
    CHECK_EQ(AwsIotShadow_Wait(operation, 1, &document, &document_length),
             AWS_IOT_SHADOW_BAD_PARAMETER); /* it is not waitable */
    CHECK(say("get/accepted", "", own_token()));
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.callbackType, AWS_IOT_SHADOW_GET_COMPLETE);
    CHECK(told.u.operation.reference == operation);
    CHECK_EQ(told.u.operation.result, AWS_IOT_SHADOW_SUCCESS);
    CHECK_EQ(strncmp(heard, "{\"clientToken\":\"afr-", 20), 0);
    CHECK_EQ(AwsIotShadow_Delete(connection, "lamp", 4, 0, &tell, NULL),
             AWS_IOT_SHADOW_STATUS_PENDING);
    CHECK(say("delete/rejected", "\"code\":403,", own_token()));
    CHECK_EQ(tellings, 2);
    CHECK_EQ(told.u.operation.result, AWS_IOT_SHADOW_FORBIDDEN);
    CHECK(told.u.operation.get.pDocument == NULL);
}

static void a_waitable_operation_may_be_answered_before_it_is_waited_for(void)
{
    const AwsIotShadowDocumentInfo_t info = update_of("{\"clientToken\":\"w\"}");
    AwsIotShadowOperation_t operation = NULL;

    given_subscriptions();
    CHECK_EQ(AwsIotShadow_Update(connection, &info, WAIT, NULL, &operation),
             AWS_IOT_SHADOW_STATUS_PENDING);
    CHECK(say("update/accepted", "", "w"));
    CHECK_EQ(AwsIotShadow_Wait(operation, 0, NULL, NULL), AWS_IOT_SHADOW_SUCCESS);
}

static void places_of_unanswered_operations_come_back(void)
{
    given_subscriptions();
    for (unsigned i = 0; i < AFR201906_SHADOW_OPERATIONS; i++) {
        CHECK_EQ(AwsIotShadow_Delete(connection, "lamp", 4, 0, &tell, NULL),
                 AWS_IOT_SHADOW_STATUS_PENDING);
    }
    CHECK_EQ(AwsIotShadow_Delete(connection, "lamp", 4, 0, &tell, NULL), AWS_IOT_SHADOW_NO_MEMORY);
    CHECK_EQ(tellings, 0);
    vTaskDelay(22);
    CHECK_EQ(AwsIotShadow_Delete(connection, "lamp", 4, 0, &tell, NULL),
             AWS_IOT_SHADOW_STATUS_PENDING);
    CHECK_EQ(tellings, AFR201906_SHADOW_OPERATIONS);
    CHECK_EQ(told.u.operation.result, AWS_IOT_SHADOW_TIMEOUT);
    AwsIotShadow_Cleanup();
    CHECK_EQ(say("delete/accepted", "", own_token()), false);
}

static void deltas_and_documents_are_passed_on_while_a_callback_is_set(void)
{
    given_the_library();
    CHECK_EQ(scripted_link_say(&script, ROOT "/update/delta", "{}"), false);
    (void)spawn(set_callbacks, P_HIGH, NULL);
    scripted_link_grant(&script);
    scripted_link_grant(&script);
    CHECK_EVENTS("c");
    CHECK(scripted_link_say(&script, ROOT "/update/delta", "{\"state\":{}}"));
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.callbackType, AWS_IOT_SHADOW_DELTA_CALLBACK);
    CHECK_EQ(strcmp(heard, "{\"state\":{}}"), 0);
    CHECK(scripted_link_say(&script, ROOT "/update/documents", "{}"));
    CHECK_EQ(told.callbackType, AWS_IOT_SHADOW_UPDATED_CALLBACK);
    CHECK_EQ(scripted_link_say(&script, ROOT "/name/blue/update/delta", "{}"), false);
    CHECK_EQ(scripted_link_say(&script, "$aws/things/lam/shadow/update/delta", "{}"), false);
    CHECK_EQ(AwsIotShadow_SetDeltaCallback(connection, "lamp", 4, 0, NULL), AWS_IOT_SHADOW_SUCCESS);
    CHECK_EQ(scripted_link_say(&script, ROOT "/update/delta", "{}"), false);
    CHECK_EQ(tellings, 2);
    AwsIotShadow_Cleanup();
    CHECK_EQ(scripted_link_say(&script, ROOT "/update/documents", "{}"), false);
}

static void what_cannot_be_sent_is_refused(void)
{
    static char large[8194];
    AwsIotShadowDocumentInfo_t info = update_of("{\"state\":{}}");
    AwsIotShadowOperation_t operation = NULL;

    given_subscriptions();
    CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, 1),
             AWS_IOT_SHADOW_BAD_PARAMETER); /* no token */
    memset(large, ' ', sizeof large - 1u);
    memcpy(large, "{\"clientToken\":\"t\"}", 19);
    info = update_of(large);
    CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, 1), AWS_IOT_SHADOW_TOO_LARGE);
    info = update_of("{\"clientToken\":\"t\"}");
    CHECK_EQ(AwsIotShadow_TimedUpdate(NULL, &info, 0, 1), AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(AwsIotShadow_Update(connection, &info, WAIT, NULL, NULL),
             AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(AwsIotShadow_Update(connection, &info, WAIT, &tell, &operation),
             AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(AwsIotShadow_Update(connection, &info, 4, NULL, &operation),
             AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(AwsIotShadow_TimedDelete(connection, "lamp", 0, 0, 1), AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(AwsIotShadow_TimedDelete(connection, large, 129, 0, 1), AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(script.published, 0);
    script.refuse = MQTTNoMemory;
    CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, 1), AWS_IOT_SHADOW_NO_MEMORY);
    script.refuse = MQTTBadParameter;
    CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, 1), AWS_IOT_SHADOW_MQTT_ERROR);
    CHECK_EQ(strcmp(AwsIotShadow_strerror(AWS_IOT_SHADOW_TIMEOUT), "timed out"), 0);
    CHECK_EQ(strcmp(AwsIotShadow_strerror((AwsIotShadowError_t)12), "unknown status"), 0);
}

CONFORMANCE_MAIN("afr201906_shadow", TEST(nothing_works_before_init),
                 TEST(a_request_waits_for_its_subscriptions),
                 TEST(an_update_is_answered_by_its_token),
                 TEST(a_document_is_got_into_the_callers_memory), TEST(a_shadow_is_deleted),
                 TEST(callbacks_tell_the_end_of_operations),
                 TEST(a_waitable_operation_may_be_answered_before_it_is_waited_for),
                 TEST(places_of_unanswered_operations_come_back),
                 TEST(deltas_and_documents_are_passed_on_while_a_callback_is_set),
                 TEST(what_cannot_be_sent_is_refused))
