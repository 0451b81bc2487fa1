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
 * Calls that MQTT 5 has in the same form are in core_mqtt_client.h, which this header includes.
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

struct MQTTDeserializedInfo;

typedef struct MQTTDeserializedInfo MQTTDeserializedInfo_t;

/** Called for every packet but CONNACK, from MQTT_ProcessLoop or MQTT_ReceiveLoop, before the
 * acknowledgement is sent. It may publish, subscribe and disconnect; it must not run the loops. The
 * arguments are valid until it returns. */
typedef void (*MQTTEventCallback_t)(MQTTContext_t *pContext, MQTTPacketInfo_t *pPacketInfo,
                                    MQTTDeserializedInfo_t *pDeserializedInfo);

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
 * @retval MQTTNoMemory               The network buffer is too small for any packet; nothing was
 *                                    sent.
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

#ifdef __cplusplus
}
#endif

#include "core_mqtt_client.h"

#endif
