/* SPDX-License-Identifier: MIT */
/* The engine's calls that MQTT 3.1.1 has in another form, as the services use them: those of MQTT
 * 5, without properties but for what a session and the buffers need. */
#ifndef MQTT_VERSION_H
#define MQTT_VERSION_H

#include "core_mqtt.h"

/* `name`: an event callback for MQTT_Init that hands packets to `receive(context, packet, info)`.
 */
#define MQTT_VERSION_EVENTS(name, receive)                                                         \
    static bool name(MQTTContext_t *context, MQTTPacketInfo_t *packet,                             \
                     MQTTDeserializedInfo_t *info, MQTTSuccessFailReasonCode_t *reason,            \
                     MQTTPropBuilder_t *answer, MQTTPropBuilder_t *properties)                     \
    {                                                                                              \
        (void)reason;                                                                              \
        (void)answer;                                                                              \
        (void)properties;                                                                          \
        receive(context, packet, info);                                                            \
        return true;                                                                               \
    }

static inline MQTTStatus_t mqtt_version_records(MQTTContext_t *mqtt, MQTTPubAckInfo_t *outgoing,
                                                size_t outgoing_count, MQTTPubAckInfo_t *incoming,
                                                size_t incoming_count)
{
    return MQTT_InitStatefulQoS(mqtt, outgoing, outgoing_count, incoming, incoming_count, NULL, 0);
}

/* A session that is not clean outlives the connection only if it has an expiry; and the server is
 * told what fits into the buffer, and into the records if there are any. */
static inline MQTTStatus_t mqtt_version_connect(MQTTContext_t *mqtt, const MQTTConnectInfo_t *info,
                                                const MQTTPublishInfo_t *will, uint32_t timeout_ms,
                                                bool *session_present)
{
    const size_t window = mqtt->incomingPublishRecordMaxCount;
    uint8_t memory[16];
    MQTTPropBuilder_t list;
    MQTTStatus_t status = MQTTPropertyBuilder_Init(&list, memory, sizeof memory);

    if (status == MQTTSuccess && !info->cleanSession) {
        status = MQTTPropAdd_SessionExpiry(&list, UINT32_MAX, NULL);
    }
    if (status == MQTTSuccess) {
        status = MQTTPropAdd_MaxPacketSize(&list, (uint32_t)mqtt->networkBuffer.size, NULL);
    }
    if (status == MQTTSuccess && window > 0 && window < UINT16_MAX) {
        status = MQTTPropAdd_ReceiveMax(&list, (uint16_t)window, NULL);
    }
    return status == MQTTSuccess
               ? MQTT_Connect(mqtt, info, will, timeout_ms, session_present, &list, NULL)
               : status;
}

static inline MQTTStatus_t mqtt_version_subscribe(MQTTContext_t *mqtt,
                                                  const MQTTSubscribeInfo_t *filter, uint16_t id)
{
    return MQTT_Subscribe(mqtt, filter, 1, id, NULL);
}

static inline MQTTStatus_t mqtt_version_publish(MQTTContext_t *mqtt,
                                                const MQTTPublishInfo_t *message, uint16_t id)
{
    return MQTT_Publish(mqtt, message, id, NULL);
}

static inline bool mqtt_version_may_publish(const MQTTPublishInfo_t *message)
{
    uint32_t remaining, packet;

    return MQTT_GetPublishPacketSize(message, NULL, &remaining, &packet) == MQTTSuccess;
}

static inline MQTTStatus_t mqtt_version_disconnect(MQTTContext_t *mqtt)
{
    return MQTT_Disconnect(mqtt, NULL, NULL);
}

#endif
