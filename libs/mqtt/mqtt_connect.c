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

static MQTTStatus_t receive_connack(MQTTContext_t *context, uint32_t timeout_ms)
{
    const uint32_t start = context->getTime();
    unsigned reads_left = MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT;

    for (;;) {
        const size_t before = context->index;
        const MQTTStatus_t status = mqtt_receive_connack(context);
        if (status != MQTTSuccess && status != MQTTNeedMoreBytes) {
            return status;
        }
        if (timeout_ms > 0 ? context->getTime() - start >= timeout_ms
                           : context->index == before && --reads_left == 0) {
            return MQTTNoDataAvailable;
        }
    }
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
    for (size_t i = 0; i < context->outgoingPublishRecordMaxCount; i++) {
        MQTTPubAckInfo_t *const record = &context->outgoingPublishRecords[i];
        if (record->packetId != MQTT_PACKET_ID_INVALID &&
            (record->publishState == MQTTPubRelSend ||
             record->publishState == MQTTPubCompPending)) {
            if (mqtt_send_ack(context, MQTT_PACKET_TYPE_PUBREL, record->packetId) != MQTTSuccess) {
                return MQTTSendFailed;
            }
            record->publishState = MQTTPubCompPending;
        }
    }
    return MQTTSuccess;
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
        status = receive_connack(context, timeout_ms);
    }
    if (status != MQTTStatusConnected) {
        return status;
    }
    *session_present = context->sessionPresent;
    context->connectStatus = MQTTConnected;
    context->pingReqSendTimeMs = context->lastPacketTxTime;
    context->keepAliveDueMs = context->lastPacketTxTime;
    return take_up_session(context, *session_present && !connect_info->cleanSession);
}
