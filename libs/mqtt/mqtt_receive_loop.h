/* SPDX-License-Identifier: MIT */
/* Everything that comes in.
 *
 *   networkBuffer   | packet | packet | part of a pa      |
 *                   0        '-- handled in turn --'  index
 *
 * One call of recv fills the buffer behind `index`; then every complete packet is handled and the
 * part that is left moves to the front. A packet that can never fit is skipped as it arrives
 * (`discardBytes`), so that the stream stays at packet boundaries.
 *
 * Included once by each version's mqtt_receive: what the packets mean is handle() there, and
 * inline.
 */
#ifndef MQTT_RECEIVE_LOOP_H
#define MQTT_RECEIVE_LOOP_H

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

/* What one packet means. */
static MQTTStatus_t handle(MQTTContext_t *context, MQTTPacketInfo_t *packet, enum mode mode);

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

#endif
