/* SPDX-License-Identifier: MIT */
/* Any packet for the deserializers of MQTT 5, beside the strict judgement of the unit tests. The
 * first byte is the packet's first byte; the rest is its body, in memory of exactly its size.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core_mqtt.h"

#include "strict.h"

struct parts {
    MQTTPublishInfo_t message;
    MQTTPropBuilder_t list;
    MQTTReasonCodeInfo_t reason;
    uint16_t id;
};

static const uint8_t *body;
static size_t body_length;

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void require_within(const void *part, size_t length)
{
    const uint8_t *const at = part;

    require(length == 0 || (at >= body && at + length <= body + body_length));
}

static void check_list(const MQTTPropBuilder_t *list)
{
    size_t index = 0;

    require_within(list->pBuffer, list->currentIndex);
    while (MQTT_SkipNextProperty(list, &index) == MQTTSuccess) {
        require(index <= list->currentIndex);
    }
    require(index == list->currentIndex);
}

static void check_publish(const struct parts *parts)
{
    const MQTTPublishInfo_t *const message = &parts->message;
    const uint8_t *const payload = message->pPayload;

    require_within(message->pTopicName, message->topicNameLength);
    require(payload + message->payloadLength == body + body_length);
    require_within(payload, message->payloadLength);
    require(message->qos == MQTTQoS0 || parts->id != 0);
}

static MQTTStatus_t take(const MQTTPacketInfo_t *packet, struct parts *parts)
{
    MQTTConnectionProperties_t connection;
    bool present;

    require(MQTT_InitConnect(&connection) == MQTTSuccess);
    switch (packet->type >> 4) {
    case 2:
        return MQTT_DeserializeConnAck(packet, &present, &parts->list, &connection);
    case 3:
        return MQTT_DeserializePublish(packet, &parts->id, &parts->message, &parts->list,
                                       connection.maxPacketSize, 0);
    case 14:
        return MQTT_DeserializeDisconnect(packet, connection.maxPacketSize, &parts->reason,
                                          &parts->list);
    }
    return MQTT_DeserializeAck(packet, &parts->id, &parts->reason, &parts->list, &connection);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    MQTTPacketInfo_t packet = {0};
    struct parts parts = {0};
    uint8_t *codes = NULL;
    size_t count = 0;

    (void)MQTT_ProcessIncomingPacketTypeAndLength(bytes, &size, &packet);
    if (size == 0) {
        return 0;
    }
    uint8_t *const copy = malloc(size > 1 ? size - 1 : 1); /* no byte to spare for an over-read */
    memcpy(copy, bytes + 1, size - 1);
    body = copy;
    body_length = size - 1;
    packet =
        (MQTTPacketInfo_t){.type = bytes[0], .pRemainingData = copy, .remainingLength = size - 1};
    const MQTTStatus_t status = take(&packet, &parts);
    const bool is_taken = status == MQTTSuccess || status == MQTTServerRefused;
    require(is_taken == strict_is_allowed(5, bytes[0], copy, size - 1));
    if (is_taken) {
        check_list(&parts.list);
        if (bytes[0] >> 4 == 3) {
            check_publish(&parts);
        }
    }
    if (MQTT_GetSubAckStatusCodes(&packet, &codes, &count) == MQTTSuccess ||
        MQTT_GetUnsubAckStatusCodes(&packet, &codes, &count) == MQTTSuccess) {
        require(count > 0);
        require_within(codes, count);
    }
    free(copy);
    return 0;
}
