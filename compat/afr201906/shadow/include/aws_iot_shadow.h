/* SPDX-License-Identifier: MIT */
/** Device shadows with the names of Amazon FreeRTOS 201906: get, update and delete the document of
 * a thing, and be told of what is desired.
 *
 *      AwsIotShadow_Update ──► .../update ──► accepted | rejected ──► callback or AwsIotShadow_Wait
 *      .../update/delta, .../update/documents ──► the callbacks that were set
 */
#ifndef AWS_IOT_SHADOW_H
#define AWS_IOT_SHADOW_H

#include "types/aws_iot_shadow_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Prepare the library.
 *
 * @param mqttTimeout  Longest wait for subscriptions, in milliseconds; 0: 5000.
 * @retval AWS_IOT_SHADOW_SUCCESS
 *
 * Context: task.
 * Blocks:  never.
 */
AwsIotShadowError_t AwsIotShadow_Init(uint32_t mqttTimeout);

/**
 * End the use of the library. Operations under way are forgotten: nobody may wait for one.
 * Callbacks are removed.
 *
 * Context: task.
 * Blocks:  never.
 */
void AwsIotShadow_Cleanup(void);

/**
 * Delete a shadow.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pThingName       Not NULL.
 * @param thingNameLength  1 to 128.
 * @param flags            AWS_IOT_SHADOW_FLAG_*.
 * @param pCallbackInfo    Whom to tell; NULL: nobody, and so with WAITABLE.
 * @param[out] pOperation  With WAITABLE not NULL. Written before the request is sent.
 * @retval AWS_IOT_SHADOW_STATUS_PENDING  It has begun.
 * @retval AWS_IOT_SHADOW_INIT_FAILED     AwsIotShadow_Init() was not called.
 * @retval AWS_IOT_SHADOW_BAD_PARAMETER   Nothing was sent.
 * @retval AWS_IOT_SHADOW_NO_MEMORY       No further thing, operation or subscription, or no room to
 * send.
 * @retval AWS_IOT_SHADOW_MQTT_ERROR      A subscription was refused, or nothing could be sent.
 * @retval AWS_IOT_SHADOW_TIMEOUT         A subscription was not granted in time.
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions.
 */
AwsIotShadowError_t AwsIotShadow_Delete(IotMqttConnection_t mqttConnection, const char *pThingName,
                                        size_t thingNameLength, uint32_t flags,
                                        const AwsIotShadowCallbackInfo_t *pCallbackInfo,
                                        AwsIotShadowOperation_t *pOperation);

/**
 * Delete a shadow, and wait for it.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pThingName       Not NULL.
 * @param thingNameLength  1 to 128.
 * @param flags            AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS or 0.
 * @param timeoutMs        Longest wait for the answer.
 * @return What the service said, or AWS_IOT_SHADOW_TIMEOUT, or as AwsIotShadow_Delete().
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions, and `timeoutMs`.
 */
AwsIotShadowError_t AwsIotShadow_TimedDelete(IotMqttConnection_t mqttConnection,
                                             const char *pThingName, size_t thingNameLength,
                                             uint32_t flags, uint32_t timeoutMs);

/**
 * Get the document of a shadow.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pGetInfo         The thing; with WAITABLE mallocDocument too. Not NULL.
 * @param flags            AWS_IOT_SHADOW_FLAG_*.
 * @param pCallbackInfo    Whom to tell; NULL: nobody, and so with WAITABLE.
 * @param[out] pOperation  With WAITABLE not NULL. Written before the request is sent.
 * @retval AWS_IOT_SHADOW_STATUS_PENDING  It has begun.
 * @retval AWS_IOT_SHADOW_INIT_FAILED     AwsIotShadow_Init() was not called.
 * @retval AWS_IOT_SHADOW_BAD_PARAMETER   Nothing was sent.
 * @retval AWS_IOT_SHADOW_NO_MEMORY       No further thing, operation or subscription, or no room to
 * send.
 * @retval AWS_IOT_SHADOW_MQTT_ERROR      A subscription was refused, or nothing could be sent.
 * @retval AWS_IOT_SHADOW_TIMEOUT         A subscription was not granted in time.
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions.
 */
AwsIotShadowError_t AwsIotShadow_Get(IotMqttConnection_t mqttConnection,
                                     const AwsIotShadowDocumentInfo_t *pGetInfo, uint32_t flags,
                                     const AwsIotShadowCallbackInfo_t *pCallbackInfo,
                                     AwsIotShadowOperation_t *pOperation);

/**
 * Get the document of a shadow, and wait for it.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pGetInfo         The thing; with WAITABLE mallocDocument too. Not NULL.
 * @param flags            AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS or 0.
 * @param timeoutMs        Longest wait for the answer.
 * @param[out] pShadowDocument        Of mallocDocument; the caller frees it. With SUCCESS only.
 * @param[out] pShadowDocumentLength  Its bytes.
 * @return What the service said, or AWS_IOT_SHADOW_TIMEOUT, or as AwsIotShadow_Get().
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions, and `timeoutMs`.
 */
AwsIotShadowError_t AwsIotShadow_TimedGet(IotMqttConnection_t mqttConnection,
                                          const AwsIotShadowDocumentInfo_t *pGetInfo,
                                          uint32_t flags, uint32_t timeoutMs,
                                          const char **pShadowDocument,
                                          size_t *pShadowDocumentLength);

/**
 * Update a shadow.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pUpdateInfo      The thing and the document, which is copied. Not NULL.
 * @param flags            AWS_IOT_SHADOW_FLAG_*.
 * @param pCallbackInfo    Whom to tell; NULL: nobody, and so with WAITABLE.
 * @param[out] pOperation  With WAITABLE not NULL. Written before the request is sent.
 * @retval AWS_IOT_SHADOW_STATUS_PENDING  It has begun.
 * @retval AWS_IOT_SHADOW_INIT_FAILED     AwsIotShadow_Init() was not called.
 * @retval AWS_IOT_SHADOW_BAD_PARAMETER   Nothing was sent.
 * @retval AWS_IOT_SHADOW_NO_MEMORY       No further thing, operation or subscription, or no room to
 * send.
 * @retval AWS_IOT_SHADOW_MQTT_ERROR      A subscription was refused, or nothing could be sent.
 * @retval AWS_IOT_SHADOW_TIMEOUT         A subscription was not granted in time.
 * @retval AWS_IOT_SHADOW_TOO_LARGE       The document is above 8 KB.
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions.
 */
AwsIotShadowError_t AwsIotShadow_Update(IotMqttConnection_t mqttConnection,
                                        const AwsIotShadowDocumentInfo_t *pUpdateInfo,
                                        uint32_t flags,
                                        const AwsIotShadowCallbackInfo_t *pCallbackInfo,
                                        AwsIotShadowOperation_t *pOperation);

/**
 * Update a shadow, and wait for it.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pUpdateInfo      The thing and the document, which is copied. Not NULL.
 * @param flags            AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS or 0.
 * @param timeoutMs        Longest wait for the answer.
 * @return What the service said, or AWS_IOT_SHADOW_TIMEOUT, or as AwsIotShadow_Update().
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions, and `timeoutMs`.
 */
AwsIotShadowError_t AwsIotShadow_TimedUpdate(IotMqttConnection_t mqttConnection,
                                             const AwsIotShadowDocumentInfo_t *pUpdateInfo,
                                             uint32_t flags, uint32_t timeoutMs);

/**
 * Wait for a waitable operation. Afterwards it is over, also when time was up.
 *
 * @param operation  Waitable, not waited for yet.
 * @param timeoutMs        Longest wait for the answer.
 * @param[out] pShadowDocument        See AwsIotShadow_TimedGet(); may be NULL but for GET.
 * @param[out] pShadowDocumentLength  As that.
 * @return What the service said; AWS_IOT_SHADOW_TIMEOUT; AWS_IOT_SHADOW_BAD_PARAMETER;
 *         AWS_IOT_SHADOW_NO_MEMORY when mallocDocument had none.
 *
 * Context: task; not the connection's.
 * Blocks:  up to `timeoutMs`.
 */
AwsIotShadowError_t AwsIotShadow_Wait(AwsIotShadowOperation_t operation, uint32_t timeoutMs,
                                      const char **pShadowDocument, size_t *pShadowDocumentLength);

/**
 * Be told of what is desired and not so yet.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pThingName       Not NULL.
 * @param thingNameLength  1 to 128.
 * @param flags            Ignored.
 * @param pDeltaCallback  Copied; NULL: be told no longer.
 * @retval AWS_IOT_SHADOW_SUCCESS
 * @return Else as AwsIotShadow_Delete().
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions.
 */
AwsIotShadowError_t AwsIotShadow_SetDeltaCallback(IotMqttConnection_t mqttConnection,
                                                  const char *pThingName, size_t thingNameLength,
                                                  uint32_t flags,
                                                  const AwsIotShadowCallbackInfo_t *pDeltaCallback);

/**
 * Be told of the documents before and after each update.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pThingName       Not NULL.
 * @param thingNameLength  1 to 128.
 * @param flags            Ignored.
 * @param pUpdatedCallback  Copied; NULL: be told no longer.
 * @retval AWS_IOT_SHADOW_SUCCESS
 * @return Else as AwsIotShadow_Delete().
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), for the subscriptions.
 */
AwsIotShadowError_t
AwsIotShadow_SetUpdatedCallback(IotMqttConnection_t mqttConnection, const char *pThingName,
                                size_t thingNameLength, uint32_t flags,
                                const AwsIotShadowCallbackInfo_t *pUpdatedCallback);

/**
 * End subscriptions that operations with AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS have kept. Those
 * of an operation under way end with it. The server is not waited for.
 *
 * @param mqttConnection   Of IotMqtt_Connect(), or afr201906_shadow_use_link().
 * @param pThingName       Not NULL.
 * @param thingNameLength  1 to 128.
 * @param flags            One or more of AWS_IOT_SHADOW_FLAG_REMOVE_*.
 * @retval AWS_IOT_SHADOW_SUCCESS        They end, or there were none.
 * @retval AWS_IOT_SHADOW_INIT_FAILED    AwsIotShadow_Init() was not called.
 * @retval AWS_IOT_SHADOW_BAD_PARAMETER  Nothing has changed.
 * @retval AWS_IOT_SHADOW_MQTT_ERROR     The connection is over, or is a link that cannot
 *                                       unsubscribe.
 * @retval AWS_IOT_SHADOW_TIMEOUT        Another task was subscribing for so long.
 *
 * Context: task; not the connection's.
 * Blocks:  up to `mqttTimeout` of AwsIotShadow_Init(), while another task subscribes.
 */
AwsIotShadowError_t AwsIotShadow_RemovePersistentSubscriptions(IotMqttConnection_t mqttConnection,
                                                               const char *pThingName,
                                                               size_t thingNameLength,
                                                               uint32_t flags);

/**
 * Tell a status in words.
 *
 * @param status  Any value.
 * @return Constant text.
 *
 * Context: any.
 * Blocks:  never.
 */
const char *AwsIotShadow_strerror(AwsIotShadowError_t status);

#ifdef __cplusplus
}
#endif

#endif
