/* SPDX-License-Identifier: MIT */
#include "core_mqtt.h"

#include <string.h>

#include "mqtt_engine.h"
#include "mqtt_writer.h"

MQTTStatus_t MQTT_Init(MQTTContext_t *context, const TransportInterface_t *transport,
                       MQTTGetCurrentTimeFunc_t get_time, MQTTEventCallback_t callback,
                       const MQTTFixedBuffer_t *buffer)
{
    if (context == NULL || transport == NULL || transport->recv == NULL ||
        transport->send == NULL || get_time == NULL || callback == NULL || buffer == NULL ||
        buffer->pBuffer == NULL || buffer->size < MQTT_FIXED_HEADER_BYTES_MAX) {
        return MQTTBadParameter;
    }
    memset(context, 0, sizeof *context);
    context->transportInterface = *transport;
    context->getTime = get_time;
    context->appCallback = callback;
    context->networkBuffer = *buffer;
    context->nextPacketId = 1;
    return MQTTSuccess;
}

MQTTStatus_t MQTT_InitStatefulQoS(MQTTContext_t *context, MQTTPubAckInfo_t *outgoing,
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

uint16_t MQTT_GetPacketId(MQTTContext_t *context)
{
    if (context == NULL) {
        return 0;
    }
    const uint16_t id = context->nextPacketId;
    context->nextPacketId = id == UINT16_MAX ? 1u : (uint16_t)(id + 1u);
    return id;
}

static MQTTStatus_t send_filters(MQTTContext_t *context, uint8_t type, size_t extra,
                                 const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                 uint16_t packet_id)
{
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};
    size_t remaining;

    if (context == NULL || packet_id == 0 ||
        !mqtt_filters_measure(subscriptions, count, extra, &remaining)) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_filters(&writer, type, subscriptions, count, packet_id, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

MQTTStatus_t MQTT_Subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                            size_t count, uint16_t packet_id)
{
    return send_filters(context, MQTT_PACKET_TYPE_SUBSCRIBE, MQTT_SUBSCRIBE_EXTRA, subscriptions,
                        count, packet_id);
}

MQTTStatus_t MQTT_Unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                              size_t count, uint16_t packet_id)
{
    return send_filters(context, MQTT_PACKET_TYPE_UNSUBSCRIBE, MQTT_UNSUBSCRIBE_EXTRA,
                        subscriptions, count, packet_id);
}

static MQTTStatus_t send_empty(MQTTContext_t *context, uint8_t type)
{
    const uint8_t bytes[2] = {type, 0};

    if (context == NULL) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    MQTT_PRE_SEND_HOOK(context);
    const MQTTStatus_t status = mqtt_send(context, bytes, sizeof bytes);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

MQTTStatus_t MQTT_Ping(MQTTContext_t *context)
{
    const MQTTStatus_t status = send_empty(context, MQTT_PACKET_TYPE_PINGREQ);

    if (status == MQTTSuccess) {
        context->pingReqSendTimeMs = context->lastPacketTxTime;
        context->keepAliveDueMs = context->lastPacketTxTime;
        context->waitingForPingResp = true;
    }
    return status;
}

MQTTStatus_t MQTT_Disconnect(MQTTContext_t *context)
{
    const MQTTStatus_t status = send_empty(context, MQTT_PACKET_TYPE_DISCONNECT);

    return status == MQTTSuccess ? mqtt_end(context, status) : status;
}

MQTTStatus_t MQTT_CancelCallback(const MQTTContext_t *context, uint16_t packet_id)
{
    return MQTT_RemoveStateRecord(context, packet_id);
}
