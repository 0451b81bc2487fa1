/* SPDX-License-Identifier: MIT */
/* The wire's client speaks MQTT 5. */
#include "wire_5.h"

#include <stdlib.h>

struct wire_learnt wire_learnt;
struct wire_reply wire_reply;
uint8_t wire_connack[64];
size_t wire_connack_count;
const MQTTPropBuilder_t *wire_connect_properties;

static uint8_t *ack_properties; /* on the heap, so that a byte too far is seen */

static bool on_event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info,
                     MQTTSuccessFailReasonCode_t *reason, MQTTPropBuilder_t *answer,
                     MQTTPropBuilder_t *properties)
{
    wire_learnt = (struct wire_learnt){.has_reason = info->pReasonCode != NULL};
    if (info->pReasonCode != NULL) {
        wire_learnt.code_count = info->pReasonCode->reasonCodeLength;
        if (wire_learnt.code_count > sizeof wire_learnt.codes) {
            abort();
        }
        memcpy(wire_learnt.codes, info->pReasonCode->reasonCode, wire_learnt.code_count);
    }
    wire_learnt.property_count = properties->currentIndex;
    if (wire_learnt.property_count > sizeof wire_learnt.properties) {
        abort();
    }
    memcpy(wire_learnt.properties, properties->pBuffer, wire_learnt.property_count);
    if (reason == NULL || *reason != MQTT_REASON_PUBACK_SUCCESS || answer->currentIndex != 0) {
        abort();
    }
    *reason = wire_reply.code;
    if (wire_reply.add != NULL) {
        wire_reply.add(answer);
    }
    wire_remember(context, packet, info);
    return !wire_reply.refuses;
}

MQTTStatus_t wire_init(const TransportInterface_t *transport, const MQTTFixedBuffer_t *buffer)
{
    wire_reply = (struct wire_reply){0};
    wire_connack_count = 0;
    wire_connect_properties = NULL;
    free(ack_properties);
    ack_properties = malloc(WIRE_ACK_BYTES);
    if (ack_properties == NULL ||
        MQTT_Init(&wire_context, transport, wire_clock, on_event, buffer) != MQTTSuccess) {
        abort();
    }
    return MQTT_InitStatefulQoS(&wire_context, wire_outgoing, WIRE_RECORDS, wire_incoming,
                                WIRE_RECORDS, ack_properties, WIRE_ACK_BYTES);
}

MQTTStatus_t wire_connect(bool session_present, uint16_t seconds)
{
    const MQTTConnectInfo_t info = {
        .keepAliveSeconds = seconds, .pClientIdentifier = "me", .clientIdentifierLength = 2};
    const uint8_t connack[] = {0x20, (uint8_t)(3 + wire_connack_count), session_present, 0,
                               (uint8_t)wire_connack_count};
    const size_t events = wire_event_count;
    bool present = !session_present;

    wire_clean();
    wire_feed(connack, sizeof connack);
    wire_feed(wire_connack, wire_connack_count);
    const MQTTStatus_t status =
        MQTT_Connect(&wire_context, &info, NULL, 100, &present, wire_connect_properties, NULL);
    if (present != session_present || wire_event_count != events + 1) {
        abort();
    }
    wire_event_count = events; /* CONNACK goes without saying */
    /* The CONNECT itself is tested elsewhere. */
    const size_t sent = (size_t)wire.out[1] + 2u;
    wire.out_length -= sent;
    memmove(wire.out, &wire.out[sent], wire.out_length);
    return status;
}
