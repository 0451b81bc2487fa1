/* SPDX-License-Identifier: MIT */
/* What the client's modules share and applications do not see.
 *
 *   mqtt_client    set-up, PINGREQ             mqtt_session  CONNACK, taking up a session
 *   mqtt_client_3  SUBSCRIBE, DISCONNECT ...   mqtt_connect  CONNECT
 *   mqtt_publish   PUBLISH out                 mqtt_receive  everything in, in mqtt_receive_loop
 *   mqtt_send      bytes to the transport      mqtt_state    records of messages under way
 *
 * Failure rule: whoever finds the stream broken or no longer at a packet boundary sets
 * `connectStatus` to MQTTNotConnected before returning the status; see mqtt_end().
 */
#ifndef MQTT_ENGINE_H
#define MQTT_ENGINE_H

#include "core_mqtt.h"
#include "core_mqtt_state.h"

#ifdef MQTT_VERSION_5
typedef size_t mqtt_topic_length_t;
#else
typedef uint16_t mqtt_topic_length_t;
#endif

/* A fixed header is at most this long. */
#define MQTT_FIXED_HEADER_BYTES_MAX 5u

/* A PUBLISH up to and with the length of its topic. */
#define MQTT_PUBLISH_HEADER_BYTES_MAX 7u

struct MQTTVec {
    const TransportOutVector_t *pieces;
    size_t count;
};

/* Ends the connection in this context's eyes. Returns `status`. */
static inline MQTTStatus_t mqtt_end(MQTTContext_t *context, MQTTStatus_t status)
{
    context->connectStatus = MQTTNotConnected;
    return status;
}

/* Sends all bytes or ends the connection: MQTTSuccess or MQTTSendFailed. length > 0. */
MQTTStatus_t mqtt_send(MQTTContext_t *context, const void *bytes, size_t length);

/* The same for pieces, `total` bytes together; `pieces` is used up. */
MQTTStatus_t mqtt_send_pieces(MQTTContext_t *context, TransportOutVector_t *pieces, size_t count,
                              size_t total);

/* Sends a PUBACK, PUBREC, PUBREL or PUBCOMP: `type` is its first byte. */
MQTTStatus_t mqtt_send_ack(MQTTContext_t *context, uint8_t type, uint16_t packet_id);

/* The same by another name: the four packets are types 4 to 7. */
static inline MQTTPubAckType_t mqtt_ack_type(uint8_t type)
{
    return (MQTTPubAckType_t)((type >> 4) - 4u);
}

/* Reads once, for the first packet of a connection. MQTTStatusConnected: it is a CONNACK that
 * accepts, `sessionPresent` is set. MQTTServerRefused: one that does not. MQTTSuccess and
 * MQTTNeedMoreBytes: not yet. Otherwise MQTTBadResponse or MQTTRecvFailed. */
MQTTStatus_t mqtt_receive_connack(MQTTContext_t *context);

/* What keep-alive has to do when its time has come; sets the next time. */
MQTTStatus_t mqtt_keep_alive_due(MQTTContext_t *context, uint32_t now);

/* PINGREQ when due; MQTTKeepAliveTimeout when an answer is overdue. */
static inline MQTTStatus_t mqtt_keep_alive(MQTTContext_t *context)
{
    const uint32_t now = context->getTime();

    return (int32_t)(now - context->keepAliveDueMs) < 0 ? MQTTSuccess
                                                        : mqtt_keep_alive_due(context, now);
}

/* True: no PUBLISH may have these flags and this id. */
bool mqtt_publish_id_is_wrong(const MQTTPublishInfo_t *publish_info, uint16_t packet_id);

/* Writes 4 .. 7 bytes, returns how many. Arguments have been checked. */
size_t mqtt_publish_header(const MQTTPublishInfo_t *publish_info, size_t remaining_length,
                           uint8_t *bytes);

/* Sends a packet that has nothing but its type. */
MQTTStatus_t mqtt_send_empty(MQTTContext_t *context, uint8_t type);

/* Behind CONNECT: waits for CONNACK and takes up the session, if there is one and it is wanted.
 * Results of MQTT_Connect. */
MQTTStatus_t mqtt_session_take_up(MQTTContext_t *context, bool clean, uint32_t timeout_ms,
                                  bool *session_present);

/* Sends messages of the store again, after CONNACK with the session: MQTTSuccess, MQTTSendFailed or
 * MQTTPublishRetrieveFailed. Each version has its own. */
MQTTStatus_t mqtt_resend(MQTTContext_t *context);

/* The same for one message. The record of one that the store has lost is gone. */
MQTTStatus_t mqtt_resend_one(MQTTContext_t *context, uint16_t packet_id);

/* Bytes of a whole packet. */
size_t mqtt_packet_size(size_t remaining_length);

/* Frees all records of a table. */
void mqtt_state_clear(MQTTPubAckInfo_t *records, size_t count);

/* MQTT_InitStatefulQoS but for what MQTT 5 adds. */
static inline MQTTStatus_t mqtt_init_records(MQTTContext_t *context, MQTTPubAckInfo_t *outgoing,
                                             size_t outgoing_count, MQTTPubAckInfo_t *incoming,
                                             size_t incoming_count)
{
    if (context == NULL || context->appCallback == NULL ||
        (outgoing == NULL) != (outgoing_count == 0) ||
        (incoming == NULL) != (incoming_count == 0)) {
        return MQTTBadParameter;
    }
    context->outgoingPublishRecords = outgoing;
    context->outgoingPublishRecordMaxCount = outgoing_count;
    context->incomingPublishRecords = incoming;
    context->incomingPublishRecordMaxCount = incoming_count;
    mqtt_state_clear(outgoing, outgoing_count);
    mqtt_state_clear(incoming, incoming_count);
    return MQTTSuccess;
}

/* Before CONNECT: whatever connection the context had is over. */
static inline void mqtt_session_begin(MQTTContext_t *context, uint16_t keep_alive_seconds)
{
    context->connectStatus = MQTTNotConnected;
    context->index = 0;
    context->discardBytes = 0;
    context->waitingForPingResp = false;
    context->keepAliveIntervalSec = keep_alive_seconds;
}

/* Makes or finds the record of a PUBLISH that is about to be sent and sets it to wait for the
 * answer. MQTTSuccess, MQTTNoMemory, MQTTStateCollision, MQTTIllegalState. */
MQTTStatus_t mqtt_state_sending(const MQTTContext_t *context, const MQTTPublishInfo_t *publish_info,
                                uint16_t packet_id);

/* Makes the record of a QoS 2 PUBLISH that has arrived. MQTTSuccess, MQTTNoMemory, or
 * MQTTStateCollision: it has arrived before. */
MQTTStatus_t mqtt_state_received(const MQTTContext_t *context, uint16_t packet_id);

#endif
