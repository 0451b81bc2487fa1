/* SPDX-License-Identifier: MIT */
/* The connection's states in time: keep-alive, back-off, stopping, and the clock's wrap. */
#include "rig.h"
#include "test.h"

static void start_connected(void)
{
    rig_start();
    CHECK_EQ(rig_settle(1000), true);
}

static void an_idle_connection_pings_once_in_a_keep_alive_and_stays(void)
{
    static const uint16_t intervals[] = {1, 7, 60, 1200};

    for (size_t i = 0; i < sizeof intervals / sizeof intervals[0]; i++) {
        rig_init();
        rig.config.keep_alive_s = intervals[i];
        start_connected();
        rig_run_ms(intervals[i] * 100500u);
        CHECK_EQ(rig.broker.keep_alive_s, intervals[i]);
        CHECK_EQ(rig.broker.pings, 100);
        CHECK_EQ(rig_counts().pings, 100);
        CHECK_EQ(rig.broker.shortest_ping_ms >= intervals[i] * 1000u, true);
        CHECK_EQ(rig_counts().losses, 0);
    }
}

static void a_busy_connection_pings_at_most_once_in_a_keep_alive(void)
{
    rig_init();
    rig.config.keep_alive_s = 2;
    start_connected();
    for (unsigned i = 0; i < 1000; i++) {
        CHECK_EQ(rig_up((uint8_t)(i % RIG_NUMBERS), (MQTTQoS_t)(i % 3)), MQTTSuccess);
        rig_run_ms(137);
    }
    CHECK_EQ(rig.broker.pings <= 137000u / 2000u, true);
    CHECK_EQ(rig.broker.shortest_ping_ms >= 2000, true);
    CHECK_EQ(rig_counts().losses, 0);
}

static void a_peer_that_is_gone_without_a_word_is_noticed(void)
{
    static const struct {
        const char *what;
        bool publishes;
        uint32_t noticed_ms;
    } cases[] = {
        {"idle: keep-alive and the time for a ping's answer", false, 30000 + 5000},
        {"publishing: the acknowledgement is late", true, 20000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        rig_init();
        rig.config.keep_alive_s = 30;
        start_connected();
        rig.broker.half_open = true;
        if (cases[i].publishes) {
            CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
        }
        rig_run_ms(cases[i].noticed_ms - 100);
        CHECK_EQ(rig_counts().losses, 0);
        rig_run_ms(200);
        CHECK_EQ(rig_counts().losses, 1);
        rig.broker.half_open = false;
        CHECK_EQ(rig_settle(60000), true);
        CHECK_EQ(rig.up[1], cases[i].publishes);
    }
}

static void a_ping_without_answer_ends_the_connection(void)
{
    rig_init();
    rig.config.keep_alive_s = 10;
    start_connected();
    rig.broker.drop = FAKE_BROKER_PINGRESP;
    rig_run_ms(10000 + 5100);
    CHECK_EQ(rig_counts().losses, 1);
    CHECK_EQ(rig.states[rig.state_count - 1].state == MQTT_CONNECTION_WAITING ||
                 rig.states[rig.state_count - 1].state == MQTT_CONNECTION_CONNECTED,
             true);
    CHECK_EQ(rig.states[2].reason, MQTTKeepAliveTimeout);
    CHECK_EQ(rig.broker.pings, 1);
}

/* One ordinary life: connect, traffic, pings, loss, back-off, resend. The clock wraps somewhere. */
static void the_clock_may_wrap_at_any_moment(void)
{
    for (uint32_t before = 0; before < 40000; before += 97) {
        rig_init();
        rig_clock_ms = 0u - before;
        rig.config.keep_alive_s = 5;
        rig.config.ack_timeout_ms = 3000;
        start_connected();
        CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
        rig_run_ms(11000);
        CHECK_EQ(rig.broker.pings, 2);
        rig.broker.drop = FAKE_BROKER_PUBACK;
        CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
        rig.broker.away = true;
        rig_run_ms(2900);
        CHECK_EQ(rig_counts().losses, 0);
        rig_run_ms(200);
        CHECK_EQ(rig_counts().losses, 1);
        rig_run_ms(10000);
        CHECK_EQ(rig.opens > 3 && rig.opens < 100, true);
        rig.broker.away = false;
        rig.broker.drop = 0;
        CHECK_EQ(rig_settle(70000), true);
        CHECK_EQ(rig.up[1], 2);
        CHECK_EQ(rig.broker.shortest_ping_ms >= 5000, true);
        rig_run_ms(11000);
        CHECK_EQ(rig_counts().losses, 1);
    }
}

static void waits_between_attempts_double_up_to_the_limit(void)
{
    rig_init();
    rig.config.backoff_base_ms = 400;
    rig.config.backoff_max_ms = 10000;
    rig.broker.away = true;
    rig_start();
    rig_run_ms(3600000);
    CHECK_EQ(rig.opens > 300, true);
    uint32_t limit = 400;
    uint32_t shortest = UINT32_MAX;
    uint32_t longest = 0;
    for (unsigned i = 1; i < rig.opens; i++) {
        const uint32_t wait = rig.open_ms[i] - rig.open_ms[i - 1];
        CHECK_EQ(wait <= limit, true);
        limit = limit * 2 < 10000 ? limit * 2 : 10000;
        if (limit == 10000 && i > 6) {
            shortest = wait < shortest ? wait : shortest;
            longest = wait > longest ? wait : longest;
        }
    }
    CHECK_EQ(shortest < 500, true); /* full jitter: the whole range is drawn from */
    CHECK_EQ(longest > 9500, true);
    CHECK_EQ(rig_counts().failures, rig.opens);
    CHECK_EQ(rig.states[1].reason, MQTTStatusNotConnected);
}

static void a_server_that_accepts_and_throws_out_is_not_hammered(void)
{
    rig_init();
    rig_start();
    for (uint32_t start = rig_clock_ms; rig_clock_ms - start < 600000;) {
        if (mqtt_connection_run(&rig.connection, 1000) == MQTT_CONNECTION_CONNECTED) {
            fake_broker_close(&rig.broker);
        }
    }
    CHECK_EQ(rig.opens > 10, true);
    CHECK_EQ(rig.opens < 60, true);
}

static void after_a_connection_that_held_the_first_wait_is_short_again(void)
{
    rig_init();
    rig.broker.away = true;
    rig_start();
    rig_run_ms(600000);
    rig.broker.away = false;
    CHECK_EQ(rig_settle(100000), true);
    rig_run_ms(100000);
    const uint32_t lost = rig_clock_ms;
    fake_broker_close(&rig.broker);
    CHECK_EQ(rig_settle(100000), true);
    CHECK_EQ(rig_clock_ms - lost <= 500 + 20, true);
}

static void a_refusal_is_told_and_tried_again(void)
{
    rig_init();
    rig.broker.connack_code = 5;
    rig_start();
    rig_run_ms(60000);
    CHECK_EQ(rig.states[0].state, MQTT_CONNECTION_CONNECTING);
    CHECK_EQ(rig.states[1].state, MQTT_CONNECTION_WAITING);
    CHECK_EQ(rig.states[1].reason, MQTTServerRefused);
    CHECK_EQ(rig_counts().connects, 0);
    rig.broker.connack_code = 0;
    CHECK_EQ(rig_settle(60000), true);
}

static void disconnecting_keeps_the_will_and_the_messages_back(void)
{
    static const MQTTPublishInfo_t will = {.qos = MQTTQoS1,
                                           .pTopicName = "will",
                                           .topicNameLength = 4,
                                           .pPayload = "x",
                                           .payloadLength = 1};

    rig_init();
    rig.config.will = &will;
    start_connected();
    CHECK_EQ(rig.broker.will.topic[0], 'w');
    mqtt_connection_disconnect(&rig.connection);
    CHECK_EQ(mqtt_connection_run(&rig.connection, 1000), MQTT_CONNECTION_STOPPED);
    CHECK_EQ(rig.broker.disconnects, 1);
    CHECK_EQ(rig.broker.will_sent, false);
    CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_up(2, MQTTQoS0), MQTTStatusNotConnected);
    rig_run_ms(100000);
    CHECK_EQ(rig.opens, 1);
    mqtt_connection_resume(&rig.connection);
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig.up[1], 1);
    CHECK_EQ(rig_counts().losses, 0);
    fake_broker_close(&rig.broker);
    CHECK_EQ(rig.broker.will_sent, true);
}

static void ask_to_stop(void)
{
    mqtt_connection_disconnect(&rig.connection);
}

static void stopping_does_not_wait_for_a_server_that_does_not_answer(void)
{
    rig_init();
    rig.broker.half_open = true;
    rig.while_opening = ask_to_stop;
    rig_start();
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(mqtt_connection_run(&rig.connection, 1000), MQTT_CONNECTION_STOPPED);
    CHECK_EQ(rig_clock_ms - start < 100, true);
    CHECK_EQ(rig_counts().failures, 0);
    rig.while_opening = NULL;
    rig.broker.half_open = false;
    mqtt_connection_resume(&rig.connection);
    CHECK_EQ(rig_settle(1000), true);
}

static void a_stream_that_takes_nothing_ends_the_connection_in_bounded_time(void)
{
    rig_init();
    start_connected();
    rig.stuck = true;
    CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(mqtt_connection_run(&rig.connection, 10), MQTT_CONNECTION_WAITING);
    CHECK_EQ(rig_clock_ms - start <= MQTT_SEND_TIMEOUT_MS + 1000, true);
    rig.stuck = false;
    CHECK_EQ(rig_settle(10000), true);
    CHECK_EQ(rig.up[1], 1);
}

static uint32_t networks;

static uint32_t number_of_networks(void *context)
{
    (void)context;
    return networks;
}

static void another_network(void)
{
    networks++;
    mqtt_connection_wake(&rig.connection);
}

static void on_networks(void)
{
    rig_init();
    rig.config.transport.network = number_of_networks;
}

static void another_network_ends_the_connection_at_once_and_loses_nothing(void)
{
    on_networks();
    start_connected();
    rig.broker.half_open = true; /* the old one says nothing more */
    CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
    rig_run_ms(10);
    rig.broker.half_open = false;
    another_network();
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig_clock_ms - start < 50, true);
    CHECK_EQ(rig.up[1] >= 1, true);
    CHECK_EQ(rig_counts().losses, 1);
    CHECK_EQ(rig_counts().resumed, 1);
    CHECK_EQ(rig_counts().resent, 1);
}

static void nothing_is_written_to_the_stream_of_a_network_that_is_not_used(void)
{
    on_networks();
    start_connected();
    rig.stuck = true; /* sending there would take its time */
    CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
    another_network();
    const uint32_t start = rig_clock_ms;
    (void)mqtt_connection_run(&rig.connection, 0);
    CHECK_EQ(rig_clock_ms - start, 0);
    rig.stuck = false;
    CHECK_EQ(rig_settle(1000), true);
}

static void another_network_ends_a_pause(void)
{
    on_networks();
    rig.broker.away = true;
    rig.random_bits = UINT32_MAX;
    rig_start();
    rig_run_ms(600000);
    rig.broker.away = false;
    another_network();
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig_clock_ms - start < 50, true);
}

static void another_network_ends_waiting_for_a_server_that_does_not_answer(void)
{
    on_networks();
    rig.broker.half_open = true;
    rig.while_opening = another_network;
    rig_start();
    const uint32_t start = rig_clock_ms;
    CHECK_EQ(mqtt_connection_run(&rig.connection, 1000), MQTT_CONNECTION_WAITING);
    CHECK_EQ(rig_clock_ms - start < 100, true);
    rig.while_opening = NULL;
    rig.broker.half_open = false;
    CHECK_EQ(rig_settle(100), true);
}

static void publish_one(void)
{
    CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
}

static void subscribe(void)
{
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
}

static void what_other_tasks_ask_for_ends_the_wait(void)
{
    static void (*const calls[])(void) = {publish_one, subscribe, ask_to_stop};

    rig_init();
    start_connected();
    const uint32_t start = rig_clock_ms;
    for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        rig.while_sleeping = calls[i];
        for (unsigned round = 0; round < 4; round++) { /* wake, send, receive, and nothing to do */
            (void)mqtt_connection_run(&rig.connection, round < 3 ? 50000 : 0);
            if (rig.broker.publishes + rig.broker.subscribes + rig.broker.disconnects == i + 1) {
                break;
            }
        }
        CHECK_EQ(rig_clock_ms - start, 0);
        CHECK_EQ(rig.broker.publishes + rig.broker.subscribes + rig.broker.disconnects, i + 1);
        (void)mqtt_connection_run(&rig.connection, 0);
    }
}

/* Without a `wait` of the transport, whoever brings bytes wakes. */
static void the_systems_sleep_can_stand_in_for_the_transports_wait(void)
{
    rig_init();
    rig.config.transport.wait = NULL;
    rig.broker.bytes_at_once = 3;
    start_connected();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
    rig_run_ms(1000);
    const uint32_t start = rig_clock_ms;
    for (uint8_t i = 0; i < 5; i++) {
        CHECK_EQ(rig_down(i, 1), true);
    }
    mqtt_connection_wake(&rig.connection);
    while (rig_clock_ms == start) {
        (void)mqtt_connection_run(&rig.connection, 1);
    }
    CHECK_EQ(rig.down_count, 5);
}

static void a_configuration_with_a_part_missing_is_refused(void)
{
    struct mqtt_connection connection;
    struct mqtt_connection_config bad[17];

    rig_init();
    CHECK_EQ(mqtt_connection_init(&connection, &rig.config), MQTTSuccess);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        bad[i] = rig.config;
    }
    bad[0].transport.open = NULL;
    bad[1].transport.close = NULL;
    bad[2].transport.stream.recv = NULL;
    bad[3].transport.stream.send = NULL;
    bad[4].system.now_ms = NULL;
    bad[5].system.random = NULL;
    bad[6].system.lock = NULL;
    bad[7].system.wake = NULL;
    bad[8].system.sleep = NULL;
    bad[9].system.signal_room = NULL;
    bad[10].client_id = "";
    bad[11].password = "without user";
    bad[12].receive_size = 63;
    bad[13].store_buffer++;
    bad[14].outgoing_count = 0;
    bad[15].subscription_count = 0;
    bad[16].incoming_count = 0;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK_EQ(mqtt_connection_init(&connection, &bad[i]), MQTTBadParameter);
    }
    CHECK_EQ(mqtt_connection_init(NULL, &rig.config), MQTTBadParameter);
    CHECK_EQ(mqtt_connection_init(&connection, NULL), MQTTBadParameter);
}

int main(void)
{
    RUN(an_idle_connection_pings_once_in_a_keep_alive_and_stays);
    RUN(a_busy_connection_pings_at_most_once_in_a_keep_alive);
    RUN(a_peer_that_is_gone_without_a_word_is_noticed);
    RUN(a_ping_without_answer_ends_the_connection);
    RUN(the_clock_may_wrap_at_any_moment);
    RUN(waits_between_attempts_double_up_to_the_limit);
    RUN(a_server_that_accepts_and_throws_out_is_not_hammered);
    RUN(after_a_connection_that_held_the_first_wait_is_short_again);
    RUN(a_refusal_is_told_and_tried_again);
    RUN(disconnecting_keeps_the_will_and_the_messages_back);
    RUN(stopping_does_not_wait_for_a_server_that_does_not_answer);
    RUN(a_stream_that_takes_nothing_ends_the_connection_in_bounded_time);
    RUN(another_network_ends_the_connection_at_once_and_loses_nothing);
    RUN(nothing_is_written_to_the_stream_of_a_network_that_is_not_used);
    RUN(another_network_ends_a_pause);
    RUN(another_network_ends_waiting_for_a_server_that_does_not_answer);
    RUN(what_other_tasks_ask_for_ends_the_wait);
    RUN(the_systems_sleep_can_stand_in_for_the_transports_wait);
    RUN(a_configuration_with_a_part_missing_is_refused);
    return 0;
}
