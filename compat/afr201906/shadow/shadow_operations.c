/* SPDX-License-Identifier: MIT */
#include "shadow_operations.h"

#include <string.h>

#include "task.h"

/* The lock of `state` is the suspended scheduler; what else is in a place belongs to who moved it
 * there. */
enum { FREE, TAKEN, WAITING, ENDING, ENDED };

static struct aws_iot_shadow_operation places[AFR201906_SHADOW_OPERATIONS];

/* Moves an operation if it is in `from`. */
static bool move(AwsIotShadowOperation_t operation, uint8_t from, uint8_t to)
{
    vTaskSuspendAll();
    const bool is_there = operation->state == from;
    if (is_there) {
        operation->state = to;
    }
    (void)xTaskResumeAll();
    return is_there;
}

/* Whether nobody waits for it and its answer is overdue; then it is the caller's to end. */
static bool claim_overdue(AwsIotShadowOperation_t o, TickType_t age)
{
    vTaskSuspendAll();
    const bool overdue =
        o->state == WAITING && !o->waitable && xTaskGetTickCount() - o->begun > age;
    if (overdue) {
        o->state = ENDING;
    }
    (void)xTaskResumeAll();
    return overdue;
}

static void expire(TickType_t age)
{
    for (unsigned i = 0; i < AFR201906_SHADOW_OPERATIONS; i++) {
        if (claim_overdue(&places[i], age)) {
            shadow_operation_end(&places[i], AWS_IOT_SHADOW_TIMEOUT, NULL, 0);
        }
    }
}

static AwsIotShadowOperation_t take_free(void)
{
    for (unsigned i = 0; i < AFR201906_SHADOW_OPERATIONS; i++) {
        if (move(&places[i], FREE, TAKEN)) {
            return &places[i];
        }
    }
    return NULL;
}

AwsIotShadowOperation_t shadow_operation_take(uint32_t timeout_ms)
{
    AwsIotShadowOperation_t operation = take_free();

    if (operation == NULL) {
        expire(pdMS_TO_TICKS(timeout_ms));
        operation = take_free();
    }
    return operation;
}

void shadow_operation_go(AwsIotShadowOperation_t operation)
{
    operation->begun = xTaskGetTickCount();
    operation->document = NULL;
    operation->document_length = 0;
    operation->done = xSemaphoreCreateBinaryStatic(&operation->done_memory);
    (void)move(operation, TAKEN, WAITING);
}

/* Frees the place of an operation that is the caller's. */
static void give_back(AwsIotShadowOperation_t operation, uint8_t from)
{
    struct shadow_thing *const thing = operation->thing;
    const unsigned filters = operation->filters;

    (void)move(operation, from, FREE);
    shadow_thing_release(thing, filters);
}

bool shadow_operation_drop(AwsIotShadowOperation_t operation)
{
    const bool dropped = move(operation, WAITING, ENDING);

    if (dropped) {
        give_back(operation, ENDING);
    }
    return dropped;
}

void shadow_operations_forget(void)
{
    for (unsigned i = 0; i < AFR201906_SHADOW_OPERATIONS; i++) {
        (void)move(&places[i], WAITING, FREE);
    }
}

AwsIotShadowOperation_t shadow_operation_claim(AwsIotShadowCallbackType_t type,
                                               const struct shadow_thing *thing, const char *token,
                                               size_t length)
{
    AwsIotShadowOperation_t found = NULL;

    vTaskSuspendAll();
    for (unsigned i = 0; i < AFR201906_SHADOW_OPERATIONS && found == NULL; i++) {
        AwsIotShadowOperation_t o = &places[i];
        if (o->state == WAITING && o->type == type && o->thing == thing &&
            o->token_length == length && memcmp(o->token, token, length) == 0) {
            o->state = ENDING;
            found = o;
        }
    }
    (void)xTaskResumeAll();
    return found;
}

static void keep_document(AwsIotShadowOperation_t o, const char *document, size_t length)
{
    o->document = o->allocate(length);
    if (o->document == NULL) {
        o->result = AWS_IOT_SHADOW_NO_MEMORY;
    } else {
        memcpy(o->document, document, length);
        o->document_length = length;
    }
}

void shadow_operation_end(AwsIotShadowOperation_t operation, AwsIotShadowError_t result,
                          const char *document, size_t length)
{
    const bool has_document =
        operation->type == AWS_IOT_SHADOW_GET_COMPLETE && result == AWS_IOT_SHADOW_SUCCESS;

    operation->result = result;
    if (operation->waitable) {
        if (has_document) {
            keep_document(operation, document, length);
        }
        (void)move(operation, ENDING, ENDED);
        (void)xSemaphoreGive(operation->done);
        return;
    }
    const AwsIotShadowCallbackInfo_t callback = operation->callback;
    AwsIotShadowCallbackParam_t param = {.callbackType = operation->type,
                                         .pThingName = operation->thing->name,
                                         .thingNameLength = operation->thing->length,
                                         .mqttConnection = operation->connection};
    param.u.operation.reference = operation;
    param.u.operation.result = result;
    param.u.operation.get.pDocument = has_document ? document : NULL;
    param.u.operation.get.documentLength = has_document ? length : 0;
    if (callback.function != NULL) {
        callback.function(callback.pCallbackContext, &param);
    }
    give_back(operation, ENDING);
}

AwsIotShadowError_t shadow_operation_wait(AwsIotShadowOperation_t operation, uint32_t timeout_ms,
                                          const char **document, size_t *length)
{
    if (xSemaphoreTake(operation->done, pdMS_TO_TICKS(timeout_ms)) == pdFALSE) {
        if (shadow_operation_drop(operation)) {
            return AWS_IOT_SHADOW_TIMEOUT;
        }
        (void)xSemaphoreTake(operation->done, portMAX_DELAY); /* its answer is being handed over */
    }
    const AwsIotShadowError_t result = operation->result;
    if (document != NULL && operation->document != NULL) {
        *document = operation->document;
        *length = operation->document_length;
    }
    give_back(operation, ENDED);
    return result;
}
