/* SPDX-License-Identifier: MIT */
#include "box.h"

#include <stdlib.h>
#include <string.h>

#include "box_authority.h"
#include "box_tcp.h"
#include "box_time.h"
#include "box_tls.h"
#include "broker.h"
#include "cloud.h"

#define EXPORT __attribute__((visibility("default")))

#define PORT_PLAIN      1883u
#define PORT_TLS        8883u
#define CHUNK_BYTES_MAX 8192u

/* Between a stream and a connection of the broker; either may end first. */
struct wire_client {
    struct wire_client *next;
    struct box_stream *stream;            /* NULL: gone */
    struct box_tls *tls;                  /* NULL: plain */
    struct broker_connection *connection; /* NULL: TLS is not up yet */
    bool is_ended; /* by the broker or TLS: to be closed when they have returned */
};

static struct {
    struct box_config config;
    struct broker *broker;
    struct cloud *cloud;
    struct cloud_store *store;
    struct wire_client *clients;
    uint64_t now_ms, back_ms; /* back: when the broker listens again; 0: it does */
    int64_t jumped_ms, tick_ms, time_server_off_ms;
    uint32_t damage_permille;
} box;

uint32_t box_random32(void);

uint32_t box_random32(void)
{
    return box.config.random();
}

/* ---- Broker, TLS and TCP ---- */

/* The chunk, or a copy of it with a bit changed. */
static const void *perhaps_damaged(const void *bytes, size_t count)
{
    static uint8_t copy[CHUNK_BYTES_MAX];

    if (box.damage_permille == 0 || box.config.random() % 1000u >= box.damage_permille ||
        count > sizeof copy) {
        return bytes;
    }
    memcpy(copy, bytes, count);
    copy[box.config.random() % count] ^= (uint8_t)(1u << box.config.random() % 8u);
    return copy;
}

static void broker_says(void *context, void *owner, const void *bytes, size_t count)
{
    const struct wire_client *client = owner;

    (void)context;
    if (client->stream == NULL) {
        return;
    }
    if (client->tls != NULL) {
        box_tls_output(client->tls, bytes, count);
    } else {
        box_tcp_send(client->stream, bytes, count);
    }
}

static void broker_ends(void *context, void *owner)
{
    (void)context;
    ((struct wire_client *)owner)->is_ended = true;
}

static void tls_sends(void *owner, const void *bytes, size_t count)
{
    const struct wire_client *client = owner;

    if (client->stream != NULL) {
        box_tcp_send(client->stream, perhaps_damaged(bytes, count), count);
    }
}

static void tls_is_up(void *owner)
{
    struct wire_client *client = owner;

    client->connection = broker_open(box.broker, client, box.now_ms);
}

static void tls_delivers(void *owner, const void *bytes, size_t count)
{
    const struct wire_client *client = owner;

    broker_input(client->connection, bytes, count, box.now_ms);
}

static void remove_client(struct wire_client *client)
{
    struct wire_client **at = &box.clients;

    while (*at != client) {
        at = &(*at)->next;
    }
    *at = client->next;
    free(client);
}

static void close_client(struct wire_client *client)
{
    if (client->connection != NULL) {
        broker_close(client->connection, box.now_ms);
    }
    box_tls_close(client->tls, true);
    if (client->stream != NULL) {
        box_tcp_close(client->stream);
    }
    remove_client(client);
}

static void close_ended(void)
{
    struct wire_client *next;

    for (struct wire_client *client = box.clients; client != NULL; client = next) {
        next = client->next;
        if (client->tls != NULL && box_tls_is_late(client->tls, box.now_ms)) {
            client->is_ended = true;
        }
        if (client->is_ended) {
            close_client(client);
        }
    }
}

static void *stream_opened(struct box_stream *stream)
{
    struct wire_client *client = calloc(1, sizeof(*client));

    if (client == NULL) {
        abort();
    }
    client->stream = stream;
    if (box.config.has_tls) {
        client->tls = box_tls_open(client, box.now_ms);
    } else {
        client->connection = broker_open(box.broker, client, box.now_ms);
    }
    client->next = box.clients;
    box.clients = client;
    return client;
}

static void bytes_came(void *user, const void *bytes, size_t count)
{
    struct wire_client *client = user;

    if (client->is_ended) {
        return;
    }
    if (client->tls == NULL) {
        broker_input(client->connection, bytes, count, box.now_ms);
    } else if (!box_tls_input(client->tls, perhaps_damaged(bytes, count), count)) {
        client->is_ended = true;
    }
}

static void stream_gone(void *user)
{
    struct wire_client *client = user;

    client->stream = NULL;
    client->is_ended = true;
}

/* ---- Broker and cloud ---- */

static void tell_observer(const char *topic, const void *payload, size_t bytes, unsigned qos)
{
    if (box.config.observe != NULL) {
        box.config.observe(topic, payload, bytes, qos);
    }
}

static void cloud_says(void *self, const char *client, const char *topic, const void *payload,
                       size_t bytes)
{
    (void)self;
    tell_observer(topic, payload, bytes, 1);
    broker_publish(box.broker, client, topic, payload, bytes, 1, false);
}

static bool message_came(void *context, const char *client, const char *topic, const void *payload,
                         size_t bytes, unsigned qos)
{
    const struct cloud_message message = {client, "principal", topic, payload, bytes};

    (void)context;
    tell_observer(topic, payload, bytes, qos);
    if (topic[0] != '$') {
        return true;
    }
    if (cloud_begin(box.cloud)) {
        (void)cloud_message(box.cloud, &message);
        (void)cloud_commit(box.cloud);
    }
    box.tick_ms = 0; /* something may be due earlier now */
    return true;
}

static int64_t cloud_time(void *context)
{
    (void)context;
    return (int64_t)(box.config.epoch_ms + box.now_ms) + box.jumped_ms;
}

static void cloud_random_bytes(void *context, void *bytes, size_t count)
{
    (void)context;
    for (size_t i = 0; i < count; i++) {
        ((uint8_t *)bytes)[i] = (uint8_t)box.config.random();
    }
}

static void start_cloud(void)
{
    static const struct cloud_bus bus = {.publish = cloud_says};

    const struct cloud_config config = {.store = box.store,
                                        .bus = &bus,
                                        .now_ms = cloud_time,
                                        .random = cloud_random_bytes,
                                        .region = "us-east-1",
                                        .account = "000000000000",
                                        .endpoint = "10.0.0.1"};
    box.cloud = cloud_new(&config);
}

/* ---- For the simulator ---- */

/* It is another machine than the cloud, whose clock it does not follow. */
static uint64_t time_server_time(void)
{
    return box.config.epoch_ms + box.now_ms + (uint64_t)box.time_server_off_ms;
}

EXPORT void box_start(const struct box_config *config)
{
    static const struct broker_config broker = {NULL, broker_says, broker_ends, message_came};

    box.config = *config;
    box.broker = broker_new(&broker);
    box.store = cloud_store_memory_new();
    start_cloud();
    if (config->has_tls) {
        const struct box_tls_user of_tls = {config->random, tls_sends, tls_is_up, tls_delivers};
        box_tls_start(&of_tls);
    }
    const struct box_tcp_user user = {stream_opened, bytes_came, stream_gone, config->frame,
                                      config->has_tls ? PORT_TLS : PORT_PLAIN};
    box_tcp_start(&user);
    box_time_start(time_server_time);
    box_tcp_listen(true);
}

EXPORT void box_frame(const void *frame, size_t length, uint64_t now_ms)
{
    box.now_ms = now_ms;
    (void)box_tcp_run(now_ms);
    box_tcp_frame(frame, length);
    close_ended();
}

static void tick_cloud(void)
{
    if (cloud_time(NULL) >= box.tick_ms && cloud_begin(box.cloud)) {
        box.tick_ms = cloud_tick(box.cloud);
        (void)cloud_commit(box.cloud);
    }
}

EXPORT uint64_t box_run(uint64_t now_ms)
{
    box.now_ms = now_ms;
    if (box.back_ms != 0 && now_ms >= box.back_ms) {
        box.back_ms = 0;
        box_tcp_listen(true);
    }
    tick_cloud();
    broker_tick(box.broker, now_ms);
    close_ended();
    return now_ms + box_tcp_run(now_ms);
}

EXPORT void box_restart_broker(uint64_t now_ms, uint64_t away_ms, bool keep_sessions, bool silently)
{
    box.now_ms = now_ms;
    broker_restart(box.broker, keep_sessions);
    if (silently) {
        box_tcp_forget();
    }
    while (box.clients != NULL) {
        if (!silently && box.clients->stream != NULL) {
            box_tcp_close(box.clients->stream);
        }
        box_tls_close(box.clients->tls, false);
        remove_client(box.clients);
    }
    if (away_ms > 0) {
        box_tcp_listen(false);
        box.back_ms = now_ms + away_ms;
    }
}

EXPORT void box_restart_cloud(void)
{
    cloud_free(box.cloud);
    start_cloud();
    box.tick_ms = 0;
}

EXPORT void box_jump_clock(int64_t milliseconds)
{
    box.jumped_ms += milliseconds;
    box.tick_ms = 0;
}

EXPORT void box_shift_time_server(int64_t milliseconds)
{
    box.time_server_off_ms = milliseconds;
}

EXPORT void box_damage(uint32_t permille)
{
    box.damage_permille = box.config.has_tls ? permille : 0;
}

EXPORT void box_show(enum box_certificate which)
{
    box_tls_show(which);
}

EXPORT void box_read_credentials(struct box_credentials *credentials)
{
    box_authority_device(credentials);
}

EXPORT char *box_control(const char *method, const char *path, const char *body, int *status,
                         uint64_t now_ms)
{
    const struct cloud_http request = {
        .method = method, .path = path, .body = body, .bytes = body != NULL ? strlen(body) : 0};
    struct cloud_reply reply = {0};

    box.now_ms = now_ms;
    if (cloud_begin(box.cloud)) {
        cloud_control(box.cloud, &request, &reply);
        (void)cloud_commit(box.cloud);
    }
    box.tick_ms = 0;
    *status = reply.status;
    return reply.body;
}

EXPORT void box_publish(const char *topic, const char *payload, uint64_t now_ms)
{
    box.now_ms = now_ms;
    if (message_came(NULL, "operator", topic, payload, strlen(payload), 1)) {
        broker_publish(box.broker, NULL, topic, payload, strlen(payload), 1, false);
    }
    close_ended();
}

EXPORT void box_free(void *memory)
{
    free(memory);
}

EXPORT void box_read_counts(struct box_counts *counts)
{
    const struct broker_counts *c = broker_counts(box.broker);

    *counts = (struct box_counts){.violations = c->violations,
                                  .last_violation = c->last_violation,
                                  .connects = c->connects,
                                  .resumed = c->resumed,
                                  .received = {c->received[0], c->received[1], c->received[2]},
                                  .repeated = c->repeated,
                                  .delivered = c->delivered,
                                  .keep_alive_ends = c->keep_alive_ends};
}

EXPORT const struct box_tls_counts *box_read_tls_counts(void)
{
    return box_tls_counts();
}
