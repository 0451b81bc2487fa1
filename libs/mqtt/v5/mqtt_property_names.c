/* SPDX-License-Identifier: MIT */
/* Each property by its name: what it is called, and how its value travels. */
#include "core_mqtt_property_readers.h"

#include "mqtt_properties.h"

MQTTStatus_t MQTTPropAdd_SubscriptionId(MQTTPropBuilder_t *builder, uint32_t subscription_id,
                                        const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_SUBSCRIPTION_ID_ID, subscription_id, type);
}

MQTTStatus_t MQTTPropAdd_SessionExpiry(MQTTPropBuilder_t *builder, uint32_t seconds,
                                       const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_SESSION_EXPIRY_ID, seconds, type);
}

MQTTStatus_t MQTTPropAdd_ReceiveMax(MQTTPropBuilder_t *builder, uint16_t receive_max,
                                    const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_RECEIVE_MAX_ID, receive_max, type);
}

MQTTStatus_t MQTTPropAdd_MaxPacketSize(MQTTPropBuilder_t *builder, uint32_t bytes,
                                       const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_MAX_PACKET_SIZE_ID, bytes, type);
}

MQTTStatus_t MQTTPropAdd_TopicAliasMax(MQTTPropBuilder_t *builder, uint16_t alias_max,
                                       const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_TOPIC_ALIAS_MAX_ID, alias_max, type);
}

MQTTStatus_t MQTTPropAdd_RequestRespInfo(MQTTPropBuilder_t *builder, bool wanted,
                                         const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_REQUEST_RESPONSE_ID, wanted, type);
}

MQTTStatus_t MQTTPropAdd_RequestProbInfo(MQTTPropBuilder_t *builder, bool wanted,
                                         const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_REQUEST_PROBLEM_ID, wanted, type);
}

MQTTStatus_t MQTTPropAdd_PayloadFormat(MQTTPropBuilder_t *builder, bool is_text,
                                       const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_PAYLOAD_FORMAT_ID, is_text, type);
}

MQTTStatus_t MQTTPropAdd_MessageExpiry(MQTTPropBuilder_t *builder, uint32_t seconds,
                                       const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_MSG_EXPIRY_ID, seconds, type);
}

MQTTStatus_t MQTTPropAdd_WillDelayInterval(MQTTPropBuilder_t *builder, uint32_t seconds,
                                           const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_WILL_DELAY_ID, seconds, type);
}

MQTTStatus_t MQTTPropAdd_TopicAlias(MQTTPropBuilder_t *builder, uint16_t alias, const uint8_t *type)
{
    return mqtt_property_add_number(builder, MQTT_TOPIC_ALIAS_ID, alias, type);
}

MQTTStatus_t MQTTPropAdd_AuthMethod(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                    const uint8_t *type)
{
    return mqtt_property_add_bytes(builder, MQTT_AUTH_METHOD_ID, text, length, type);
}

MQTTStatus_t MQTTPropAdd_AuthData(MQTTPropBuilder_t *builder, const void *data, size_t length,
                                  const uint8_t *type)
{
    return mqtt_property_add_bytes(builder, MQTT_AUTH_DATA_ID, data, length, type);
}

MQTTStatus_t MQTTPropAdd_ResponseTopic(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                       const uint8_t *type)
{
    return mqtt_property_add_bytes(builder, MQTT_RESPONSE_TOPIC_ID, text, length, type);
}

MQTTStatus_t MQTTPropAdd_CorrelationData(MQTTPropBuilder_t *builder, const void *data,
                                         size_t length, const uint8_t *type)
{
    return mqtt_property_add_bytes(builder, MQTT_CORRELATION_DATA_ID, data, length, type);
}

MQTTStatus_t MQTTPropAdd_ContentType(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                     const uint8_t *type)
{
    return mqtt_property_add_bytes(builder, MQTT_CONTENT_TYPE_ID, text, length, type);
}

MQTTStatus_t MQTTPropAdd_ReasonString(MQTTPropBuilder_t *builder, const char *text, size_t length,
                                      const uint8_t *type)
{
    return mqtt_property_add_bytes(builder, MQTT_REASON_STRING_ID, text, length, type);
}

/* The value of a property that must be next. */
static MQTTStatus_t get_long(const MQTTPropBuilder_t *builder, size_t *index, uint8_t id,
                             uint32_t *value)
{
    struct mqtt_property property;
    const MQTTStatus_t status = mqtt_property_get(builder, index, id, value != NULL, &property);

    if (status == MQTTSuccess) {
        *value = property.number;
    }
    return status;
}

static MQTTStatus_t get_word(const MQTTPropBuilder_t *builder, size_t *index, uint8_t id,
                             uint16_t *value)
{
    uint32_t number;
    const MQTTStatus_t status = get_long(builder, index, id, value != NULL ? &number : NULL);

    if (status == MQTTSuccess) {
        *value = (uint16_t)number;
    }
    return status;
}

static MQTTStatus_t get_byte(const MQTTPropBuilder_t *builder, size_t *index, uint8_t id,
                             uint8_t *value)
{
    uint32_t number;
    const MQTTStatus_t status = get_long(builder, index, id, value != NULL ? &number : NULL);

    if (status == MQTTSuccess) {
        *value = (uint8_t)number;
    }
    return status;
}

static MQTTStatus_t get_data(const MQTTPropBuilder_t *builder, size_t *index, uint8_t id,
                             const void **data, size_t *length)
{
    struct mqtt_property property;
    const MQTTStatus_t status =
        mqtt_property_get(builder, index, id, data != NULL && length != NULL, &property);

    if (status == MQTTSuccess) {
        *data = property.bytes;
        *length = property.length;
    }
    return status;
}

static MQTTStatus_t get_text(const MQTTPropBuilder_t *builder, size_t *index, uint8_t id,
                             const char **text, size_t *length)
{
    const void *data;
    const MQTTStatus_t status = get_data(builder, index, id, text != NULL ? &data : NULL, length);

    if (status == MQTTSuccess) {
        *text = data;
    }
    return status;
}

MQTTStatus_t MQTTPropGet_SessionExpiry(const MQTTPropBuilder_t *builder, size_t *index,
                                       uint32_t *value)
{
    return get_long(builder, index, MQTT_SESSION_EXPIRY_ID, value);
}

MQTTStatus_t MQTTPropGet_ReceiveMax(const MQTTPropBuilder_t *builder, size_t *index,
                                    uint16_t *value)
{
    return get_word(builder, index, MQTT_RECEIVE_MAX_ID, value);
}

MQTTStatus_t MQTTPropGet_MaxQos(const MQTTPropBuilder_t *builder, size_t *index, uint8_t *value)
{
    return get_byte(builder, index, MQTT_MAX_QOS_ID, value);
}

MQTTStatus_t MQTTPropGet_RetainAvailable(const MQTTPropBuilder_t *builder, size_t *index,
                                         uint8_t *value)
{
    return get_byte(builder, index, MQTT_RETAIN_AVAILABLE_ID, value);
}

MQTTStatus_t MQTTPropGet_MaxPacketSize(const MQTTPropBuilder_t *builder, size_t *index,
                                       uint32_t *value)
{
    return get_long(builder, index, MQTT_MAX_PACKET_SIZE_ID, value);
}

MQTTStatus_t MQTTPropGet_TopicAliasMax(const MQTTPropBuilder_t *builder, size_t *index,
                                       uint16_t *value)
{
    return get_word(builder, index, MQTT_TOPIC_ALIAS_MAX_ID, value);
}

MQTTStatus_t MQTTPropGet_WildcardId(const MQTTPropBuilder_t *builder, size_t *index, uint8_t *value)
{
    return get_byte(builder, index, MQTT_WILDCARD_ID, value);
}

MQTTStatus_t MQTTPropGet_SubsIdAvailable(const MQTTPropBuilder_t *builder, size_t *index,
                                         uint8_t *value)
{
    return get_byte(builder, index, MQTT_SUB_AVAILABLE_ID, value);
}

MQTTStatus_t MQTTPropGet_SharedSubAvailable(const MQTTPropBuilder_t *builder, size_t *index,
                                            uint8_t *value)
{
    return get_byte(builder, index, MQTT_SHARED_SUB_ID, value);
}

MQTTStatus_t MQTTPropGet_ServerKeepAlive(const MQTTPropBuilder_t *builder, size_t *index,
                                         uint16_t *value)
{
    return get_word(builder, index, MQTT_SERVER_KEEP_ALIVE_ID, value);
}

MQTTStatus_t MQTTPropGet_PayloadFormatIndicator(const MQTTPropBuilder_t *builder, size_t *index,
                                                uint8_t *value)
{
    return get_byte(builder, index, MQTT_PAYLOAD_FORMAT_ID, value);
}

MQTTStatus_t MQTTPropGet_MessageExpiryInterval(const MQTTPropBuilder_t *builder, size_t *index,
                                               uint32_t *value)
{
    return get_long(builder, index, MQTT_MSG_EXPIRY_ID, value);
}

MQTTStatus_t MQTTPropGet_TopicAlias(const MQTTPropBuilder_t *builder, size_t *index,
                                    uint16_t *value)
{
    return get_word(builder, index, MQTT_TOPIC_ALIAS_ID, value);
}

MQTTStatus_t MQTTPropGet_SubscriptionId(const MQTTPropBuilder_t *builder, size_t *index,
                                        uint32_t *value)
{
    return get_long(builder, index, MQTT_SUBSCRIPTION_ID_ID, value);
}

MQTTStatus_t MQTTPropGet_AssignedClientId(const MQTTPropBuilder_t *builder, size_t *index,
                                          const char **text, size_t *length)
{
    return get_text(builder, index, MQTT_ASSIGNED_CLIENT_ID, text, length);
}

MQTTStatus_t MQTTPropGet_ReasonString(const MQTTPropBuilder_t *builder, size_t *index,
                                      const char **text, size_t *length)
{
    return get_text(builder, index, MQTT_REASON_STRING_ID, text, length);
}

MQTTStatus_t MQTTPropGet_ResponseInfo(const MQTTPropBuilder_t *builder, size_t *index,
                                      const char **text, size_t *length)
{
    return get_text(builder, index, MQTT_RESPONSE_INFO_ID, text, length);
}

MQTTStatus_t MQTTPropGet_ServerRef(const MQTTPropBuilder_t *builder, size_t *index,
                                   const char **text, size_t *length)
{
    return get_text(builder, index, MQTT_SERVER_REF_ID, text, length);
}

MQTTStatus_t MQTTPropGet_AuthMethod(const MQTTPropBuilder_t *builder, size_t *index,
                                    const char **text, size_t *length)
{
    return get_text(builder, index, MQTT_AUTH_METHOD_ID, text, length);
}

MQTTStatus_t MQTTPropGet_AuthData(const MQTTPropBuilder_t *builder, size_t *index,
                                  const void **data, size_t *length)
{
    return get_data(builder, index, MQTT_AUTH_DATA_ID, data, length);
}

MQTTStatus_t MQTTPropGet_ResponseTopic(const MQTTPropBuilder_t *builder, size_t *index,
                                       const char **text, size_t *length)
{
    return get_text(builder, index, MQTT_RESPONSE_TOPIC_ID, text, length);
}

MQTTStatus_t MQTTPropGet_CorrelationData(const MQTTPropBuilder_t *builder, size_t *index,
                                         const void **data, size_t *length)
{
    return get_data(builder, index, MQTT_CORRELATION_DATA_ID, data, length);
}

MQTTStatus_t MQTTPropGet_ContentType(const MQTTPropBuilder_t *builder, size_t *index,
                                     const char **text, size_t *length)
{
    return get_text(builder, index, MQTT_CONTENT_TYPE_ID, text, length);
}

MQTTStatus_t MQTT_ValidateWillProperties(const MQTTPropBuilder_t *builder)
{
    return mqtt_properties_validate(builder, MQTT_PROPERTIES_OF_WILL);
}

MQTTStatus_t MQTT_ValidateUnsubscribeProperties(const MQTTPropBuilder_t *builder)
{
    return mqtt_properties_validate(builder, MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_UNSUBSCRIBE));
}

MQTTStatus_t MQTT_ValidatePublishAckProperties(const MQTTPropBuilder_t *builder)
{
    return mqtt_properties_validate(builder, MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_PUBACK));
}
