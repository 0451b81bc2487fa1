/* SPDX-License-Identifier: MIT */
/* What the packets of a server mean, in MQTT 3.1.1. */
#include "mqtt_receive_loop.h"

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
