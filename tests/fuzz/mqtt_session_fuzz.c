/* SPDX-License-Identifier: MIT */
/* A session of MQTT 3.1.1. */
#include "mqtt_session.h"

static void event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *told)
{
    check_told(context, packet, told);
}

static MQTTStatus_t begin(MQTTContext_t *context, const TransportInterface_t *transport,
                          const MQTTFixedBuffer_t *memory, MQTTPubAckInfo_t *outgoing,
                          MQTTPubAckInfo_t *incoming)
{
    require(MQTT_Init(context, transport, clock_ms, event, memory) == MQTTSuccess);
    return MQTT_InitStatefulQoS(context, outgoing, RECORDS, incoming, RECORDS);
}

static void say_connect(MQTTContext_t *context, const MQTTConnectInfo_t *info)
{
    bool present = false;

    (void)MQTT_Connect(context, info, NULL, 100, &present);
}

static void say_publish(MQTTContext_t *context, const MQTTPublishInfo_t *message, uint16_t id)
{
    (void)MQTT_Publish(context, message, id);
}

static void say_subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *filter)
{
    (void)MQTT_Subscribe(context, filter, 1, MQTT_GetPacketId(context));
}

static void say_unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *filter)
{
    (void)MQTT_Unsubscribe(context, filter, 1, MQTT_GetPacketId(context));
}

static void say_disconnect(MQTTContext_t *context)
{
    (void)MQTT_Disconnect(context);
}
