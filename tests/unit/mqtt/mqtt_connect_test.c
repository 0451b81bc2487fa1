/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

static const MQTTConnectInfo_t info = {.cleanSession = true,
                                       .keepAliveSeconds = 60,
                                       .pClientIdentifier = "me",
                                       .clientIdentifierLength = 2};
static bool present;

static MQTTStatus_t connect_in(uint32_t timeout_ms)
{
    return MQTT_Connect(&wire_context, &info, NULL, timeout_ms, &present);
}

static void a_connack_connects_and_says_whether_a_session_is_there(void)
{
    for (unsigned session = 0; session < 2; session++) {
        const uint8_t connack[] = {0x20, 2, (uint8_t)session, 0};
        wire_client(false);
        wire_feed(connack, sizeof connack);
        present = !session;
        CHECK_EQ(connect_in(100), MQTTSuccess);
        CHECK_EQ(present, session);
        CHECK_EQ(wire_context.connectStatus, MQTTConnected);
        CHECK_EQ(wire.writes, 1);
        CHECK_SENT(0x10, 14, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 2, 'm', 'e');
        CHECK_EQ(wire_event_count, 0);
    }
}

static void a_connack_may_come_byte_by_byte(void)
{
    wire_client(false);
    wire.in_step = 1;
    WIRE_FEED(0x20, 2, 0, 0);
    CHECK_EQ(connect_in(0), MQTTSuccess);
}

static void packets_behind_the_connack_wait_for_the_first_loop(void)
{
    wire_client(false);
    WIRE_FEED(0x20, 2, 0, 0, 0x30, 4, 0, 1, 't', '!', 0xD0, 0);
    CHECK_EQ(connect_in(100), MQTTSuccess);
    CHECK_EQ(wire_event_count, 0);
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(wire_event_count, 2);
    CHECK_EQ(strcmp(wire_events[0].payload, "!"), 0);
}

static void anything_but_a_proper_connack_ends_the_attempt(void)
{
    static const struct {
        const char *what;
        uint8_t bytes[6];
        size_t length;
        MQTTStatus_t status;
    } cases[] = {
        {"refused", {0x20, 2, 0, 5}, 4, MQTTServerRefused},
        {"refused with a session", {0x20, 2, 1, 5}, 4, MQTTBadResponse},
        {"unknown code", {0x20, 2, 0, 6}, 4, MQTTBadResponse},
        {"reserved flag", {0x20, 2, 2, 0}, 4, MQTTBadResponse},
        {"too long", {0x20, 3, 0, 0, 0}, 5, MQTTBadResponse},
        {"longer than the buffer", {0x20, 0xFF, 0x7F, 0, 0}, 5, MQTTBadResponse},
        {"a PUBLISH", {0x30, 3, 0, 1, 't'}, 5, MQTTBadResponse},
        {"a PINGRESP", {0xD0, 0}, 2, MQTTBadResponse},
        {"no packet", {0x00, 0}, 2, MQTTBadResponse},
        {"malformed length", {0x20, 0xFF, 0xFF, 0xFF, 0xFF, 1}, 6, MQTTBadResponse},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        wire_client(false);
        wire_feed(cases[i].bytes, cases[i].length);
        CHECK_EQ(connect_in(100), cases[i].status);
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
        CHECK_EQ(wire_event_count, 0);
    }
}

static void the_wait_for_a_connack_ends_in_time(void)
{
    for (uint32_t wrap = 0; wrap < 160;
         wrap += 10) { /* the clock wraps before, during and behind it */
        static const uint8_t connack[] = {0x20, 2, 0, 0};
        const size_t length = wrap / 10u % 4u;
        wire_client(false);
        wire_now = UINT32_MAX - wrap;
        wire_tick = 10;
        wire_feed(connack, length);
        const uint32_t start = wire_now;
        CHECK_EQ(connect_in(100), MQTTNoDataAvailable);
        CHECK_EQ(wire_now - start, 120); /* the clock is read when it has sent, and at the start */
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
    }
}

static void without_a_time_limit_a_number_of_empty_reads_ends_it(void)
{
    wire_client(false);
    CHECK_EQ(connect_in(0), MQTTNoDataAvailable);
    CHECK_EQ(wire.reads, MQTT_MAX_CONNACK_RECEIVE_RETRY_COUNT);
}

static void a_failure_of_any_transport_call_is_reported(void)
{
    for (unsigned k = 1; k <= 2; k++) {
        wire_client(false);
        WIRE_FEED(0x20, 2, 0, 0);
        wire.fail_call = k;
        CHECK_EQ(connect_in(100), k == 1 ? MQTTSendFailed : MQTTRecvFailed);
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
    }
}

static void a_transport_that_claims_more_than_it_was_given_is_not_believed(void)
{
    wire_client(false);
    WIRE_FEED(0x20, 2, 0, 0);
    wire.fail_call = 2;
    wire.fail_result = WIRE_BUFFER + 1;
    CHECK_EQ(connect_in(100), MQTTRecvFailed);
    wire_client(true);
    wire.fail_call = 1;
    wire.fail_result = 17;
    CHECK_EQ(connect_in(100), MQTTSendFailed);
}

static void a_connect_longer_than_the_send_buffer_goes_out_whole(void)
{
    static char name[1000];
    MQTTConnectInfo_t long_info = info;
    memset(name, 'n', sizeof name);
    long_info.pUserName = name;
    long_info.userNameLength = sizeof name;
    for (size_t step = 1; step < 200; step += 33) {
        uint8_t want[1100];
        const MQTTFixedBuffer_t buffer = {want, sizeof want};
        size_t remaining, size;
        wire_client(false);
        wire.out_step = step;
        WIRE_FEED(0x20, 2, 0, 0);
        CHECK_EQ(MQTT_Connect(&wire_context, &long_info, NULL, 100, &present), MQTTSuccess);
        CHECK_EQ(MQTT_GetConnectPacketSize(&long_info, NULL, &remaining, &size), MQTTSuccess);
        CHECK_EQ(MQTT_SerializeConnect(&long_info, NULL, remaining, &buffer), MQTTSuccess);
        CHECK_EQ(wire.out_length, size);
        CHECK_EQ(memcmp(wire.out, want, size), 0);
    }
}

static void a_will_is_sent_with_the_connect(void)
{
    MQTTPublishInfo_t will = wire_message(MQTTQoS1, "dead");
    will.retain = true;
    wire_client(false);
    WIRE_FEED(0x20, 2, 0, 0);
    CHECK_EQ(MQTT_Connect(&wire_context, &info, &will, 100, &present), MQTTSuccess);
    CHECK_SENT(0x10, 25, 0, 4, 'M', 'Q', 'T', 'T', 4, 0x2E, 0, 60, 0, 2, 'm', 'e', 0, 3, 'a', '/',
               'b', 0, 4, 'd', 'e', 'a', 'd');
    will.payloadLength = 70000;
    CHECK_EQ(MQTT_Connect(&wire_context, &info, &will, 100, &present), MQTTBadParameter);
}

static void given_messages_in_every_state(void)
{
    wire_client(false);
    wire_outgoing[0] = (MQTTPubAckInfo_t){10, MQTTQoS2, MQTTPubRelSend};
    wire_outgoing[1] = (MQTTPubAckInfo_t){11, MQTTQoS1, MQTTPubAckPending};
    wire_outgoing[2] = (MQTTPubAckInfo_t){12, MQTTQoS2, MQTTPubCompPending};
    wire_outgoing[3] = (MQTTPubAckInfo_t){13, MQTTQoS2, MQTTPubRecPending};
    wire_incoming[0] = (MQTTPubAckInfo_t){20, MQTTQoS2, MQTTPubRelPending};
}

static void a_present_session_is_taken_up(void)
{
    given_messages_in_every_state();
    CHECK_EQ(wire_reconnect(true), MQTTSuccess);
    CHECK_SENT(0x62, 2, 0, 10, 0x62, 2, 0, 12);
    CHECK_EQ(wire_outgoing[0].publishState, MQTTPubCompPending);
    CHECK_EQ(wire_incoming[0].packetId, 20);
    MQTTStateCursor_t cursor = MQTT_STATE_CURSOR_INITIALIZER;
    CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), 11);
    CHECK_EQ(MQTT_PublishToResend(&wire_context, &cursor), 13);
}

static void without_a_session_everything_under_way_is_forgotten(void)
{
    for (unsigned clean = 0; clean < 2; clean++) {
        given_messages_in_every_state();
        if (clean) {
            WIRE_FEED(0x20, 2, 1, 0); /* a server that contradicts itself */
            CHECK_EQ(connect_in(100), MQTTSuccess);
        } else {
            CHECK_EQ(wire_reconnect(false), MQTTSuccess);
            CHECK_NOTHING_SENT();
        }
        for (size_t i = 0; i < WIRE_RECORDS; i++) {
            CHECK_EQ(wire_outgoing[i].packetId, 0);
            CHECK_EQ(wire_incoming[i].packetId, 0);
        }
    }
}

static void a_pubrel_that_does_not_leave_is_owed_still(void)
{
    for (unsigned k = 3; k <= 4; k++) { /* after CONNECT and CONNACK */
        given_messages_in_every_state();
        WIRE_FEED(0x20, 2, 1, 0);
        wire.fail_call = k;
        MQTTConnectInfo_t session = info;
        session.cleanSession = false;
        CHECK_EQ(MQTT_Connect(&wire_context, &session, NULL, 100, &present), MQTTSendFailed);
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
        CHECK_EQ(wire_reconnect(true), MQTTSuccess);
        CHECK_SENT(0x62, 2, 0, 10, 0x62, 2, 0, 12);
    }
}

static void rests_of_the_old_connection_do_not_reach_the_new_one(void)
{
    wire_connected_client(false, 0);
    WIRE_FEED(0x30, 100, 0, 1); /* the beginning of a packet */
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTNeedMoreBytes);
    CHECK_EQ(wire_reconnect(false), MQTTSuccess);
    WIRE_FEED(0x30, 0x80, 4, 0, 1); /* and one that is discarded */
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTNoMemory);
    CHECK_EQ(wire_reconnect(false), MQTTSuccess);
    WIRE_FEED(0x30, 3, 0, 1, 't');
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(wire_event_count, 1);
}

static void a_disconnect_is_sent_and_ends_the_connection(void)
{
    wire_connected_client(false, 0);
    CHECK_EQ(MQTT_Disconnect(&wire_context), MQTTSuccess);
    CHECK_SENT(0xE0, 0);
    CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
    CHECK_EQ(MQTT_Disconnect(&wire_context), MQTTStatusNotConnected);
    CHECK_EQ(MQTT_Ping(&wire_context), MQTTStatusNotConnected);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTStatusNotConnected);
    CHECK_NOTHING_SENT();
    CHECK_EQ(MQTT_Disconnect(NULL), MQTTBadParameter);
    CHECK_EQ(MQTT_Ping(NULL), MQTTBadParameter);
}

static void init_refuses_what_is_missing_or_too_small(void)
{
    wire_client(false);
    const TransportInterface_t good = wire_context.transportInterface;
    const MQTTFixedBuffer_t buffer = wire_context.networkBuffer;
    const MQTTEventCallback_t callback = wire_context.appCallback;
    TransportInterface_t bad = good;
    MQTTFixedBuffer_t small = buffer;
    MQTTContext_t context;
    CHECK_EQ(MQTT_Init(NULL, &good, wire_clock, callback, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_Init(&context, NULL, wire_clock, callback, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_Init(&context, &good, NULL, callback, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_Init(&context, &good, wire_clock, NULL, &buffer), MQTTBadParameter);
    CHECK_EQ(MQTT_Init(&context, &good, wire_clock, callback, NULL), MQTTBadParameter);
    bad.recv = NULL;
    CHECK_EQ(MQTT_Init(&context, &bad, wire_clock, callback, &buffer), MQTTBadParameter);
    bad = good;
    bad.send = NULL;
    CHECK_EQ(MQTT_Init(&context, &bad, wire_clock, callback, &buffer), MQTTBadParameter);
    small.size = 4;
    CHECK_EQ(MQTT_Init(&context, &good, wire_clock, callback, &small), MQTTSuccess);
    CHECK_EQ(MQTT_Connect(&context, &info, NULL, 1, &present), MQTTNoMemory);
    small = (MQTTFixedBuffer_t){0};
    CHECK_EQ(MQTT_Init(&context, &good, wire_clock, callback, &small), MQTTSuccess);
    CHECK_EQ(MQTT_Connect(&context, &info, NULL, 1, &present), MQTTNoMemory);
    small = buffer;
    small.size = 5;
    CHECK_EQ(MQTT_Init(&context, &good, wire_clock, callback, &small), MQTTSuccess);
    small.pBuffer = NULL;
    CHECK_EQ(MQTT_Init(&context, &good, wire_clock, callback, &small), MQTTBadParameter);

    CHECK_EQ(MQTT_InitStatefulQoS(NULL, wire_outgoing, 1, NULL, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_InitStatefulQoS(&context, NULL, 1, NULL, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_InitStatefulQoS(&context, wire_outgoing, 0, NULL, 0), MQTTBadParameter);
    CHECK_EQ(MQTT_InitStatefulQoS(&context, NULL, 0, NULL, 1), MQTTBadParameter);
    CHECK_EQ(MQTT_InitStatefulQoS(&context, NULL, 0, NULL, 0), MQTTSuccess);
    memset(&context, 0, sizeof context);
    CHECK_EQ(MQTT_InitStatefulQoS(&context, wire_outgoing, 1, NULL, 0), MQTTBadParameter);

    MQTTConnectInfo_t nameless = info;
    nameless.pClientIdentifier = NULL;
    CHECK_EQ(MQTT_Connect(NULL, &info, NULL, 1, &present), MQTTBadParameter);
    CHECK_EQ(MQTT_Connect(&wire_context, NULL, NULL, 1, &present), MQTTBadParameter);
    CHECK_EQ(MQTT_Connect(&wire_context, &nameless, NULL, 1, &present), MQTTBadParameter);
    CHECK_EQ(MQTT_Connect(&wire_context, &info, NULL, 1, NULL), MQTTBadParameter);
    nameless = info;
    nameless.clientIdentifierLength = 0;
    nameless.cleanSession = false; /* a session without a name */
    CHECK_EQ(MQTT_Connect(&wire_context, &nameless, NULL, 1, &present), MQTTBadParameter);
    nameless = info;
    nameless.pPassword = "secret"; /* without a user */
    CHECK_EQ(MQTT_Connect(&wire_context, &nameless, NULL, 1, &present), MQTTBadParameter);
    CHECK_NOTHING_SENT();
}

static void packet_ids_go_round_without_zero(void)
{
    wire_client(false);
    for (unsigned i = 1; i <= 65535; i++) {
        CHECK_EQ(MQTT_GetPacketId(&wire_context), i);
    }
    CHECK_EQ(MQTT_GetPacketId(&wire_context), 1);
    CHECK_EQ(MQTT_GetPacketId(NULL), 0);
}

int main(void)
{
    RUN(a_connack_connects_and_says_whether_a_session_is_there);
    RUN(a_connack_may_come_byte_by_byte);
    RUN(packets_behind_the_connack_wait_for_the_first_loop);
    RUN(anything_but_a_proper_connack_ends_the_attempt);
    RUN(the_wait_for_a_connack_ends_in_time);
    RUN(without_a_time_limit_a_number_of_empty_reads_ends_it);
    RUN(a_failure_of_any_transport_call_is_reported);
    RUN(a_transport_that_claims_more_than_it_was_given_is_not_believed);
    RUN(a_connect_longer_than_the_send_buffer_goes_out_whole);
    RUN(a_will_is_sent_with_the_connect);
    RUN(a_present_session_is_taken_up);
    RUN(without_a_session_everything_under_way_is_forgotten);
    RUN(a_pubrel_that_does_not_leave_is_owed_still);
    RUN(rests_of_the_old_connection_do_not_reach_the_new_one);
    RUN(a_disconnect_is_sent_and_ends_the_connection);
    RUN(init_refuses_what_is_missing_or_too_small);
    RUN(packet_ids_go_round_without_zero);
    return 0;
}
