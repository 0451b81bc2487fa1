/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

/* The life of a message as the standard draws it (4.3), and what may be repeated after a lost
 * connection. Written apart from the library's own table. */
struct step {
    MQTTPublishState_t from;
    MQTTPubAckType_t packet;
    MQTTStateOperation_t operation;
    MQTTPublishState_t to;
};

static const struct step outgoing_steps[] = {
    {MQTTPubAckPending, MQTTPuback, MQTT_RECEIVE, MQTTPublishDone},
    {MQTTPubRecPending, MQTTPubrec, MQTT_RECEIVE, MQTTPubRelSend},
    {MQTTPubRelSend, MQTTPubrel, MQTT_SEND, MQTTPubCompPending},
    {MQTTPubCompPending, MQTTPubcomp, MQTT_RECEIVE, MQTTPublishDone},
    {MQTTPubRelSend, MQTTPubrec, MQTT_RECEIVE, MQTTPubRelSend},
    {MQTTPubCompPending, MQTTPubrec, MQTT_RECEIVE, MQTTPubRelSend},
    {MQTTPubCompPending, MQTTPubrel, MQTT_SEND, MQTTPubCompPending},
};

static const struct step incoming_steps[] = {
    {MQTTPubAckSend, MQTTPuback, MQTT_SEND, MQTTPublishDone},
    {MQTTPubRecSend, MQTTPubrec, MQTT_SEND, MQTTPubRelPending},
    {MQTTPubRelPending, MQTTPubrel, MQTT_RECEIVE, MQTTPubCompSend},
    {MQTTPubCompSend, MQTTPubcomp, MQTT_SEND, MQTTPublishDone},
    {MQTTPubRecSend, MQTTPubrel, MQTT_RECEIVE, MQTTPubCompSend},
    {MQTTPubRelPending, MQTTPubrec, MQTT_SEND, MQTTPubRelPending},
    {MQTTPubCompSend, MQTTPubrel, MQTT_RECEIVE, MQTTPubCompSend},
};

static bool is_outgoing(MQTTPubAckType_t packet, MQTTStateOperation_t operation)
{
    return (packet == MQTTPubrel) == (operation == MQTT_SEND);
}

static MQTTPublishState_t expected(const struct step *steps, size_t count, MQTTPublishState_t from,
                                   MQTTPubAckType_t packet, MQTTStateOperation_t operation)
{
    for (size_t i = 0; i < count; i++) {
        if (steps[i].from == from && steps[i].packet == packet && steps[i].operation == operation) {
            return steps[i].to;
        }
    }
    return MQTTStateNull;
}

static MQTTQoS_t qos_of(MQTTPublishState_t state)
{
    return state == MQTTPubAckPending || state == MQTTPubAckSend ? MQTTQoS1 : MQTTQoS2;
}

static void check_pair(MQTTPublishState_t from, MQTTPubAckType_t packet,
                       MQTTStateOperation_t operation)
{
    const bool out = is_outgoing(packet, operation);
    const MQTTPublishState_t want = out ? expected(outgoing_steps, 7, from, packet, operation)
                                        : expected(incoming_steps, 7, from, packet, operation);
    MQTTPubAckInfo_t *const record = out ? wire_outgoing : wire_incoming;
    MQTTPublishState_t state = MQTTStateNull;

    test_case = MQTT_State_strerror(from);
    wire_client(false);
    *record = (MQTTPubAckInfo_t){7, qos_of(from), from};
    CHECK_EQ(MQTT_UpdateStateAck(&wire_context, 7, packet, operation, &state),
             want == MQTTStateNull ? MQTTIllegalState : MQTTSuccess);
    CHECK_EQ(state, want);
    CHECK_EQ(record->packetId, want == MQTTPublishDone ? 0 : 7);
    if (want != MQTTPublishDone) {
        CHECK_EQ(record->publishState, want == MQTTStateNull ? from : want);
    }
}

static void every_pair_of_state_and_packet_leads_where_it_should(void)
{
    for (unsigned state = MQTTPublishSend; state < MQTTPublishDone; state++) {
        for (unsigned packet = MQTTPuback; packet <= MQTTPubcomp; packet++) {
            check_pair((MQTTPublishState_t)state, (MQTTPubAckType_t)packet, MQTT_SEND);
            check_pair((MQTTPublishState_t)state, (MQTTPubAckType_t)packet, MQTT_RECEIVE);
        }
    }
}

static void the_pure_functions_agree_with_the_steps(void)
{
    for (size_t i = 0; i < 7; i++) {
        const struct step *const out = &outgoing_steps[i];
        const struct step *const in = &incoming_steps[i];
        CHECK_EQ(MQTT_CalculateStateAck(out->packet, out->operation, qos_of(out->from)), out->to);
        CHECK_EQ(MQTT_CalculateStateAck(in->packet, in->operation, qos_of(in->from)), in->to);
    }
    CHECK_EQ(MQTT_CalculateStateAck(MQTTPuback, MQTT_SEND, MQTTQoS2), MQTTStateNull);
    CHECK_EQ(MQTT_CalculateStateAck(MQTTPubrec, MQTT_SEND, MQTTQoS1), MQTTStateNull);
    CHECK_EQ(MQTT_CalculateStateAck(MQTTPubcomp, MQTT_SEND, MQTTQoS0), MQTTStateNull);
    CHECK_EQ(MQTT_CalculateStateAck((MQTTPubAckType_t)4, MQTT_SEND, MQTTQoS2), MQTTStateNull);
    CHECK_EQ(MQTT_CalculateStatePublish(MQTT_SEND, MQTTQoS0), MQTTPublishDone);
    CHECK_EQ(MQTT_CalculateStatePublish(MQTT_SEND, MQTTQoS1), MQTTPubAckPending);
    CHECK_EQ(MQTT_CalculateStatePublish(MQTT_SEND, MQTTQoS2), MQTTPubRecPending);
    CHECK_EQ(MQTT_CalculateStatePublish(MQTT_RECEIVE, MQTTQoS0), MQTTPublishDone);
    CHECK_EQ(MQTT_CalculateStatePublish(MQTT_RECEIVE, MQTTQoS1), MQTTPubAckSend);
    CHECK_EQ(MQTT_CalculateStatePublish(MQTT_RECEIVE, MQTTQoS2), MQTTPubRecSend);
    CHECK_EQ(MQTT_CalculateStatePublish(MQTT_SEND, (MQTTQoS_t)3), MQTTStateNull);
}

static void a_publish_moves_a_record_only_while_it_is_unanswered(void)
{
    static const MQTTPublishState_t before[] = {MQTTPublishSend, MQTTPubRecPending, MQTTPubRelSend,
                                                MQTTPubCompPending};
    for (size_t i = 0; i < 4; i++) {
        MQTTPublishState_t state = MQTTStateNull;
        test_case = MQTT_State_strerror(before[i]);
        wire_client(false);
        CHECK_EQ(MQTT_ReserveState(&wire_context, 7, MQTTQoS2), MQTTSuccess);
        wire_outgoing[0].publishState = before[i];
        CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 7, MQTT_SEND, MQTTQoS2, &state),
                 i < 2 ? MQTTSuccess : MQTTIllegalState);
        CHECK_EQ(state, i < 2 ? MQTTPubRecPending : MQTTStateNull);
        CHECK_EQ(wire_outgoing[0].publishState, i < 2 ? MQTTPubRecPending : before[i]);
        CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 7, MQTT_SEND, MQTTQoS1, &state),
                 MQTTBadParameter);
        CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 8, MQTT_SEND, MQTTQoS2, &state),
                 MQTTBadParameter);
    }
}

static void a_received_publish_is_recorded_once(void)
{
    MQTTPublishState_t state = MQTTStateNull;
    wire_client(false);
    CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 0, MQTT_RECEIVE, MQTTQoS0, &state),
             MQTTSuccess);
    CHECK_EQ(state, MQTTPublishDone);
    for (uint16_t id = 1; id <= WIRE_RECORDS; id++) {
        CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, id, MQTT_RECEIVE, MQTTQoS2, &state),
                 MQTTSuccess);
        CHECK_EQ(state, MQTTPubRecSend);
        CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, id, MQTT_RECEIVE, MQTTQoS2, &state),
                 MQTTStateCollision);
    }
    CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 99, MQTT_RECEIVE, MQTTQoS1, &state),
             MQTTNoMemory);
}

static void a_reserved_id_is_not_given_twice_and_a_full_table_refuses(void)
{
    wire_client(false);
    CHECK_EQ(MQTT_ReserveState(&wire_context, 1, MQTTQoS0), MQTTSuccess);
    for (uint16_t id = 1; id <= WIRE_RECORDS; id++) {
        CHECK_EQ(MQTT_ReserveState(&wire_context, id, MQTTQoS1), MQTTSuccess);
        CHECK_EQ(MQTT_ReserveState(&wire_context, id, MQTTQoS1), MQTTStateCollision);
    }
    CHECK_EQ(MQTT_ReserveState(&wire_context, 99, MQTTQoS1), MQTTNoMemory);
    CHECK_EQ(MQTT_ReserveState(&wire_context, 2, MQTTQoS1), MQTTStateCollision);
    CHECK_EQ(MQTT_RemoveStateRecord(&wire_context, 2), MQTTSuccess);
    CHECK_EQ(MQTT_RemoveStateRecord(&wire_context, 2), MQTTBadParameter);
    CHECK_EQ(MQTT_ReserveState(&wire_context, 99, MQTTQoS1), MQTTSuccess);
}

static void check_free(const MQTTPubAckInfo_t *record)
{
    CHECK_EQ(record->packetId, MQTT_PACKET_ID_INVALID);
    CHECK_EQ(record->qos, MQTTQoS0);
    CHECK_EQ(record->publishState, MQTTStateNull);
}

/* Answered, cancelled, or moved to the front. */
static void a_free_record_is_all_zero(void)
{
    MQTTPublishState_t state;

    wire_client(false);
    for (uint16_t id = 1; id <= WIRE_RECORDS; id++) {
        CHECK_EQ(MQTT_ReserveState(&wire_context, id, MQTTQoS1), MQTTSuccess);
        CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, id, MQTT_SEND, MQTTQoS1, &state),
                 MQTTSuccess);
    }
    CHECK_EQ(MQTT_UpdateStateAck(&wire_context, 1, MQTTPuback, MQTT_RECEIVE, &state), MQTTSuccess);
    check_free(&wire_outgoing[0]);
    CHECK_EQ(MQTT_RemoveStateRecord(&wire_context, 2), MQTTSuccess);
    check_free(&wire_outgoing[1]);
    CHECK_EQ(MQTT_ReserveState(&wire_context, 9, MQTTQoS2), MQTTSuccess);
    CHECK_EQ(wire_outgoing[0].packetId, 3);
    CHECK_EQ(wire_outgoing[WIRE_RECORDS - 2u].packetId, 9);
    check_free(&wire_outgoing[WIRE_RECORDS - 1u]);
}

/* Adds and removes at random and compares with a list kept in order. */
static void records_keep_the_order_of_publishing_after_any_history(void)
{
    uint16_t want[WIRE_RECORDS];
    size_t count = 0;
    uint32_t random = 12345;
    uint16_t next_id = 1;
    wire_client(false);
    for (int step = 0; step < 20000; step++) {
        random = random * 1664525u + 1013904223u;
        if (random >> 31 == 0 || count == 0) {
            const MQTTStatus_t status = MQTT_ReserveState(&wire_context, next_id, MQTTQoS1);
            CHECK_EQ(status, count == WIRE_RECORDS ? MQTTNoMemory : MQTTSuccess);
            if (count < WIRE_RECORDS) {
                want[count++] = next_id++;
                next_id = (uint16_t)(next_id + (next_id == 0));
            }
        } else {
            const size_t at = (random >> 8) % count;
            CHECK_EQ(MQTT_RemoveStateRecord(&wire_context, want[at]), MQTTSuccess);
            memmove(&want[at], &want[at + 1], (--count - at) * sizeof want[0]);
        }
        MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
        for (size_t i = 0; i < count; i++) {
            CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), want[i]);
        }
        CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), MQTT_PACKET_ID_INVALID);
    }
}

static void a_search_finds_publishes_and_pubrels_apart(void)
{
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    MQTTPublishState_t state = MQTTStateNull;
    wire_client(false);
    wire_outgoing[0] = (MQTTPubAckInfo_t){10, MQTTQoS2, MQTTPubRelSend};
    wire_outgoing[1] = (MQTTPubAckInfo_t){11, MQTTQoS1, MQTTPubAckPending};
    wire_outgoing[2] = (MQTTPubAckInfo_t){12, MQTTQoS2, MQTTPubCompPending};
    wire_outgoing[3] = (MQTTPubAckInfo_t){13, MQTTQoS2, MQTTPubRecPending};
    CHECK_EQ(MQTT_PubrelToResend(&wire_context, &cursor, &state), 10);
    CHECK_EQ(state, MQTTPubRelSend);
    state = MQTTStateNull;
    CHECK_EQ(MQTT_PubrelToResend(&wire_context, &cursor, &state), 12);
    CHECK_EQ(state, MQTTPubRelSend);
    CHECK_EQ(MQTT_PubrelToResend(&wire_context, &cursor, &state), MQTT_PACKET_ID_INVALID);
    cursor = MQTT_STATE_CURSOR_INITIALIZER;
    CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), 11);
    CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), 13);
    CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), MQTT_PACKET_ID_INVALID);
}

static void missing_arguments_are_refused(void)
{
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    MQTTPublishState_t state;
    wire_client(false);
    CHECK_EQ(MQTT_ReserveState(NULL, 1, MQTTQoS1), MQTTBadParameter);
    CHECK_EQ(MQTT_ReserveState(&wire_context, 0, MQTTQoS1), MQTTBadParameter);
    CHECK_EQ(MQTT_ReserveState(&wire_context, 1, (MQTTQoS_t)3), MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStatePublish(NULL, 1, MQTT_SEND, MQTTQoS1, &state), MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 0, MQTT_SEND, MQTTQoS1, &state),
             MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 1, MQTT_SEND, MQTTQoS1, NULL),
             MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 1, MQTT_SEND, (MQTTQoS_t)3, &state),
             MQTTBadParameter);
    CHECK_EQ(MQTT_ReserveState(&wire_context, 9, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(MQTT_UpdateStatePublish(&wire_context, 9, MQTT_SEND, MQTTQoS1, NULL),
             MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStateAck(NULL, 1, MQTTPuback, MQTT_SEND, &state), MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStateAck(&wire_context, 0, MQTTPuback, MQTT_SEND, &state),
             MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStateAck(&wire_context, 1, MQTTPuback, MQTT_SEND, NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStateAck(&wire_context, 1, (MQTTPubAckType_t)4, MQTT_SEND, &state),
             MQTTBadParameter);
    CHECK_EQ(MQTT_UpdateStateAck(&wire_context, 1, MQTTPuback, MQTT_RECEIVE, &state),
             MQTTBadResponse);
    CHECK_EQ(MQTT_RemoveStateRecord(NULL, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_RemoveStateRecord(&wire_context, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_PublishToResend(NULL, &cursor), 0);
    CHECK_EQ(MQTT_PublishToResend(&wire_context, NULL), 0);
    CHECK_EQ(MQTT_PubrelToResend(NULL, &cursor, &state), 0);
    CHECK_EQ(MQTT_PubrelToResend(&wire_context, NULL, &state), 0);
    CHECK_EQ(MQTT_PubrelToResend(&wire_context, &cursor, NULL), 0);
}

static void every_value_has_a_name_of_its_own(void)
{
    for (unsigned a = 0; a <= MQTTPublishRetrieveFailed + 1u; a++) {
        for (unsigned b = 0; b < a; b++) {
            CHECK_EQ(strcmp(MQTT_Status_strerror((MQTTStatus_t)a),
                            MQTT_Status_strerror((MQTTStatus_t)b)) != 0,
                     1);
        }
    }
    for (unsigned a = 0; a <= MQTTPublishDone + 1u; a++) {
        for (unsigned b = 0; b < a; b++) {
            CHECK_EQ(strcmp(MQTT_State_strerror((MQTTPublishState_t)a),
                            MQTT_State_strerror((MQTTPublishState_t)b)) != 0,
                     1);
        }
    }
    CHECK_EQ(strcmp(MQTT_Status_strerror(MQTTKeepAliveTimeout), "MQTTKeepAliveTimeout"), 0);
    CHECK_EQ(strcmp(MQTT_State_strerror(MQTTPubRelSend), "MQTTPubRelSend"), 0);
}

int main(void)
{
    RUN(every_pair_of_state_and_packet_leads_where_it_should);
    RUN(the_pure_functions_agree_with_the_steps);
    RUN(a_publish_moves_a_record_only_while_it_is_unanswered);
    RUN(a_received_publish_is_recorded_once);
    RUN(a_reserved_id_is_not_given_twice_and_a_full_table_refuses);
    RUN(a_free_record_is_all_zero);
    RUN(records_keep_the_order_of_publishing_after_any_history);
    RUN(a_search_finds_publishes_and_pubrels_apart);
    RUN(missing_arguments_are_refused);
    RUN(every_value_has_a_name_of_its_own);
    return 0;
}
