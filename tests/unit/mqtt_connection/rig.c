/* SPDX-License-Identifier: MIT */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>

struct rig rig;
uint32_t rig_clock_ms;

static void demand(bool condition, const char *what)
{
    if (!condition) {
        printf("rig: %s\n", what);
        exit(1);
    }
}

static void not_locked(const char *what)
{
    demand(rig.lock_depth == 0, what);
}

/* --- system --- */

static uint32_t now_ms(void)
{
    return rig_clock_ms;
}

static uint32_t random32(void)
{
    static uint32_t state = 1;

    state = state * 1664525u + 1013904223u;
    return rig.random_bits != 0 ? rig.random_bits : state ^ state >> 16;
}

static void lock(void *context)
{
    demand(context == &rig && rig.lock_depth == 0, "the lock is taken twice");
    rig.lock_depth++;
}

static void unlock(void *context)
{
    demand(context == &rig && rig.lock_depth == 1, "the lock is given without being held");
    rig.lock_depth--;
}

static void wake(void *context)
{
    demand(context == &rig, "wake with a wrong context");
    not_locked("wake is called with the lock held");
    rig.woken = true;
}

static void sleep_ms(void *context, uint32_t timeout_ms)
{
    demand(context == &rig, "sleep with a wrong context");
    not_locked("sleep is called with the lock held");
    if (rig.while_sleeping != NULL) {
        void (*const call)(void) = rig.while_sleeping;
        rig.while_sleeping = NULL;
        call();
    }
    if (!rig.woken) {
        rig_clock_ms += timeout_ms;
    }
    rig.woken = false;
}

static void wait_room(void *context, uint32_t timeout_ms)
{
    demand(context == &rig, "wait_room with a wrong context");
    not_locked("wait_room is called with the lock held");
    if (rig.while_waiting_for_room != NULL) {
        rig.while_waiting_for_room();
    } else {
        rig_clock_ms += timeout_ms;
    }
}

static void signal_room(void *context)
{
    demand(context == &rig, "signal_room with a wrong context");
    not_locked("signal_room is called with the lock held");
    rig.room_signals++;
}

/* --- transport --- */

static int32_t open_stream(void *context)
{
    demand(context == &rig, "open with a wrong context");
    not_locked("open is called with the lock held");
    if (rig.opens < RIG_STATES) {
        rig.open_ms[rig.opens] = rig_clock_ms;
    }
    rig.opens++;
    if (rig.while_opening != NULL) {
        rig.while_opening();
    }
    return rig.open_result != 0 ? rig.open_result : fake_broker_open(&rig.broker);
}

static void close_stream(void *context)
{
    demand(context == &rig, "close with a wrong context");
    not_locked("close is called with the lock held");
    fake_broker_close(&rig.broker);
}

static int32_t wait_stream(void *context, uint32_t timeout_ms)
{
    not_locked("wait is called with the lock held");
    if (fake_broker_readable(&rig.broker) == 0) {
        sleep_ms(context, timeout_ms);
    }
    return fake_broker_readable(&rig.broker);
}

static int32_t stream_recv(NetworkContext_t *network, void *buffer, size_t length)
{
    demand((void *)network == (void *)&rig.broker, "recv with a wrong context");
    not_locked("recv is called with the lock held");
    return fake_broker_recv(&rig.broker, buffer, length);
}

static int32_t stream_send(NetworkContext_t *network, const void *buffer, size_t length)
{
    demand((void *)network == (void *)&rig.broker, "send with a wrong context");
    not_locked("send is called with the lock held");
    if (rig.stuck) {
        rig_clock_ms += 100;
        return 0;
    }
    return fake_broker_send(&rig.broker, buffer, length);
}

/* --- what comes through --- */

static void note(unsigned *counts, uint8_t *order, size_t *count, uint8_t number)
{
    demand(number < RIG_NUMBERS, "a number that nobody sent");
    if (counts[number]++ == 0) {
        order[(*count)++] = number;
    }
}

static void delivered(void *context, const struct fake_broker_message *message, bool duplicate)
{
    (void)context;
    (void)duplicate;
    if (message->topic[0] == 'u') {
        demand(message->length == 1, "a message has another length");
        note(rig.up, rig.up_order, &rig.up_count, message->payload[0]);
    }
}

static void on_message(void *context, const struct mqtt_connection_message *message)
{
    demand(context == &rig, "message with a wrong context");
    not_locked("message is called with the lock held");
    if (message->length != 1) {
        return;
    }
    note(rig.down, rig.down_order, &rig.down_count, message->payload[0]);
    if (rig.echo) {
        (void)rig_up(message->payload[0], MQTTQoS1);
    }
}

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    demand(context == &rig, "state with a wrong context");
    not_locked("state is called with the lock held");
    if (rig.state_count < RIG_STATES) {
        rig.states[rig.state_count].at_ms = rig_clock_ms;
        rig.states[rig.state_count].state = state;
        rig.states[rig.state_count].reason = reason;
    }
    rig.state_count++;
}

static void on_subscribed(void *context, const char *filter, bool granted)
{
    demand(context == &rig && filter != NULL, "subscribed with a wrong context");
    not_locked("subscribed is called with the lock held");
    rig.granted += granted;
    rig.refused += !granted;
}

/* --- for the tests --- */

void rig_init(void)
{
    rig = (struct rig){0};
    fake_broker_init(&rig.broker);
    rig.broker.now_ms = now_ms;
    rig.broker.delivered = delivered;
    rig.config = (struct mqtt_connection_config){
        .transport = {.open = open_stream,
                      .close = close_stream,
                      .wait = wait_stream,
                      .context = &rig,
                      .stream = {.recv = stream_recv,
                                 .send = stream_send,
                                 .pNetworkContext = (NetworkContext_t *)(void *)&rig.broker}},
        .system = {.now_ms = now_ms,
                   .random = random32,
                   .lock = lock,
                   .unlock = unlock,
                   .wake = wake,
                   .sleep = sleep_ms,
                   .wait_room = wait_room,
                   .signal_room = signal_room,
                   .context = &rig},
        .client_id = "thing",
        .receive_buffer = rig.receive_buffer,
        .receive_size = sizeof rig.receive_buffer,
        .store_buffer = rig.store,
        .store_size = sizeof rig.store,
        .outgoing = rig.outgoing,
        .outgoing_count = sizeof rig.outgoing / sizeof rig.outgoing[0],
        .incoming = rig.incoming,
        .incoming_count = sizeof rig.incoming / sizeof rig.incoming[0],
        .subscriptions = rig.subscriptions,
        .subscription_count = sizeof rig.subscriptions / sizeof rig.subscriptions[0],
        .message = on_message,
        .state = on_state,
        .subscribed = on_subscribed,
        .context = &rig,
    };
}

void rig_start(void)
{
    demand(mqtt_connection_init(&rig.connection, &rig.config) == MQTTSuccess, "init refuses");
}

void rig_run_ms(uint32_t ms)
{
    const uint32_t start = rig_clock_ms;
    unsigned rounds = 0;

    while (rig_clock_ms - start < ms) {
        (void)mqtt_connection_run(&rig.connection, ms - (rig_clock_ms - start));
        demand(++rounds < 1000000, "the connection polls and does not wait");
    }
}

static bool is_settled(void)
{
    const struct mqtt_connection_counts counts = rig_counts();

    return rig.connection.state == MQTT_CONNECTION_CONNECTED && counts.waiting == 0 &&
           fake_broker_idle(&rig.broker) && fake_broker_readable(&rig.broker) == 0;
}

bool rig_settle(uint32_t ms)
{
    const uint32_t start = rig_clock_ms;
    unsigned rounds = 0;

    while (rig_clock_ms - start < ms) {
        (void)mqtt_connection_run(&rig.connection, 10);
        if (is_settled()) {
            return true;
        }
        demand(++rounds < 1000000, "the connection polls and does not wait");
    }
    return false;
}

MQTTStatus_t rig_up(uint8_t number, MQTTQoS_t qos)
{
    return mqtt_connection_publish(&rig.connection, "up", &number, 1, qos, 0);
}

bool rig_down(uint8_t number, uint8_t qos)
{
    return fake_broker_publish(&rig.broker, "down", &number, 1, qos);
}

struct mqtt_connection_counts rig_counts(void)
{
    struct mqtt_connection_counts counts;

    mqtt_connection_statistics(&rig.connection, &counts);
    return counts;
}
