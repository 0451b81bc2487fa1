/* SPDX-License-Identifier: MIT */
/* PUBLISH out: up to four pieces, one transport call, no copy.
 *
 *   | header, length of topic | topic | packet id | payload |
 *     stack                     caller  stack       caller
 */
#include "core_mqtt.h"

#include "lib_bytes.h"
#include "mqtt_keep.h"
#include "mqtt_packets_3.h"

struct publish_packet {
    TransportOutVector_t pieces[4];
    size_t count;
    uint8_t header[MQTT_PUBLISH_HEADER_BYTES_MAX];
    uint8_t id[2];
};

/* Returns the bytes of the whole packet. */
static size_t build(struct publish_packet *packet, const MQTTPublishInfo_t *publish_info,
                    uint16_t packet_id, size_t remaining)
{
    const size_t header = mqtt_publish_header(publish_info, remaining, packet->header);
    TransportOutVector_t *next = packet->pieces;

    *next++ = (TransportOutVector_t){packet->header, header};
    *next++ = (TransportOutVector_t){publish_info->pTopicName, publish_info->topicNameLength};
    if (publish_info->qos != MQTTQoS0) {
        lib_bytes_put16(packet->id, packet_id);
        *next++ = (TransportOutVector_t){packet->id, sizeof packet->id};
    }
    if (publish_info->payloadLength > 0) {
        *next++ = (TransportOutVector_t){publish_info->pPayload, publish_info->payloadLength};
    }
    packet->count = (size_t)(next - packet->pieces);
    return header + remaining - 2u; /* both count the length of the topic */
}

MQTTStatus_t MQTT_Publish(MQTTContext_t *context, const MQTTPublishInfo_t *publish_info,
                          uint16_t packet_id)
{
    struct publish_packet packet;
    size_t remaining;

    if (context == NULL || !mqtt_publish_measure(publish_info, &remaining) ||
        !mqtt_payload_is_there(publish_info) || mqtt_publish_id_is_wrong(publish_info, packet_id)) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    const size_t total = build(&packet, publish_info, packet_id, remaining);
    if (publish_info->qos != MQTTQoS0) {
        const MQTTStatus_t status =
            keep(context, packet.pieces, packet.count, publish_info, packet_id);
        if (status != MQTTSuccess) {
            return status;
        }
    }
    MQTT_PRE_SEND_HOOK(context);
    const MQTTStatus_t status = mqtt_send_pieces(context, packet.pieces, packet.count, total);
    MQTT_POST_SEND_HOOK(context);
    return status;
}
