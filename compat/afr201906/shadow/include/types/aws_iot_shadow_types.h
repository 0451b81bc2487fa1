/* SPDX-License-Identifier: MIT */
/** Types of AwsIotShadow_*; aws_iot_shadow.h has the functions. */
#ifndef AWS_IOT_SHADOW_TYPES_H
#define AWS_IOT_SHADOW_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include "types/iot_mqtt_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An operation under way. A waitable one ends with AwsIotShadow_Wait(), another before its
 * callback. */
typedef struct aws_iot_shadow_operation *AwsIotShadowOperation_t;

/** How a function or an operation ended. From 400 on: what the service said. */
typedef enum {
    AWS_IOT_SHADOW_SUCCESS = 0,
    AWS_IOT_SHADOW_STATUS_PENDING, /**< It has begun; the callback or AwsIotShadow_Wait() tells the
                                      end. */
    AWS_IOT_SHADOW_INIT_FAILED,    /**< AwsIotShadow_Init() was not called. */
    AWS_IOT_SHADOW_BAD_PARAMETER,  /**< Nothing was sent. */
    AWS_IOT_SHADOW_NO_MEMORY,
    AWS_IOT_SHADOW_MQTT_ERROR,   /**< The link refused to send, or the server a subscription. */
    AWS_IOT_SHADOW_BAD_RESPONSE, /**< A rejection without a code that is known. */
    AWS_IOT_SHADOW_TIMEOUT,
    AWS_IOT_SHADOW_BAD_REQUEST = 400,
    AWS_IOT_SHADOW_UNAUTHORIZED = 401,
    AWS_IOT_SHADOW_FORBIDDEN = 403,
    AWS_IOT_SHADOW_NOT_FOUND = 404,
    AWS_IOT_SHADOW_CONFLICT = 409,
    AWS_IOT_SHADOW_TOO_LARGE = 413, /**< Also: a document above 8 KB, which was not sent. */
    AWS_IOT_SHADOW_UNSUPPORTED = 415,
    AWS_IOT_SHADOW_TOO_MANY_REQUESTS = 429,
    AWS_IOT_SHADOW_SERVER_ERROR = 500,
} AwsIotShadowError_t;

typedef enum {
    AWS_IOT_SHADOW_DELETE_COMPLETE,
    AWS_IOT_SHADOW_GET_COMPLETE,
    AWS_IOT_SHADOW_UPDATE_COMPLETE,
    AWS_IOT_SHADOW_DELTA_CALLBACK,
    AWS_IOT_SHADOW_UPDATED_CALLBACK,
} AwsIotShadowCallbackType_t;

/** What a callback learns; valid during the call. */
typedef struct AwsIotShadowCallbackParam {
    AwsIotShadowCallbackType_t callbackType;
    const char *pThingName; /**< No terminator. */
    size_t thingNameLength;
    IotMqttConnection_t mqttConnection;
    union {
        /** Of the COMPLETE ones. */
        struct {
            AwsIotShadowOperation_t reference; /**< No longer valid. */
            AwsIotShadowError_t result;
            struct {
                const char *pDocument; /**< Of GET with SUCCESS; else NULL. */
                size_t documentLength;
            } get;
        } operation;
        /** Of delta and updated. */
        struct {
            const char *pDocument;
            size_t documentLength;
        } callback;
    } u;
} AwsIotShadowCallbackParam_t;

/** Whom to tell: called by the connection's task, must not block, nor begin an operation. */
typedef struct AwsIotShadowCallbackInfo {
    void *pCallbackContext;
    void (*function)(void *pCallbackContext, AwsIotShadowCallbackParam_t *pCallbackParam);
} AwsIotShadowCallbackInfo_t;

/** What to get or update. */
typedef struct AwsIotShadowDocumentInfo {
    const char *pThingName; /**< Copied. */
    size_t thingNameLength; /**< 1 to 128. */
    IotMqttQos_t qos;       /**< Of the request: 0 or 1. A link that was handed in takes 1. */
    uint32_t retryMs;       /**< As of IotMqttPublishInfo_t. A link repeats by itself. */
    uint32_t retryLimit;    /**< The same. */
    union {
        struct {
            /** Where a waitable GET puts the document; the caller frees it. */
            void *(*mallocDocument)(size_t);
        } get;
        struct {
            const char *pUpdateDocument; /**< Holds "clientToken", of 1 to 64 bytes. */
            size_t updateDocumentLength; /**< At most 8192. */
        } update;
    } u;
} AwsIotShadowDocumentInfo_t;

/* clang-format off */
#define AWS_IOT_SHADOW_CALLBACK_INFO_INITIALIZER { 0 }
#define AWS_IOT_SHADOW_DOCUMENT_INFO_INITIALIZER { 0 }
#define AWS_IOT_SHADOW_OPERATION_INITIALIZER     NULL
/* clang-format on */

/** AwsIotShadow_Wait() will be called for it, once. */
#define AWS_IOT_SHADOW_FLAG_WAITABLE (0x00000001)
/** What the operation subscribes to stays until AwsIotShadow_RemovePersistentSubscriptions().
 * Without it it ends with the last operation of its kind, but over a link that cannot
 * unsubscribe. */
#define AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS (0x00000002)

/** What AwsIotShadow_RemovePersistentSubscriptions() shall remove: that of deletions, */
#define AWS_IOT_SHADOW_FLAG_REMOVE_DELETE_SUBSCRIPTIONS (0x00000001)
/** of gets, */
#define AWS_IOT_SHADOW_FLAG_REMOVE_GET_SUBSCRIPTIONS (0x00000002)
/** of updates. */
#define AWS_IOT_SHADOW_FLAG_REMOVE_UPDATE_SUBSCRIPTIONS (0x00000004)

#ifdef __cplusplus
}
#endif

#endif
