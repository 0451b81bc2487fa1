/* SPDX-License-Identifier: MIT */
/* What the packets of a server mean, in MQTT 5. */
#include "mqtt_receive_loop.h"

#include "mqtt_packets.h"
#include "mqtt_parse_5.h"
#include "mqtt_reasons.h"

/* One packet and what becomes of it. */
struct exchange {
    MQTTPacketInfo_t *packet;
    MQTTDeserializedInfo_t info;
    MQTTReasonCodeInfo_t reason;
    MQTTPropBuilder_t list;           /* of the packet */
    MQTTPropBuilder_t answer_list;    /* of the answer; the callback's to fill */
    MQTTSuccessFailReasonCode_t code; /* of the answer */
};

/* MQTTSuccess, MQTTEventCallbackFailed, or MQTTStatusNotConnected: there is no connection (any
 * more). */
static MQTTStatus_t tell(MQTTContext_t *context, struct exchange *with)
{
    const MQTTFixedBuffer_t *const memory = &context->ackPropsBuffer;

    with->code = MQTT_REASON_PUBACK_SUCCESS;
    with->answer_list =
        (MQTTPropBuilder_t){.pBuffer = memory->pBuffer, .bufferLength = memory->size};
    if (!context->appCallback(context, with->packet, &with->info, &with->code, &with->answer_list,
                              &with->list)) {
        return MQTTEventCallbackFailed;
    }
    return context->connectStatus == MQTTConnected ? MQTTSuccess : MQTTStatusNotConnected;
}

/* Sends an answer that is more than a packet id. Properties that the server has no room for stay
 * behind. */
static MQTTStatus_t send_reason(MQTTContext_t *context, uint8_t type, uint16_t packet_id,
                                const struct exchange *with)
{
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};
    const MQTTPropBuilder_t *list = &with->answer_list;
    size_t remaining;

    if (!mqtt_ack_measure(type, (uint8_t)with->code, list, &remaining)) {
        return MQTTEventCallbackFailed;
    }
    if (mqtt_packet_size(remaining) > context->connectionProperties.serverMaxPacketSize) {
        list = NULL;
        (void)mqtt_ack_measure(type, (uint8_t)with->code, list, &remaining);
    }
    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_ack(&writer, type, packet_id, (uint8_t)with->code, list, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

static inline MQTTStatus_t send_answer(MQTTContext_t *context, uint8_t type, uint16_t packet_id,
                                       const struct exchange *with)
{
    if (with->code == MQTT_REASON_PUBACK_SUCCESS && with->answer_list.currentIndex == 0) {
        return mqtt_send_ack(context, type, packet_id);
    }
    return send_reason(context, type, packet_id, with);
}

/* The message of an incoming record will come again, or is refused. */
static void forget_received(MQTTContext_t *context, uint16_t packet_id)
{
    MQTT_PRE_STATE_UPDATE_HOOK(context);
    for (size_t i = 0; i < context->incomingPublishRecordMaxCount; i++) {
        if (context->incomingPublishRecords[i].packetId == packet_id) {
            context->incomingPublishRecords[i] = (MQTTPubAckInfo_t){0};
        }
    }
    MQTT_POST_STATE_UPDATE_HOOK(context);
}

/* Sends the packet that is owed and notes it. PUBCOMP is noted even when it did not leave: the
 * server repeats its PUBREL, and that is answered with or without a record. */
static MQTTStatus_t answer(MQTTContext_t *context, uint8_t type, uint16_t packet_id,
                           const struct exchange *with)
{
    MQTTPublishState_t state;
    const MQTTStatus_t status = send_answer(context, type, packet_id, with);

    if (status == MQTTSuccess || type == MQTT_PACKET_TYPE_PUBCOMP) {
        MQTT_PRE_STATE_UPDATE_HOOK(context);
        (void)MQTT_UpdateStateAck(context, packet_id, mqtt_ack_type(type), MQTT_SEND, &state);
        MQTT_POST_STATE_UPDATE_HOOK(context);
    }
    return status;
}

/* PUBREC. A refusal ends the handshake, and with no answer the message comes again: either way it
 * is a new one then. */
static MQTTStatus_t answer_message(MQTTContext_t *context, uint16_t packet_id,
                                   const struct exchange *with, MQTTStatus_t told)
{
    MQTTStatus_t status = told;

    if (status == MQTTSuccess) {
        status = answer(context, MQTT_PACKET_TYPE_PUBREC, packet_id, with);
    }
    if (status == MQTTEventCallbackFailed ||
        (status == MQTTSuccess && (unsigned)with->code >= MQTT_REASON_FAILURE)) {
        forget_received(context, packet_id);
    }
    return status;
}

static MQTTStatus_t on_publish(MQTTContext_t *context, struct exchange *with)
{
    MQTTPublishInfo_t publish_info;
    uint16_t packet_id;
    MQTTStatus_t status = mqtt_parse_publish_5(with->packet, &packet_id, &publish_info, &with->list,
                                               context->connectionProperties.topicAliasMax);

    if (status != MQTTSuccess) {
        return status;
    }
    /* QoS 1 keeps no record: at least once means that a repetition is delivered, and an id that
     * comes again after a reconnect may be another message. */
    if (publish_info.qos == MQTTQoS2) {
        MQTT_PRE_STATE_UPDATE_HOOK(context);
        status = mqtt_state_received(context, packet_id);
        MQTT_POST_STATE_UPDATE_HOOK(context);
        if (status == MQTTNoMemory) {
            return status;
        }
    }
    if (status == MQTTStateCollision) { /* a repetition: answer only */
        with->code = MQTT_REASON_PUBREC_SUCCESS;
        with->answer_list = mqtt_empty_list(NULL);
        return answer(context, MQTT_PACKET_TYPE_PUBREC, packet_id, with);
    }
    with->info = (MQTTDeserializedInfo_t){packet_id, &publish_info, MQTTSuccess, NULL};
    status = tell(context, with);
    if (publish_info.qos == MQTTQoS2) {
        return answer_message(context, packet_id, with, status);
    }
    if (status == MQTTSuccess && publish_info.qos == MQTTQoS1) {
        status = send_answer(context, MQTT_PACKET_TYPE_PUBACK, packet_id, with);
    }
    return status;
}

/* A handshake has ended: there is room for a message that has been waiting since CONNACK. */
static MQTTStatus_t go_on_resending(MQTTContext_t *context, MQTTStatus_t told)
{
    if (context->resend == NULL || told == MQTTStatusNotConnected ||
        context->connectionProperties.serverReceiveMax >= context->outgoingPublishRecordMaxCount) {
        return told;
    }
    const MQTTStatus_t status = context->resend(context);
    return status != MQTTSuccess ? status : told;
}

/* PUBACK, PUBREC, PUBREL, PUBCOMP. An id without record belongs to a message that was cancelled or
 * forgotten over a restart: its handshake is completed and nobody is told. */
static MQTTStatus_t on_publish_ack(MQTTContext_t *context, struct exchange *with)
{
    const MQTTPubAckType_t type = mqtt_ack_type(with->packet->type);
    const uint16_t packet_id = with->info.packetIdentifier;
    const bool is_refused = with->info.deserializationResult == MQTTServerRefused;
    MQTTPublishState_t state;

    MQTT_PRE_STATE_UPDATE_HOOK(context);
    MQTTStatus_t status = MQTT_UpdateStateAck(context, packet_id, type, MQTT_RECEIVE, &state);
    if (status == MQTTSuccess && is_refused && type == MQTTPubrec) {
        (void)MQTT_RemoveStateRecord(context, packet_id);
    }
    MQTT_POST_STATE_UPDATE_HOOK(context);
    if (status == MQTTIllegalState) {
        return MQTTBadResponse;
    }
    if (status == MQTTSuccess) {
        if (context->clearFunction != NULL && type <= MQTTPubrec) {
            context->clearFunction(context, packet_id);
        }
        status = tell(context, with);
    } else {
        status = MQTTSuccess;
        with->code = MQTT_REASON_PUBREL_PACKET_IDENTIFIER_NOT_FOUND;
        with->answer_list = mqtt_empty_list(NULL);
    }
    if (type == MQTTPuback || type == MQTTPubcomp || (type == MQTTPubrec && is_refused)) {
        return go_on_resending(context, status);
    }
    return status != MQTTSuccess
               ? status
               : answer(context,
                        type == MQTTPubrec ? MQTT_PACKET_TYPE_PUBREL : MQTT_PACKET_TYPE_PUBCOMP,
                        packet_id, with);
}

/* The first packet of a connection. MQTTStatusConnected keeps what follows it in the buffer. */
static MQTTStatus_t on_connack(MQTTContext_t *context, struct exchange *with)
{
    if (context->connectStatus == MQTTConnected) {
        return MQTTBadResponse; /* a second one */
    }
    const MQTTStatus_t status =
        mqtt_parse_connack_5(with->packet, &context->sessionPresent, &with->reason, &with->list,
                             &context->connectionProperties);
    if (status == MQTTBadResponse) {
        return status;
    }
    context->keepAliveIntervalSec = context->connectionProperties.serverKeepAlive;
    with->info = (MQTTDeserializedInfo_t){0, NULL, status, &with->reason};
    if (tell(context, with) == MQTTEventCallbackFailed) {
        return MQTTEventCallbackFailed;
    }
    return status == MQTTSuccess ? MQTTStatusConnected : status;
}

/* The server's last word: whatever the callback does, nothing more is sent. */
static MQTTStatus_t on_disconnect(MQTTContext_t *context, struct exchange *with)
{
    const MQTTStatus_t status = mqtt_parse_disconnect_5(with->packet, &with->reason, &with->list);

    if (status != MQTTSuccess) {
        return status;
    }
    with->info = (MQTTDeserializedInfo_t){0, NULL, MQTTSuccess, &with->reason};
    context->connectStatus = MQTTNotConnected;
    return tell(context, with);
}

/* Takes an acknowledgement apart; one that is only a packet id, as nearly all are, at once. */
static inline MQTTStatus_t take_ack(const MQTTContext_t *context, struct exchange *with,
                                    uint16_t *packet_id)
{
    const MQTTPacketInfo_t *const packet = with->packet;

    if (packet->type <= MQTT_PACKET_TYPE_PUBCOMP && packet->remainingLength == 2u) {
        *packet_id = lib_bytes_get16(packet->pRemainingData);
        with->reason = (MQTTReasonCodeInfo_t){mqtt_reason_success, 1};
        with->list = mqtt_empty_list(packet->pRemainingData);
        return *packet_id != MQTT_PACKET_ID_INVALID ? MQTTSuccess : MQTTBadResponse;
    }
    return MQTT_DeserializeAck(packet, packet_id, &with->reason, &with->list,
                               &context->connectionProperties);
}

static MQTTStatus_t on_other(MQTTContext_t *context, struct exchange *with, enum mode mode)
{
    const uint8_t type = with->packet->type;
    uint16_t packet_id = 0;

    if (type == MQTT_PACKET_TYPE_CONNACK) {
        return on_connack(context, with);
    }
    if (type == MQTT_PACKET_TYPE_DISCONNECT) {
        return on_disconnect(context, with);
    }
    const MQTTStatus_t status = take_ack(context, with, &packet_id);
    if (status == MQTTBadResponse) {
        return status;
    }
    with->info = (MQTTDeserializedInfo_t){packet_id, NULL, status, &with->reason};
    if (type <= MQTT_PACKET_TYPE_PUBCOMP) {
        return on_publish_ack(context, with);
    }
    if (type == MQTT_PACKET_TYPE_PINGRESP) {
        context->waitingForPingResp = false;
        if (mode == FOR_ANY_ALIVE) {
            return MQTTSuccess;
        }
        with->info.pReasonCode = NULL;
        with->list = mqtt_empty_list(with->packet->pRemainingData);
    }
    return tell(context, with);
}

static MQTTStatus_t handle(MQTTContext_t *context, MQTTPacketInfo_t *packet, enum mode mode)
{
    struct exchange with;

    if (mqtt_size_of(packet) > context->connectionProperties.maxPacketSize) {
        return MQTTBadResponse;
    }
    with.packet = packet; /* the rest is set on the way: a message is spared the zeros */
    return mqtt_is_publish(packet->type) ? on_publish(context, &with)
                                         : on_other(context, &with, mode);
}
