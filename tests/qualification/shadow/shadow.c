/* SPDX-License-Identifier: MIT */
/* AwsIotShadow_*: what is sent, what an answer becomes, what is subscribed to and for how long. */
#include "shadow_kit.h"

static void parameters_of_operations(void)
{
    AwsIotShadowDocumentInfo_t info = shadow_update_of(STATE);
    AwsIotShadowOperation_t operation = AWS_IOT_SHADOW_OPERATION_INITIALIZER;

    EXPECT_EQUAL(AwsIotShadow_Update(connection, NULL, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(AwsIotShadow_Get(connection, NULL, 0, NULL, NULL), AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(AwsIotShadow_Delete(connection, NULL, 5, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    info.thingNameLength = 0;
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    info.thingNameLength = 129;
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    info = shadow_update_of(STATE);
    info.qos = IOT_MQTT_QOS_2;
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    info = shadow_update_of(STATE);
    info.retryLimit = 1; /* without a time */
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    info = shadow_update_of(STATE);
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, AWS_IOT_SHADOW_FLAG_WAITABLE, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, AWS_IOT_SHADOW_FLAG_WAITABLE, &shadow_tell,
                                     &operation),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(shadow_service.requests, 0);
}

static void parameters_of_documents(void)
{
    AwsIotShadowDocumentInfo_t info = shadow_update_of(STATE);

    info.u.update.pUpdateDocument = NULL;
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(shadow_update("{\"state\":{}}", 0), AWS_IOT_SHADOW_BAD_PARAMETER); /* no token */
    EXPECT_EQUAL(shadow_update("{\"clientToken\":\"\"}", 0), AWS_IOT_SHADOW_BAD_PARAMETER);
    info = shadow_update_of(STATE);
    info.u.update.updateDocumentLength = 0;
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, NULL, NULL),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(shadow_service.requests, 0);
}

static void parameters_of_callbacks(void)
{
    const AwsIotShadowCallbackInfo_t nobody = AWS_IOT_SHADOW_CALLBACK_INFO_INITIALIZER;

    EXPECT_EQUAL(AwsIotShadow_SetDeltaCallback(connection, NULL, 5, 0, &shadow_tell),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(AwsIotShadow_SetDeltaCallback(connection, THING, 0, 0, &shadow_tell),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(AwsIotShadow_SetUpdatedCallback(connection, THING, sizeof THING - 1, 0, &nobody),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(AwsIotShadow_RemovePersistentSubscriptions(connection, THING, sizeof THING - 1, 0),
                 AWS_IOT_SHADOW_BAD_PARAMETER);
    EXPECT_EQUAL(scripted_server.count[PACKET_SUBSCRIBE >> 4], 0);
}

static void wait_parameters(void)
{
    EXPECT_EQUAL(AwsIotShadow_Wait(NULL, 0, NULL, NULL), AWS_IOT_SHADOW_BAD_PARAMETER);
}

static void initialised_once(void)
{
    AwsIotShadow_Cleanup();
    EXPECT_EQUAL(shadow_update(STATE, 0), AWS_IOT_SHADOW_INIT_FAILED);
    EXPECT_EQUAL(AwsIotShadow_Init(ANSWER_MS), AWS_IOT_SHADOW_SUCCESS);
    EXPECT_EQUAL(shadow_update(STATE, 0), AWS_IOT_SHADOW_SUCCESS);
}

static void string_coverage(void)
{
    static const AwsIotShadowError_t codes[] = {
        AWS_IOT_SHADOW_SUCCESS,           AWS_IOT_SHADOW_STATUS_PENDING, AWS_IOT_SHADOW_INIT_FAILED,
        AWS_IOT_SHADOW_BAD_PARAMETER,     AWS_IOT_SHADOW_NO_MEMORY,      AWS_IOT_SHADOW_MQTT_ERROR,
        AWS_IOT_SHADOW_BAD_RESPONSE,      AWS_IOT_SHADOW_TIMEOUT,        AWS_IOT_SHADOW_BAD_REQUEST,
        AWS_IOT_SHADOW_UNAUTHORIZED,      AWS_IOT_SHADOW_FORBIDDEN,      AWS_IOT_SHADOW_NOT_FOUND,
        AWS_IOT_SHADOW_CONFLICT,          AWS_IOT_SHADOW_TOO_LARGE,      AWS_IOT_SHADOW_UNSUPPORTED,
        AWS_IOT_SHADOW_TOO_MANY_REQUESTS, AWS_IOT_SHADOW_SERVER_ERROR};

    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        const char *const text = AwsIotShadow_strerror(codes[i]);
        EXPECT(text != NULL && text[0] != '\0');
        EXPECT(i == 0 || strcmp(text, AwsIotShadow_strerror(codes[i - 1])) != 0);
    }
    EXPECT(AwsIotShadow_strerror((AwsIotShadowError_t)999) != NULL);
}

static void update_topic_and_document(void)
{
    EXPECT_EQUAL(shadow_update(STATE, 0), AWS_IOT_SHADOW_SUCCESS);
    EXPECT_EQUAL(strcmp(shadow_service.topic, ROOT "/update"), 0);
    EXPECT_EQUAL(strcmp(shadow_service.payload, STATE), 0);
}

static void update_callback(void)
{
    const AwsIotShadowDocumentInfo_t info = shadow_update_of(STATE);

    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, &shadow_tell, NULL),
                 AWS_IOT_SHADOW_STATUS_PENDING);
    REQUIRE(kit_wait(&shadow_told.operations, 1));
    EXPECT_EQUAL(shadow_told.type, AWS_IOT_SHADOW_UPDATE_COMPLETE);
    EXPECT_EQUAL(shadow_told.result, AWS_IOT_SHADOW_SUCCESS);
    kit_settle();
    EXPECT_EQUAL(shadow_told.operations, 1);
}

static void update_rejected(void)
{
    static const unsigned codes[] = {400, 401, 403, 404, 409, 413, 415, 429, 500};

    shadow_service.answer = SHADOW_REJECTS;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        shadow_service.code = codes[i];
        EXPECT_EQUAL(shadow_update(STATE, 0), codes[i]);
    }
    shadow_service.code = 499;
    EXPECT_EQUAL(shadow_update(STATE, 0), AWS_IOT_SHADOW_BAD_RESPONSE);
}

static void answer_of_another_request(void)
{
    shadow_service.answer = SHADOW_OF_ANOTHER;
    const AwsIotShadowDocumentInfo_t info = shadow_update_of(STATE);
    EXPECT_EQUAL(AwsIotShadow_TimedUpdate(connection, &info, 0, 60), AWS_IOT_SHADOW_TIMEOUT);
}

static void no_answer(void)
{
    const AwsIotShadowDocumentInfo_t info = shadow_update_of(STATE);

    shadow_service.answer = SHADOW_SILENT;
    const TickType_t begun = xTaskGetTickCount();
    EXPECT_EQUAL(AwsIotShadow_TimedUpdate(connection, &info, 0, 100), AWS_IOT_SHADOW_TIMEOUT);
    EXPECT_WITHIN(xTaskGetTickCount() - begun, pdMS_TO_TICKS(100), pdMS_TO_TICKS(160), "ticks");
    shadow_service.answer = SHADOW_ACCEPTS; /* the next one is not disturbed */
    EXPECT_EQUAL(shadow_update(STATE, 0), AWS_IOT_SHADOW_SUCCESS);
}

static void get_document(void)
{
    static const char document[] = "{\"state\":{\"desired\":{\"on\":0}},\"version\":7";
    const AwsIotShadowDocumentInfo_t info = shadow_get_of_thing();
    const char *got = NULL;
    size_t length = 0;

    shadow_service.document = document;
    REQUIRE_EQUAL(AwsIotShadow_TimedGet(connection, &info, 0, ANSWER_MS, &got, &length),
                  AWS_IOT_SHADOW_SUCCESS);
    EXPECT_EQUAL(strcmp(shadow_service.topic, ROOT "/get"), 0);
    EXPECT(length > sizeof document && got[length - 1] == '}');
    EXPECT_BYTES(got, document, sizeof document - 1);
    vPortFree((void *)(uintptr_t)got);
}

static void get_callback(void)
{
    const AwsIotShadowDocumentInfo_t info = shadow_get_of_thing();

    shadow_service.document = "{\"state\":{},\"version\":8";
    EXPECT_EQUAL(AwsIotShadow_Get(connection, &info, 0, &shadow_tell, NULL),
                 AWS_IOT_SHADOW_STATUS_PENDING);
    REQUIRE(kit_wait(&shadow_told.operations, 1));
    EXPECT_EQUAL(shadow_told.type, AWS_IOT_SHADOW_GET_COMPLETE);
    EXPECT_BYTES(shadow_told.document, shadow_service.document, strlen(shadow_service.document));
}

static void *no_memory(size_t bytes)
{
    (void)bytes;
    return NULL;
}

static void get_without_memory(void)
{
    AwsIotShadowDocumentInfo_t info = shadow_get_of_thing();
    const char *got = NULL;
    size_t length = 0;

    info.u.get.mallocDocument = no_memory;
    shadow_service.document = "{\"version\":9";
    EXPECT_EQUAL(AwsIotShadow_TimedGet(connection, &info, 0, ANSWER_MS, &got, &length),
                 AWS_IOT_SHADOW_NO_MEMORY);
}

static void get_of_nothing(void)
{
    const AwsIotShadowDocumentInfo_t info = shadow_get_of_thing();
    const char *got = NULL;
    size_t length = 0;

    shadow_service.answer = SHADOW_REJECTS;
    shadow_service.code = 404;
    EXPECT_EQUAL(AwsIotShadow_TimedGet(connection, &info, 0, ANSWER_MS, &got, &length),
                 AWS_IOT_SHADOW_NOT_FOUND);
    EXPECT(got == NULL);
}

static void delete_document(void)
{
    EXPECT_EQUAL(AwsIotShadow_TimedDelete(connection, THING, sizeof THING - 1, 0, ANSWER_MS),
                 AWS_IOT_SHADOW_SUCCESS);
    EXPECT_EQUAL(strcmp(shadow_service.topic, ROOT "/delete"), 0);
}

static void delete_callback(void)
{
    EXPECT_EQUAL(AwsIotShadow_Delete(connection, THING, sizeof THING - 1, 0, &shadow_tell, NULL),
                 AWS_IOT_SHADOW_STATUS_PENDING);
    REQUIRE(kit_wait(&shadow_told.operations, 1));
    EXPECT_EQUAL(shadow_told.type, AWS_IOT_SHADOW_DELETE_COMPLETE);
    EXPECT_EQUAL(shadow_told.result, AWS_IOT_SHADOW_SUCCESS);
}

static void delta_callback(void)
{
    EXPECT_EQUAL(
        AwsIotShadow_SetDeltaCallback(connection, THING, sizeof THING - 1, 0, &shadow_tell),
        AWS_IOT_SHADOW_SUCCESS);
    EXPECT(scripted_server_has_filter(ROOT "/update/delta"));
    EXPECT(scripted_server_publish(ROOT "/update/delta", "{\"state\":{\"on\":0}}", 1, 9));
    REQUIRE(kit_wait(&shadow_told.deltas, 1));
    EXPECT_EQUAL(strcmp(shadow_told.document, "{\"state\":{\"on\":0}}"), 0);
    EXPECT_EQUAL(AwsIotShadow_SetDeltaCallback(connection, THING, sizeof THING - 1, 0, NULL),
                 AWS_IOT_SHADOW_SUCCESS);
    EXPECT(scripted_server_publish(ROOT "/update/delta", "{\"state\":{\"on\":1}}", 1, 10));
    kit_settle();
    EXPECT_EQUAL(shadow_told.deltas, 1);
    EXPECT(!scripted_server_has_filter(ROOT "/update/delta"));
}

static void updated_callback(void)
{
    EXPECT_EQUAL(
        AwsIotShadow_SetUpdatedCallback(connection, THING, sizeof THING - 1, 0, &shadow_tell),
        AWS_IOT_SHADOW_SUCCESS);
    EXPECT(scripted_server_has_filter(ROOT "/update/documents"));
    EXPECT(scripted_server_publish(ROOT "/update/documents", "{\"previous\":{}}", 1, 9));
    EXPECT(kit_wait(&shadow_told.updates, 1));
    EXPECT_EQUAL(shadow_told.deltas, 0);
}

static void subscriptions_end(void)
{
    EXPECT_EQUAL(shadow_update(STATE, 0), AWS_IOT_SHADOW_SUCCESS);
    kit_settle();
    EXPECT(!scripted_server_has_filter(ROOT "/update/accepted"));
    EXPECT(!scripted_server_has_filter(ROOT "/update/rejected"));
}

static void subscriptions_kept(void)
{
    EXPECT_EQUAL(shadow_update(STATE, AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS),
                 AWS_IOT_SHADOW_SUCCESS);
    const unsigned asked = scripted_server.count[PACKET_SUBSCRIBE >> 4];
    EXPECT_EQUAL(shadow_update(STATE, AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS),
                 AWS_IOT_SHADOW_SUCCESS);
    EXPECT_EQUAL(scripted_server.count[PACKET_SUBSCRIBE >> 4], asked);
    EXPECT(scripted_server_has_filter(ROOT "/update/accepted"));
    EXPECT_EQUAL(
        AwsIotShadow_RemovePersistentSubscriptions(connection, THING, sizeof THING - 1,
                                                   AWS_IOT_SHADOW_FLAG_REMOVE_UPDATE_SUBSCRIPTIONS),
        AWS_IOT_SHADOW_SUCCESS);
    kit_settle();
    EXPECT(!scripted_server_has_filter(ROOT "/update/accepted"));
}

static void subscription_refused(void)
{
    scripted_server.suback_code = 0x80;
    EXPECT_EQUAL(shadow_update(STATE, 0), AWS_IOT_SHADOW_MQTT_ERROR);
    EXPECT_EQUAL(shadow_service.requests, 0);
}

static void lost_connection(void)
{
    const AwsIotShadowDocumentInfo_t info = shadow_update_of(STATE);

    scripted_server_break();
    REQUIRE(kit_wait(&told.lost, 1));
    EXPECT_EQUAL(AwsIotShadow_TimedUpdate(connection, &info, 0, ANSWER_MS),
                 AWS_IOT_SHADOW_MQTT_ERROR);
}

static void two_operations(void)
{
    const AwsIotShadowDocumentInfo_t info = shadow_update_of(STATE);
    const AwsIotShadowDocumentInfo_t other =
        shadow_update_of("{\"state\":{},\"clientToken\":\"t2\"}");

    shadow_service.answer = SHADOW_SILENT;
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &info, 0, &shadow_tell, NULL),
                 AWS_IOT_SHADOW_STATUS_PENDING);
    EXPECT_EQUAL(AwsIotShadow_Update(connection, &other, 0, &shadow_tell, NULL),
                 AWS_IOT_SHADOW_STATUS_PENDING);
    EXPECT(scripted_server_publish(ROOT "/update/rejected", "{\"code\":409,\"clientToken\":\"t2\"}",
                                   1, 11));
    REQUIRE(kit_wait(&shadow_told.operations, 1));
    EXPECT_EQUAL(shadow_told.result, AWS_IOT_SHADOW_CONFLICT);
    EXPECT(scripted_server_publish(ROOT "/update/accepted", "{\"clientToken\":\"t1\"}", 1, 12));
    REQUIRE(kit_wait(&shadow_told.operations, 2));
    EXPECT_EQUAL(shadow_told.result, AWS_IOT_SHADOW_SUCCESS);
}

static const struct qualification_case shadow_cases[] = {
    {"AFQP_SHADOW_Parameters_Operations", parameters_of_operations},
    {"AFQP_SHADOW_Parameters_Documents", parameters_of_documents},
    {"AFQP_SHADOW_Parameters_Callbacks", parameters_of_callbacks},
    {"AFQP_SHADOW_Parameters_Wait", wait_parameters},
    {"AFQP_SHADOW_Init", initialised_once},
    {"AFQP_SHADOW_StringCoverage", string_coverage},
    {"AFQP_SHADOW_UpdateTopicAndDocument", update_topic_and_document},
    {"AFQP_SHADOW_UpdateCallback", update_callback},
    {"AFQP_SHADOW_UpdateRejected", update_rejected},
    {"AFQP_SHADOW_AnswerOfAnotherRequest", answer_of_another_request},
    {"AFQP_SHADOW_NoAnswer", no_answer},
    {"AFQP_SHADOW_GetDocument", get_document},
    {"AFQP_SHADOW_GetCallback", get_callback},
    {"AFQP_SHADOW_GetWithoutMemory", get_without_memory},
    {"AFQP_SHADOW_GetOfNothing", get_of_nothing},
    {"AFQP_SHADOW_DeleteDocument", delete_document},
    {"AFQP_SHADOW_DeleteCallback", delete_callback},
    {"AFQP_SHADOW_DeltaCallback", delta_callback},
    {"AFQP_SHADOW_UpdatedCallback", updated_callback},
    {"AFQP_SHADOW_SubscriptionsEnd", subscriptions_end},
    {"AFQP_SHADOW_SubscriptionsKept", subscriptions_kept},
    {"AFQP_SHADOW_SubscriptionRefused", subscription_refused},
    {"AFQP_SHADOW_LostConnection", lost_connection},
    {"AFQP_SHADOW_TwoOperations", two_operations},
};

QUALIFICATION_GROUP(shadow, "Full_SHADOW", .set_up = shadow_set_up, .tear_down = shadow_tear_down)
