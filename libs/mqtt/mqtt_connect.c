/* SPDX-License-Identifier: MIT */
/* CONNECT, CONNACK, and what becomes of the messages under way. */
#include "core_mqtt.h"

#include "mqtt_engine.h"
#include "mqtt_writer.h"

static MQTTStatus_t send_connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                                 const MQTTPublishInfo_t *will_info, size_t remaining)
{
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};

    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_connect(&writer, connect_info, will_info, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

/* The first packet must be a CONNACK; what follows it in the same read stays in the buffer. */
static MQTTStatus_t receive_connack(MQTTContext_t *context, uint32_t timeout_ms,
                                    bool *session_present)
{
    const uint32_t start = context->getTime();
    unsigned reads_left = MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT;
    MQTTPacketInfo_t packet;

    for (;;) {
        const size_t before = context->index;
        MQTTStatus_t status = mqtt_receive_bytes(context);
        if (status == MQTTSuccess) {
            status = mqtt_buffered_packet(context, 0, &packet);
        }
        if (status == MQTTSuccess) {
            break;
        }
        if (status != MQTTNoDataAvailable && status != MQTTNeedMoreBytes) {
            return status == MQTTNoMemory ? MQTTBadResponse : status;
        }
        if (timeout_ms > 0 ? context->getTime() - start >= timeout_ms
                           : context->index == before && --reads_left == 0) {
            return MQTTNoDataAvailable;
        }
    }
    if (packet.type != MQTT_PACKET_TYPE_CONNACK) {
        return MQTTBadResponse;
    }
    const MQTTStatus_t status = MQTT_DeserializeAck(&packet, NULL, session_present);
    mqtt_consume(context, packet.headerLength + packet.remainingLength);
    return status;
}

static void forget_all(MQTTContext_t *context)
{
    if (context->clearFunction != NULL) {
        for (size_t i = 0; i < context->outgoingPublishRecordMaxCount; i++) {
            const uint16_t id = context->outgoingPublishRecords[i].packetId;
            if (id != MQTT_PACKET_ID_INVALID) {
                context->clearFunction(context, id);
            }
        }
    }
    mqtt_state_clear(context->outgoingPublishRecords, context->outgoingPublishRecordMaxCount);
    mqtt_state_clear(context->incomingPublishRecords, context->incomingPublishRecordMaxCount);
}

static MQTTStatus_t resend_pubrels(MQTTContext_t *context)
{
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    MQTTPublishState_t state;
    MQTTStatus_t status = MQTTSuccess;
    uint16_t id;

    while (status == MQTTSuccess &&
           (id = MQTT_PubrelToResend(context, &cursor, &state)) != MQTT_PACKET_ID_INVALID) {
        status = mqtt_send_ack(context, MQTTPubrel, id);
        if (status == MQTTSuccess) {
            (void)MQTT_UpdateStateAck(context, id, MQTTPubrel, MQTT_SEND, &state);
        }
    }
    return status;
}

static MQTTStatus_t take_up_session(MQTTContext_t *context, bool session)
{
    if (!session) {
        forget_all(context);
        return MQTTSuccess;
    }
    const MQTTStatus_t status = resend_pubrels(context);
    if (status != MQTTSuccess || context->resend == NULL) {
        return status;
    }
    return context->resend(context);
}

MQTTStatus_t MQTT_Connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                          const MQTTPublishInfo_t *will_info, uint32_t timeout_ms,
                          bool *session_present)
{
    size_t remaining;

    if (context == NULL || session_present == NULL ||
        !mqtt_connect_measure(connect_info, will_info, &remaining)) {
        return MQTTBadParameter;
    }
    context->connectStatus = MQTTNotConnected;
    context->index = 0;
    context->discardBytes = 0;
    context->waitingForPingResp = false;
    context->keepAliveIntervalSec = connect_info->keepAliveSeconds;
    MQTTStatus_t status = send_connect(context, connect_info, will_info, remaining);
    if (status == MQTTSuccess) {
        status = receive_connack(context, timeout_ms, session_present);
    }
    if (status != MQTTSuccess) {
        return status;
    }
    context->connectStatus = MQTTConnected;
    context->pingReqSendTimeMs = context->lastPacketTxTime;
    return take_up_session(context, *session_present && !connect_info->cleanSession);
}
