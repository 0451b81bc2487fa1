/* SPDX-License-Identifier: MIT */
/* CONNECT and CONNACK of MQTT 3.1.1. */
#include "core_mqtt.h"

#include "mqtt_packets_3.h"

static MQTTStatus_t send_connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                                 const MQTTPublishInfo_t *will_info, size_t remaining)
{
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};

    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_connect(&writer, connect_info, will_info, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

/* What a server would refuse: a session that has no name to be found by, a password without a user
 * (MQTT 3.1.1 sections 3.1.2.9, 3.1.3.1). */
static bool is_allowed(const MQTTConnectInfo_t *info)
{
    return (info->clientIdentifierLength != 0 || info->cleanSession) &&
           (info->pUserName != NULL || info->pPassword == NULL);
}

MQTTStatus_t MQTT_Connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                          const MQTTPublishInfo_t *will_info, uint32_t timeout_ms,
                          bool *session_present)
{
    size_t remaining;

    if (context == NULL || session_present == NULL ||
        !mqtt_connect_measure(connect_info, will_info, &remaining) || !is_allowed(connect_info)) {
        return MQTTBadParameter;
    }
    if (context->networkBuffer.size < MQTT_FIXED_HEADER_BYTES_MAX) {
        return MQTTNoMemory;
    }
    mqtt_session_begin(context, connect_info->keepAliveSeconds);
    const MQTTStatus_t status = send_connect(context, connect_info, will_info, remaining);
    return status != MQTTSuccess ? status
                                 : mqtt_session_take_up(context, connect_info->cleanSession,
                                                        timeout_ms, session_present);
}
