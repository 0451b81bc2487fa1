/* SPDX-License-Identifier: MIT */
/* Any packet for each deserializer. The first byte is the packet's first byte; the rest is its
 * body, in memory of exactly its size.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core_mqtt.h"

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void check_publish(const MQTTPacketInfo_t *packet)
{
    MQTTPublishInfo_t message = {0};
    uint16_t id = 0;
    const uint8_t *body = packet->pRemainingData;

    if (MQTT_DeserializePublish(packet, &id, &message) != MQTTSuccess) {
        return;
    }
    const uint8_t *topic = (const uint8_t *)message.pTopicName;
    require(topic >= body && topic + message.topicNameLength <= body + packet->remainingLength);
    const uint8_t *payload = message.pPayload;
    require(message.payloadLength == 0 ||
            (payload >= topic + message.topicNameLength &&
             payload + message.payloadLength == body + packet->remainingLength));
    require(message.qos == MQTTQoS0 || id != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    MQTTPacketInfo_t packet = {0};
    uint8_t *codes = NULL;
    size_t count = 0;
    uint16_t id = 0;
    bool present = false;

    (void)MQTT_ProcessIncomingPacketTypeAndLength(bytes, &size, &packet);
    if (size == 0) {
        return 0;
    }
    uint8_t *body = malloc(size > 1 ? size - 1 : 1); /* no byte to spare for an over-read */
    memcpy(body, bytes + 1, size - 1);
    packet =
        (MQTTPacketInfo_t){.type = bytes[0], .pRemainingData = body, .remainingLength = size - 1};
    check_publish(&packet);
    (void)MQTT_DeserializeAck(&packet, &id, &present);
    if (MQTT_GetSubAckStatusCodes(&packet, &codes, &count) == MQTTSuccess) {
        require(codes >= body && codes + count <= body + packet.remainingLength);
    }
    free(body);
    return 0;
}
