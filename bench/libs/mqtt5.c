/* SPDX-License-Identifier: MIT */
/* The client of MQTT 5; messages have no properties. */
#define PROPERTY_BYTES 1u
#define CONNACK                                                                                    \
    {                                                                                              \
        0x20, 3, 0, 0, 0                                                                           \
    }
#include "mqtt_memory.h"

static bool on_event(MQTTContext_t *client, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info,
                     MQTTSuccessFailReasonCode_t *reason, MQTTPropBuilder_t *answer,
                     MQTTPropBuilder_t *properties)
{
    (void)client;
    (void)packet;
    (void)info;
    (void)reason;
    (void)answer;
    (void)properties;
    events++;
    return true;
}

static MQTTStatus_t prepare(const TransportInterface_t *transport, const MQTTFixedBuffer_t *fixed)
{
    must(MQTT_Init(&context, transport, now, on_event, fixed) == MQTTSuccess);
    return MQTT_InitStatefulQoS(&context, outgoing, 10, incoming, 10, NULL, 0);
}

static MQTTStatus_t say_connect(const MQTTConnectInfo_t *info)
{
    bool present;

    return MQTT_Connect(&context, info, NULL, 0, &present, NULL, NULL);
}

static MQTTStatus_t say_publish(const MQTTPublishInfo_t *message)
{
    return MQTT_Publish(&context, message, 1, NULL);
}
