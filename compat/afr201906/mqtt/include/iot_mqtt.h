/* SPDX-License-Identifier: MIT */
/** MQTT 3.1.1 with the names of 201906.00: operations that begin at once and tell when they end.
 *
 *      any task ── Publish, Subscribe ... ──► packet ──► network
 *          ▲                                                │ receive callback, the network's task
 *          ├──────── Wait, or the callback ◄──── answer ◄───┘
 *          └──────── the callback ◄── the library's task: retries, keep-alive, the end of a
 *                                     connection
 *
 * A packet leaves in the task that asks for it. An operation that has begun ends exactly once. A
 * connection that is lost does not come back by itself: its operations end with
 * IOT_MQTT_NETWORK_ERROR, disconnectCallback is called, IotMqtt_Disconnect frees it.
 */
#ifndef IOT_MQTT_H_
#define IOT_MQTT_H_

#include "iot_mqtt_config_defaults.h"
#include "types/iot_mqtt_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Start the library and its task. Once before all else; again after IotMqtt_Cleanup.
 *
 * @retval IOT_MQTT_SUCCESS      The library may be used.
 * @retval IOT_MQTT_INIT_FAILED  It is started already.
 *
 * Context: task, one at a time.
 * Blocks:  never.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_Init.
 */
IotMqttError_t IotMqtt_Init(void);

/**
 * Stop the library's task. All connections are disconnected, all waitable operations waited for.
 *
 * Context: task, one at a time; not from callbacks.
 * Blocks:  until a callback that the library's task is in returns.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_Cleanup.
 */
void IotMqtt_Cleanup(void);

/**
 * Read one packet and handle it: what a connection hands to `setReceiveCallback`.
 *
 * @param pNetworkConnection  As of the connection.
 * @param pReceiveContext     IotMqttConnection_t.
 *
 * Context: the network's task.
 * Blocks:  as `receive` and `send` of the network, and callbacks.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_ReceiveCallback.
 */
void IotMqtt_ReceiveCallback(void *pNetworkConnection, void *pReceiveContext);

/**
 * Connect, and wait for the server's answer.
 *
 * When it fails the network connection is closed, and destroyed if it was created here.
 *
 * @param pNetworkInfo          Not NULL.
 * @param pConnectInfo          Not NULL.
 * @param timeoutMs             Longest wait for CONNACK, and as much for SUBACK when previous
 *                              subscriptions are asked for again.
 * @param[out] pMqttConnection  Not NULL; set with IOT_MQTT_SUCCESS.
 * @retval IOT_MQTT_SUCCESS         Connected.
 * @retval IOT_MQTT_INIT_FAILED     IotMqtt_Init was not called.
 * @retval IOT_MQTT_BAD_PARAMETER   An argument is missing or out of range.
 * @retval IOT_MQTT_NO_MEMORY       IOT_MQTT_CONNECTIONS are in use, those included that ended and
 *                                  left an operation which was not waited for; or there are too
 *                                  many or too long previous subscriptions.
 * @retval IOT_MQTT_NETWORK_ERROR   The network could not connect, or broke.
 * @retval IOT_MQTT_BAD_RESPONSE    The answer is not a CONNACK.
 * @retval IOT_MQTT_TIMEOUT         No answer in time.
 * @retval IOT_MQTT_SERVER_REFUSED  The server says no.
 *
 * Context: task; not from callbacks.
 * Blocks:  as `create` of the network, then up to `timeoutMs`.
 * Source:  MQTT 3.1.1 section 3.1, 3.2; Amazon FreeRTOS 201906.00 MQTT API reference.
 */
IotMqttError_t IotMqtt_Connect(const IotMqttNetworkInfo_t *pNetworkInfo,
                               const IotMqttConnectInfo_t *pConnectInfo, uint32_t timeoutMs,
                               IotMqttConnection_t *const pMqttConnection);

/**
 * End a connection, and free it. Operations under way end with IOT_MQTT_NETWORK_ERROR; those that
 * are waitable may still be waited for. disconnectCallback is called, if it was not before.
 *
 * @param mqttConnection  From IotMqtt_Connect; not used any more.
 * @param flags           0 or IOT_MQTT_FLAG_CLEANUP_ONLY.
 *
 * Context: task; not from callbacks.
 * Blocks:  as `send`, `close` and `destroy` of the network, and until callbacks return.
 * Source:  MQTT 3.1.1 section 3.14; Amazon FreeRTOS 201906.00 MQTT API reference.
 */
void IotMqtt_Disconnect(IotMqttConnection_t mqttConnection, uint32_t flags);

/**
 * Subscribe. The server's answer ends the operation: IOT_MQTT_SUCCESS, or IOT_MQTT_SERVER_REFUSED
 * when it refused a filter, which then has no callback any more.
 *
 * @param mqttConnection             Connected.
 * @param pSubscriptionList          `subscriptionCount` filters. A filter that is there gets the
 *                                   new QoS and callback.
 * @param subscriptionCount          1 or more.
 * @param flags                      0 or IOT_MQTT_FLAG_WAITABLE.
 * @param pCallbackInfo              Whom to tell; NULL: nobody. NULL with IOT_MQTT_FLAG_WAITABLE.
 * @param[out] pSubscribeOperation   For IotMqtt_Wait. Needed with IOT_MQTT_FLAG_WAITABLE, otherwise
 *                                   it may be NULL.
 * @retval IOT_MQTT_STATUS_PENDING  The packet has left.
 * @retval IOT_MQTT_BAD_PARAMETER   An argument is missing or out of range.
 * @retval IOT_MQTT_NO_MEMORY       Too many operations or filters, or a filter is longer than 256.
 * @retval IOT_MQTT_NETWORK_ERROR   The connection is over.
 *
 * Context: task; callbacks too.
 * Blocks:  as `send` of the network, and while another task sends.
 * Source:  MQTT 3.1.1 section 3.8; Amazon FreeRTOS 201906.00 MQTT API reference.
 */
IotMqttError_t IotMqtt_Subscribe(IotMqttConnection_t mqttConnection,
                                 const IotMqttSubscription_t *pSubscriptionList,
                                 size_t subscriptionCount, uint32_t flags,
                                 const IotMqttCallbackInfo_t *pCallbackInfo,
                                 IotMqttOperation_t *pSubscribeOperation);

/**
 * Subscribe, and wait for the answer. After IOT_MQTT_TIMEOUT the filters stay: the server may still
 * grant them.
 *
 * @param mqttConnection     Connected.
 * @param pSubscriptionList  As of IotMqtt_Subscribe.
 * @param subscriptionCount  1 or more.
 * @param flags              0.
 * @param timeoutMs          Longest wait.
 * @return As IotMqtt_Subscribe, without IOT_MQTT_STATUS_PENDING, or as IotMqtt_Wait.
 *
 * Context: task; not from callbacks.
 * Blocks:  as IotMqtt_Subscribe, then up to `timeoutMs`.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_TimedSubscribe.
 */
IotMqttError_t IotMqtt_TimedSubscribe(IotMqttConnection_t mqttConnection,
                                      const IotMqttSubscription_t *pSubscriptionList,
                                      size_t subscriptionCount, uint32_t flags, uint32_t timeoutMs);

/**
 * Unsubscribe. The filters' callbacks are gone at once; the server's answer ends the operation.
 *
 * @param mqttConnection               Connected.
 * @param pSubscriptionList            `subscriptionCount` filters; the rest of it is ignored.
 * @param subscriptionCount            1 or more.
 * @param flags                        As of IotMqtt_Subscribe.
 * @param pCallbackInfo                As of IotMqtt_Subscribe.
 * @param[out] pUnsubscribeOperation   As of IotMqtt_Subscribe.
 * @return As IotMqtt_Subscribe.
 *
 * Context: task; callbacks too.
 * Blocks:  as IotMqtt_Subscribe.
 * Source:  MQTT 3.1.1 section 3.10; Amazon FreeRTOS 201906.00 MQTT API reference.
 */
IotMqttError_t IotMqtt_Unsubscribe(IotMqttConnection_t mqttConnection,
                                   const IotMqttSubscription_t *pSubscriptionList,
                                   size_t subscriptionCount, uint32_t flags,
                                   const IotMqttCallbackInfo_t *pCallbackInfo,
                                   IotMqttOperation_t *pUnsubscribeOperation);

/**
 * Unsubscribe, and wait for the answer.
 *
 * @param mqttConnection     Connected.
 * @param pSubscriptionList  As of IotMqtt_Unsubscribe.
 * @param subscriptionCount  1 or more.
 * @param flags              0.
 * @param timeoutMs          Longest wait.
 * @return As IotMqtt_TimedSubscribe.
 *
 * Context: task; not from callbacks.
 * Blocks:  as IotMqtt_Unsubscribe, then up to `timeoutMs`.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_TimedUnsubscribe.
 */
IotMqttError_t IotMqtt_TimedUnsubscribe(IotMqttConnection_t mqttConnection,
                                        const IotMqttSubscription_t *pSubscriptionList,
                                        size_t subscriptionCount, uint32_t flags,
                                        uint32_t timeoutMs);

/**
 * Publish. With QoS 1 the server's PUBACK ends the operation; without it the message is sent again,
 * with DUP, `retryLimit` times, and the operation ends with IOT_MQTT_RETRY_NO_RESPONSE. The wait
 * doubles each time up to IOT_MQTT_RETRY_MS_CEILING, and is up to an eighth longer, at random.
 *
 * @param mqttConnection           Connected.
 * @param pPublishInfo             Not NULL; copied if it is to be sent again.
 * @param flags                    0 or IOT_MQTT_FLAG_WAITABLE; 0 with QoS 0.
 * @param pCallbackInfo            As of IotMqtt_Subscribe; NULL with QoS 0.
 * @param[out] pPublishOperation   As of IotMqtt_Subscribe.
 * @retval IOT_MQTT_SUCCESS         QoS 0: it has left.
 * @retval IOT_MQTT_STATUS_PENDING  QoS 1: it has left.
 * @retval IOT_MQTT_BAD_PARAMETER   An argument is missing or out of range.
 * @retval IOT_MQTT_NO_MEMORY       Too many operations, or no memory for the copy.
 * @retval IOT_MQTT_NETWORK_ERROR   The connection is over.
 *
 * Context: task; callbacks too.
 * Blocks:  as `send` of the network, and while another task sends.
 * Source:  MQTT 3.1.1 section 3.3; Amazon FreeRTOS 201906.00 MQTT API reference.
 */
IotMqttError_t IotMqtt_Publish(IotMqttConnection_t mqttConnection,
                               const IotMqttPublishInfo_t *pPublishInfo, uint32_t flags,
                               const IotMqttCallbackInfo_t *pCallbackInfo,
                               IotMqttOperation_t *pPublishOperation);

/**
 * Publish, and with QoS 1 wait for PUBACK. After IOT_MQTT_TIMEOUT it is not sent again.
 *
 * @param mqttConnection  Connected.
 * @param pPublishInfo    As of IotMqtt_Publish.
 * @param flags           0.
 * @param timeoutMs       Longest wait.
 * @return As IotMqtt_Publish, without IOT_MQTT_STATUS_PENDING, or as IotMqtt_Wait.
 *
 * Context: task; not from callbacks.
 * Blocks:  as IotMqtt_Publish, then up to `timeoutMs`.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_TimedPublish.
 */
IotMqttError_t IotMqtt_TimedPublish(IotMqttConnection_t mqttConnection,
                                    const IotMqttPublishInfo_t *pPublishInfo, uint32_t flags,
                                    uint32_t timeoutMs);

/**
 * Wait for the end of an operation, and free it, whether it has ended or not.
 *
 * @param operation  Begun with IOT_MQTT_FLAG_WAITABLE; not used any more.
 * @param timeoutMs  Longest wait.
 * @retval IOT_MQTT_SUCCESS            The server has answered yes.
 * @retval IOT_MQTT_BAD_PARAMETER      Not a waitable operation.
 * @retval IOT_MQTT_TIMEOUT            It had not ended in time.
 * @retval IOT_MQTT_NETWORK_ERROR      The connection ended before.
 * @retval IOT_MQTT_SERVER_REFUSED     SUBACK refuses a filter.
 * @retval IOT_MQTT_RETRY_NO_RESPONSE  No PUBACK after the last retry.
 *
 * Context: task, one for each operation; not from callbacks.
 * Blocks:  up to `timeoutMs`.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_Wait.
 */
IotMqttError_t IotMqtt_Wait(IotMqttOperation_t operation, uint32_t timeoutMs);

/**
 * Name a status.
 *
 * @param status  Any value.
 * @return Its name without prefix; a fixed text for a value outside the enumeration. Never NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_strerror.
 */
const char *IotMqtt_strerror(IotMqttError_t status);

/**
 * Name a type of operation.
 *
 * @param operation  Any value.
 * @return As IotMqtt_strerror.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_OperationType.
 */
const char *IotMqtt_OperationType(IotMqttOperationType_t operation);

/**
 * Tell whether a filter has a callback, granted or not yet answered.
 *
 * @param mqttConnection              From IotMqtt_Connect.
 * @param pTopicFilter                Not NULL; compared byte by byte.
 * @param topicFilterLength           1 or more.
 * @param[out] pCurrentSubscription   Set with true; its filter is `pTopicFilter`. May be NULL.
 * @return True: it has.
 *
 * Context: task; callbacks too.
 * Blocks:  while another task sends.
 * Source:  Amazon FreeRTOS 201906.00 MQTT API reference, IotMqtt_IsSubscribed.
 */
bool IotMqtt_IsSubscribed(IotMqttConnection_t mqttConnection, const char *pTopicFilter,
                          uint16_t topicFilterLength, IotMqttSubscription_t *pCurrentSubscription);

#ifdef __cplusplus
}
#endif

#endif
