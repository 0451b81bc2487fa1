/* SPDX-License-Identifier: MIT */
/** MQTT 5.0 client: one connection, QoS 0 to 2, over any byte stream.
 *
 *      application        MQTT_Publish, MQTT_Subscribe ...      event callback
 *                              |                                     ^
 *      this library       packets out                           packets in  <- MQTT_ProcessLoop
 *                              v                                     |
 *      TransportInterface_t  send / writev                          recv
 *
 * As the client of MQTT 3.1.1 in all that this header does not say otherwise, with properties
 * (core_mqtt_properties.h) on every packet but pings, and reason codes (core_mqtt_reason_codes.h)
 * in the answers. What the server said in CONNACK is in `connectionProperties`; a call that would
 * break it is refused before a byte leaves. Calls that MQTT 3.1.1 has in the same form are in
 * core_mqtt_client.h, which this header includes.
 *
 * A connection ends, and `connectStatus` becomes MQTTNotConnected, when the transport fails, when a
 * packet left only in part, when the server sends DISCONNECT, breaks the protocol or is silent:
 * after each of these the stream is of no further use. Close it, open another and call MQTT_Connect
 * again.
 *
 * Functions on one context are not re-entrant; MQTT_PRE_SEND_HOOK and its sisters
 * (core_mqtt_config_defaults.h) let several tasks publish on it.
 */
#ifndef CORE_MQTT_H
#define CORE_MQTT_H

#include "../../include/core_mqtt_config_defaults.h"
#include "core_mqtt_serializer.h"
#include "transport_interface.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MQTT_LIBRARY_VERSION "v5.0.2"

/** What the event callback learns beside the packet itself. */
typedef struct MQTTDeserializedInfo {
    uint16_t packetIdentifier;          /**< 0 for packets without. */
    MQTTPublishInfo_t *pPublishInfo;    /**< The message of a PUBLISH; NULL for other packets. */
    MQTTStatus_t deserializationResult; /**< MQTTSuccess, or MQTTServerRefused: a reason code is
                                             0x80 or more. */
    MQTTReasonCodeInfo_t *pReasonCode;  /**< Codes of the packet; NULL for PUBLISH, PINGRESP. */
} MQTTDeserializedInfo_t;

/**
 * Called for every packet, CONNACK included, from MQTT_Connect, MQTT_ProcessLoop or
 * MQTT_ReceiveLoop, before the acknowledgement is sent. It may publish, subscribe and disconnect;
 * it must not run the loops. Everything it is given is valid until it returns.
 *
 * `*pReasonCode` and the list `pSendPropsBuffer` go into the answer of a PUBLISH of QoS 1 or 2, a
 * PUBREC and a PUBREL; they begin as success and as empty, and need the memory of
 * MQTT_InitStatefulQoS. `pGetPropsBuffer` are the properties of the packet. None of the pointers is
 * NULL.
 *
 * False, or a reason code or properties that the answer may not have: there is no answer, and the
 * loop returns MQTTEventCallbackFailed. A server sends a PUBLISH that was not answered again when
 * the session is resumed.
 */
typedef bool (*MQTTEventCallback_t)(MQTTContext_t *pContext, MQTTPacketInfo_t *pPacketInfo,
                                    MQTTDeserializedInfo_t *pDeserializedInfo,
                                    MQTTSuccessFailReasonCode_t *pReasonCode,
                                    MQTTPropBuilder_t *pSendPropsBuffer,
                                    MQTTPropBuilder_t *pGetPropsBuffer);

/** What a SUBACK says about one filter: MQTT_REASON_SUBACK_... by their names of MQTT 3.1.1. */
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
    MQTTFixedBuffer_t networkBuffer;  /**< Holds the packet that is arriving. */
    size_t index;                     /**< Bytes in it. */
    size_t discardBytes;              /**< Rest of a packet too long for it, still to come. */
    MQTTFixedBuffer_t ackPropsBuffer; /**< Where the callback's properties go. */

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
    MQTTConnectionProperties_t connectionProperties; /**< Of this connection. */
};

/**
 * Give a context the records for messages under way.
 *
 * @param context               After MQTT_Init.
 * @param outgoing              `outgoing_count` records, or NULL with 0. Cleared here.
 * @param outgoing_count        QoS 1 and 2 messages that may be unanswered at a time; the server's
 *                              Receive Maximum may allow fewer.
 * @param incoming              `incoming_count` records, or NULL with 0. Cleared here.
 * @param incoming_count        QoS 2 messages that may be arriving at a time: at least the Receive
 *                              Maximum of CONNECT. QoS 1 needs none.
 * @param ack_properties        Memory for the properties that the callback puts into an answer, or
 *                              NULL with 0. Lives as long as the client.
 * @param ack_properties_bytes  Size of it.
 * @retval MQTTSuccess       The tables are in use.
 * @retval MQTTBadParameter  The context is NULL or not initialised, or memory and its size
 *                           disagree.
 *
 * Context: any, before MQTT_Connect.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_InitStatefulQoS.
 */
MQTTStatus_t MQTT_InitStatefulQoS(MQTTContext_t *context, MQTTPubAckInfo_t *outgoing,
                                  size_t outgoing_count, MQTTPubAckInfo_t *incoming,
                                  size_t incoming_count, uint8_t *ack_properties,
                                  size_t ack_properties_bytes);

/**
 * Tell whether there is a connection.
 *
 * @param context  Not NULL.
 * @retval MQTTStatusConnected     There is one.
 * @retval MQTTStatusNotConnected  There is none.
 * @retval MQTTBadParameter        The context is NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_CheckConnectStatus.
 */
MQTTStatus_t MQTT_CheckConnectStatus(const MQTTContext_t *context);

/**
 * Send CONNECT on a fresh stream, wait for CONNACK and take up the session.
 *
 * A session that the server still has (`*session_present`, not `cleanSession`): unanswered PUBRELs
 * are sent again, and with MQTT_InitRetransmits unanswered PUBLISHes too, in order and with DUP;
 * without it the application does that with MQTT_PublishToResend. No more leave at a time than the
 * server's Receive Maximum: the rest follow when answers arrive (without a store MQTT_Publish says
 * MQTTNoMemory until then). Otherwise all records are dropped: messages under way are then the
 * application's to publish anew. A session outlives its
 * connection only with MQTTPropAdd_SessionExpiry above 0.
 *
 * The event callback is told of CONNACK, with its properties. Whatever connection the context had
 * is over with this call.
 *
 * @param context               After MQTT_Init.
 * @param connect_info          Not NULL.
 * @param will_info             Sent by the server when this client dies, or NULL.
 * @param timeout_ms            Longest wait for CONNACK; 0: MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT
 *                              empty reads.
 * @param[out] session_present  What CONNACK says. Not NULL.
 * @param properties            Of CONNECT; NULL: none.
 * @param will_properties       Of the will; NULL: none.
 * @retval MQTTSuccess                Connected; packets that came behind CONNACK wait in the
 *                                    buffer.
 * @retval MQTTBadParameter           An argument is missing or out of range; nothing was sent.
 * @retval MQTTSendFailed             The transport did not take the CONNECT or a resend.
 * @retval MQTTRecvFailed             The transport failed before CONNACK.
 * @retval MQTTNoDataAvailable        No CONNACK in time.
 * @retval MQTTBadResponse            The answer is not a proper CONNACK.
 * @retval MQTTServerRefused          CONNACK says no; the callback was told why.
 * @retval MQTTEventCallbackFailed    The callback refused the CONNACK; close the stream.
 * @retval MQTTPublishRetrieveFailed  The store lost a message. Connected nevertheless, the record
 *                                    of that message is dropped, the others were sent.
 *
 * Context: task.
 * Blocks:  up to `timeout_ms` and MQTT_SEND_TIMEOUT_MS for each packet sent; polls the transport.
 * Source:  MQTT 5.0 section 3.1, 3.2; coreMQTT API reference, MQTT_Connect.
 */
MQTTStatus_t MQTT_Connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                          const MQTTPublishInfo_t *will_info, uint32_t timeout_ms,
                          bool *session_present, const MQTTPropBuilder_t *properties,
                          const MQTTPropBuilder_t *will_properties);

/**
 * Send SUBSCRIBE. The answer reaches the event callback as a SUBACK.
 *
 * @param context        Connected.
 * @param subscriptions  `count` filters, not NULL.
 * @param count          1 or more.
 * @param packet_id      From MQTT_GetPacketId.
 * @param properties     NULL: none.
 * @retval MQTTSuccess             Sent.
 * @retval MQTTBadParameter        As MQTT_GetSubscribePacketSize, or the server has no wildcards,
 *                                 shared subscriptions or subscription identifiers, or takes no
 *                                 packet of this size; nothing was sent.
 * @retval MQTTStatusNotConnected  Nothing was sent.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 5.0 section 3.8.
 */
MQTTStatus_t MQTT_Subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                            size_t count, uint16_t packet_id, const MQTTPropBuilder_t *properties);

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
 * @param properties    NULL: none.
 * @retval MQTTSuccess             Sent.
 * @retval MQTTBadParameter        As MQTT_GetPublishPacketSize, or no id, or DUP with QoS 0, or
 * more than the server takes: QoS, retain, alias, size. Nothing happened.
 * @retval MQTTStatusNotConnected  Nothing happened.
 * @retval MQTTNoMemory            All outgoing records are in use, or as many as the server's
 *                                 Receive Maximum; nothing happened.
 * @retval MQTTStateCollision      The id has a record and `dup` is not set; nothing happened.
 * @retval MQTTIllegalState        The id has a record that is past its PUBLISH; nothing happened.
 * @retval MQTTPublishStoreFailed  The store refused; nothing was sent and no record kept.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 5.0 section 3.3, 4.3, 4.9.
 */
MQTTStatus_t MQTT_Publish(MQTTContext_t *context, const MQTTPublishInfo_t *publish_info,
                          uint16_t packet_id, const MQTTPropBuilder_t *properties);

/**
 * Send UNSUBSCRIBE. The answer reaches the event callback as an UNSUBACK.
 *
 * @param context        Connected.
 * @param subscriptions  `count` filters, not NULL; the options are ignored.
 * @param count          1 or more.
 * @param packet_id      From MQTT_GetPacketId.
 * @param properties     NULL: none.
 * @retval MQTTSuccess             Sent.
 * @retval MQTTBadParameter        As MQTT_GetUnsubscribePacketSize, or longer than the server
 * takes; nothing was sent.
 * @retval MQTTStatusNotConnected  Nothing was sent.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 5.0 section 3.10.
 */
MQTTStatus_t MQTT_Unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                              size_t count, uint16_t packet_id,
                              const MQTTPropBuilder_t *properties);

/**
 * Send DISCONNECT and end the connection. Records stay.
 *
 * @param context      Connected.
 * @param properties   NULL: none.
 * @param reason_code  One that a client may give; NULL: normal. The will is sent when it is not.
 * @retval MQTTSuccess             Sent. Close the stream now.
 * @retval MQTTBadParameter        The context is NULL, the code or a property has no place here, or
 *                                 the server takes no packet of this size; nothing was sent.
 * @retval MQTTStatusNotConnected  Nothing was sent.
 * @retval MQTTSendFailed          The transport did not take all of it; the connection is over.
 *
 * Context: task.
 * Blocks:  up to MQTT_SEND_TIMEOUT_MS.
 * Source:  MQTT 5.0 section 3.14.
 */
MQTTStatus_t MQTT_Disconnect(MQTTContext_t *context, const MQTTPropBuilder_t *properties,
                             const MQTTSuccessFailReasonCode_t *reason_code);

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
 * Source:  MQTT 5.0 section 4.7.
 */
MQTTStatus_t MQTT_MatchTopic(const char *topic, const size_t topic_length, const char *filter,
                             const size_t filter_length, bool *is_match);

/**
 * Find the reason codes of an UNSUBACK: one byte for each filter, in the order of the UNSUBSCRIBE.
 *
 * @param unsuback    As the event callback got it. Not NULL.
 * @param[out] codes  First code; points into the packet. Not NULL.
 * @param[out] count  Number of codes, 1 or more. Not NULL.
 * @retval MQTTSuccess       Both are set.
 * @retval MQTTBadParameter  An argument is NULL, or the packet is not an UNSUBACK with a code.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  MQTT 5.0 section 3.11.
 */
MQTTStatus_t MQTT_GetUnsubAckStatusCodes(const MQTTPacketInfo_t *unsuback, uint8_t **codes,
                                         size_t *count);

/**
 * Name a type of packet.
 *
 * @param type  First byte of a packet; flags do not matter.
 * @return Its name in capitals; a fixed text for the nibble that no packet has. Never NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_GetPacketTypeString.
 */
const char *MQTT_GetPacketTypeString(uint8_t type);

#ifdef __cplusplus
}
#endif

#include "../../include/core_mqtt_client.h"

#endif
