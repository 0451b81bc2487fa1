/* SPDX-License-Identifier: MIT */
/* Packets of this client whose bytes are PUBLISH, acknowledgements, DISCONNECT and PINGREQ.
 *
 *   PUBLISH     3x len | 2 bytes of length, topic | packet id | properties | payload
 *   PUBACK ...  4x len | packet id | reason | properties      each may end behind any of the three
 *   DISCONNECT  E0 len | reason | properties                  or behind its length
 */
#include "core_mqtt_serializer.h"

#include <string.h>

#include "lib_bytes.h"
#include "mqtt_packets.h"
#include "mqtt_parse.h"
#include "mqtt_reasons.h"

#define ACKS_OF_PUBLISH 0xF0u /* PUBACK, PUBREC, PUBREL, PUBCOMP as a set */

void mqtt_write_block(struct mqtt_writer *writer, const MQTTPropBuilder_t *list)
{
    uint8_t prefix[MQTT_VARINT_BYTES_MAX];
    const size_t length = mqtt_list_length(list);

    mqtt_writer_put(writer, prefix, mqtt_varint_write((uint32_t)length, prefix));
    if (length > 0) {
        mqtt_writer_put(writer, list->pBuffer, length);
    }
}

/* Sets both sizes, where they are wanted and the protocol allows a packet of this length. */
static MQTTStatus_t tell_sizes(size_t remaining, uint32_t *remaining_length, uint32_t *packet_size)
{
    *remaining_length = (uint32_t)remaining;
    *packet_size = (uint32_t)mqtt_packet_size(remaining);
    return MQTTSuccess;
}

bool mqtt_publish_measure(const MQTTPublishInfo_t *publish_info, const MQTTPropBuilder_t *list,
                          size_t *remaining_length, uint16_t *alias)
{
    *alias = 0;
    if (publish_info == NULL || publish_info->qos > MQTTQoS2 ||
        publish_info->topicNameLength > UINT16_MAX ||
        (publish_info->pTopicName == NULL && publish_info->topicNameLength != 0) ||
        (publish_info->pPayload == NULL && publish_info->payloadLength != 0)) {
        return false;
    }
    if (list != NULL && MQTT_ValidatePublishProperties(UINT16_MAX, list, alias) != MQTTSuccess) {
        return false;
    }
    if (publish_info->topicNameLength == 0 && *alias == 0) {
        return false;
    }
    const size_t header = 2u + publish_info->topicNameLength + mqtt_block_size(list) +
                          (publish_info->qos != MQTTQoS0 ? 2u : 0u);
    if (publish_info->payloadLength > MQTT_VARINT_MAX ||
        header > MQTT_VARINT_MAX - publish_info->payloadLength) {
        return false;
    }
    *remaining_length = header + publish_info->payloadLength;
    return true;
}

MQTTStatus_t MQTT_ValidatePublishProperties(uint16_t server_topic_alias_max,
                                            const MQTTPropBuilder_t *list, uint16_t *topic_alias)
{
    struct mqtt_property property;

    if (topic_alias == NULL ||
        mqtt_properties_validate(list, MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_PUBLISH)) !=
            MQTTSuccess ||
        mqtt_property_find(list, MQTT_SUBSCRIPTION_ID_ID, &property)) {
        return MQTTBadParameter; /* subscription identifiers are the server's to send */
    }
    *topic_alias = 0;
    if (mqtt_property_find(list, MQTT_TOPIC_ALIAS_ID, &property)) {
        *topic_alias = (uint16_t)property.number;
    }
    return *topic_alias > server_topic_alias_max ? MQTTBadParameter : MQTTSuccess;
}

MQTTStatus_t MQTT_ValidatePublishParams(const MQTTPublishInfo_t *publish_info,
                                        uint8_t retain_available, uint8_t max_qos,
                                        uint16_t topic_alias, uint32_t max_packet_size)
{
    if (publish_info == NULL || max_packet_size == 0 || publish_info->qos > MQTTQoS2 ||
        (uint8_t)publish_info->qos > max_qos || (publish_info->retain && retain_available == 0) ||
        (publish_info->topicNameLength == 0 && topic_alias == 0) ||
        (publish_info->pTopicName == NULL && publish_info->topicNameLength != 0) ||
        (publish_info->pPayload == NULL && publish_info->payloadLength != 0) ||
        publish_info->payloadLength > max_packet_size) {
        return MQTTBadParameter;
    }
    return MQTTSuccess;
}

MQTTStatus_t MQTT_GetPublishPacketSize(const MQTTPublishInfo_t *publish_info,
                                       const MQTTPropBuilder_t *list, uint32_t *remaining_length,
                                       uint32_t *packet_size)
{
    size_t remaining;
    uint16_t alias;

    if (remaining_length == NULL || packet_size == NULL ||
        !mqtt_publish_measure(publish_info, list, &remaining, &alias)) {
        return MQTTBadParameter;
    }
    return tell_sizes(remaining, remaining_length, packet_size);
}

MQTTStatus_t MQTT_SerializePublishHeaderWithoutTopic(const MQTTPublishInfo_t *publish_info,
                                                     uint32_t remaining_length, uint8_t *bytes,
                                                     size_t *header_size)
{
    if (publish_info == NULL || bytes == NULL || header_size == NULL ||
        publish_info->qos > MQTTQoS2 || publish_info->topicNameLength > UINT16_MAX ||
        remaining_length > MQTT_VARINT_MAX ||
        remaining_length < 3u + publish_info->topicNameLength + publish_info->payloadLength) {
        return MQTTBadParameter;
    }
    *header_size = mqtt_publish_header(publish_info, remaining_length, bytes);
    return MQTTSuccess;
}

MQTTStatus_t MQTT_SerializePublishHeader(const MQTTPublishInfo_t *publish_info,
                                         const MQTTPropBuilder_t *list, uint16_t packet_id,
                                         uint32_t remaining_length, const MQTTFixedBuffer_t *buffer,
                                         size_t *header_size)
{
    uint8_t bytes[MQTT_PUBLISH_HEADER_BYTES_MAX];
    size_t measured;
    uint16_t alias;

    if (!mqtt_is_buffer(buffer) || header_size == NULL ||
        !mqtt_publish_measure(publish_info, list, &measured, &alias) ||
        measured != remaining_length || mqtt_publish_id_is_wrong(publish_info, packet_id)) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_writer_put(&writer, bytes, mqtt_publish_header(publish_info, measured, bytes));
    mqtt_writer_put(&writer, publish_info->pTopicName, publish_info->topicNameLength);
    if (publish_info->qos != MQTTQoS0) {
        lib_bytes_put16(bytes, packet_id);
        mqtt_writer_put(&writer, bytes, 2);
    }
    mqtt_write_block(&writer, list);
    *header_size = writer.used;
    return mqtt_writer_finish(&writer);
}

MQTTStatus_t MQTT_SerializePublish(const MQTTPublishInfo_t *publish_info,
                                   const MQTTPropBuilder_t *list, uint16_t packet_id,
                                   uint32_t remaining_length, const MQTTFixedBuffer_t *buffer)
{
    size_t used;
    const MQTTStatus_t status =
        MQTT_SerializePublishHeader(publish_info, list, packet_id, remaining_length, buffer, &used);

    if (status != MQTTSuccess) {
        return status;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size, .used = used};
    mqtt_writer_put(&writer, publish_info->pPayload, publish_info->payloadLength);
    return mqtt_writer_finish(&writer);
}

bool mqtt_ack_measure(uint8_t type, uint8_t code, const MQTTPropBuilder_t *list,
                      size_t *remaining_length)
{
    const unsigned packet = MQTT_PROPERTIES_OF(type);

    if ((packet & ACKS_OF_PUBLISH) == 0 || !mqtt_reason_is_allowed(code, packet) ||
        mqtt_properties_validate(list, packet) != MQTTSuccess) {
        return false;
    }
    const bool is_short = code == 0 && mqtt_list_length(list) == 0;
    *remaining_length = is_short ? 2u : 3u + mqtt_block_size(list);
    return *remaining_length <= MQTT_VARINT_MAX;
}

void mqtt_write_ack(struct mqtt_writer *writer, uint8_t type, uint16_t packet_id, uint8_t code,
                    const MQTTPropBuilder_t *list, size_t remaining_length)
{
    uint8_t bytes[MQTT_FIXED_HEADER_BYTES_MAX + 2u] = {type};
    const size_t length = 1u + mqtt_varint_write((uint32_t)remaining_length, &bytes[1]);

    lib_bytes_put16(&bytes[length], packet_id);
    mqtt_writer_put(writer, bytes, length + 2u);
    if (remaining_length > 2u) {
        mqtt_writer_put(writer, &code, 1);
        mqtt_write_block(writer, list);
    }
}

MQTTStatus_t MQTT_GetAckPacketSize(uint32_t *remaining_length, uint32_t *packet_size,
                                   size_t property_length)
{
    if (remaining_length == NULL || packet_size == NULL || property_length > MQTT_VARINT_MAX - 7u) {
        return MQTTBadParameter;
    }
    const MQTTPropBuilder_t list = {.currentIndex = property_length};
    return tell_sizes(3u + mqtt_block_size(&list), remaining_length, packet_size);
}

MQTTStatus_t MQTT_SerializeAck(const MQTTFixedBuffer_t *buffer, uint8_t packet_type,
                               uint16_t packet_id, const MQTTPropBuilder_t *list,
                               const MQTTSuccessFailReasonCode_t *reason_code)
{
    const uint8_t code = reason_code == NULL ? 0 : (uint8_t)*reason_code;
    size_t remaining;

    if (!mqtt_is_buffer(buffer) || packet_id == 0 || !mqtt_is_from_server(packet_type) ||
        !mqtt_ack_measure(packet_type, code, list, &remaining)) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_write_ack(&writer, packet_type, packet_id, code, list, remaining);
    return mqtt_writer_finish(&writer);
}

bool mqtt_disconnect_measure(uint8_t code, const MQTTPropBuilder_t *list, size_t *remaining_length)
{
    const unsigned packet = MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_DISCONNECT);

    if (!mqtt_reason_is_allowed(code, packet) ||
        mqtt_properties_validate(list, packet) != MQTTSuccess) {
        return false;
    }
    const bool is_short = code == 0 && mqtt_list_length(list) == 0;
    *remaining_length = is_short ? 0 : 1u + mqtt_block_size(list);
    return *remaining_length <= MQTT_VARINT_MAX;
}

void mqtt_write_disconnect(struct mqtt_writer *writer, uint8_t code, const MQTTPropBuilder_t *list,
                           size_t remaining_length)
{
    uint8_t bytes[MQTT_FIXED_HEADER_BYTES_MAX] = {MQTT_PACKET_TYPE_DISCONNECT};

    mqtt_writer_put(writer, bytes, 1u + mqtt_varint_write((uint32_t)remaining_length, &bytes[1]));
    if (remaining_length > 0) {
        mqtt_writer_put(writer, &code, 1);
        mqtt_write_block(writer, list);
    }
}

MQTTStatus_t MQTT_ValidateDisconnectProperties(uint32_t connect_session_expiry,
                                               const MQTTPropBuilder_t *list)
{
    const unsigned packet = MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_DISCONNECT);
    struct mqtt_property property;

    if (mqtt_properties_validate(list, packet) != MQTTSuccess ||
        (connect_session_expiry == 0 &&
         mqtt_property_find(list, MQTT_SESSION_EXPIRY_ID, &property) && property.number != 0)) {
        return MQTTBadParameter;
    }
    return MQTTSuccess;
}

MQTTStatus_t MQTT_GetDisconnectPacketSize(const MQTTPropBuilder_t *list, uint32_t *remaining_length,
                                          uint32_t *packet_size,
                                          const MQTTSuccessFailReasonCode_t *reason_code)
{
    size_t remaining;

    if (remaining_length == NULL || packet_size == NULL ||
        !mqtt_disconnect_measure(reason_code == NULL ? 0 : (uint8_t)*reason_code, list,
                                 &remaining)) {
        return MQTTBadParameter;
    }
    return tell_sizes(remaining, remaining_length, packet_size);
}

MQTTStatus_t MQTT_SerializeDisconnect(const MQTTPropBuilder_t *list,
                                      const MQTTSuccessFailReasonCode_t *reason_code,
                                      uint32_t remaining_length, const MQTTFixedBuffer_t *buffer)
{
    const uint8_t code = reason_code == NULL ? 0 : (uint8_t)*reason_code;
    size_t measured;

    if (!mqtt_is_buffer(buffer) || !mqtt_disconnect_measure(code, list, &measured) ||
        measured != remaining_length) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_write_disconnect(&writer, code, list, measured);
    return mqtt_writer_finish(&writer);
}

MQTTStatus_t MQTT_GetPingreqPacketSize(uint32_t *packet_size)
{
    if (packet_size == NULL) {
        return MQTTBadParameter;
    }
    *packet_size = 2;
    return MQTTSuccess;
}

MQTTStatus_t MQTT_SerializePingreq(const MQTTFixedBuffer_t *buffer)
{
    const uint8_t bytes[2] = {MQTT_PACKET_TYPE_PINGREQ};

    if (!mqtt_is_buffer(buffer)) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_writer_put(&writer, bytes, sizeof bytes);
    return mqtt_writer_finish(&writer);
}
