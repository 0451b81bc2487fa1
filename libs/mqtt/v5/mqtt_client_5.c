/* SPDX-License-Identifier: MIT */
/* The calls of MQTT 5 that are not those of MQTT 3.1.1, but for PUBLISH. */
#include "core_mqtt.h"

#include <string.h>

#include "mqtt_packets.h"

_Static_assert(sizeof(void *) != 4 || sizeof(MQTTContext_t) <= 140,
               "a context is 140 bytes at most");

MQTTStatus_t MQTT_InitStatefulQoS(MQTTContext_t *context, MQTTPubAckInfo_t *outgoing,
                                  size_t outgoing_count, MQTTPubAckInfo_t *incoming,
                                  size_t incoming_count, uint8_t *ack_properties,
                                  size_t ack_properties_bytes)
{
    if ((ack_properties == NULL) != (ack_properties_bytes == 0)) {
        return MQTTBadParameter;
    }
    const MQTTStatus_t status =
        mqtt_init_records(context, outgoing, outgoing_count, incoming, incoming_count);
    if (status == MQTTSuccess) {
        context->ackPropsBuffer = (MQTTFixedBuffer_t){ack_properties, ack_properties_bytes};
    }
    return status;
}

MQTTStatus_t MQTT_CheckConnectStatus(const MQTTContext_t *context)
{
    if (context == NULL) {
        return MQTTBadParameter;
    }
    return context->connectStatus == MQTTConnected ? MQTTStatusConnected : MQTTStatusNotConnected;
}

static MQTTStatus_t send_connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                                 const MQTTPublishInfo_t *will_info, const MQTTPropBuilder_t *list,
                                 const MQTTPropBuilder_t *will_list, size_t remaining)
{
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};

    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_connect(&writer, connect_info, will_info, list, will_list, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

MQTTStatus_t MQTT_Connect(MQTTContext_t *context, const MQTTConnectInfo_t *connect_info,
                          const MQTTPublishInfo_t *will_info, uint32_t timeout_ms,
                          bool *session_present, const MQTTPropBuilder_t *list,
                          const MQTTPropBuilder_t *will_list)
{
    size_t remaining;

    if (context == NULL || session_present == NULL ||
        !mqtt_connect_measure(connect_info, will_info, list, will_list, &remaining)) {
        return MQTTBadParameter;
    }
    if (context->networkBuffer.size < MQTT_FIXED_HEADER_BYTES_MAX) {
        return MQTTNoMemory;
    }
    mqtt_session_begin(context, connect_info->keepAliveSeconds);
    mqtt_owe_all(context);
    (void)MQTT_InitConnect(&context->connectionProperties);
    context->connectionProperties.serverKeepAlive = connect_info->keepAliveSeconds;
    mqtt_connection_note(&context->connectionProperties, list, false);
    const MQTTStatus_t status =
        send_connect(context, connect_info, will_info, list, will_list, remaining);
    return status != MQTTSuccess ? status
                                 : mqtt_session_take_up(context, connect_info->cleanSession,
                                                        timeout_ms, session_present);
}

/* Whether the server has what a filter asks for. */
static bool is_served(const MQTTConnectionProperties_t *server, const MQTTSubscribeInfo_t *filter)
{
    const size_t length = filter->topicFilterLength;

    if (server->isWildcardAvailable == 0 && (memchr(filter->pTopicFilter, '+', length) != NULL ||
                                             memchr(filter->pTopicFilter, '#', length) != NULL)) {
        return false;
    }
    return server->isSharedAvailable != 0 || !mqtt_filter_is_shared(filter);
}

static bool are_served(const MQTTConnectionProperties_t *server,
                       const MQTTSubscribeInfo_t *subscriptions, size_t count,
                       const MQTTPropBuilder_t *list)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_served(server, &subscriptions[i])) {
            return false;
        }
    }
    return MQTT_ValidateSubscribeProperties(server->isSubscriptionIdAvailable != 0, list) ==
           MQTTSuccess;
}

static MQTTStatus_t send_filters(MQTTContext_t *context, uint8_t type,
                                 const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                 uint16_t packet_id, const MQTTPropBuilder_t *list)
{
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};
    size_t remaining;

    if (context == NULL || packet_id == 0 ||
        !mqtt_filters_measure(type, subscriptions, count, list, &remaining)) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    const MQTTConnectionProperties_t *const server = &context->connectionProperties;
    if (mqtt_packet_size(remaining) > server->serverMaxPacketSize ||
        (type == MQTT_PACKET_TYPE_SUBSCRIBE && !are_served(server, subscriptions, count, list))) {
        return MQTTBadParameter;
    }
    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_filters(&writer, type, subscriptions, count, list, packet_id, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

MQTTStatus_t MQTT_Subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                            size_t count, uint16_t packet_id, const MQTTPropBuilder_t *list)
{
    return send_filters(context, MQTT_PACKET_TYPE_SUBSCRIBE, subscriptions, count, packet_id, list);
}

MQTTStatus_t MQTT_Unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *subscriptions,
                              size_t count, uint16_t packet_id, const MQTTPropBuilder_t *list)
{
    return send_filters(context, MQTT_PACKET_TYPE_UNSUBSCRIBE, subscriptions, count, packet_id,
                        list);
}

MQTTStatus_t MQTT_Disconnect(MQTTContext_t *context, const MQTTPropBuilder_t *list,
                             const MQTTSuccessFailReasonCode_t *reason_code)
{
    const uint8_t code = reason_code == NULL ? 0 : (uint8_t)*reason_code;
    uint8_t bytes[MQTT_SEND_BUFFER_BYTES];
    struct mqtt_writer writer = {.context = context, .bytes = bytes, .room = sizeof bytes};
    size_t remaining;

    if (context == NULL || !mqtt_disconnect_measure(code, list, &remaining)) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    const MQTTConnectionProperties_t *const server = &context->connectionProperties;
    if (mqtt_packet_size(remaining) > server->serverMaxPacketSize ||
        MQTT_ValidateDisconnectProperties(server->sessionExpiry, list) != MQTTSuccess) {
        return MQTTBadParameter;
    }
    MQTT_PRE_SEND_HOOK(context);
    mqtt_write_disconnect(&writer, code, list, remaining);
    const MQTTStatus_t status = mqtt_writer_finish(&writer);
    MQTT_POST_SEND_HOOK(context);
    return mqtt_end(context, status);
}

const char *MQTT_GetPacketTypeString(uint8_t type)
{
    static const char names[][12] = {
        "UNKNOWN", "CONNECT",  "CONNACK",    "PUBLISH", "PUBACK",      "PUBREC",
        "PUBREL",  "PUBCOMP",  "SUBSCRIBE",  "SUBACK",  "UNSUBSCRIBE", "UNSUBACK",
        "PINGREQ", "PINGRESP", "DISCONNECT", "AUTH",
    };

    return names[type >> 4];
}
