/* SPDX-License-Identifier: MIT */
/* The calls whose signatures MQTT 5 has changed, for MQTT 3.1.1. */
#include "core_mqtt.h"

#include "mqtt_packets_3.h"

MQTTStatus_t MQTT_InitStatefulQoS(MQTTContext_t *context, MQTTPubAckInfo_t *outgoing,
                                  size_t outgoing_count, MQTTPubAckInfo_t *incoming,
                                  size_t incoming_count)
{
    return mqtt_init_records(context, outgoing, outgoing_count, incoming, incoming_count);
}

static MQTTStatus_t send_filters(MQTTContext_t *context, uint8_t type, size_t extra,
                                 const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                 uint16_t packet_id)
{
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};
    size_t remaining;

    if (context == NULL || packet_id == 0 ||
        !mqtt_filters_measure(subscriptions, count, extra, &remaining)) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_filters(&writer, type, subscriptions, count, packet_id, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

MQTTStatus_t MQTT_Subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                            size_t count, uint16_t packet_id)
{
    return send_filters(context, MQTT_PACKET_TYPE_SUBSCRIBE, MQTT_SUBSCRIBE_EXTRA, subscriptions,
                        count, packet_id);
}

MQTTStatus_t MQTT_Unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                              size_t count, uint16_t packet_id)
{
    return send_filters(context, MQTT_PACKET_TYPE_UNSUBSCRIBE, MQTT_UNSUBSCRIBE_EXTRA,
                        subscriptions, count, packet_id);
}

MQTTStatus_t MQTT_Disconnect(MQTTContext_t *context)
{
    const MQTTStatus_t status = mqtt_send_empty(context, MQTT_PACKET_TYPE_DISCONNECT);

    return status == MQTTSuccess ? mqtt_end(context, status) : status;
}
