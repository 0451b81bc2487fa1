/* SPDX-License-Identifier: MIT */
#include "core_mqtt_state.h"

#include "lib_assert.h"
#include "mqtt_engine.h"

/* Which acknowledgements a record may see, by its state: one bit each. Where each of them leads
 * does not depend on the state (MQTT_CalculateStateAck). A bit in a state that the packet itself
 * leads to, or that lies before, is for packets that are repeated after a lost connection. */
#define SENT(packet)     (1u << (unsigned)(packet))
#define RECEIVED(packet) (0x10u << (unsigned)(packet))

static const uint8_t expected[] = {
    /* outgoing */
    [MQTTPubAckPending] = RECEIVED(MQTTPuback),
    [MQTTPubRecPending] = RECEIVED(MQTTPubrec),
    [MQTTPubRelSend] = SENT(MQTTPubrel) | RECEIVED(MQTTPubrec),
    [MQTTPubCompPending] = RECEIVED(MQTTPubcomp) | RECEIVED(MQTTPubrec) | SENT(MQTTPubrel),
    /* incoming */
    [MQTTPubAckSend] = SENT(MQTTPuback),
    [MQTTPubRecSend] = SENT(MQTTPubrec) | RECEIVED(MQTTPubrel),
    [MQTTPubRelPending] = RECEIVED(MQTTPubrel) | SENT(MQTTPubrec),
    [MQTTPubCompSend] = SENT(MQTTPubcomp) | RECEIVED(MQTTPubrel),
    [MQTTPublishDone] = 0,
};

static MQTTPubAckInfo_t *find(MQTTPubAckInfo_t *records, size_t count, uint16_t packet_id)
{
    for (size_t i = 0; i < count; i++) {
        if (records[i].packetId == packet_id) {
            return &records[i];
        }
    }
    return NULL;
}

static MQTTPubAckInfo_t *find_outgoing(const MQTTContext_t *context, uint16_t packet_id)
{
    return find(context->outgoingPublishRecords, context->outgoingPublishRecordMaxCount, packet_id);
}

/* Moves the used records to the front, in order. Returns how many there are. */
static size_t compact(MQTTPubAckInfo_t *records, size_t count)
{
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        const MQTTPubAckInfo_t record = records[i];
        records[i] = (MQTTPubAckInfo_t){0};
        if (record.packetId != MQTT_PACKET_ID_INVALID) {
            records[used++] = record;
        }
    }
    return used;
}

/* Puts a record behind all others, which keeps them in the order of publishing. Records move only
 * when the last one is taken: never while a search for resends goes on. */
static MQTTStatus_t append(MQTTPubAckInfo_t *records, size_t count, uint16_t packet_id,
                           MQTTQoS_t qos, MQTTPublishState_t state)
{
    size_t end = count;

    LIB_ASSERT(packet_id != MQTT_PACKET_ID_INVALID);
    while (end > 0 && records[end - 1].packetId == MQTT_PACKET_ID_INVALID) {
        end--;
    }
    if (find(records, end, packet_id) != NULL) {
        return MQTTStateCollision;
    }
    if (end == count) {
        end = compact(records, count);
    }
    if (end == count) {
        return MQTTNoMemory;
    }
    records[end] = (MQTTPubAckInfo_t){packet_id, qos, state};
    return MQTTSuccess;
}

/* Sets of states, one bit each: messages whose PUBLISH, or whose PUBREL, is owed or unanswered. */
#define UNANSWERED_PUBLISH                                                                         \
    (1u << MQTTPublishSend | 1u << MQTTPubAckPending | 1u << MQTTPubRecPending)
#define UNANSWERED_PUBREL (1u << MQTTPubRelSend | 1u << MQTTPubCompPending)

static bool is_in(unsigned states, MQTTPublishState_t state)
{
    return (states >> state & 1u) != 0;
}

void mqtt_state_clear(MQTTPubAckInfo_t *records, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        records[i] = (MQTTPubAckInfo_t){0};
    }
}

MQTTStatus_t mqtt_state_sending(const MQTTContext_t *context, const MQTTPublishInfo_t *publish_info,
                                uint16_t packet_id)
{
    MQTTPubAckInfo_t *const records = context->outgoingPublishRecords;
    const size_t count = context->outgoingPublishRecordMaxCount;
    const MQTTQoS_t qos = publish_info->qos;
    const MQTTPublishState_t wait = qos == MQTTQoS1 ? MQTTPubAckPending : MQTTPubRecPending;
    const MQTTStatus_t status = append(records, count, packet_id, qos, wait);

    if (status != MQTTStateCollision || !publish_info->dup) {
        return status;
    }
    MQTTPubAckInfo_t *const old = find(records, count, packet_id);
    if (old->qos != qos || !is_in(UNANSWERED_PUBLISH, old->publishState)) {
        return MQTTIllegalState;
    }
    old->publishState = wait;
    return MQTTSuccess;
}

MQTTStatus_t mqtt_state_received(const MQTTContext_t *context, uint16_t packet_id)
{
    return append(context->incomingPublishRecords, context->incomingPublishRecordMaxCount,
                  packet_id, MQTTQoS2, MQTTPubRecSend);
}

MQTTStatus_t MQTT_ReserveState(const MQTTContext_t *context, uint16_t packet_id, MQTTQoS_t qos)
{
    if (qos == MQTTQoS0) {
        return MQTTSuccess;
    }
    if (context == NULL || packet_id == MQTT_PACKET_ID_INVALID || qos > MQTTQoS2) {
        return MQTTBadParameter;
    }
    return append(context->outgoingPublishRecords, context->outgoingPublishRecordMaxCount,
                  packet_id, qos, MQTTPublishSend);
}

MQTTPublishState_t MQTT_CalculateStatePublish(MQTTStateOperation_t operation, MQTTQoS_t qos)
{
    switch (qos) {
    case MQTTQoS0:
        return MQTTPublishDone;
    case MQTTQoS1:
        return operation == MQTT_SEND ? MQTTPubAckPending : MQTTPubAckSend;
    case MQTTQoS2:
        return operation == MQTT_SEND ? MQTTPubRecPending : MQTTPubRecSend;
    }
    return MQTTStateNull;
}

MQTTStatus_t MQTT_UpdateStatePublish(const MQTTContext_t *context, uint16_t packet_id,
                                     MQTTStateOperation_t operation, MQTTQoS_t qos,
                                     MQTTPublishState_t *new_state)
{
    if (context == NULL || new_state == NULL || qos > MQTTQoS2) {
        return MQTTBadParameter;
    }
    const MQTTPublishState_t state = MQTT_CalculateStatePublish(operation, qos);
    MQTTStatus_t status = MQTTSuccess;
    if (qos != MQTTQoS0 && packet_id == MQTT_PACKET_ID_INVALID) {
        return MQTTBadParameter;
    }
    if (qos != MQTTQoS0 && operation == MQTT_RECEIVE) {
        status = append(context->incomingPublishRecords, context->incomingPublishRecordMaxCount,
                        packet_id, qos, state);
    } else if (qos != MQTTQoS0) {
        MQTTPubAckInfo_t *const record = find_outgoing(context, packet_id);
        if (record == NULL || record->qos != qos) {
            return MQTTBadParameter;
        }
        if (!is_in(UNANSWERED_PUBLISH, record->publishState)) {
            return MQTTIllegalState;
        }
        record->publishState = state;
    }
    if (status == MQTTSuccess) {
        *new_state = state;
    }
    return status;
}

MQTTStatus_t MQTT_RemoveStateRecord(const MQTTContext_t *context, uint16_t packet_id)
{
    if (context == NULL || packet_id == MQTT_PACKET_ID_INVALID) {
        return MQTTBadParameter;
    }
    MQTTPubAckInfo_t *const record = find_outgoing(context, packet_id);
    if (record == NULL) {
        return MQTTBadParameter;
    }
    *record = (MQTTPubAckInfo_t){0};
    return MQTTSuccess;
}

/* Where an acknowledgement leads, sent or received. */
static const uint8_t next[][2] = {
    [MQTTPuback] = {MQTTPublishDone, MQTTPublishDone},
    [MQTTPubrec] = {[MQTT_SEND] = MQTTPubRelPending, [MQTT_RECEIVE] = MQTTPubRelSend},
    [MQTTPubrel] = {[MQTT_SEND] = MQTTPubCompPending, [MQTT_RECEIVE] = MQTTPubCompSend},
    [MQTTPubcomp] = {MQTTPublishDone, MQTTPublishDone},
};

MQTTPublishState_t MQTT_CalculateStateAck(MQTTPubAckType_t packet_type,
                                          MQTTStateOperation_t operation, MQTTQoS_t qos)
{
    const MQTTQoS_t needs = packet_type == MQTTPuback ? MQTTQoS1 : MQTTQoS2;

    if (packet_type > MQTTPubcomp || operation > MQTT_RECEIVE || qos != needs) {
        return MQTTStateNull;
    }
    return (MQTTPublishState_t)next[packet_type][operation];
}

MQTTStatus_t MQTT_UpdateStateAck(const MQTTContext_t *context, uint16_t packet_id,
                                 MQTTPubAckType_t packet_type, MQTTStateOperation_t operation,
                                 MQTTPublishState_t *new_state)
{
    if (context == NULL || packet_id == MQTT_PACKET_ID_INVALID || new_state == NULL ||
        packet_type > MQTTPubcomp || operation > MQTT_RECEIVE) {
        return MQTTBadParameter;
    }
    /* PUBREL goes the way of the PUBLISH, the others the opposite way. */
    const bool outgoing = (operation == MQTT_SEND) == (packet_type == MQTTPubrel);
    MQTTPubAckInfo_t *const record = outgoing
                                         ? find_outgoing(context, packet_id)
                                         : find(context->incomingPublishRecords,
                                                context->incomingPublishRecordMaxCount, packet_id);
    if (record == NULL) {
        return MQTTBadResponse;
    }
    const unsigned bit = operation == MQTT_SEND ? SENT(packet_type) : RECEIVED(packet_type);
    const MQTTPublishState_t state = (MQTTPublishState_t)next[packet_type][operation];
    if ((expected[record->publishState] & bit) == 0) {
        return MQTTIllegalState;
    }
    record->publishState = state;
    if (state == MQTTPublishDone) {
        *record = (MQTTPubAckInfo_t){0};
    }
    *new_state = state;
    return MQTTSuccess;
}

static const MQTTPubAckInfo_t *search(const MQTTContext_t *context, MQTTStateCursor_t *cursor,
                                      unsigned states)
{
    while (*cursor < context->outgoingPublishRecordMaxCount) {
        const MQTTPubAckInfo_t *const record = &context->outgoingPublishRecords[(*cursor)++];
        if (record->packetId != MQTT_PACKET_ID_INVALID && is_in(states, record->publishState)) {
            return record;
        }
    }
    return NULL;
}

uint16_t MQTT_PubrelToResend(const MQTTContext_t *context, MQTTStateCursor_t *cursor,
                             MQTTPublishState_t *state)
{
    if (context == NULL || cursor == NULL || state == NULL) {
        return MQTT_PACKET_ID_INVALID;
    }
    const MQTTPubAckInfo_t *const record = search(context, cursor, UNANSWERED_PUBREL);
    if (record == NULL) {
        return MQTT_PACKET_ID_INVALID;
    }
    *state = MQTTPubRelSend;
    return record->packetId;
}

uint16_t MQTT_PublishToResend(const MQTTContext_t *context, MQTTStateCursor_t *cursor)
{
    if (context == NULL || cursor == NULL) {
        return MQTT_PACKET_ID_INVALID;
    }
    const MQTTPubAckInfo_t *const record = search(context, cursor, UNANSWERED_PUBLISH);
    return record != NULL ? record->packetId : MQTT_PACKET_ID_INVALID;
}
