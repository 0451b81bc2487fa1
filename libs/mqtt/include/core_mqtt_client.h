/* SPDX-License-Identifier: MIT */
/** The calls of the client that are the same in MQTT 3.1.1 and MQTT 5; part of core_mqtt.h, which
 * includes it. */
#ifndef CORE_MQTT_CLIENT_H
#define CORE_MQTT_CLIENT_H

#include "core_mqtt.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Prepare a context. QoS 1 and 2 need MQTT_InitStatefulQoS as well.
 *
 * @param[out] context  Not NULL; lives as long as the client.
 * @param transport     Copied; recv and send are required.
 * @param get_time      Not NULL.
 * @param callback      Not NULL.
 * @param buffer        Copied; as large as the largest packet that shall be received, and 5 bytes
 *                      at least to connect. The memory lives as long as the client.
 * @retval MQTTSuccess       The context is ready for MQTT_Connect.
 * @retval MQTTBadParameter  An argument is missing.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_Init.
 */
MQTTStatus_t MQTT_Init(MQTTContext_t *context, const TransportInterface_t *transport,
                       MQTTGetCurrentTimeFunc_t get_time, MQTTEventCallback_t callback,
                       const MQTTFixedBuffer_t *buffer);

/**
 * Give a context a store for messages under way, so that MQTT_Connect sends them again by itself.
 *
 * A message is stored before it is first sent, cleared when the server has taken it over (PUBACK or
 * PUBREC) or the session is gone, and retrieved when a session is resumed.
 *
 * @param context   After MQTT_InitStatefulQoS with outgoing records.
 * @param store     Not NULL.
 * @param retrieve  Not NULL.
 * @param clear     Not NULL.
 * @retval MQTTSuccess       The store is in use.
 * @retval MQTTBadParameter  An argument is NULL or there are no outgoing records.
 *
 * Context: any, before MQTT_Connect.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_InitRetransmits.
 */
MQTTStatus_t MQTT_InitRetransmits(MQTTContext_t *context, MQTTStorePacketForRetransmit store,
                                  MQTTRetrievePacketForRetransmit retrieve,
                                  MQTTClearPacketForRetransmit clear);

/**
 * Forget an outgoing PUBLISH: it is not sent again, and an answer to it is an error.
 *
 * @param context    Not NULL.
 * @param packet_id  Of the PUBLISH.
 * @retval MQTTSuccess       Its record is gone.
 * @retval MQTTBadParameter  There is no such record.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_CancelCallback.
 */
MQTTStatus_t MQTT_CancelCallback(const MQTTContext_t *context, uint16_t packet_id);

/**
 * Send PINGREQ. MQTT_ProcessLoop does this by itself.
 *
 * @param context  Connected.
 * @retval MQTTSuccess             Sent; the answer is awaited.
 * @retval MQTTBadParameter        The context is NULL.
 * @retval MQTTStatusNotConnected  Nothing was sent.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 3.1.1 section 3.12.
 */
MQTTStatus_t MQTT_Ping(MQTTContext_t *context);

/**
 * Receive once, handle every packet that is complete, and keep the connection alive.
 *
 * A PINGREQ is sent when nothing was sent, or nothing received, for the keep-alive time: at most
 * one in that time. Call it at least as often as mqtt_keep_alive_wait_ms() says.
 *
 * @param context  Connected.
 * @retval MQTTSuccess             All that arrived is handled, which may be nothing.
 * @retval MQTTNeedMoreBytes       The same, and a packet has arrived in part.
 * @retval MQTTBadParameter        The context is NULL.
 * @retval MQTTStatusNotConnected  There is no connection, or the callback has ended it, or (MQTT 5)
 * a DISCONNECT of the server.
 * @retval MQTTEventCallbackFailed MQTT 5: the callback refused a packet, which is not answered. The
 *                                 connection goes on.
 * @retval MQTTKeepAliveTimeout    Nothing arrived for MQTT_PINGRESP_TIMEOUT_MS after a PINGREQ: the
 *                                 peer is gone, the connection is over.
 * @retval MQTTPublishRetrieveFailed MQTT 5: the store lost a message that had to wait for the
 * server's Receive Maximum after a reconnect. The connection goes on.
 * @retval MQTTNoMemory            A packet was dropped unanswered, the connection goes on: it is
 *                                 longer than the buffer (`discardBytes` is not 0), or a QoS 2
 *                                 message found no free record.
 * @retval MQTTRecvFailed          The transport failed; the connection is over.
 * @retval MQTTSendFailed          An answer did not leave; the connection is over. The server will
 *                                 send the message again after a reconnect.
 * @retval MQTTBadResponse         The server broke the protocol; the connection is over.
 *
 * Context: task. Not from the event callback.
 * Blocks:  as long as one call of recv, MQTT_SEND_TIMEOUT_MS for each answer, and the callback.
 * Source:  MQTT 3.1.1 section 4; coreMQTT API reference, MQTT_ProcessLoop.
 */
MQTTStatus_t MQTT_ProcessLoop(MQTTContext_t *context);

/**
 * As MQTT_ProcessLoop, without keep-alive: the application calls MQTT_Ping and sees PINGRESP in the
 * event callback.
 *
 * @param context  Connected.
 * @retval MQTTSuccess             As MQTT_ProcessLoop, as are the other values; never
 *                                 MQTTKeepAliveTimeout.
 *
 * Context: task. Not from the event callback.
 * Blocks:  as long as one call of recv, MQTT_SEND_TIMEOUT_MS for each answer, and the callback.
 * Source:  coreMQTT API reference, MQTT_ReceiveLoop.
 */
MQTTStatus_t MQTT_ReceiveLoop(MQTTContext_t *context);

/**
 * Take a packet id: each call gives the next one, 65535 is followed by 1.
 *
 * @param context  Not NULL.
 * @return 1 .. 65535; 0 when the context is NULL.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_GetPacketId.
 */
uint16_t MQTT_GetPacketId(MQTTContext_t *context);

/**
 * Find the status codes of a SUBACK: one byte for each filter, in the order of the SUBSCRIBE.
 *
 * @param suback      As the event callback got it. Not NULL.
 * @param[out] codes  First code; points into the packet. See MQTTSubAckStatus_t. Not NULL.
 * @param[out] count  Number of codes, 1 or more. Not NULL.
 * @retval MQTTSuccess       Both are set.
 * @retval MQTTBadParameter  An argument is NULL, or the packet is not a SUBACK with a code.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.9.
 */
MQTTStatus_t MQTT_GetSubAckStatusCodes(const MQTTPacketInfo_t *suback, uint8_t **codes,
                                       size_t *count);

/**
 * Name a status.
 *
 * @param status  Any value.
 * @return Its name as in the enumeration; a fixed text for a value outside it. Never NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_Status_strerror.
 */
const char *MQTT_Status_strerror(MQTTStatus_t status);

/**
 * Count the bytes of a PUBLISH in pieces.
 *
 * @param vec  As the store function got it. Not NULL.
 * @return Bytes that MQTT_SerializeMQTTVec writes.
 *
 * Context: any, in the store function.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_GetBytesInMQTTVec.
 */
size_t MQTT_GetBytesInMQTTVec(const MQTTVec_t *vec);

/**
 * Copy a PUBLISH in pieces to one place: the packet as it goes over the wire.
 *
 * @param[out] memory  Room for MQTT_GetBytesInMQTTVec bytes. Not NULL.
 * @param vec          As the store function got it. Not NULL.
 *
 * Context: any, in the store function.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_SerializeMQTTVec.
 */
void MQTT_SerializeMQTTVec(uint8_t *memory, const MQTTVec_t *vec);

/**
 * Tell how long a task may wait before MQTT_ProcessLoop has something to do for keep-alive.
 *
 * Not part of coreMQTT: with it one wait covers "bytes arrived", "something to send" and this.
 *
 * @param context  Connected.
 * @return Milliseconds, 0 = now; UINT32_MAX without keep-alive.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 3.1.2.10.
 */
uint32_t mqtt_keep_alive_wait_ms(const MQTTContext_t *context);

#ifdef __cplusplus
}
#endif

#endif
