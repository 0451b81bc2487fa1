/* SPDX-License-Identifier: MIT */
/* The wire's client speaks MQTT 3.1.1. */
#include "wire.h"

#include <stdlib.h>

static void on_event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info)
{
    wire_remember(context, packet, info);
}

MQTTStatus_t wire_init(const TransportInterface_t *transport, const MQTTFixedBuffer_t *buffer)
{
    const MQTTStatus_t status = MQTT_Init(&wire_context, transport, wire_clock, on_event, buffer);

    return status != MQTTSuccess ? status
                                 : MQTT_InitStatefulQoS(&wire_context, wire_outgoing, WIRE_RECORDS,
                                                        wire_incoming, WIRE_RECORDS);
}

MQTTStatus_t wire_connect(bool session_present, uint16_t seconds)
{
    const MQTTConnectInfo_t info = {
        .keepAliveSeconds = seconds, .pClientIdentifier = "me", .clientIdentifierLength = 2};
    const uint8_t connack[] = {0x20, 2, session_present, 0};
    bool present = !session_present;

    wire_clean();
    wire_feed(connack, sizeof connack);
    const MQTTStatus_t status = MQTT_Connect(&wire_context, &info, NULL, 100, &present);
    if (present != session_present) {
        abort();
    }
    /* The CONNECT itself is tested elsewhere. */
    wire.out_length -= 16;
    memmove(wire.out, &wire.out[16], wire.out_length);
    return status;
}
