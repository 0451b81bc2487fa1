/* SPDX-License-Identifier: MIT */
/** The shadow client of FreeRTOS 201906.00 (legacy), over the MQTT agent of that time: calls that
 * wait until the service has answered.
 *
 *      SHADOW_Update ──► MQTT_AGENT_Publish .../update ──► accepted | rejected ──► returns
 */
#ifndef AWS_SHADOW_H
#define AWS_SHADOW_H

#include "FreeRTOS.h"

#include "aws_mqtt_agent.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Shadow clients at a time. */
#ifndef AFR201906_SHADOW_CLIENTS
#define AFR201906_SHADOW_CLIENTS 1
#endif

/** What functions return; from 400 on: the code of the service's rejection. */
typedef int32_t ShadowReturnCode_t;

#define eShadowSuccess (0)
#define eShadowTimeout (1)
#define eShadowFailure (2)
#define eShadowUnknown (3) /**< A rejection without a code. */

typedef enum ShadowMQTTClientType {
    eSharedMQTTClient, /**< Is refused. */
    eDedicatedMQTTClient,
} ShadowMQTTClientType_t;

typedef void *ShadowClientHandle_t;

typedef struct ShadowCreateParams {
    ShadowMQTTClientType_t xMQTTClientType;
    MQTTAgentHandle_t xMQTTClientHandle; /**< Ignored. */
} ShadowCreateParams_t;

typedef struct ShadowOperationParams {
    const char *pcThingName; /**< 1 to 128 bytes. */
    const char *pcData;      /**< Update: the document, with "clientToken". Get: where the document
                                  is, in xBuffer; NULL: none. */
    uint32_t ulDataLength;   /**< Of it. Update: at most 8192. */
    MQTTBufferHandle_t xBuffer;  /**< Get: for SHADOW_ReturnMQTTBuffer(). */
    uint8_t ucKeepSubscriptions; /**< 1: they stay, and the next such operation is shorter. */
    MQTTQoS_t xQoS;
} ShadowOperationParams_t;

/** A document of update/documents; in the agent's task, must not block. Returns pdTRUE to keep the
 * buffer, for SHADOW_ReturnMQTTBuffer() later. */
typedef BaseType_t (*ShadowUpdatedCallback_t)(void *pvUserData, const char *const pcThingName,
                                              const char *const pcUpdateDocument,
                                              uint32_t ulDocumentLength,
                                              MQTTBufferHandle_t xBuffer);

/** Somebody else has deleted the shadow. */
typedef void (*ShadowDeletedCallback_t)(void *pvUserData, const char *const pcThingName);

/** A document of update/delta; as ShadowUpdatedCallback_t. */
typedef BaseType_t (*ShadowDeltaCallback_t)(void *pvUserData, const char *const pcThingName,
                                            const char *const pcDeltaDocument,
                                            uint32_t ulDocumentLength, MQTTBufferHandle_t xBuffer);

typedef struct ShadowCallbackParams {
    const char *pcThingName;
    ShadowUpdatedCallback_t xShadowUpdatedCallback; /**< NULL: none, for each of them. */
    ShadowDeletedCallback_t xShadowDeletedCallback;
    ShadowDeltaCallback_t xShadowDeltaCallback;
} ShadowCallbackParams_t;

/**
 * Take a client, with an MQTT agent of its own.
 *
 * @param[out] pxShadowClientHandle   Not NULL.
 * @param pxShadowCreateParams        Dedicated. Not NULL.
 * @retval eShadowSuccess
 * @retval eShadowFailure  Shared, NULL, all are taken, or there is no agent.
 *
 * Context: task; not a callback.
 * Blocks:  never.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_ClientCreate(ShadowClientHandle_t *pxShadowClientHandle,
                                       const ShadowCreateParams_t *const pxShadowCreateParams);

/**
 * Connect.
 *
 * @param xShadowClientHandle  A handle.
 * @param pxConnectParams  See MQTT_AGENT_Connect(). Its pvUserData is passed to the callbacks of
 *                         SHADOW_RegisterCallbacks() too.
 * @param xTimeoutTicks    As there.
 * @return eShadowSuccess, eShadowTimeout or eShadowFailure.
 *
 * Context: task; not a callback.
 * Blocks:  see MQTT_AGENT_Connect().
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_ClientConnect(ShadowClientHandle_t xShadowClientHandle,
                                        MQTTAgentConnectParams_t *const pxConnectParams,
                                        TickType_t xTimeoutTicks);

/**
 * Disconnect. Callbacks and subscriptions end.
 *
 * @param xShadowClientHandle  A handle.
 * @return eShadowSuccess, eShadowTimeout or eShadowFailure.
 *
 * Context: task; not a callback.
 * Blocks:  up to 5 s.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_ClientDisconnect(ShadowClientHandle_t xShadowClientHandle);

/**
 * Give a client back.
 *
 * @param xShadowClientHandle  A handle.
 * @retval eShadowSuccess
 * @retval eShadowFailure  It is connected, or no handle.
 *
 * Context: task; not a callback.
 * Blocks:  never.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_ClientDelete(ShadowClientHandle_t xShadowClientHandle);

/**
 * Update a shadow.
 *
 * @param xShadowClientHandle  A handle.
 * @param pxUpdateParams  Not NULL.
 * @param xTimeoutTicks  For all of it: the turn, subscriptions, the answer.
 * @return eShadowSuccess; eShadowTimeout, also for a document without a token; eShadowFailure: not
 *         connected, a parameter that cannot be, or another thing while that before has
 *         subscriptions; eShadowUnknown or a code from 400 on: rejected.
 *
 * Context: task; not a callback.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_Update(ShadowClientHandle_t xShadowClientHandle,
                                 ShadowOperationParams_t *const pxUpdateParams,
                                 TickType_t xTimeoutTicks);

/**
 * Get the document of a shadow. Its buffer is the caller's until SHADOW_ReturnMQTTBuffer().
 *
 * @param xShadowClientHandle  A handle.
 * @param pxGetParams  Not NULL.
 * @param xTimeoutTicks  For all of it: the turn, subscriptions, the answer.
 * @return eShadowSuccess; eShadowTimeout, also for a document without a token; eShadowFailure: not
 *         connected, a parameter that cannot be, or another thing while that before has
 *         subscriptions; eShadowUnknown or a code from 400 on: rejected.
 *
 * Context: task; not a callback.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_Get(ShadowClientHandle_t xShadowClientHandle,
                              ShadowOperationParams_t *const pxGetParams, TickType_t xTimeoutTicks);

/**
 * Delete a shadow.
 *
 * @param xShadowClientHandle  A handle.
 * @param pxDeleteParams  Not NULL.
 * @param xTimeoutTicks  For all of it: the turn, subscriptions, the answer.
 * @return eShadowSuccess; eShadowTimeout, also for a document without a token; eShadowFailure: not
 *         connected, a parameter that cannot be, or another thing while that before has
 *         subscriptions; eShadowUnknown or a code from 400 on: rejected.
 *
 * Context: task; not a callback.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_Delete(ShadowClientHandle_t xShadowClientHandle,
                                 ShadowOperationParams_t *const pxDeleteParams,
                                 TickType_t xTimeoutTicks);

/**
 * Say who is told of what happens to the shadow of a thing, instead of those before.
 *
 * @param xShadowClientHandle  A handle.
 * @param pxCallbackParams  Copied, but for the name.
 * @param xTimeoutTicks     For the subscriptions.
 * @return eShadowSuccess, eShadowTimeout or eShadowFailure.
 *
 * Context: task; not a callback.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_RegisterCallbacks(ShadowClientHandle_t xShadowClientHandle,
                                            ShadowCallbackParams_t *const pxCallbackParams,
                                            TickType_t xTimeoutTicks);

/**
 * Give a buffer back.
 *
 * @param xShadowClientHandle  A handle.
 * @param xBufferHandle  Of SHADOW_Get() or a callback.
 * @return eShadowSuccess or eShadowFailure.
 *
 * Context: task; not a callback.
 * Blocks:  never.
 * Source:  Device Shadow library guide, FreeRTOS 201906.
 */
ShadowReturnCode_t SHADOW_ReturnMQTTBuffer(ShadowClientHandle_t xShadowClientHandle,
                                           MQTTBufferHandle_t xBufferHandle);

#ifdef __cplusplus
}
#endif

#endif
