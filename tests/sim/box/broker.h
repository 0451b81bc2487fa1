/* SPDX-License-Identifier: MIT */
/* A strict MQTT 3.1.1 server as a plain engine: bytes in, bytes out, time handed in. It keeps
 * sessions, queues, retained messages and wills; what the standard forbids a client is counted as a
 * violation, and ends the connection. Not fast, and not for the outside world.
 *
 *      broker_open ──► broker_input ... ──► broker_close        one connection
 *                          │ message(client, topic ...)         what was published, QoS 2 once
 *                          ▼
 *      broker_publish ──► subscribers, or one client alone
 */
#ifndef BOX_BROKER_H
#define BOX_BROKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct broker;
struct broker_connection;

struct broker_config {
    void *context;
    /* Bytes for the client of a connection; its `owner` is what broker_open was given. */
    void (*send)(void *context, void *owner, const void *bytes, size_t count);
    /* The connection is over: close it. Not called by broker_close. */
    void (*end)(void *context, void *owner);
    /* A client has published this; called before it is acknowledged and delivered. False: it is not
     * to be delivered to subscribers. */
    bool (*message)(void *context, const char *client, const char *topic, const void *payload,
                    size_t bytes, unsigned qos);
};

struct broker_counts {
    uint32_t violations; /* of the standard, by clients */
    uint32_t connects, resumed, takeovers, keep_alive_ends;
    uint32_t received[3]; /* PUBLISH by QoS, as packets */
    uint32_t repeated;    /* QoS 2 packets that were known already */
    uint32_t delivered;   /* PUBLISH sent to clients, as packets */
    const char *last_violation;
};

struct broker *broker_new(const struct broker_config *config);
void broker_free(struct broker *broker);

struct broker_connection *broker_open(struct broker *broker, void *owner, uint64_t now_ms);
void broker_input(struct broker_connection *connection, const void *bytes, size_t count,
                  uint64_t now_ms);
/* The stream is gone, without a DISCONNECT: the will is published. */
void broker_close(struct broker_connection *connection, uint64_t now_ms);

/* `client` NULL: all subscribers; else this one, subscribed or not, if it is connected or has a
 * session. */
void broker_publish(struct broker *broker, const char *client, const char *topic,
                    const void *payload, size_t bytes, unsigned qos, bool retain);

/* End connections that were silent for 1.5 times their keep-alive. */
void broker_tick(struct broker *broker, uint64_t now_ms);

/* As a crash and a restart: all connections are forgotten (their owners are not told); sessions
 * stay or go. */
void broker_restart(struct broker *broker, bool keep_sessions);

const struct broker_counts *broker_counts(const struct broker *broker);

/* Whether a topic matches a filter: MQTT 3.1.1 section 4.7. */
bool broker_matches(const char *filter, const char *topic);

#endif
