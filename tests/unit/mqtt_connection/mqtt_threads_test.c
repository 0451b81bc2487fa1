/* SPDX-License-Identifier: MIT */
/* Publishers in threads of their own, on a store far too small for them, while the stream dies
 * again and again. */
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "fake_broker.h"
#include "mqtt_connection.h"
#include "test.h"

#define PUBLISHERS 4
#define EACH       500

struct gate { /* a binary semaphore */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool open;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct gate wake_gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};
static struct gate room_gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};
static struct fake_broker broker;
static struct mqtt_connection connection;
static unsigned came[PUBLISHERS][EACH];
static unsigned newest[PUBLISHERS]; /* next number that has not come */
static unsigned out_of_order;

static uint32_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_sec * 1000u + (uint32_t)(now.tv_nsec / 1000000);
}

static uint32_t random32(void)
{
    static uint32_t state = 1;

    return state = state * 1664525u + 1013904223u;
}

static void lock_all(void *context)
{
    (void)context;
    pthread_mutex_lock(&lock);
}

static void unlock_all(void *context)
{
    (void)context;
    pthread_mutex_unlock(&lock);
}

static void signal_gate(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->open = true;
    pthread_cond_signal(&gate->changed);
    pthread_mutex_unlock(&gate->lock);
}

static void wait_gate(struct gate *gate, uint32_t timeout_ms)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += timeout_ms / 1000u;
    until.tv_nsec += (long)(timeout_ms % 1000u) * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&gate->lock);
    while (!gate->open && pthread_cond_timedwait(&gate->changed, &gate->lock, &until) == 0) {
    }
    gate->open = false;
    pthread_mutex_unlock(&gate->lock);
}

static void wake(void *context)
{
    (void)context;
    signal_gate(&wake_gate);
}

static void sleep_ms(void *context, uint32_t timeout_ms)
{
    (void)context;
    wait_gate(&wake_gate, timeout_ms);
}

static void wait_room(void *context, uint32_t timeout_ms)
{
    (void)context;
    wait_gate(&room_gate, timeout_ms);
}

static void signal_room(void *context)
{
    (void)context;
    signal_gate(&room_gate);
}

static int32_t open_stream(void *context)
{
    (void)context;
    if (fake_broker_open(&broker) != 0) {
        return -1;
    }
    broker.bytes_to_live = 40 + (long)(random32() >> 16) % 4000;
    return 0;
}

static void close_stream(void *context)
{
    (void)context;
    fake_broker_close(&broker);
}

static int32_t wait_stream(void *context, uint32_t timeout_ms)
{
    if (fake_broker_readable(&broker) == 0) {
        sleep_ms(context, timeout_ms);
    }
    return fake_broker_readable(&broker);
}

static int32_t stream_recv(NetworkContext_t *network, void *buffer, size_t length)
{
    return fake_broker_recv((struct fake_broker *)(void *)network, buffer, length);
}

static int32_t stream_send(NetworkContext_t *network, const void *buffer, size_t length)
{
    return fake_broker_send((struct fake_broker *)(void *)network, buffer, length);
}

static void delivered(void *context, const struct fake_broker_message *message, bool duplicate)
{
    uint16_t number[2];

    (void)context;
    (void)duplicate;
    memcpy(number, message->payload, sizeof number);
    came[number[0]][number[1]]++;
    if (number[1] > newest[number[0]]) {
        out_of_order++;
    } else if (number[1] == newest[number[0]]) {
        newest[number[0]]++;
    }
}

static void *publish_all(void *argument)
{
    const uint16_t publisher = *(const uint16_t *)argument;
    static const uint8_t filler[40];

    for (uint16_t i = 0; i < EACH; i++) {
        uint8_t payload[sizeof filler + 4];
        memcpy(payload, &publisher, 2);
        memcpy(payload + 2, &i, 2);
        memcpy(payload + 4, filler, sizeof filler);
        const size_t length = 4 + (size_t)(i % sizeof filler);
        CHECK_EQ(mqtt_connection_publish(&connection, "up", payload, length, MQTTQoS1, 30000),
                 MQTTSuccess);
    }
    return NULL;
}

static void publishers_share_a_small_store_and_nothing_is_lost(void)
{
    static _Alignas(4) uint8_t store[256];
    static uint8_t receive_buffer[256];
    static MQTTPubAckInfo_t outgoing[3];
    static const uint16_t numbers[PUBLISHERS] = {0, 1, 2, 3};
    pthread_t threads[PUBLISHERS];
    const struct mqtt_connection_config config = {
        .transport = {open_stream,
                      close_stream,
                      wait_stream,
                      NULL,
                      {.recv = stream_recv,
                       .send = stream_send,
                       .pNetworkContext = (NetworkContext_t *)(void *)&broker}},
        .system = {now_ms, random32, lock_all, unlock_all, wake, sleep_ms, wait_room, signal_room,
                   NULL},
        .client_id = "thing",
        .receive_buffer = receive_buffer,
        .receive_size = sizeof receive_buffer,
        .store_buffer = store,
        .store_size = sizeof store,
        .outgoing = outgoing,
        .outgoing_count = sizeof outgoing / sizeof outgoing[0],
        .backoff_base_ms = 2,
        .backoff_max_ms = 4,
    };
    struct mqtt_connection_counts counts;

    fake_broker_init(&broker);
    broker.delivered = delivered;
    broker.dies_silently = true;
    CHECK_EQ(mqtt_connection_init(&connection, &config), MQTTSuccess);
    for (size_t i = 0; i < PUBLISHERS; i++) {
        CHECK_EQ(pthread_create(&threads[i], NULL, publish_all, (void *)(uintptr_t)&numbers[i]), 0);
    }
    const uint32_t start = now_ms();
    do {
        (void)mqtt_connection_run(&connection, 100);
        mqtt_connection_statistics(&connection, &counts);
        CHECK_EQ(now_ms() - start < 40000, true);
    } while (counts.acknowledged < PUBLISHERS * EACH);
    for (size_t i = 0; i < PUBLISHERS; i++) {
        pthread_join(threads[i], NULL);
    }
    for (size_t i = 0; i < PUBLISHERS; i++) {
        for (size_t j = 0; j < EACH; j++) {
            CHECK_EQ(came[i][j] >= 1, true);
        }
    }
    CHECK_EQ(counts.accepted, PUBLISHERS * EACH);
    CHECK_EQ(out_of_order, 0);
    CHECK_EQ(counts.losses > 10, true);
    CHECK_EQ(broker.protocol_errors, 0);
    printf("   %u losses, %u resent\n", (unsigned)counts.losses, (unsigned)counts.resent);
}

int main(void)
{
    RUN(publishers_share_a_small_store_and_nothing_is_lost);
    return 0;
}
