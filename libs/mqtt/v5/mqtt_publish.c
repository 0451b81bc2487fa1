/* SPDX-License-Identifier: MIT */
/* PUBLISH out: up to five pieces, one transport call, no copy.
 *
 *   | header, length of topic | topic | packet id, length of properties | properties | payload |
 *     stack                     caller  stack                             caller       caller
 */
#include "core_mqtt.h"

#include "lib_bytes.h"
#include "mqtt_keep.h"
#include "mqtt_packets.h"

struct publish_packet {
    TransportOutVector_t pieces[5];
    size_t count;
    uint8_t header[MQTT_PUBLISH_HEADER_BYTES_MAX];
    uint8_t middle[2 + MQTT_VARINT_BYTES_MAX];
};

/* Returns the bytes of the whole packet. */
static size_t build(struct publish_packet *packet, const MQTTPublishInfo_t *publish_info,
                    const MQTTPropBuilder_t *list, uint16_t packet_id, size_t remaining)
{
    const size_t header = mqtt_publish_header(publish_info, remaining, packet->header);
    const size_t properties = mqtt_list_length(list);
    TransportOutVector_t *next = packet->pieces;
    uint8_t *middle = packet->middle;

    *next++ = (TransportOutVector_t){packet->header, header};
    if (publish_info->topicNameLength > 0) {
        *next++ = (TransportOutVector_t){publish_info->pTopicName, publish_info->topicNameLength};
    }
    if (publish_info->qos != MQTTQoS0) {
        middle = lib_bytes_put16(middle, packet_id);
    }
    if (properties == 0) { /* nearly always */
        *middle++ = 0;
    } else {
        middle += mqtt_varint_write((uint32_t)properties, middle);
    }
    *next++ = (TransportOutVector_t){packet->middle, (size_t)(middle - packet->middle)};
    if (properties > 0) {
        *next++ = (TransportOutVector_t){list->pBuffer, properties};
    }
    if (publish_info->payloadLength > 0) {
        *next++ = (TransportOutVector_t){publish_info->pPayload, publish_info->payloadLength};
    }
    packet->count = (size_t)(next - packet->pieces);
    return header + remaining - 2u; /* both count the length of the topic */
}

/* Whether the server takes such a message. */
static bool is_taken(const MQTTConnectionProperties_t *server,
                     const MQTTPublishInfo_t *publish_info, uint16_t alias, size_t total)
{
    return (unsigned)publish_info->qos <= server->serverMaxQos &&
           (!publish_info->retain || server->retainAvailable != 0) &&
           alias <= server->serverTopicAliasMax && total <= server->serverMaxPacketSize;
}

/* The server takes no further message at a time. A new one also waits for those that are owed from
 * before. */
static bool window_is_full(const MQTTContext_t *context, const MQTTPublishInfo_t *publish_info,
                           uint16_t packet_id)
{
    const size_t window = context->connectionProperties.serverReceiveMax;
    size_t used = 0;

    if (window >= context->outgoingPublishRecordMaxCount) {
        return false;
    }
    if (publish_info->dup) {
        return mqtt_under_way(context, packet_id) >= window;
    }
    for (size_t i = 0; i < context->outgoingPublishRecordMaxCount; i++) {
        used += context->outgoingPublishRecords[i].packetId != MQTT_PACKET_ID_INVALID;
    }
    return used >= window;
}

MQTTStatus_t MQTT_Publish(MQTTContext_t *context, const MQTTPublishInfo_t *publish_info,
                          uint16_t packet_id, const MQTTPropBuilder_t *list)
{
    struct publish_packet packet;
    size_t remaining;
    uint16_t alias;

    if (context == NULL || !mqtt_publish_measure(publish_info, list, &remaining, &alias) ||
        mqtt_publish_id_is_wrong(publish_info, packet_id)) {
        return MQTTBadParameter;
    }
    if (context->connectStatus != MQTTConnected) {
        return MQTTStatusNotConnected;
    }
    const size_t total = build(&packet, publish_info, list, packet_id, remaining);
    if (!is_taken(&context->connectionProperties, publish_info, alias, total)) {
        return MQTTBadParameter;
    }
    if (publish_info->qos != MQTTQoS0) {
        if (window_is_full(context, publish_info, packet_id)) {
            return MQTTNoMemory;
        }
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
