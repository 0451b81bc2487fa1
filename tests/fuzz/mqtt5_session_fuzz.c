/* SPDX-License-Identifier: MIT */
/* A session of MQTT 5. The callback answers with any reason code, with properties, or not at all;
 * what the server says of itself in CONNACK is never broken: PUBLISHes under way, their size, their
 * QoS. */
#include "mqtt_session.h"

static uint8_t ack_properties[32];

static bool event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *told,
                  MQTTSuccessFailReasonCode_t *reason, MQTTPropBuilder_t *answer,
                  MQTTPropBuilder_t *properties)
{
    const uint8_t mood = next_byte();
    size_t index = 0;

    check_told(context, packet, told);
    require(properties->currentIndex == 0 ||
            within(context, properties->pBuffer, properties->currentIndex));
    while (MQTT_SkipNextProperty(properties, &index) == MQTTSuccess) {
        require(index <= properties->currentIndex);
    }
    require(index == properties->currentIndex);
    if (told->pReasonCode != NULL) {
        require(told->pReasonCode->reasonCodeLength > 0);
    }
    if (mood % 4u == 1) {
        *reason = (MQTTSuccessFailReasonCode_t)next_byte();
    } else if (mood % 4u == 2) {
        (void)MQTTPropAdd_ReasonString(answer, "reason", 1u + mood % 6u, NULL);
    }
    return mood % 16u != 7;
}

static MQTTStatus_t begin(MQTTContext_t *context, const TransportInterface_t *transport,
                          const MQTTFixedBuffer_t *memory, MQTTPubAckInfo_t *outgoing,
                          MQTTPubAckInfo_t *incoming)
{
    require(MQTT_Init(context, transport, clock_ms, event, memory) == MQTTSuccess);
    return MQTT_InitStatefulQoS(context, outgoing, RECORDS, incoming, RECORDS, ack_properties,
                                sizeof ack_properties);
}

static void say_connect(MQTTContext_t *context, const MQTTConnectInfo_t *info)
{
    uint8_t bytes[16];
    MQTTPropBuilder_t list;
    bool present = false;

    require(MQTTPropertyBuilder_Init(&list, bytes, sizeof bytes) == MQTTSuccess);
    (void)MQTTPropAdd_TopicAliasMax(&list, next_byte(), NULL);
    (void)MQTTPropAdd_RequestProbInfo(&list, next_byte() % 2u, NULL);
    (void)MQTT_Connect(context, info, NULL, 100, &present, &list, NULL);
}

static void say_publish(MQTTContext_t *context, const MQTTPublishInfo_t *message, uint16_t id)
{
    const MQTTConnectionProperties_t *const server = &context->connectionProperties;
    uint8_t bytes[16];
    MQTTPropBuilder_t list;
    uint32_t remaining, size;
    size_t used = 0;

    require(MQTTPropertyBuilder_Init(&list, bytes, sizeof bytes) == MQTTSuccess);
    if (next_byte() % 2u != 0) {
        (void)MQTTPropAdd_TopicAlias(&list, next_byte(), NULL);
    }
    if (MQTT_Publish(context, message, id, &list) != MQTTSuccess) {
        return;
    }
    require(MQTT_GetPublishPacketSize(message, &list, &remaining, &size) == MQTTSuccess);
    require(size <= server->serverMaxPacketSize);
    require((unsigned)message->qos <= server->serverMaxQos);
    for (size_t i = 0; i < RECORDS; i++) {
        const MQTTPubAckInfo_t *const record = &context->outgoingPublishRecords[i];
        used += record->packetId != 0 && (!message->dup || record->publishState != MQTTPublishSend);
    }
    require(message->qos == MQTTQoS0 || used <= server->serverReceiveMax);
}

static void say_subscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *filter)
{
    (void)MQTT_Subscribe(context, filter, 1, MQTT_GetPacketId(context), NULL);
}

static void say_unsubscribe(MQTTContext_t *context, const MQTTSubscribeInfo_t *filter)
{
    (void)MQTT_Unsubscribe(context, filter, 1, MQTT_GetPacketId(context), NULL);
}

static void say_disconnect(MQTTContext_t *context)
{
    (void)MQTT_Disconnect(context, NULL, NULL);
}
