/* SPDX-License-Identifier: MIT */
/* The store of messages under way. Its use when a session is resumed, mqtt_resend, is each
 * version's own, and behind a pointer in the context: a client that keeps its messages itself does
 * not link it. */
#include "core_mqtt.h"

#include <string.h>

#include "mqtt_engine.h"

#define PUBLISH_FLAG_DUP 0x08u

MQTTStatus_t mqtt_resend_one(MQTTContext_t *context, uint16_t packet_id)
{
    uint8_t *packet = NULL;
    size_t length = 0;

    if (!context->retrieveFunction(context, packet_id, &packet, &length) || packet == NULL ||
        length == 0) {
        (void)MQTT_RemoveStateRecord(context, packet_id);
        return MQTTPublishRetrieveFailed;
    }
    packet[0] |= PUBLISH_FLAG_DUP;
    MQTT_PRE_SEND_HOOK(context);
    const MQTTStatus_t status = mqtt_send(context, packet, length);
    MQTT_POST_SEND_HOOK(context);
    return status;
}

MQTTStatus_t MQTT_InitRetransmits(MQTTContext_t *context, MQTTStorePacketForRetransmit store,
                                  MQTTRetrievePacketForRetransmit retrieve,
                                  MQTTClearPacketForRetransmit clear)
{
    if (context == NULL || store == NULL || retrieve == NULL || clear == NULL ||
        context->outgoingPublishRecordMaxCount == 0) {
        return MQTTBadParameter;
    }
    context->storeFunction = store;
    context->retrieveFunction = retrieve;
    context->clearFunction = clear;
    context->resend = mqtt_resend;
    return MQTTSuccess;
}

size_t MQTT_GetBytesInMQTTVec(const MQTTVec_t *vec)
{
    size_t sum = 0;

    for (size_t i = 0; i < vec->count; i++) {
        sum += vec->pieces[i].iov_len;
    }
    return sum;
}

void MQTT_SerializeMQTTVec(uint8_t *memory, const MQTTVec_t *vec)
{
    for (size_t i = 0; i < vec->count; i++) {
        memcpy(memory, vec->pieces[i].iov_base, vec->pieces[i].iov_len);
        memory += vec->pieces[i].iov_len;
    }
}
