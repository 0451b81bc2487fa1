/* SPDX-License-Identifier: MIT */
/* The engine's calls that MQTT 5 has in another form, as the services use them: those of MQTT
 * 3.1.1. An image with MQTT 5 has the same names from v5/include. */
#ifndef MQTT_VERSION_H
#define MQTT_VERSION_H

#include "core_mqtt.h"

/* `name`: an event callback for MQTT_Init that hands packets to `receive(context, packet, info)`.
 */
#define MQTT_VERSION_EVENTS(name, receive) static const MQTTEventCallback_t name = receive

static inline MQTTStatus_t mqtt_version_records(MQTTContext_t *mqtt, MQTTPubAckInfo_t *outgoing,
                                                size_t outgoing_count, MQTTPubAckInfo_t *incoming,
                                                size_t incoming_count)
{
    return MQTT_InitStatefulQoS(mqtt, outgoing, outgoing_count, incoming, incoming_count);
}

static inline MQTTStatus_t mqtt_version_connect(MQTTContext_t *mqtt, const MQTTConnectInfo_t *info,
                                                const MQTTPublishInfo_t *will, uint32_t timeout_ms,
                                                bool *session_present)
{
    return MQTT_Connect(mqtt, info, will, timeout_ms, session_present);
}

static inline MQTTStatus_t mqtt_version_subscribe(MQTTContext_t *mqtt,
                                                  const MQTTSubscribeInfo_t *filter, uint16_t id)
{
    return MQTT_Subscribe(mqtt, filter, 1, id);
}

static inline MQTTStatus_t mqtt_version_publish(MQTTContext_t *mqtt,
                                                const MQTTPublishInfo_t *message, uint16_t id)
{
    return MQTT_Publish(mqtt, message, id);
}

static inline bool mqtt_version_may_publish(const MQTTPublishInfo_t *message)
{
    size_t remaining, packet;

    return (message->pPayload != NULL || message->payloadLength == 0) &&
           MQTT_GetPublishPacketSize(message, &remaining, &packet) == MQTTSuccess;
}

static inline MQTTStatus_t mqtt_version_disconnect(MQTTContext_t *mqtt)
{
    return MQTT_Disconnect(mqtt);
}

#endif
