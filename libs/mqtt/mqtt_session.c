/* SPDX-License-Identifier: MIT */
/* From CONNECT to an open connection: CONNACK, and what becomes of the messages under way. */
#include "core_mqtt.h"

#include "mqtt_engine.h"

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

MQTTStatus_t mqtt_session_take_up(MQTTContext_t *context, bool clean, uint32_t timeout_ms,
                                  bool *session_present)
{
    const MQTTStatus_t status = receive_connack(context, timeout_ms);

    if (status != MQTTStatusConnected) {
        return status;
    }
    *session_present = context->sessionPresent;
    context->connectStatus = MQTTConnected;
    context->pingReqSendTimeMs = context->lastPacketTxTime;
    context->keepAliveDueMs = context->lastPacketTxTime;
    return take_up_session(context, *session_present && !clean);
}
