/* SPDX-License-Identifier: MIT */
/* SUBSCRIBE and UNSUBSCRIBE (MQTT 3.1.1 sections 3.8, 3.10).
 *
 *   type len | packet id | 2 bytes of length, filter, QoS (SUBSCRIBE only) | next filter ...
 */
#include "core_mqtt_serializer.h"

#include "lib_bytes.h"
#include "mqtt_packets_3.h"
#include "mqtt_varint.h"

#define HEADER_BYTES_MAX (MQTT_FIXED_HEADER_BYTES_MAX + 2u)

bool mqtt_filters_measure(const MQTTSubscribeInfo_t *subscriptions, size_t count, size_t extra,
                          size_t *remaining_length)
{
    size_t sum = 2;

    if (subscriptions == NULL || count == 0) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const MQTTSubscribeInfo_t *const filter = &subscriptions[i];
        if (filter->pTopicFilter == NULL || filter->topicFilterLength == 0 ||
            (extra == MQTT_SUBSCRIBE_EXTRA && filter->qos > MQTTQoS2)) {
            return false;
        }
        sum += extra + filter->topicFilterLength;
        if (sum > MQTT_VARINT_MAX) {
            return false;
        }
    }
    *remaining_length = sum;
    return true;
}

static MQTTStatus_t size_of(const MQTTSubscribeInfo_t *subscriptions, size_t count, size_t extra,
                            size_t *remaining_length, size_t *packet_size)
{
    if (remaining_length == NULL || packet_size == NULL ||
        !mqtt_filters_measure(subscriptions, count, extra, remaining_length)) {
        return MQTTBadParameter;
    }
    *packet_size = mqtt_packet_size(*remaining_length);
    return MQTTSuccess;
}

MQTTStatus_t MQTT_GetSubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                         size_t *remaining_length, size_t *packet_size)
{
    return size_of(subscriptions, count, MQTT_SUBSCRIBE_EXTRA, remaining_length, packet_size);
}

MQTTStatus_t MQTT_GetUnsubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                           size_t *remaining_length, size_t *packet_size)
{
    return size_of(subscriptions, count, MQTT_UNSUBSCRIBE_EXTRA, remaining_length, packet_size);
}

static uint8_t *header(uint8_t type, size_t remaining_length, uint8_t *bytes, uint16_t packet_id)
{
    *bytes++ = type;
    bytes += mqtt_varint_write((uint32_t)remaining_length, bytes);
    return lib_bytes_put16(bytes, packet_id);
}

uint8_t *MQTT_SerializeSubscribeHeader(size_t remaining_length, uint8_t *bytes, uint16_t packet_id)
{
    return header(MQTT_PACKET_TYPE_SUBSCRIBE, remaining_length, bytes, packet_id);
}

uint8_t *MQTT_SerializeUnsubscribeHeader(size_t remaining_length, uint8_t *bytes,
                                         uint16_t packet_id)
{
    return header(MQTT_PACKET_TYPE_UNSUBSCRIBE, remaining_length, bytes, packet_id);
}

void mqtt_write_filters(struct mqtt_writer *writer, uint8_t type,
                        const MQTTSubscribeInfo_t *subscriptions, size_t count, uint16_t packet_id,
                        size_t remaining_length)
{
    uint8_t start[HEADER_BYTES_MAX];
    const uint8_t *const end = header(type, remaining_length, start, packet_id);

    mqtt_writer_put(writer, start, (size_t)(end - start));
    for (size_t i = 0; i < count; i++) {
        const uint8_t qos = (uint8_t)subscriptions[i].qos;
        mqtt_writer_put_string(writer, subscriptions[i].pTopicFilter,
                               subscriptions[i].topicFilterLength);
        if (type == MQTT_PACKET_TYPE_SUBSCRIBE) {
            mqtt_writer_put(writer, &qos, 1);
        }
    }
}

static MQTTStatus_t serialize(uint8_t type, const MQTTSubscribeInfo_t *subscriptions, size_t count,
                              size_t extra, uint16_t packet_id, size_t remaining_length,
                              const MQTTFixedBuffer_t *buffer)
{
    size_t measured;

    if (buffer == NULL || buffer->pBuffer == NULL || packet_id == 0 ||
        !mqtt_filters_measure(subscriptions, count, extra, &measured)) {
        return MQTTBadParameter;
    }
    if (mqtt_packet_size(remaining_length) > buffer->size) {
        return MQTTNoMemory;
    }
    if (measured != remaining_length) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_write_filters(&writer, type, subscriptions, count, packet_id, remaining_length);
    return mqtt_writer_finish(&writer);
}

MQTTStatus_t MQTT_SerializeSubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                     uint16_t packet_id, size_t remaining_length,
                                     const MQTTFixedBuffer_t *buffer)
{
    return serialize(MQTT_PACKET_TYPE_SUBSCRIBE, subscriptions, count, MQTT_SUBSCRIBE_EXTRA,
                     packet_id, remaining_length, buffer);
}

MQTTStatus_t MQTT_SerializeUnsubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                       uint16_t packet_id, size_t remaining_length,
                                       const MQTTFixedBuffer_t *buffer)
{
    return serialize(MQTT_PACKET_TYPE_UNSUBSCRIBE, subscriptions, count, MQTT_UNSUBSCRIBE_EXTRA,
                     packet_id, remaining_length, buffer);
}
