/* SPDX-License-Identifier: MIT */
/* Messages and subscriptions: what is accepted, refused, bounded and counted. */
#include <string.h>

#include "rig.h"
#include "test.h"

static void start_connected(void)
{
    rig_start();
    CHECK_EQ(rig_settle(1000), true);
}

static void run_connection(void)
{
    (void)mqtt_connection_run(&rig.connection, 10);
}

static void a_full_store_refuses_and_loses_nothing_of_what_it_took(void)
{
    rig_init();
    rig_start();
    uint8_t count = 0;
    while (rig_up(count, MQTTQoS1) == MQTTSuccess) {
        count++;
    }
    CHECK_EQ(count, RIG_STORE_SIZE / 24); /* 20 of the entry, topic "up", one byte, filled up */
    CHECK_EQ(rig_up(count, MQTTQoS1), MQTTNoMemory);
    CHECK_EQ(rig_counts().accepted, count);
    CHECK_EQ(rig_counts().waiting, count);
    CHECK_EQ(rig_settle(1000), true);
    for (uint8_t i = 0; i < count; i++) {
        CHECK_EQ(rig.up[i], 1);
        CHECK_EQ(rig.up_order[i], i);
    }
    CHECK_EQ(rig.up[count], 0);
    CHECK_EQ(rig_up(count, MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig_counts().acknowledged, count + 1u);
    CHECK_EQ(rig_counts().waiting, 0);
}

static void bad_messages_are_refused_and_leave_nothing_behind(void)
{
    static char text[70000];
    memset(text, 'x', sizeof text - 1);
    const struct {
        const char *what, *topic;
        const void *payload;
        size_t length;
        unsigned qos;
    } cases[] = {
        {"no topic", NULL, "", 0, 1},
        {"empty topic", "", "", 0, 1},
        {"wildcard +", "a/+/b", "", 0, 1},
        {"wildcard #", "a/#", "", 0, 1},
        {"topic too long", text, "", 0, 1},
        {"no payload", "up", NULL, 1, 1},
        {"QoS 3", "up", "", 0, 3},
        {"larger than the store", "up", text, RIG_STORE_SIZE, 1},
        {"one byte larger than the store", "up", text, RIG_STORE_SIZE - 20 - 2 + 1, 1},
        {"length wraps", "up", text, SIZE_MAX - 8, 1},
    };
    rig_init();
    start_connected();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        CHECK_EQ(mqtt_connection_publish(&rig.connection, cases[i].topic, cases[i].payload,
                                         cases[i].length, (MQTTQoS_t)cases[i].qos, 100),
                 MQTTBadParameter);
    }
    CHECK_EQ(mqtt_connection_publish(NULL, "up", "", 0, MQTTQoS1, 0), MQTTBadParameter);
    CHECK_EQ(rig_counts().accepted, 0);
    CHECK_EQ(rig_settle(100), true);
    CHECK_EQ(rig.broker.publishes, 0);
}

static void qos_0_goes_out_when_connected_and_is_never_sent_again(void)
{
    rig_init();
    rig_start();
    CHECK_EQ(rig_up(1, MQTTQoS0), MQTTStatusNotConnected);
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig_up(2, MQTTQoS0), MQTTSuccess);
    CHECK_EQ(rig_settle(1000), true);
    rig_run_ms(10);
    CHECK_EQ(rig.up[2], 1);
    CHECK_EQ(rig_counts().sent_qos0, 1);
    CHECK_EQ(rig_up(3, MQTTQoS0), MQTTSuccess); /* handed to a stream that is dead */
    fake_broker_close(&rig.broker);
    CHECK_EQ(rig_settle(10000), true);
    rig.broker.drop = FAKE_BROKER_PUBACK; /* waits behind a message without answer */
    for (size_t i = 0; i <= sizeof rig.outgoing / sizeof rig.outgoing[0]; i++) {
        CHECK_EQ(rig_up(4, MQTTQoS1), MQTTSuccess);
    }
    CHECK_EQ(rig_up(5, MQTTQoS0), MQTTSuccess);
    run_connection();
    rig.broker.drop = 0;
    fake_broker_close(&rig.broker);
    CHECK_EQ(rig_settle(10000), true);
    CHECK_EQ(rig.up[1] + rig.up[3] + rig.up[5], 0);
    CHECK_EQ(rig.connection.store.count, 0);
}

static void a_publisher_waits_for_room_no_longer_than_it_said(void)
{
    static const uint32_t limits[] = {1, 250, 5000};

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        rig_init();
        rig_start();
        while (rig_up(0, MQTTQoS1) == MQTTSuccess) {
        }
        const uint32_t start = rig_clock_ms;
        CHECK_EQ(mqtt_connection_publish(&rig.connection, "up", "x", 1, MQTTQoS1, limits[i]),
                 MQTTNoMemory);
        CHECK_EQ(rig_clock_ms - start, limits[i]);
    }
}

static void a_waiting_publisher_gets_room_as_soon_as_there_is_some(void)
{
    rig_init();
    rig_start();
    while (rig_up(0, MQTTQoS1) == MQTTSuccess) {
    }
    rig.while_waiting_for_room = run_connection;
    const uint32_t start = rig_clock_ms;
    const uint8_t number = 1;
    CHECK_EQ(mqtt_connection_publish(&rig.connection, "up", &number, 1, MQTTQoS1, 5000),
             MQTTSuccess);
    CHECK_EQ(rig_clock_ms - start < 50, true);
    CHECK_EQ(rig.room_signals > 0, true);
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig.up[1], 1);
}

static unsigned signals_after_run;

static void run_and_note(void)
{
    run_connection();
    signals_after_run = rig.room_signals;
}

static void let_another_publisher_wait(void)
{
    rig.while_waiting_for_room = run_and_note;
    CHECK_EQ(mqtt_connection_publish(&rig.connection, "up", "", 0, MQTTQoS1, 5000), MQTTSuccess);
}

static void who_got_room_lets_the_next_publisher_try(void)
{
    rig_init();
    rig_start();
    while (rig_up(0, MQTTQoS1) == MQTTSuccess) {
    }
    rig.while_waiting_for_room = let_another_publisher_wait;
    CHECK_EQ(mqtt_connection_publish(&rig.connection, "up", "", 0, MQTTQoS1, 5000), MQTTSuccess);
    CHECK_EQ(signals_after_run > 0, true);
    CHECK_EQ(rig.room_signals, signals_after_run + 1);
}

static void a_message_that_left_in_part_keeps_its_record_and_takes_no_other(void)
{
    rig_init();
    start_connected();
    for (uint8_t i = 0; i < 3 * sizeof rig.outgoing / sizeof rig.outgoing[0]; i++) {
        rig.broker.bytes_to_live = 3;
        CHECK_EQ(rig_up(i, MQTTQoS1), MQTTSuccess);
        CHECK_EQ(rig_settle(60000), true);
        CHECK_EQ(rig.up[i], 1);
    }
}

static void one_record_is_enough_for_any_number_of_messages(void)
{
    rig_init();
    rig.config.outgoing_count = 1;
    rig.broker.bytes_at_once = 3;
    rig_start();
    for (uint8_t i = 0; i < 20; i++) {
        CHECK_EQ(rig_up(i, i % 3 == 0 ? MQTTQoS2 : MQTTQoS1), MQTTSuccess);
    }
    CHECK_EQ(rig_settle(1000), true);
    for (uint8_t i = 0; i < 20; i++) {
        CHECK_EQ(rig.up[i], 1);
        CHECK_EQ(rig.up_order[i], i);
    }
}

static void an_id_still_under_way_is_not_given_again(void)
{
    rig_init();
    start_connected();
    rig.broker.drop = FAKE_BROKER_PUBREC;
    const uint16_t id = rig.connection.mqtt.nextPacketId;
    CHECK_EQ(rig_up(1, MQTTQoS2), MQTTSuccess);
    run_connection();
    rig.connection.mqtt.nextPacketId = id;
    rig.broker.drop = 0;
    CHECK_EQ(rig_up(2, MQTTQoS2), MQTTSuccess);
    rig_run_ms(1000);
    CHECK_EQ(rig_counts().losses, 0);
    CHECK_EQ(rig.up[1], 0);
    CHECK_EQ(rig.up[2], 1);
    CHECK_EQ(rig_settle(60000), true);
    CHECK_EQ(rig.up[1], 1);
    CHECK_EQ(rig.broker.protocol_errors, 0);
}

static void each_missing_answer_ends_the_connection_and_is_made_up_for(void)
{
    static const struct {
        const char *what;
        uint8_t drop;
    } cases[] = {
        {"SUBACK", FAKE_BROKER_SUBACK},
        {"PUBACK", FAKE_BROKER_PUBACK},
        {"PUBREC", FAKE_BROKER_PUBREC},
        {"PUBCOMP", FAKE_BROKER_PUBCOMP},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].what;
        rig_init();
        rig.broker.drop = cases[i].drop;
        rig.config.ack_timeout_ms = 3000;
        rig_start();
        CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
        CHECK_EQ(rig_up(1, MQTTQoS1), MQTTSuccess);
        CHECK_EQ(rig_up(2, MQTTQoS2), MQTTSuccess);
        rig_run_ms(2900);
        CHECK_EQ(rig_counts().losses + rig_counts().failures, 0);
        rig_run_ms(200);
        CHECK_EQ(rig_counts().losses + rig_counts().failures, 1);
        rig.broker.drop = 0;
        CHECK_EQ(rig_settle(10000), true);
        rig_run_ms(100);
        CHECK_EQ(rig.up[1] >= 1, true);
        CHECK_EQ(rig.up[2], 1);
        CHECK_EQ(rig.granted, 1);
        CHECK_EQ(rig_counts().acknowledged, 2);
        CHECK_EQ(rig.broker.protocol_errors, 0);
    }
}

static void subscribing_again_happens_only_when_the_session_is_gone(void)
{
    rig_init();
    rig_start();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "other/#", MQTTQoS0), MQTTSuccess);
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "third", MQTTQoS0), MQTTNoMemory);
    CHECK_EQ(rig_settle(1000), true);
    rig_run_ms(100);
    CHECK_EQ(rig.broker.subscribes, 2);
    fake_broker_close(&rig.broker);
    CHECK_EQ(rig_settle(10000), true);
    rig_run_ms(100);
    CHECK_EQ(rig.broker.connects, 2);
    CHECK_EQ(rig_counts().resumed, 1);
    CHECK_EQ(rig.broker.subscribes, 2);
    fake_broker_forget_session(&rig.broker);
    fake_broker_close(&rig.broker);
    CHECK_EQ(rig_settle(10000), true);
    rig_run_ms(100);
    CHECK_EQ(rig.broker.subscribes, 4);
    CHECK_EQ(rig_counts().resumed, 1);
    CHECK_EQ(rig_down(5, 1), true);
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig.down[5], 1);
}

/* The server lost the session, made a new one for a CONNECT, and its CONNACK was lost: the next one
 * says that there is a session. */
static void a_session_that_may_be_a_new_one_is_subscribed_again(void)
{
    rig_init();
    rig.config.connack_timeout_ms = 3000;
    rig_start();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
    CHECK_EQ(rig_settle(1000), true);
    rig_run_ms(100);
    fake_broker_forget_session(&rig.broker);
    fake_broker_close(&rig.broker);
    rig.broker.drop = FAKE_BROKER_CONNACK;
    const unsigned opens = rig.opens;
    while (rig_counts().failures == 0) {
        run_connection();
    }
    CHECK_EQ(rig_clock_ms - rig.open_ms[opens], 3000);
    rig.broker.drop = 0;
    CHECK_EQ(rig_settle(10000), true);
    rig_run_ms(100);
    CHECK_EQ(rig_counts().resumed, 1);
    CHECK_EQ(rig_down(1, 1), true);
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig.down[1], 1);
}

static void the_same_filter_takes_one_place_and_is_asked_for_again(void)
{
    rig_init();
    start_connected();
    for (unsigned i = 0; i < 4; i++) {
        CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", i % 2 ? MQTTQoS1 : MQTTQoS2),
                 MQTTSuccess);
        rig_run_ms(100);
    }
    CHECK_EQ(rig.broker.subscribes, 4);
    CHECK_EQ(rig.broker.session.subscription_count, 1);
    CHECK_EQ(rig.broker.session.subscriptions[0].qos, 1);
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "", MQTTQoS1), MQTTBadParameter);
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, NULL, MQTTQoS1), MQTTBadParameter);
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", (MQTTQoS_t)3), MQTTBadParameter);
}

static void a_refused_subscription_is_told_and_does_not_end_the_connection(void)
{
    rig_init();
    rig.broker.suback_code = 0x80;
    rig_start();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
    rig_run_ms(60000);
    CHECK_EQ(rig.refused, 1);
    CHECK_EQ(rig.granted, 0);
    CHECK_EQ(rig.broker.subscribes, 1);
    CHECK_EQ(rig_counts().losses, 0);
}

static void a_message_may_be_answered_in_the_callback(void)
{
    rig_init();
    rig.echo = true;
    start_connected();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS1), MQTTSuccess);
    rig_run_ms(100);
    for (uint8_t i = 0; i < 10; i++) {
        CHECK_EQ(rig_down(i, i % 3), true);
    }
    CHECK_EQ(rig_settle(1000), true);
    CHECK_EQ(rig.down_count, 10);
    CHECK_EQ(rig.up_count, 10);
    CHECK_EQ(rig_counts().received, 10);
    CHECK_EQ(rig_counts().duplicates, 0);
}

static void a_packet_too_large_is_counted_and_the_connection_goes_on(void)
{
    static const uint8_t large[FAKE_BROKER_PAYLOAD_BYTES];

    rig_init();
    rig.broker.bytes_at_once = 50;
    start_connected();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS0), MQTTSuccess);
    rig_run_ms(100);
    CHECK_EQ(fake_broker_publish(&rig.broker, "down", large, sizeof large, 0), true);
    CHECK_EQ(rig_down(1, 0), true);
    rig_run_ms(100);
    CHECK_EQ(rig_counts().oversized, 1);
    CHECK_EQ(rig_counts().losses, 0);
    CHECK_EQ(rig.down[1], 1);
}

/* What found no record is not answered; only a new connection makes the server send it again. */
static void more_qos_2_messages_than_records_all_arrive_once(void)
{
    for (size_t records = 1; records <= 3; records++) {
        rig_init();
        rig.config.incoming_count = records;
        rig_start();
        CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS2), MQTTSuccess);
        rig_run_ms(100);
        for (uint8_t i = 0; i < 12; i++) {
            CHECK_EQ(rig_down(i, 2), true);
        }
        CHECK_EQ(rig_settle(3600000), true);
        for (uint8_t i = 0; i < 12; i++) {
            CHECK_EQ(rig.down[i], 1);
        }
        CHECK_EQ(rig_counts().oversized, 0);
    }
}

static void without_records_a_qos_2_message_does_not_end_the_connection(void)
{
    rig_init();
    rig.config.incoming = NULL;
    rig.config.incoming_count = 0;
    rig_start();
    CHECK_EQ(mqtt_connection_subscribe(&rig.connection, "down", MQTTQoS2), MQTTSuccess);
    rig_run_ms(100);
    CHECK_EQ(rig_down(1, 2), true);
    rig_run_ms(5000);
    CHECK_EQ(rig_counts().losses, 0);
    CHECK_EQ(rig.down[1], 0);
}

int main(void)
{
    RUN(a_full_store_refuses_and_loses_nothing_of_what_it_took);
    RUN(bad_messages_are_refused_and_leave_nothing_behind);
    RUN(qos_0_goes_out_when_connected_and_is_never_sent_again);
    RUN(a_publisher_waits_for_room_no_longer_than_it_said);
    RUN(a_waiting_publisher_gets_room_as_soon_as_there_is_some);
    RUN(who_got_room_lets_the_next_publisher_try);
    RUN(a_message_that_left_in_part_keeps_its_record_and_takes_no_other);
    RUN(one_record_is_enough_for_any_number_of_messages);
    RUN(an_id_still_under_way_is_not_given_again);
    RUN(each_missing_answer_ends_the_connection_and_is_made_up_for);
    RUN(subscribing_again_happens_only_when_the_session_is_gone);
    RUN(a_session_that_may_be_a_new_one_is_subscribed_again);
    RUN(the_same_filter_takes_one_place_and_is_asked_for_again);
    RUN(a_refused_subscription_is_told_and_does_not_end_the_connection);
    RUN(a_message_may_be_answered_in_the_callback);
    RUN(more_qos_2_messages_than_records_all_arrive_once);
    RUN(without_records_a_qos_2_message_does_not_end_the_connection);
    RUN(a_packet_too_large_is_counted_and_the_connection_goes_on);
    return 0;
}
