/* SPDX-License-Identifier: MIT */
/** The MQTT agent of FreeRTOS 201906.00 (legacy): calls that wait until the server has answered.
 *
 *      any task: MQTT_AGENT_Publish ──► mqtt_agent, in a task of its own ──► server
 *                       ◄── acknowledged, or time is up
 *
 * A connection that is lost stays so until MQTT_AGENT_Connect(). Sessions are clean: after it,
 * subscribe again. Calls from callbacks return eMQTTAgentAPICalledFromCallback.
 */
#ifndef AWS_MQTT_AGENT_H
#define AWS_MQTT_AGENT_H

#include "FreeRTOS.h"

#include "aws_mqtt_agent_config_defaults.h"
#include "aws_mqtt_lib.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Of MQTTAgentConnectParams_t.xFlags. */
#define mqttagentURL_IS_IP_ADDRESS    0x00000001 /**< pcURL is an address in text. */
#define mqttagentREQUIRE_TLS          0x00000002 /**< TLS; the server must prove the name pcURL. */
#define mqttagentUSE_AWS_IOT_ALPN_443 0x00000004 /**< MQTT on port 443, by ALPN. */

/** Longest pcURL and client id, in bytes. */
#define mqttagentMAX_URL_BYTES       128
#define mqttagentMAX_CLIENT_ID_BYTES 128

typedef enum {
    eMQTTAgentSuccess,
    eMQTTAgentFailure,
    eMQTTAgentTimeout,
    eMQTTAgentAPICalledFromCallback,
} MQTTAgentReturnCode_t;

typedef enum {
    eMQTTAgentPublish,    /**< A message that no filter's callback has kept. */
    eMQTTAgentDisconnect, /**< The connection is lost, other than by MQTT_AGENT_Disconnect(). */
} MQTTAgentEvent_t;

typedef void *MQTTAgentHandle_t;

typedef struct MQTTAgentCallbackParams {
    MQTTAgentEvent_t xMQTTEvent;
    union {
        MQTTPublishData_t xPublishData; /**< With eMQTTAgentPublish. */
    } u;
} MQTTAgentCallbackParams_t;

/** An event, in the agent's task; must not block. Returns eMQTTTrue to keep the message's buffer,
 * for MQTT_AGENT_ReturnBuffer() later. */
typedef MQTTBool_t (*MQTTAgentCallback_t)(void *pvUserData,
                                          const MQTTAgentCallbackParams_t *const pxCallbackParams);

typedef struct MQTTAgentConnectParams {
    const char *pcURL;
    BaseType_t xFlags;          /**< mqttagent... */
    BaseType_t xURLIsIPAddress; /**< Older than xFlags: pdTRUE as mqttagentURL_IS_IP_ADDRESS. */
    uint16_t usPort;
    const uint8_t *pucClientId;
    uint16_t usClientIdLength;
    BaseType_t xSecuredConnection;  /**< Older than xFlags: pdTRUE as mqttagentREQUIRE_TLS. */
    void *pvUserData;               /**< Of pxCallback. */
    MQTTAgentCallback_t pxCallback; /**< NULL: nobody is told. */
    char *pcCertificate;            /**< Trusted; NULL: what sockets trust by default. */
    uint32_t ulCertificateSize;
} MQTTAgentConnectParams_t;

typedef struct MQTTAgentSubscribeParams {
    const uint8_t *pucTopic;
    uint16_t usTopicLength;
    MQTTQoS_t xQoS; /**< eMQTTQoS0 or 1. */
    void *pvPublishCallbackContext;
    MQTTPublishCallback_t pxPublishCallback; /**< NULL: the connection's callback is told. */
} MQTTAgentSubscribeParams_t;

typedef struct MQTTAgentUnsubscribeParams {
    const uint8_t *pucTopic;
    uint16_t usTopicLength;
} MQTTAgentUnsubscribeParams_t;

typedef struct MQTTAgentPublishParams {
    const uint8_t *pucTopic;
    uint16_t usTopicLength;
    MQTTQoS_t xQoS; /**< eMQTTQoS0 or 1. */
    const void *pvData;
    uint32_t ulDataLength;
} MQTTAgentPublishParams_t;

/**
 * Prepare the library, before any other function.
 *
 * @return pdPASS.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 * Source:  MQTT library (legacy) guide.
 */
BaseType_t MQTT_AGENT_Init(void);

/**
 * Take a handle, and start its task.
 *
 * @param[out] pxMQTTHandle  Not NULL.
 * @retval eMQTTAgentSuccess  Taken.
 * @retval eMQTTAgentFailure  mqttconfigMAX_BROKERS are taken, or the heap has no room for the task.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t MQTT_AGENT_Create(MQTTAgentHandle_t *const pxMQTTHandle);

/**
 * Give a handle back, and end its task.
 *
 * @param xMQTTHandle  A handle that nobody uses.
 * @retval eMQTTAgentSuccess                Given back.
 * @retval eMQTTAgentFailure                It is connected, or no handle.
 * @retval eMQTTAgentAPICalledFromCallback  Nothing was done.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t MQTT_AGENT_Delete(MQTTAgentHandle_t xMQTTHandle);

/**
 * Connect.
 *
 * @param xMQTTHandle      A handle.
 * @param pxConnectParams  Texts are copied; the certificate must stay during the call.
 * @param xTimeoutTicks    How long to wait for CONNACK.
 * @retval eMQTTAgentSuccess                Connected.
 * @retval eMQTTAgentFailure                Refused, unreachable, connected already, or parameters
 *                                          that cannot be.
 * @retval eMQTTAgentTimeout                No answer in time; not connected.
 * @retval eMQTTAgentAPICalledFromCallback  Nothing was done.
 *
 * Context: task.
 * Blocks:  up to `xTimeoutTicks`, and as long as opening a stream takes.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t MQTT_AGENT_Connect(MQTTAgentHandle_t xMQTTHandle,
                                         const MQTTAgentConnectParams_t *const pxConnectParams,
                                         TickType_t xTimeoutTicks);

/**
 * Disconnect: DISCONNECT is sent, the stream closed. Calls of others return eMQTTAgentFailure.
 *
 * @param xMQTTHandle    A handle.
 * @param xTimeoutTicks  How long to wait for it.
 * @retval eMQTTAgentSuccess                Done.
 * @retval eMQTTAgentFailure                Not connected.
 * @retval eMQTTAgentTimeout                Not done yet.
 * @retval eMQTTAgentAPICalledFromCallback  Nothing was done.
 *
 * Context: task.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t MQTT_AGENT_Disconnect(MQTTAgentHandle_t xMQTTHandle,
                                            TickType_t xTimeoutTicks);

/**
 * Subscribe.
 *
 * @param xMQTTHandle        A handle.
 * @param pxSubscribeParams  Copied.
 * @param xTimeoutTicks      How long to wait for SUBACK.
 * @retval eMQTTAgentSuccess                Granted.
 * @retval eMQTTAgentFailure                Refused, not connected, no memory, no room for a
 *                                          callback, or parameters that cannot be.
 * @retval eMQTTAgentTimeout                No answer in time; it may be granted still.
 * @retval eMQTTAgentAPICalledFromCallback  Nothing was done.
 *
 * Context: task.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t
MQTT_AGENT_Subscribe(MQTTAgentHandle_t xMQTTHandle,
                     const MQTTAgentSubscribeParams_t *const pxSubscribeParams,
                     TickType_t xTimeoutTicks);

/**
 * Unsubscribe. The filter's callback is not called any more.
 *
 * @param xMQTTHandle          A handle.
 * @param pxUnsubscribeParams  Copied.
 * @param xTimeoutTicks        How long to wait for UNSUBACK.
 * @return As MQTT_AGENT_Subscribe().
 *
 * Context: task.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t
MQTT_AGENT_Unsubscribe(MQTTAgentHandle_t xMQTTHandle,
                       const MQTTAgentUnsubscribeParams_t *const pxUnsubscribeParams,
                       TickType_t xTimeoutTicks);

/**
 * Publish.
 *
 * @param xMQTTHandle      A handle.
 * @param pxPublishParams  Copied.
 * @param xTimeoutTicks    How long to wait for PUBACK; with QoS 0, until it has left.
 * @return As MQTT_AGENT_Subscribe(); after eMQTTAgentTimeout it may arrive still.
 *
 * Context: task.
 * Blocks:  up to `xTimeoutTicks`.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t MQTT_AGENT_Publish(MQTTAgentHandle_t xMQTTHandle,
                                         const MQTTAgentPublishParams_t *const pxPublishParams,
                                         TickType_t xTimeoutTicks);

/**
 * Give back a buffer that a callback has kept.
 *
 * @param xMQTTHandle    A handle.
 * @param xBufferHandle  The buffer.
 * @retval eMQTTAgentSuccess  Given back.
 * @retval eMQTTAgentFailure  No handle.
 *
 * Context: task; callbacks too.
 * Blocks:  never.
 * Source:  MQTT library (legacy) guide.
 */
MQTTAgentReturnCode_t MQTT_AGENT_ReturnBuffer(MQTTAgentHandle_t xMQTTHandle,
                                              MQTTBufferHandle_t xBufferHandle);

#ifdef __cplusplus
}
#endif

#endif
