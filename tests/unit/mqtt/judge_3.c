/* SPDX-License-Identifier: MIT */
#include "judge.h"

const int judge_version = 3;
unsigned judge_events;

bool judge_takes(uint8_t first, uint8_t *body, size_t length)
{
    const MQTTPacketInfo_t packet = {first, body, length, 2};
    MQTTPublishInfo_t message;
    uint16_t id;
    bool present;

    if (first >> 4 == 3) {
        return MQTT_DeserializePublish(&packet, &id, &message) == MQTTSuccess;
    }
    const MQTTStatus_t status = MQTT_DeserializeAck(&packet, &id, &present);
    return status == MQTTSuccess || status == MQTTServerRefused;
}

uint32_t judge_clock(void)
{
    return 0;
}

static void on_event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info)
{
    (void)context;
    (void)packet;
    (void)info;
    judge_events++;
}

MQTTStatus_t judge_init(MQTTContext_t *context, const TransportInterface_t *transport,
                        const MQTTFixedBuffer_t *buffer)
{
    static MQTTPubAckInfo_t incoming[8];
    const MQTTStatus_t status = MQTT_Init(context, transport, judge_clock, on_event, buffer);

    return status != MQTTSuccess ? status : MQTT_InitStatefulQoS(context, NULL, 0, incoming, 8);
}
