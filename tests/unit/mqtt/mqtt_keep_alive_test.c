/* SPDX-License-Identifier: MIT */
#include "test.h"
#include "wire.h"

#define K_MS 10000u

static MQTTStatus_t loop_at(uint32_t now)
{
    wire_now = now;
    return MQTT_ProcessLoop(&wire_context);
}

/* Starts of the clock: an ordinary one, and such that each time in the test wraps. */
static const uint32_t starts[] = {1000, UINT32_MAX - 1,     UINT32_MAX - 5000, UINT32_MAX - 9999,
                                  0,    UINT32_MAX - 12000, INT32_MAX - 4000u};

#define EACH_START(start)                                                                          \
    for (size_t start##_ = 0; start##_ < sizeof starts / sizeof starts[0]; start##_++)             \
        for (bool once_ = (given_a_connection_at(starts[start##_]), true); once_; once_ = false)

static uint32_t start;

static void given_a_connection_at(uint32_t now)
{
    start = now;
    wire_client(true);
    wire_now = now;
    WIRE_FEED(0x20, 2, 0, 0);
    const MQTTConnectInfo_t info = {.cleanSession = true, .keepAliveSeconds = K_MS / 1000};
    bool present;
    CHECK_EQ(MQTT_Connect(&wire_context, &info, NULL, 100, &present), MQTTSuccess);
    wire.out_length = 0;
}

static void an_idle_connection_is_pinged_after_the_keep_alive_time(void)
{
    EACH_START(from)
    {
        CHECK_EQ(mqtt_keep_alive_wait_ms(&wire_context), 0);
        CHECK_EQ(loop_at(start), MQTTSuccess);
        CHECK_EQ(mqtt_keep_alive_wait_ms(&wire_context), K_MS);
        CHECK_EQ(loop_at(start + K_MS - 1), MQTTSuccess);
        CHECK_NOTHING_SENT();
        CHECK_EQ(mqtt_keep_alive_wait_ms(&wire_context), 1);
        CHECK_EQ(loop_at(start + K_MS), MQTTSuccess);
        CHECK_SENT(0xC0, 0);
        CHECK_EQ(wire_context.waitingForPingResp, 1);
        CHECK_EQ(loop_at(start + K_MS), MQTTSuccess);
        CHECK_EQ(mqtt_keep_alive_wait_ms(&wire_context), MQTT_PINGRESP_TIMEOUT_MS + 1);
    }
}

static void an_unanswered_ping_ends_the_connection(void)
{
    EACH_START(from)
    {
        CHECK_EQ(loop_at(start + K_MS), MQTTSuccess);
        CHECK_SENT(0xC0, 0);
        CHECK_EQ(loop_at(start + K_MS + MQTT_PINGRESP_TIMEOUT_MS), MQTTSuccess);
        CHECK_EQ(loop_at(start + K_MS + MQTT_PINGRESP_TIMEOUT_MS + 1), MQTTKeepAliveTimeout);
        CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
        CHECK_NOTHING_SENT();
    }
}

static void an_answered_ping_is_followed_by_the_next_after_the_full_time(void)
{
    EACH_START(from)
    {
        uint32_t last = start;
        unsigned pings = 0;
        for (uint32_t t = 0; t < 20 * K_MS; t += 100) {
            CHECK_EQ(loop_at(start + t), MQTTSuccess);
            if (wire.out_length > 0) {
                CHECK_SENT(0xC0, 0);
                CHECK_EQ(start + t - last >= K_MS, 1);
                last = start + t;
                pings++;
                WIRE_FEED(0xD0, 0);
            }
        }
        CHECK_EQ(pings >= 18 && pings <= 20, 1);
        CHECK_EQ(wire_event_count, 0); /* the application is spared the answers */
    }
}

/* Packets go one way only for ten keep-alive times. Returns the number of PINGREQs. */
static unsigned pings_with_traffic_one_way(bool sending)
{
    const MQTTPublishInfo_t info = wire_message(MQTTQoS0, "x");
    unsigned pings = 0;

    for (uint32_t t = 0; t < 10 * K_MS; t += 1000) {
        wire_now = start + t;
        wire_event_count = 0;
        if (sending) {
            CHECK_EQ(MQTT_Publish(&wire_context, &info, 0), MQTTSuccess);
            wire.out_length = 0;
        } else {
            WIRE_FEED(0x30, 3, 0, 1, 't');
        }
        CHECK_EQ(loop_at(start + t), MQTTSuccess);
        if (wire.out_length > 0) {
            CHECK_SENT(0xC0, 0);
            pings++;
            WIRE_FEED(0xD0, 0);
        }
    }
    return pings;
}

static void traffic_one_way_does_not_hide_silence_the_other_way(void)
{
    for (unsigned sending = 0; sending < 2; sending++) {
        EACH_START(from)
        {
            const unsigned pings = pings_with_traffic_one_way(sending);
            CHECK_EQ(pings >= 8 && pings <= 10, 1);
        }
    }
}

static void a_busy_connection_is_never_pinged(void)
{
    EACH_START(from)
    {
        const MQTTPublishInfo_t info = wire_message(MQTTQoS0, "x");
        for (uint32_t t = 0; t < 10 * K_MS; t += 900) {
            wire_now = start + t;
            CHECK_EQ(MQTT_Publish(&wire_context, &info, 0), MQTTSuccess);
            wire.out_length = 0;
            wire.in_length = wire.in_at = 0;
            WIRE_FEED(0x30, 3, 0, 1, 't');
            CHECK_EQ(loop_at(start + t), MQTTSuccess);
            CHECK_NOTHING_SENT();
            wire_event_count = 0;
        }
        /* Then it falls silent: the ping is in time, whatever the clock did meanwhile. */
        const uint32_t silent_since = wire_now;
        CHECK_EQ(loop_at(silent_since + K_MS - 1), MQTTSuccess);
        CHECK_NOTHING_SENT();
        CHECK_EQ(loop_at(silent_since + K_MS), MQTTSuccess);
        CHECK_SENT(0xC0, 0);
    }
}

/* Traffic for longer than the clock has milliseconds: 50 days without a ping, then silence. */
static void a_clock_that_went_round_since_the_last_ping_delays_none(void)
{
    given_a_connection_at(1000);
    const MQTTPublishInfo_t info = wire_message(MQTTQoS0, "x");
    uint64_t now = 1000;
    const uint64_t end = now + UINT64_C(0x100000000) + 3000;
    for (; now < end; now += 9000) {
        wire_now = (uint32_t)now;
        CHECK_EQ(MQTT_Publish(&wire_context, &info, 0), MQTTSuccess);
        wire.out_length = 0;
        wire.in_length = wire.in_at = 0;
        WIRE_FEED(0x30, 3, 0, 1, 't');
        CHECK_EQ(loop_at((uint32_t)now), MQTTSuccess);
        CHECK_NOTHING_SENT();
        wire_event_count = 0;
    }
    now -= 9000;
    CHECK_EQ(loop_at((uint32_t)now + K_MS - 1), MQTTSuccess);
    CHECK_NOTHING_SENT();
    CHECK_EQ(loop_at((uint32_t)now + K_MS), MQTTSuccess);
    CHECK_SENT(0xC0, 0);
}

/* A server that sends much answers the ping late: as long as anything comes it is alive. */
static void bytes_that_arrive_after_a_ping_prolong_the_wait(void)
{
    EACH_START(from)
    {
        CHECK_EQ(loop_at(start + K_MS), MQTTSuccess);
        CHECK_SENT(0xC0, 0);
        uint32_t t = start + K_MS;
        for (unsigned i = 0; i < 30; i++) {
            t += MQTT_PINGRESP_TIMEOUT_MS - 1;
            WIRE_FEED(0x30);
            wire_now = t;
            if (i % 2 == 1) { /* a packet in two halves counts twice */
                wire.in_length--;
                WIRE_FEED(3, 0, 1, 't');
            }
            const MQTTStatus_t status = loop_at(t);
            CHECK_EQ(status, i % 2 == 1 ? MQTTSuccess : MQTTNeedMoreBytes);
            wire_event_count = 0;
        }
        CHECK_NOTHING_SENT();
        CHECK_EQ(loop_at(t + MQTT_PINGRESP_TIMEOUT_MS + 1), MQTTKeepAliveTimeout);
    }
}

static void without_keep_alive_nothing_is_ever_sent(void)
{
    wire_connected_client(true, 0);
    CHECK_EQ(mqtt_keep_alive_wait_ms(&wire_context), UINT32_MAX);
    for (uint64_t t = 0; t < UINT64_C(0x140000000); t += 10000000) {
        CHECK_EQ(loop_at((uint32_t)t), MQTTSuccess);
    }
    CHECK_NOTHING_SENT();
}

static void the_longest_keep_alive_time_works(void)
{
    wire_connected_client(true, 65535);
    const uint32_t from = wire_now;
    CHECK_EQ(loop_at(from + 65534999u), MQTTSuccess);
    CHECK_NOTHING_SENT();
    CHECK_EQ(loop_at(from + 65535000u), MQTTSuccess);
    CHECK_SENT(0xC0, 0);
}

static void the_receive_loop_sends_no_ping_and_tells_the_answer(void)
{
    given_a_connection_at(1000);
    wire_now += 3 * K_MS;
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_NOTHING_SENT();
    CHECK_EQ(MQTT_Ping(&wire_context), MQTTSuccess);
    CHECK_SENT(0xC0, 0);
    WIRE_FEED(0xD0, 0);
    CHECK_EQ(MQTT_ReceiveLoop(&wire_context), MQTTSuccess);
    CHECK_EQ(wire_event_count, 1);
    CHECK_EQ(wire_events[0].type, 0xD0);
    CHECK_EQ(wire_context.waitingForPingResp, 0);
}

static void a_ping_of_the_application_counts(void)
{
    static const uint32_t when[] = {1000, 8000}; /* its patience ends before and after K */
    for (size_t i = 0; i < 2; i++) {
        given_a_connection_at(1000);
        CHECK_EQ(loop_at(start + when[i]), MQTTSuccess);
        CHECK_EQ(MQTT_Ping(&wire_context), MQTTSuccess);
        CHECK_SENT(0xC0, 0);
        CHECK_EQ(mqtt_keep_alive_wait_ms(&wire_context), 0);
        CHECK_EQ(loop_at(start + when[i] + MQTT_PINGRESP_TIMEOUT_MS), MQTTSuccess);
        CHECK_NOTHING_SENT();
        CHECK_EQ(loop_at(start + when[i] + 1 + MQTT_PINGRESP_TIMEOUT_MS), MQTTKeepAliveTimeout);
    }
}

static void a_new_connection_waits_for_no_old_answer(void)
{
    given_a_connection_at(1000);
    CHECK_EQ(loop_at(start + K_MS), MQTTSuccess);
    CHECK_SENT(0xC0, 0);
    const MQTTConnectInfo_t info = {.cleanSession = true, .keepAliveSeconds = K_MS / 1000};
    bool present;
    WIRE_FEED(0x20, 2, 0, 0);
    CHECK_EQ(MQTT_Connect(&wire_context, &info, NULL, 100, &present), MQTTSuccess);
    wire.out_length = 0;
    CHECK_EQ(loop_at(start + 2 * K_MS - 1), MQTTSuccess);
    CHECK_NOTHING_SENT();
    CHECK_EQ(loop_at(start + 2 * K_MS), MQTTSuccess);
    CHECK_SENT(0xC0, 0);
}

/* A loop that has bad or partial news all the same looks after keep-alive, or does not touch the
 * connection that it has just ended. */
static void a_ping_due_does_not_hide_what_the_loop_found(void)
{
    given_a_connection_at(1000);
    WIRE_FEED(0xF0, 0);
    CHECK_EQ(loop_at(start + K_MS), MQTTBadResponse);
    CHECK_NOTHING_SENT();
    given_a_connection_at(1000);
    wire_now += K_MS - 1;
    WIRE_FEED(0x30);
    CHECK_EQ(MQTT_ProcessLoop(&wire_context), MQTTNeedMoreBytes);
    CHECK_EQ(loop_at(start + K_MS), MQTTNeedMoreBytes);
    CHECK_SENT(0xC0, 0);
    given_a_connection_at(1000);
    WIRE_FEED(0x30, 0x80, 4, 0, 1);
    CHECK_EQ(loop_at(start + K_MS), MQTTNoMemory);
    CHECK_SENT(0xC0, 0);
}

static void a_ping_that_cannot_be_sent_ends_the_connection(void)
{
    given_a_connection_at(1000);
    wire.fail_call = wire.calls + 2; /* after the recv */
    CHECK_EQ(loop_at(start + K_MS), MQTTSendFailed);
    CHECK_EQ(wire_context.connectStatus, MQTTNotConnected);
}

int main(void)
{
    RUN(an_idle_connection_is_pinged_after_the_keep_alive_time);
    RUN(an_unanswered_ping_ends_the_connection);
    RUN(an_answered_ping_is_followed_by_the_next_after_the_full_time);
    RUN(traffic_one_way_does_not_hide_silence_the_other_way);
    RUN(a_busy_connection_is_never_pinged);
    RUN(a_clock_that_went_round_since_the_last_ping_delays_none);
    RUN(bytes_that_arrive_after_a_ping_prolong_the_wait);
    RUN(without_keep_alive_nothing_is_ever_sent);
    RUN(the_longest_keep_alive_time_works);
    RUN(the_receive_loop_sends_no_ping_and_tells_the_answer);
    RUN(a_ping_of_the_application_counts);
    RUN(a_new_connection_waits_for_no_old_answer);
    RUN(a_ping_due_does_not_hide_what_the_loop_found);
    RUN(a_ping_that_cannot_be_sent_ends_the_connection);
    return 0;
}
