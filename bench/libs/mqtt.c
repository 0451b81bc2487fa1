/* SPDX-License-Identifier: MIT */
/* The client of MQTT 3.1.1. */
#define PROPERTY_BYTES 0u
#define CONNACK                                                                                    \
    {                                                                                              \
        0x20, 2, 0, 0                                                                              \
    }
#include "mqtt_memory.h"

static void on_event(MQTTContext_t *client, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info)
{
    (void)client;
    (void)packet;
    (void)info;
    events++;
}

static MQTTStatus_t prepare(const TransportInterface_t *transport, const MQTTFixedBuffer_t *fixed)
{
    must(MQTT_Init(&context, transport, now, on_event, fixed) == MQTTSuccess);
    return MQTT_InitStatefulQoS(&context, outgoing, 10, incoming, 10);
}

static MQTTStatus_t say_connect(const MQTTConnectInfo_t *info)
{
    bool present;

    return MQTT_Connect(&context, info, NULL, 0, &present);
}

static MQTTStatus_t say_publish(const MQTTPublishInfo_t *message)
{
    return MQTT_Publish(&context, message, 1);
}
