/* SPDX-License-Identifier: MIT */
/* Operations under way. Each is ended once: by its answer, by the wait whose time is up, or, when
 * it was never answered and its place is needed, as timed out. */
#ifndef AFR201906_SHADOW_OPERATIONS_H
#define AFR201906_SHADOW_OPERATIONS_H

#include "FreeRTOS.h"
#include "semphr.h"
#include "shadow_things.h"

#define SHADOW_TOKEN_BYTES 64u

struct aws_iot_shadow_operation {
    uint8_t state;
    bool waitable;
    AwsIotShadowCallbackType_t type;
    struct shadow_thing *thing;
    unsigned filters; /* of the thing that it uses; released with the operation */
    IotMqttConnection_t connection;
    char token[SHADOW_TOKEN_BYTES];
    size_t token_length;
    TickType_t begun;
    AwsIotShadowCallbackInfo_t callback;
    void *(*allocate)(size_t);
    AwsIotShadowError_t result;
    char *document;
    size_t document_length;
    SemaphoreHandle_t done;
    StaticSemaphore_t done_memory;
};

/* A free place, or that of one that nobody waits for and that is older than `timeout_ms`; NULL:
 * none. shadow_operation_go() is next. */
AwsIotShadowOperation_t shadow_operation_take(uint32_t timeout_ms);

/* It may be answered from now on. */
void shadow_operation_go(AwsIotShadowOperation_t operation);

/* Take it out if it was not answered yet. Returns whether it was taken out. */
bool shadow_operation_drop(AwsIotShadowOperation_t operation);

/* Forget all. */
void shadow_operations_forget(void);

/* The operation that an answer with this token is for, or NULL. It is the caller's to end. */
AwsIotShadowOperation_t shadow_operation_claim(AwsIotShadowCallbackType_t type,
                                               const struct shadow_thing *thing, const char *token,
                                               size_t length);

/* Hand over the result: to the callback, or to the task that waits. */
void shadow_operation_end(AwsIotShadowOperation_t operation, AwsIotShadowError_t result,
                          const char *document, size_t length);

/* Wait for a waitable one, and give its place back. */
AwsIotShadowError_t shadow_operation_wait(AwsIotShadowOperation_t operation, uint32_t timeout_ms,
                                          const char **document, size_t *length);

#endif
