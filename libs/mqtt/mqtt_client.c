/* SPDX-License-Identifier: MIT */
/* What the two versions of the client share. */
#include "core_mqtt.h"

#include <string.h>

#include "mqtt_engine.h"

MQTTStatus_t MQTT_Init(MQTTContext_t *context, const TransportInterface_t *transport,
                       MQTTGetCurrentTimeFunc_t get_time, MQTTEventCallback_t callback,
                       const MQTTFixedBuffer_t *buffer)
{
    if (context == NULL || transport == NULL || transport->recv == NULL ||
        transport->send == NULL || get_time == NULL || callback == NULL || buffer == NULL ||
        (buffer->pBuffer == NULL && buffer->size != 0)) {
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

uint16_t MQTT_GetPacketId(MQTTContext_t *context)
{
    if (context == NULL) {
        return 0;
    }
    const uint16_t id = context->nextPacketId;
    context->nextPacketId = (uint16_t)(id + 1u + (id == UINT16_MAX)); /* never 0 */
    return id;
}

MQTTStatus_t mqtt_send_empty(MQTTContext_t *context, uint8_t type)
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
    const MQTTStatus_t status = mqtt_send_empty(context, MQTT_PACKET_TYPE_PINGREQ);

    if (status == MQTTSuccess) {
        context->pingReqSendTimeMs = context->lastPacketTxTime;
        context->keepAliveDueMs = context->lastPacketTxTime;
        context->waitingForPingResp = true;
    }
    return status;
}

MQTTStatus_t MQTT_CancelCallback(const MQTTContext_t *context, uint16_t packet_id)
{
    return MQTT_RemoveStateRecord(context, packet_id);
}
