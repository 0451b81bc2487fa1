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

/* Who waits for what. */
enum mode {
    FOR_CONNACK, /* the first packet of a connection */
    FOR_ANY,
    FOR_ANY_ALIVE, /* and keep-alive */
};

/* One call of recv. False: the stream is broken. */
static inline bool receive_bytes(MQTTContext_t *context)
{
    const TransportInterface_t *transport = &context->transportInterface;
    const size_t room = context->networkBuffer.size - context->index;

    LIB_ASSERT(context->index < context->networkBuffer.size);
    const int32_t got = transport->recv(transport->pNetworkContext,
                                        &context->networkBuffer.pBuffer[context->index], room);
    if (got <= 0) {
        return got == 0;
    }
    if ((size_t)got > room) {
        return false;
    }
    context->index += (size_t)got;
    context->lastPacketRxTime = context->getTime();
    return true;
}

/* Removes bytes from the front of the network buffer. */
static void consume(MQTTContext_t *context, size_t bytes)
{
    LIB_ASSERT(bytes <= context->index);
    context->index -= bytes;
    if (context->index > 0 && bytes > 0) {
        memmove(context->networkBuffer.pBuffer, &context->networkBuffer.pBuffer[bytes],
                context->index);
    }
}

/* The packet that begins `offset` bytes into the network buffer. MQTTNoMemory: it will never fit.
 */
static MQTTStatus_t buffered_packet(const MQTTContext_t *context, size_t offset,
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

/* MQTTSuccess, or MQTTStatusNotConnected when the application ended the connection. */
static MQTTStatus_t tell(MQTTContext_t *context, MQTTPacketInfo_t *packet, uint16_t packet_id,
                         MQTTPublishInfo_t *publish_info, MQTTStatus_t result)
{
    MQTTDeserializedInfo_t info = {packet_id, publish_info, result};

    context->appCallback(context, packet, &info);
    return context->connectStatus == MQTTConnected ? MQTTSuccess : MQTTStatusNotConnected;
}

/* Sends the packet that is owed and notes it. PUBCOMP is noted even when it did not leave: the
 * server repeats its PUBREL, and that is answered with or without a record. */
static MQTTStatus_t answer(MQTTContext_t *context, uint8_t type, uint16_t packet_id)
{
    MQTTPublishState_t state;
    const MQTTStatus_t status = mqtt_send_ack(context, type, packet_id);

    if (status == MQTTSuccess || type == MQTT_PACKET_TYPE_PUBCOMP) {
        MQTT_PRE_STATE_UPDATE_HOOK(context);
        (void)MQTT_UpdateStateAck(context, packet_id, mqtt_ack_type(type), MQTT_SEND, &state);
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
        status = tell(context, packet, packet_id, &publish_info, MQTTSuccess);
    } else if (status == MQTTStateCollision) {
        status = MQTTSuccess; /* a repetition: answer only */
    }
    if (status != MQTTSuccess || publish_info.qos == MQTTQoS0) {
        return status;
    }
    if (publish_info.qos == MQTTQoS1) {
        return mqtt_send_ack(context, MQTT_PACKET_TYPE_PUBACK, packet_id);
    }
    return answer(context, MQTT_PACKET_TYPE_PUBREC, packet_id);
}

/* PUBACK, PUBREC, PUBREL, PUBCOMP. An id without record belongs to a message that was cancelled or
 * forgotten over a restart: its handshake is completed and nobody is told. */
static MQTTStatus_t on_publish_ack(MQTTContext_t *context, MQTTPacketInfo_t *packet,
                                   uint16_t packet_id)
{
    const MQTTPubAckType_t type = mqtt_ack_type(packet->type);
    MQTTPublishState_t state;

    MQTT_PRE_STATE_UPDATE_HOOK(context);
    MQTTStatus_t status = MQTT_UpdateStateAck(context, packet_id, type, MQTT_RECEIVE, &state);
    MQTT_POST_STATE_UPDATE_HOOK(context);
    if (status == MQTTIllegalState) {
        return MQTTBadResponse;
    }
    if (status == MQTTSuccess) {
        if (context->clearFunction != NULL && type <= MQTTPubrec) {
            context->clearFunction(context, packet_id);
        }
        status = tell(context, packet, packet_id, NULL, MQTTSuccess);
        if (status != MQTTSuccess) {
            return status;
        }
    }
    if (type == MQTTPuback || type == MQTTPubcomp) {
        return MQTTSuccess;
    }
    return answer(context, type == MQTTPubrec ? MQTT_PACKET_TYPE_PUBREL : MQTT_PACKET_TYPE_PUBCOMP,
                  packet_id);
}

/* The first packet of a connection. MQTTStatusConnected keeps what follows it in the buffer. */
static MQTTStatus_t on_connack(MQTTContext_t *context, MQTTStatus_t status)
{
    if (context->connectStatus == MQTTConnected) {
        return MQTTBadResponse; /* a second one */
    }
    return status == MQTTSuccess ? MQTTStatusConnected : status;
}

static MQTTStatus_t handle(MQTTContext_t *context, MQTTPacketInfo_t *packet, enum mode mode)
{
    uint16_t packet_id = 0;

    if (mqtt_is_publish(packet->type)) {
        return on_publish(context, packet);
    }
    const MQTTStatus_t status = MQTT_DeserializeAck(packet, &packet_id, &context->sessionPresent);
    if (status == MQTTBadResponse) {
        return status;
    }
    if (packet->type == MQTT_PACKET_TYPE_CONNACK) {
        return on_connack(context, status);
    }
    if (packet->type <= MQTT_PACKET_TYPE_PUBCOMP) {
        return on_publish_ack(context, packet, packet_id);
    }
    if (packet->type == MQTT_PACKET_TYPE_PINGRESP) {
        context->waitingForPingResp = false;
        if (mode == FOR_ANY_ALIVE) {
            return MQTTSuccess;
        }
    }
    return tell(context, packet, packet_id, NULL, status);
}

/* Handles what is in the buffer, one byte at least. Not inlined: a loop with nothing to do is
 * spared this function's stack frame. */
__attribute__((noinline)) static MQTTStatus_t handle_buffered(MQTTContext_t *context,
                                                              enum mode mode)
{
    MQTTStatus_t status = MQTTSuccess;
    size_t offset = 0;

    if (context->discardBytes > 0) {
        offset = context->discardBytes < context->index ? context->discardBytes : context->index;
        context->discardBytes -= offset;
    }
    while (status == MQTTSuccess && offset < context->index) {
        MQTTPacketInfo_t packet;
        status = buffered_packet(context, offset, &packet);
        if (status == MQTTSuccess) {
            offset += packet.headerLength + packet.remainingLength;
            status = handle(context, &packet, mode);
        } else if (status == MQTTNoMemory) {
            context->discardBytes =
                packet.headerLength + packet.remainingLength - (context->index - offset);
            offset = context->index;
        }
    }
    consume(context, offset);
    return status == MQTTBadResponse ? mqtt_end(context, status) : status;
}

static MQTTStatus_t receive(MQTTContext_t *context, enum mode mode)
{
    MQTTStatus_t status = MQTTSuccess;

    if (context == NULL) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected && mode != FOR_CONNACK) {
        return MQTTStatusNotConnected;
    }
    if (!receive_bytes(context)) {
        return mqtt_end(context, MQTTRecvFailed);
    }
    if (context->index > 0) {
        if (mode == FOR_CONNACK && context->networkBuffer.pBuffer[0] != MQTT_PACKET_TYPE_CONNACK) {
            return MQTTBadResponse;
        }
        status = handle_buffered(context, mode);
        if (status != MQTTSuccess && context->connectStatus != MQTTConnected) {
            return status;
        }
    }
    if (mode == FOR_ANY_ALIVE) {
        const MQTTStatus_t alive = mqtt_keep_alive(context);
        return alive == MQTTSuccess ? status : alive;
    }
    return status;
}

MQTTStatus_t MQTT_ReceiveLoop(MQTTContext_t *context)
{
    return receive(context, FOR_ANY);
}

MQTTStatus_t MQTT_ProcessLoop(MQTTContext_t *context)
{
    return receive(context, FOR_ANY_ALIVE);
}

MQTTStatus_t mqtt_receive_connack(MQTTContext_t *context)
{
    const MQTTStatus_t status = receive(context, FOR_CONNACK);

    return status == MQTTNoMemory ? MQTTBadResponse : status;
}
