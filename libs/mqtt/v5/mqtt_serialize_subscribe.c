/* SPDX-License-Identifier: MIT */
/* SUBSCRIBE and UNSUBSCRIBE (MQTT 5.0 sections 3.8, 3.10).
 *
 *   type len | packet id | properties | 2 bytes of length, filter, options (SUBSCRIBE only) | ...
 *
 *   options  5-4 retain handling  3 retain as published  2 no local  1-0 QoS
 */
#include "core_mqtt_serializer.h"

#include <string.h>

#include "lib_bytes.h"
#include "mqtt_packets.h"

#define HEADER_BYTES_MAX (MQTT_FIXED_HEADER_BYTES_MAX + 2u)

#define OPTION_NO_LOCAL          0x04u
#define OPTION_RETAIN_AS_IT_WAS  0x08u
#define OPTION_RETAIN_WHEN_SHIFT 4u

#define SHARE_PREFIX       "$share/"
#define SHARE_PREFIX_BYTES (sizeof SHARE_PREFIX - 1u)

bool mqtt_filter_is_shared(const MQTTSubscribeInfo_t *subscription)
{
    return subscription->topicFilterLength >= SHARE_PREFIX_BYTES &&
           memcmp(subscription->pTopicFilter, SHARE_PREFIX, SHARE_PREFIX_BYTES) == 0;
}

static bool options_are_allowed(const MQTTSubscribeInfo_t *subscription)
{
    return subscription->qos <= MQTTQoS2 &&
           subscription->retainHandlingOption <= retainDoNotSendonSub &&
           !(subscription->noLocalOption && mqtt_filter_is_shared(subscription));
}

bool mqtt_filters_measure(uint8_t type, const MQTTSubscribeInfo_t *subscriptions, size_t count,
                          const MQTTPropBuilder_t *list, size_t *remaining_length)
{
    const bool has_options = type == MQTT_PACKET_TYPE_SUBSCRIBE;

    if (subscriptions == NULL || count == 0 ||
        mqtt_properties_validate(list, MQTT_PROPERTIES_OF(type)) != MQTTSuccess) {
        return false;
    }
    size_t sum = 2u + mqtt_block_size(list);
    for (size_t i = 0; i < count; i++) {
        const MQTTSubscribeInfo_t *const filter = &subscriptions[i];
        if (filter->pTopicFilter == NULL || filter->topicFilterLength == 0 ||
            filter->topicFilterLength > UINT16_MAX ||
            (has_options && !options_are_allowed(filter))) {
            return false;
        }
        sum += 2u + filter->topicFilterLength + has_options;
        if (sum > MQTT_VARINT_MAX) {
            return false;
        }
    }
    *remaining_length = sum;
    return true;
}

MQTTStatus_t MQTT_ValidateSubscribeProperties(bool is_subscription_id_available,
                                              const MQTTPropBuilder_t *list)
{
    struct mqtt_property property;

    if (mqtt_properties_validate(list, MQTT_PROPERTIES_OF(MQTT_PACKET_TYPE_SUBSCRIBE)) !=
            MQTTSuccess ||
        (!is_subscription_id_available &&
         mqtt_property_find(list, MQTT_SUBSCRIPTION_ID_ID, &property))) {
        return MQTTBadParameter;
    }
    return MQTTSuccess;
}

static MQTTStatus_t size_of(uint8_t type, const MQTTSubscribeInfo_t *subscriptions, size_t count,
                            const MQTTPropBuilder_t *list, uint32_t *remaining_length,
                            uint32_t *packet_size)
{
    size_t remaining;

    if (remaining_length == NULL || packet_size == NULL ||
        !mqtt_filters_measure(type, subscriptions, count, list, &remaining)) {
        return MQTTBadParameter;
    }
    *remaining_length = (uint32_t)remaining;
    *packet_size = (uint32_t)mqtt_packet_size(remaining);
    return MQTTSuccess;
}

MQTTStatus_t MQTT_GetSubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                         const MQTTPropBuilder_t *list, uint32_t *remaining_length,
                                         uint32_t *packet_size)
{
    return size_of(MQTT_PACKET_TYPE_SUBSCRIBE, subscriptions, count, list, remaining_length,
                   packet_size);
}

MQTTStatus_t MQTT_GetUnsubscribePacketSize(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                           const MQTTPropBuilder_t *list,
                                           uint32_t *remaining_length, uint32_t *packet_size)
{
    return size_of(MQTT_PACKET_TYPE_UNSUBSCRIBE, subscriptions, count, list, remaining_length,
                   packet_size);
}

static uint8_t *header(uint8_t type, uint32_t remaining_length, uint8_t *bytes, uint16_t packet_id)
{
    *bytes++ = type;
    bytes += mqtt_varint_write(remaining_length, bytes);
    return lib_bytes_put16(bytes, packet_id);
}

uint8_t *MQTT_SerializeSubscribeHeader(uint32_t remaining_length, uint8_t *bytes,
                                       uint16_t packet_id)
{
    return header(MQTT_PACKET_TYPE_SUBSCRIBE, remaining_length, bytes, packet_id);
}

uint8_t *MQTT_SerializeUnsubscribeHeader(uint32_t remaining_length, uint8_t *bytes,
                                         uint16_t packet_id)
{
    return header(MQTT_PACKET_TYPE_UNSUBSCRIBE, remaining_length, bytes, packet_id);
}

static uint8_t options(const MQTTSubscribeInfo_t *subscription)
{
    unsigned byte = (unsigned)subscription->qos;

    byte |= subscription->noLocalOption ? OPTION_NO_LOCAL : 0u;
    byte |= subscription->retainAsPublishedOption ? OPTION_RETAIN_AS_IT_WAS : 0u;
    return (uint8_t)(byte | (unsigned)subscription->retainHandlingOption
                                << OPTION_RETAIN_WHEN_SHIFT);
}

void mqtt_write_filters(struct mqtt_writer *writer, uint8_t type,
                        const MQTTSubscribeInfo_t *subscriptions, size_t count,
                        const MQTTPropBuilder_t *list, uint16_t packet_id, size_t remaining_length)
{
    uint8_t start[HEADER_BYTES_MAX];
    const uint8_t *const end = header(type, (uint32_t)remaining_length, start, packet_id);

    mqtt_writer_put(writer, start, (size_t)(end - start));
    mqtt_write_block(writer, list);
    for (size_t i = 0; i < count; i++) {
        mqtt_writer_put_string(writer, subscriptions[i].pTopicFilter,
                               subscriptions[i].topicFilterLength);
        if (type == MQTT_PACKET_TYPE_SUBSCRIBE) {
            const uint8_t byte = options(&subscriptions[i]);
            mqtt_writer_put(writer, &byte, 1);
        }
    }
}

static MQTTStatus_t serialize(uint8_t type, const MQTTSubscribeInfo_t *subscriptions, size_t count,
                              const MQTTPropBuilder_t *list, uint16_t packet_id,
                              uint32_t remaining_length, const MQTTFixedBuffer_t *buffer)
{
    size_t measured;

    if (!mqtt_is_buffer(buffer) || packet_id == 0 ||
        !mqtt_filters_measure(type, subscriptions, count, list, &measured) ||
        measured != remaining_length) {
        return MQTTBadParameter;
    }
    struct mqtt_writer writer = {.bytes = buffer->pBuffer, .room = buffer->size};
    mqtt_write_filters(&writer, type, subscriptions, count, list, packet_id, measured);
    return mqtt_writer_finish(&writer);
}

MQTTStatus_t MQTT_SerializeSubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                     const MQTTPropBuilder_t *list, uint16_t packet_id,
                                     uint32_t remaining_length, const MQTTFixedBuffer_t *buffer)
{
    return serialize(MQTT_PACKET_TYPE_SUBSCRIBE, subscriptions, count, list, packet_id,
                     remaining_length, buffer);
}

MQTTStatus_t MQTT_SerializeUnsubscribe(const MQTTSubscribeInfo_t *subscriptions, size_t count,
                                       const MQTTPropBuilder_t *list, uint16_t packet_id,
                                       uint32_t remaining_length, const MQTTFixedBuffer_t *buffer)
{
    return serialize(MQTT_PACKET_TYPE_UNSUBSCRIBE, subscriptions, count, list, packet_id,
                     remaining_length, buffer);
}
