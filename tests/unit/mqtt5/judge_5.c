/* SPDX-License-Identifier: MIT */
#include "judge.h"

const int judge_version = 5;
unsigned judge_events;

bool judge_takes(uint8_t first, uint8_t *body, size_t length)
{
    const MQTTPacketInfo_t packet = {first, body, length, 2};
    MQTTConnectionProperties_t connection;
    MQTTReasonCodeInfo_t reason;
    MQTTPublishInfo_t message;
    MQTTPropBuilder_t list;
    MQTTStatus_t status;
    uint16_t id;
    bool present;

    (void)MQTT_InitConnect(&connection);
    switch (first >> 4) {
    case 2:
        status = MQTT_DeserializeConnAck(&packet, &present, &list, &connection);
        break;
    case 3:
        status =
            MQTT_DeserializePublish(&packet, &id, &message, &list, connection.maxPacketSize, 0);
        break;
    case 14:
        status = MQTT_DeserializeDisconnect(&packet, connection.maxPacketSize, &reason, &list);
        break;
    default:
        status = MQTT_DeserializeAck(&packet, &id, &reason, &list, &connection);
        break;
    }
    return status == MQTTSuccess || status == MQTTServerRefused;
}

uint32_t judge_clock(void)
{
    return 0;
}

static bool on_event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info,
                     MQTTSuccessFailReasonCode_t *reason, MQTTPropBuilder_t *answer,
                     MQTTPropBuilder_t *properties)
{
    size_t index = 0;

    (void)context;
    (void)packet;
    (void)info;
    (void)reason;
    (void)answer;
    while (MQTT_SkipNextProperty(properties, &index) == MQTTSuccess) {
    }
    judge_events++;
    return true;
}

MQTTStatus_t judge_init(MQTTContext_t *context, const TransportInterface_t *transport,
                        const MQTTFixedBuffer_t *buffer)
{
    static MQTTPubAckInfo_t incoming[8];
    const MQTTStatus_t status = MQTT_Init(context, transport, judge_clock, on_event, buffer);

    (void)MQTT_InitConnect(&context->connectionProperties);
    return status != MQTTSuccess ? status
                                 : MQTT_InitStatefulQoS(context, NULL, 0, incoming, 8, NULL, 0);
}
