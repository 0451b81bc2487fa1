/* SPDX-License-Identifier: MIT */
/* Fixed headers, written and read: the same in both versions. */
#include "core_mqtt_serializer.h"

#include "lib_bytes.h"
#include "mqtt_engine.h"
#include "mqtt_parse.h"
#include "mqtt_varint.h"

#define PUBLISH_FLAG_RETAIN    0x01u
#define PUBLISH_FLAG_QOS_SHIFT 1u
#define PUBLISH_FLAG_DUP       0x08u

size_t mqtt_packet_size(size_t remaining_length)
{
    size_t varint = 1;

    for (size_t rest = remaining_length; rest > 127u; rest >>= 7) {
        varint++;
    }
    return 1u + varint + remaining_length;
}

bool mqtt_publish_id_is_wrong(const MQTTPublishInfo_t *publish_info, uint16_t packet_id)
{
    return publish_info->qos == MQTTQoS0 ? publish_info->dup : packet_id == 0;
}

size_t mqtt_publish_header(const MQTTPublishInfo_t *publish_info, size_t remaining_length,
                           uint8_t *bytes)
{
    unsigned type = MQTT_PACKET_TYPE_PUBLISH | (unsigned)publish_info->qos
                                                   << PUBLISH_FLAG_QOS_SHIFT;

    type |= publish_info->retain ? PUBLISH_FLAG_RETAIN : 0u;
    type |= publish_info->dup ? PUBLISH_FLAG_DUP : 0u;
    bytes[0] = (uint8_t)type;
    const size_t length = 1u + mqtt_varint_write((uint32_t)remaining_length, &bytes[1]);
    lib_bytes_put16(&bytes[length], (uint16_t)publish_info->topicNameLength);
    return length + 2u;
}

MQTTStatus_t mqtt_parse_long_length(const uint8_t *bytes, size_t count, MQTTPacketInfo_t *packet)
{
    size_t used = 0;
    const MQTTStatus_t status =
        mqtt_varint_read(&bytes[1], count - 1u, &packet->remainingLength, &used);

    packet->headerLength = 1u + used;
    return status;
}

MQTTStatus_t MQTT_ProcessIncomingPacketTypeAndLength(const uint8_t *bytes, const size_t *count,
                                                     MQTTPacketInfo_t *packet)
{
    if (bytes == NULL || count == NULL || packet == NULL) {
        return MQTTBadParameter;
    }
    return *count == 0 ? MQTTNoDataAvailable : mqtt_parse_header(bytes, *count, packet);
}

MQTTStatus_t MQTT_GetIncomingPacketTypeAndLength(TransportRecv_t receive,
                                                 NetworkContext_t *network_context,
                                                 MQTTPacketInfo_t *packet)
{
    uint8_t header[MQTT_FIXED_HEADER_BYTES_MAX];
    MQTTStatus_t status = MQTTNeedMoreBytes;

    if (receive == NULL || packet == NULL) {
        return MQTTBadParameter;
    }
    /* A header of full length is either complete or malformed: the loop ends. */
    for (size_t count = 1; status == MQTTNeedMoreBytes; count++) {
        const int32_t got = receive(network_context, &header[count - 1u], 1);
        if (got != 1) {
            return count > 1 ? MQTTBadResponse : got == 0 ? MQTTNoDataAvailable : MQTTRecvFailed;
        }
        status = mqtt_parse_header(header, count, packet);
    }
    return status;
}
