/* SPDX-License-Identifier: MIT */
/* Packets of this client whose bytes need no writer: PUBLISH, acknowledgements. */
#include "core_mqtt_serializer.h"

#include <string.h>

#include "lib_bytes.h"
#include "mqtt_packets_3.h"
#include "mqtt_varint.h"

static size_t id_bytes(const MQTTPublishInfo_t *publish_info)
{
    return publish_info->qos != MQTTQoS0 ? 2u : 0u;
}

bool mqtt_publish_measure(const MQTTPublishInfo_t *publish_info, size_t *remaining_length)
{
    if (publish_info == NULL || publish_info->pTopicName == NULL ||
        publish_info->topicNameLength == 0 || publish_info->qos > MQTTQoS2) {
        return false;
    }
    const size_t header = 2u + publish_info->topicNameLength + id_bytes(publish_info);
    if (publish_info->payloadLength > MQTT_VARINT_MAX - header) {
        return false;
    }
    *remaining_length = header + publish_info->payloadLength;
    return true;
}

MQTTStatus_t MQTT_GetPublishPacketSize(const MQTTPublishInfo_t *publish_info,
                                       size_t *remaining_length, size_t *packet_size)
{
    if (remaining_length == NULL || packet_size == NULL ||
        !mqtt_publish_measure(publish_info, remaining_length)) {
        return MQTTBadParameter;
    }
    *packet_size = mqtt_packet_size(*remaining_length);
    return MQTTSuccess;
}

MQTTStatus_t MQTT_SerializePublishHeaderWithoutTopic(const MQTTPublishInfo_t *publish_info,
                                                     size_t remaining_length, uint8_t *bytes,
                                                     size_t *header_size)
{
    size_t measured;

    if (bytes == NULL || header_size == NULL || !mqtt_publish_measure(publish_info, &measured) ||
        measured != remaining_length) {
        return MQTTBadParameter;
    }
    *header_size = mqtt_publish_header(publish_info, remaining_length, bytes);
    return MQTTSuccess;
}

MQTTStatus_t MQTT_SerializePublishHeader(const MQTTPublishInfo_t *publish_info, uint16_t packet_id,
                                         size_t remaining_length, const MQTTFixedBuffer_t *buffer,
                                         size_t *header_size)
{
    size_t measured;

    if (buffer == NULL || buffer->pBuffer == NULL || header_size == NULL ||
        !mqtt_publish_measure(publish_info, &measured) || measured != remaining_length ||
        mqtt_publish_id_is_wrong(publish_info, packet_id)) {
        return MQTTBadParameter;
    }
    if (mqtt_packet_size(remaining_length) - publish_info->payloadLength > buffer->size) {
        return MQTTNoMemory;
    }
    uint8_t *next = buffer->pBuffer;
    next += mqtt_publish_header(publish_info, remaining_length, next);
    memcpy(next, publish_info->pTopicName, publish_info->topicNameLength);
    next += publish_info->topicNameLength;
    if (publish_info->qos != MQTTQoS0) {
        next = lib_bytes_put16(next, packet_id);
    }
    *header_size = (size_t)(next - buffer->pBuffer);
    return MQTTSuccess;
}

MQTTStatus_t MQTT_SerializePublish(const MQTTPublishInfo_t *publish_info, uint16_t packet_id,
                                   size_t remaining_length, const MQTTFixedBuffer_t *buffer)
{
    size_t header_size;
    const MQTTStatus_t status = MQTT_SerializePublishHeader(publish_info, packet_id,
                                                            remaining_length, buffer, &header_size);

    if (status != MQTTSuccess) {
        return status;
    }
    if (!mqtt_payload_is_there(publish_info)) {
        return MQTTBadParameter;
    }
    if (publish_info->payloadLength > buffer->size - header_size) {
        return MQTTNoMemory;
    }
    if (publish_info->payloadLength > 0) {
        memcpy(buffer->pBuffer + header_size, publish_info->pPayload, publish_info->payloadLength);
    }
    return MQTTSuccess;
}

/* The checks that the packets of fixed size share. */
static MQTTStatus_t check(const MQTTFixedBuffer_t *buffer, size_t size)
{
    if (buffer == NULL || buffer->pBuffer == NULL) {
        return MQTTBadParameter;
    }
    return buffer->size < size ? MQTTNoMemory : MQTTSuccess;
}

MQTTStatus_t MQTT_SerializeAck(const MQTTFixedBuffer_t *buffer, uint8_t packet_type,
                               uint16_t packet_id)
{
    if (packet_id == 0 ||
        (packet_type != MQTT_PACKET_TYPE_PUBACK && packet_type != MQTT_PACKET_TYPE_PUBREC &&
         packet_type != MQTT_PACKET_TYPE_PUBREL && packet_type != MQTT_PACKET_TYPE_PUBCOMP)) {
        return MQTTBadParameter;
    }
    const MQTTStatus_t status = check(buffer, MQTT_PUBLISH_ACK_PACKET_SIZE);
    if (status == MQTTSuccess) {
        buffer->pBuffer[0] = packet_type;
        buffer->pBuffer[1] = 2;
        lib_bytes_put16(&buffer->pBuffer[2], packet_id);
    }
    return status;
}

static MQTTStatus_t empty_packet(const MQTTFixedBuffer_t *buffer, uint8_t type)
{
    const MQTTStatus_t status = check(buffer, 2);

    if (status == MQTTSuccess) {
        buffer->pBuffer[0] = type;
        buffer->pBuffer[1] = 0;
    }
    return status;
}

static MQTTStatus_t empty_packet_size(size_t *packet_size)
{
    if (packet_size == NULL) {
        return MQTTBadParameter;
    }
    *packet_size = 2;
    return MQTTSuccess;
}

MQTTStatus_t MQTT_GetDisconnectPacketSize(size_t *packet_size)
{
    return empty_packet_size(packet_size);
}

MQTTStatus_t MQTT_SerializeDisconnect(const MQTTFixedBuffer_t *buffer)
{
    return empty_packet(buffer, MQTT_PACKET_TYPE_DISCONNECT);
}

MQTTStatus_t MQTT_GetPingreqPacketSize(size_t *packet_size)
{
    return empty_packet_size(packet_size);
}

MQTTStatus_t MQTT_SerializePingreq(const MQTTFixedBuffer_t *buffer)
{
    return empty_packet(buffer, MQTT_PACKET_TYPE_PINGREQ);
}
