/* SPDX-License-Identifier: MIT */
/* Everything that comes in.
 *
 *   networkBuffer   | packet | packet | part of a pa      |
 *                   0        '-- handled in turn --'  index
 *
 * One call of recv fills the buffer behind `index`; then every complete packet is handled and the
 * part that is left moves to the front. A packet that can never fit is skipped as it arrives
 * (`discardBytes`), so that the stream stays at packet boundaries.
 */
#include "core_mqtt.h"

#include <string.h>

#include "lib_assert.h"
#include "mqtt_engine.h"
#include "mqtt_parse.h"

MQTTStatus_t mqtt_receive_bytes(MQTTContext_t *context)
{
    const TransportInterface_t *transport = &context->transportInterface;
    const size_t room = context->networkBuffer.size - context->index;

    LIB_ASSERT(context->index < context->networkBuffer.size);
    const int32_t got = transport->recv(transport->pNetworkContext,
                                        &context->networkBuffer.pBuffer[context->index], room);
    if (got < 0 || (size_t)got > room) {
        return mqtt_end(context, MQTTRecvFailed);
    }
    if (got > 0) {
        context->index += (size_t)got;
        context->lastPacketRxTime = context->getTime();
    }
    return MQTTSuccess;
}

void mqtt_consume(MQTTContext_t *context, size_t bytes)
{
    LIB_ASSERT(bytes <= context->index);
    context->index -= bytes;
    if (bytes > 0 && context->index > 0) {
        memmove(context->networkBuffer.pBuffer, &context->networkBuffer.pBuffer[bytes],
                context->index);
    }
}

MQTTStatus_t mqtt_buffered_packet(const MQTTContext_t *context, size_t offset,
                                  MQTTPacketInfo_t *packet)
{
    uint8_t *const bytes = &context->networkBuffer.pBuffer[offset];
    const size_t available = context->index - offset;
    const MQTTStatus_t status = mqtt_parse_header(bytes, available, packet);

    if (status != MQTTSuccess) {
        return status;
    }
    packet->pRemainingData = bytes + packet->headerLength;
    const size_t size = packet->headerLength + packet->remainingLength;
    if (size > context->networkBuffer.size) {
        return MQTTNoMemory;
    }
    return size > available ? MQTTNeedMoreBytes : MQTTSuccess;
}

static void tell(MQTTContext_t *context, MQTTPacketInfo_t *packet, uint16_t packet_id,
                 MQTTPublishInfo_t *publish_info, MQTTStatus_t result)
{
    MQTTDeserializedInfo_t info = {packet_id, publish_info, result};

    context->appCallback(context, packet, &info);
}

/* Sends the packet that is owed and notes it. PUBCOMP is noted even when it did not leave: the
 * server repeats its PUBREL, and that is answered with or without a record. */
static MQTTStatus_t answer(MQTTContext_t *context, MQTTPubAckType_t type, uint16_t packet_id)
{
    MQTTPublishState_t state;
    const MQTTStatus_t status = mqtt_send_ack(context, type, packet_id);

    if (status == MQTTSuccess || type == MQTTPubcomp) {
        MQTT_PRE_STATE_UPDATE_HOOK(context);
        (void)MQTT_UpdateStateAck(context, packet_id, type, MQTT_SEND, &state);
        MQTT_POST_STATE_UPDATE_HOOK(context);
    }
    return status;
}

static MQTTStatus_t on_publish(MQTTContext_t *context, MQTTPacketInfo_t *packet)
{
    MQTTPublishInfo_t publish_info;
    uint16_t packet_id;
    MQTTStatus_t status = mqtt_parse_publish(packet, &packet_id, &publish_info);

    /* QoS 1 keeps no record: at least once means that a repetition is delivered, and an id that
     * comes again after a reconnect may be another message. */
    if (status == MQTTSuccess && publish_info.qos == MQTTQoS2) {
        MQTT_PRE_STATE_UPDATE_HOOK(context);
        status = mqtt_state_received(context, packet_id);
        MQTT_POST_STATE_UPDATE_HOOK(context);
    }
    if (status == MQTTSuccess) {
        tell(context, packet, packet_id, &publish_info, MQTTSuccess);
    } else if (status != MQTTStateCollision) { /* a collision is a repetition: answer only */
        return status;
    }
    if (publish_info.qos == MQTTQoS0 || context->connectStatus != MQTTConnected) {
        return MQTTSuccess;
    }
    if (publish_info.qos == MQTTQoS1) {
        return mqtt_send_ack(context, MQTTPuback, packet_id);
    }
    return answer(context, MQTTPubrec, packet_id);
}

/* PUBACK, PUBREC, PUBREL, PUBCOMP. An id without record belongs to a message that was cancelled or
 * forgotten over a restart: its handshake is completed and nobody is told. */
static MQTTStatus_t on_publish_ack(MQTTContext_t *context, MQTTPacketInfo_t *packet,
                                   uint16_t packet_id)
{
    const MQTTPubAckType_t type = (MQTTPubAckType_t)((packet->type >> 4) - 4u);
    MQTTPublishState_t state;

    MQTT_PRE_STATE_UPDATE_HOOK(context);
    const MQTTStatus_t status = MQTT_UpdateStateAck(context, packet_id, type, MQTT_RECEIVE, &state);
    MQTT_POST_STATE_UPDATE_HOOK(context);
    if (status == MQTTIllegalState) {
        return MQTTBadResponse;
    }
    if (status == MQTTSuccess) {
        if (context->clearFunction != NULL && type <= MQTTPubrec) {
            context->clearFunction(context, packet_id);
        }
        tell(context, packet, packet_id, NULL, MQTTSuccess);
    }
    if (type == MQTTPuback || type == MQTTPubcomp || context->connectStatus != MQTTConnected) {
        return MQTTSuccess;
    }
    return answer(context, type == MQTTPubrec ? MQTTPubrel : MQTTPubcomp, packet_id);
}

static MQTTStatus_t handle(MQTTContext_t *context, MQTTPacketInfo_t *packet, bool keep_alive)
{
    uint16_t packet_id = 0;

    if (mqtt_is_publish(packet->type)) {
        return on_publish(context, packet);
    }
    if (packet->type == MQTT_PACKET_TYPE_CONNACK) {
        return MQTTBadResponse; /* there is one a connection, and it has been */
    }
    const MQTTStatus_t status = MQTT_DeserializeAck(packet, &packet_id, NULL);
    if (status == MQTTBadResponse) {
        return status;
    }
    if (packet->type <= MQTT_PACKET_TYPE_PUBCOMP) {
        return on_publish_ack(context, packet, packet_id);
    }
    if (packet->type == MQTT_PACKET_TYPE_PINGRESP) {
        context->waitingForPingResp = false;
        if (keep_alive) {
            return MQTTSuccess;
        }
    }
    tell(context, packet, packet_id, NULL, status);
    return MQTTSuccess;
}

/* Handles what is in the buffer from `offset` on. The offset ends behind the last packet done. */
static MQTTStatus_t handle_buffered(MQTTContext_t *context, size_t *offset, bool keep_alive)
{
    MQTTStatus_t status = MQTTSuccess;

    while (status == MQTTSuccess && context->connectStatus == MQTTConnected &&
           *offset < context->index) {
        MQTTPacketInfo_t packet;
        status = mqtt_buffered_packet(context, *offset, &packet);
        if (status == MQTTNoMemory) {
            context->discardBytes =
                packet.headerLength + packet.remainingLength - (context->index - *offset);
            *offset = context->index;
        } else if (status == MQTTSuccess) {
            *offset += packet.headerLength + packet.remainingLength;
            status = handle(context, &packet, keep_alive);
        }
    }
    return status;
}

static MQTTStatus_t receive(MQTTContext_t *context, bool keep_alive)
{
    if (context == NULL) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    MQTTStatus_t status = mqtt_receive_bytes(context);
    if (status == MQTTSuccess && context->index > 0) {
        size_t offset = context->discardBytes;
        if (offset > context->index) {
            offset = context->index;
        }
        context->discardBytes -= offset;
        status = handle_buffered(context, &offset, keep_alive);
        mqtt_consume(context, offset);
    }
    return status == MQTTBadResponse ? mqtt_end(context, status) : status;
}

MQTTStatus_t MQTT_ReceiveLoop(MQTTContext_t *context)
{
    return receive(context, false);
}

MQTTStatus_t MQTT_ProcessLoop(MQTTContext_t *context)
{
    const MQTTStatus_t status = receive(context, true);

    if (context == NULL || context->connectStatus != MQTTConnected) {
        return status;
    }
    const MQTTStatus_t alive = mqtt_keep_alive(context);
    return alive == MQTTSuccess ? status : alive;
}
