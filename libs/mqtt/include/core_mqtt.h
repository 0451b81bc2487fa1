/* SPDX-License-Identifier: MIT */
/** MQTT 3.1.1 client: one connection, QoS 0 to 2, over any byte stream.
 *
 *      application        MQTT_Publish, MQTT_Subscribe ...      event callback
 *                              |                                     ^
 *      this library       packets out                           packets in  <- MQTT_ProcessLoop
 *                              v                                     |
 *      TransportInterface_t  send / writev                          recv
 *
 * The library has no task, no lock, no clock, no heap and waits for nothing of its own: memory,
 * time and stream are handed in. What it keeps over a lost connection are the records of messages
 * under way (core_mqtt_state.h); the messages themselves stay with the application, or with the
 * three functions of MQTT_InitRetransmits.
 *
 * A connection ends, and `connectStatus` becomes MQTTNotConnected, when the transport fails, when a
 * packet left only in part, when the server breaks the protocol or is silent: after each of these
 * the stream is of no further use. Close it, open another and call MQTT_Connect again.
 *
 * Functions on one context are not re-entrant; MQTT_PRE_SEND_HOOK and its sisters
 * (core_mqtt_config_defaults.h) let several tasks publish on it.
 */
#ifndef CORE_MQTT_H
#define CORE_MQTT_H

#include "core_mqtt_config_defaults.h"
#include "core_mqtt_serializer.h"
#include "transport_interface.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MQTT_LIBRARY_VERSION "v2.3.1"

struct MQTTContext;
struct MQTTDeserializedInfo;
struct MQTTVec;

typedef struct MQTTContext MQTTContext_t;
typedef struct MQTTDeserializedInfo MQTTDeserializedInfo_t;

/** A PUBLISH in pieces, as handed to a retransmit store; see MQTT_SerializeMQTTVec. */
typedef struct MQTTVec MQTTVec_t;

/** Called for every packet but CONNACK, from MQTT_ProcessLoop or MQTT_ReceiveLoop, before the
 * acknowledgement is sent. It may publish, subscribe and disconnect; it must not run the loops. The
 * arguments are valid until it returns. */
typedef void (*MQTTEventCallback_t)(MQTTContext_t *pContext, MQTTPacketInfo_t *pPacketInfo,
                                    MQTTDeserializedInfo_t *pDeserializedInfo);

/** Copies a PUBLISH for a later resend. False refuses it: MQTT_Publish then sends nothing. */
typedef bool (*MQTTStorePacketForRetransmit)(MQTTContext_t *pContext, uint16_t packetId,
                                             MQTTVec_t *pMqttVec);

/** Finds the copy again: its bytes, writable, and their number. False: it is lost. */
typedef bool (*MQTTRetrievePacketForRetransmit)(MQTTContext_t *pContext, uint16_t packetId,
                                                uint8_t **pSerializedMqttVec,
                                                size_t *pSerializedMqttVecLen);

/** The copy is no longer needed. */
typedef void (*MQTTClearPacketForRetransmit)(MQTTContext_t *pContext, uint16_t packetId);

/** What a SUBACK says about one filter. */
typedef enum MQTTSubAckStatus {
    MQTTSubAckSuccessQos0 = 0x00,
    MQTTSubAckSuccessQos1 = 0x01,
    MQTTSubAckSuccessQos2 = 0x02,
    MQTTSubAckFailure = 0x80,
} MQTTSubAckStatus_t;

/** One client. The application provides the memory and reads what it likes; the library writes. */
struct MQTTContext {
    MQTTPubAckInfo_t *outgoingPublishRecords;
    MQTTPubAckInfo_t *incomingPublishRecords;
    size_t outgoingPublishRecordMaxCount;
    size_t incomingPublishRecordMaxCount;

    TransportInterface_t transportInterface;
    MQTTFixedBuffer_t networkBuffer; /**< Holds the packet that is arriving. */
    size_t index;                    /**< Bytes in it. */
    size_t discardBytes;             /**< Rest of a packet too long for it, still to come. */

    MQTTGetCurrentTimeFunc_t getTime;
    MQTTEventCallback_t appCallback;
    MQTTStorePacketForRetransmit storeFunction;
    MQTTRetrievePacketForRetransmit retrieveFunction;
    MQTTClearPacketForRetransmit clearFunction;
    MQTTStatus_t (*resend)(MQTTContext_t *); /**< The library's own; NULL without a store. */

    uint32_t lastPacketTxTime;  /**< When a packet last left, ms. */
    uint32_t lastPacketRxTime;  /**< When bytes last arrived, ms. */
    uint32_t pingReqSendTimeMs; /**< When a PINGREQ last left, ms; moved up to now - keep-alive. */
    uint32_t keepAliveDueMs;    /**< Nothing to do for keep-alive before this time, ms. */

    uint16_t keepAliveIntervalSec; /**< Of the connection; 0 = none. */
    uint16_t nextPacketId;         /**< Never 0. */
    MQTTConnectionStatus_t connectStatus;
    bool sessionPresent; /**< What the last CONNACK said. */
    bool waitingForPingResp;
};

/** What the event callback learns beside the packet itself. */
struct MQTTDeserializedInfo {
    uint16_t packetIdentifier;          /**< 0 for packets without. */
    MQTTPublishInfo_t *pPublishInfo;    /**< The message of a PUBLISH; NULL for other packets. */
    MQTTStatus_t deserializationResult; /**< MQTTSuccess, or MQTTServerRefused for a SUBACK. */
};

/**
 * Prepare a context. QoS 1 and 2 need MQTT_InitStatefulQoS as well.
 *
 * @param[out] context  Not NULL; lives as long as the client.
 * @param transport     Copied; recv and send are required.
 * @param get_time      Not NULL.
 * @param callback      Not NULL.
 * @param buffer        Copied; 5 bytes or more, and as large as the largest packet that shall be
 *                      received. The memory lives as long as the client.
 * @retval MQTTSuccess       The context is ready for MQTT_Connect.
 * @retval MQTTBadParameter  An argument is missing or too small.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_Init.
 */
MQTTStatus_t MQTT_Init(MQTTContext_t *context, const TransportInterface_t *transport,
                       MQTTGetCurrentTimeFunc_t get_time, MQTTEventCallback_t callback,
                       const MQTTFixedBuffer_t *buffer);

/**
 * Give a context the records for messages under way.
 *
 * @param context         After MQTT_Init.
 * @param outgoing        `outgoing_count` records, or NULL with 0. Cleared here.
 * @param outgoing_count  QoS 1 and 2 messages that may be unanswered at a time.
 * @param incoming        `incoming_count` records, or NULL with 0. Cleared here.
 * @param incoming_count  QoS 2 messages that may be arriving at a time: at least the server's own
 *                        limit (mosquitto 20). QoS 1 needs none.
 * @retval MQTTSuccess       The tables are in use.
 * @retval MQTTBadParameter  The context is NULL or not initialised, or a table and its count
 *                           disagree.
 *
 * Context: any, before MQTT_Connect.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_InitStatefulQoS.
 */
MQTTStatus_t MQTT_InitStatefulQoS(MQTTContext_t *context, MQTTPubAckInfo_t *outgoing,
                                  size_t outgoing_count, MQTTPubAckInfo_t *incoming,
                                  size_t incoming_count);

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
 * Send CONNECT on a fresh stream, wait for CONNACK and take up the session.
 *
 * A session that the server still has (`*session_present`, not `cleanSession`): unanswered PUBRELs
 * are sent again, and with MQTT_InitRetransmits unanswered PUBLISHes too, in order and with DUP;
 * without it the application does that with MQTT_PublishToResend. Otherwise all records are
 * dropped: messages under way are then the application's to publish anew.
 *
 * Whatever connection the context had is over with this call.
 *
 * @param context               After MQTT_Init.
 * @param connect_info          Not NULL.
 * @param will_info             Sent by the server when this client dies, or NULL.
 * @param timeout_ms            Longest wait for CONNACK; 0: MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT
 *                              empty reads.
 * @param[out] session_present  What CONNACK says. Not NULL.
 * @retval MQTTSuccess                Connected; packets that came behind CONNACK wait in the
 *                                    buffer.
 * @retval MQTTBadParameter           An argument is missing or out of range; nothing was sent.
 * @retval MQTTSendFailed             The transport did not take the CONNECT or a resend.
 * @retval MQTTRecvFailed             The transport failed before CONNACK.
 * @retval MQTTNoDataAvailable        No CONNACK in time.
 * @retval MQTTBadResponse            The answer is not a proper CONNACK.
 * @retval MQTTServerRefused          CONNACK says no.
 * @retval MQTTPublishRetrieveFailed  The store lost a message. Connected nevertheless, the record
 *                                    of that message is dropped, the others were sent.
 *
 * Context: task.
 * Blocks:  up to `timeout_ms` and MQTT_SEND_TIMEOUT_MS for each packet sent; polls the transport.
 * Source:  MQTT 3.1.1 section 3.1, 3.2; coreMQTT API reference, MQTT_Connect.
 */
MQTTStatus_t MQTT_Connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                          const MQTTPublishInfo_t *will_info, uint32_t timeout_ms,
                          bool *session_present);

/**
 * Send SUBSCRIBE. The answer reaches the event callback as a SUBACK.
 *
 * @param context        Connected.
 * @param subscriptions  `count` filters, not NULL.
 * @param count          1 or more.
 * @param packet_id      From MQTT_GetPacketId.
 * @retval MQTTSuccess             Sent.
 * @retval MQTTBadParameter        As MQTT_GetSubscribePacketSize; nothing was sent.
 * @retval MQTTStatusNotConnected  Nothing was sent.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 3.1.1 section 3.8.
 */
MQTTStatus_t MQTT_Subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                            size_t count, uint16_t packet_id);

/**
 * Send PUBLISH. For QoS 1 and 2 the answer reaches the event callback.
 *
 * Accepted means kept: after MQTTSuccess, and after MQTTSendFailed, a QoS 1 or 2 message has its
 * record (and its copy in the store of MQTT_InitRetransmits) and will be found for a resend. With
 * writev the packet is one transport call and nothing is copied.
 *
 * @param context       Connected.
 * @param publish_info  Not NULL; used during the call only.
 * @param packet_id     From MQTT_GetPacketId for QoS 1 and 2, ignored for QoS 0. To send again what
 *                      has a record, the same id and `dup`.
 * @retval MQTTSuccess             Sent.
 * @retval MQTTBadParameter        As MQTT_GetPublishPacketSize, or no id, or DUP with QoS 0.
 * @retval MQTTStatusNotConnected  Nothing happened.
 * @retval MQTTNoMemory            All outgoing records are in use; nothing happened.
 * @retval MQTTStateCollision      The id has a record and `dup` is not set; nothing happened.
 * @retval MQTTIllegalState        The id has a record that is past its PUBLISH; nothing happened.
 * @retval MQTTPublishStoreFailed  The store refused; nothing was sent and no record kept.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 3.1.1 section 3.3, 4.3.
 */
MQTTStatus_t MQTT_Publish(MQTTContext_t *context, const MQTTPublishInfo_t *publish_info,
                          uint16_t packet_id);

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
 * Send UNSUBSCRIBE. The answer reaches the event callback as an UNSUBACK.
 *
 * @param context        Connected.
 * @param subscriptions  `count` filters, not NULL; their QoS is ignored.
 * @param count          1 or more.
 * @param packet_id      From MQTT_GetPacketId.
 * @retval MQTTSuccess             Sent.
 * @retval MQTTBadParameter        As MQTT_GetUnsubscribePacketSize; nothing was sent.
 * @retval MQTTStatusNotConnected  Nothing was sent.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 3.1.1 section 3.10.
 */
MQTTStatus_t MQTT_Unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                              size_t count, uint16_t packet_id);

/**
 * Send DISCONNECT and end the connection; the will is not sent. Records stay.
 *
 * @param context  Connected.
 * @retval MQTTSuccess             Sent. Close the stream now.
 * @retval MQTTBadParameter        The context is NULL.
 * @retval MQTTStatusNotConnected  Nothing was sent.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 3.1.1 section 3.14.
 */
MQTTStatus_t MQTT_Disconnect(MQTTContext_t *context);

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
 * @retval MQTTStatusNotConnected  There is no connection, or the callback has ended it.
 * @retval MQTTKeepAliveTimeout    Nothing arrived for MQTT_PINGRESP_TIMEOUT_MS after a PINGREQ: the
 *                                 peer is gone, the connection is over.
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
 * Tell whether a topic name matches a topic filter.
 *
 * A wildcard in the first level does not match names that begin with `$`. A filter whose wildcards
 * are not alone in their level matches nothing.
 *
 * @param topic          Name, not NULL.
 * @param topic_length   Bytes, 1 or more.
 * @param filter         Filter, may hold + and #; not NULL.
 * @param filter_length  Bytes, 1 or more.
 * @param[out] is_match  The answer. Not NULL.
 * @retval MQTTSuccess       The answer is set.
 * @retval MQTTBadParameter  An argument is NULL or 0.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 3.1.1 section 4.7.
 */
MQTTStatus_t MQTT_MatchTopic(const char *topic, const uint16_t topic_length, const char *filter,
                             const uint16_t filter_length, bool *is_match);

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
