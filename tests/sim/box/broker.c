/* SPDX-License-Identifier: MIT */
/* Connections, retained messages and who gets what. */
#include "broker.h"

#include <stdlib.h>
#include <string.h>

#include "broker_parts.h"

#define PACKET_BYTES_MAX (256u * 1024u)

struct broker *broker_new(const struct broker_config *config)
{
    struct broker *broker = calloc(1, sizeof(*broker));

    if (broker != NULL) {
        broker->config = *config;
    }
    return broker;
}

static void will_free(struct will *will)
{
    free(will->topic);
    free(will->payload);
    *will = (struct will){0};
}

static void connection_free(struct broker_connection *connection)
{
    struct broker_connection **at = &connection->broker->connections;

    while (*at != connection) {
        at = &(*at)->next;
    }
    *at = connection->next;
    will_free(&connection->will);
    free(connection->buffer);
    free(connection);
}

void broker_restart(struct broker *broker, bool keep_sessions)
{
    while (broker->connections != NULL) {
        struct broker_connection *connection = broker->connections;
        if (connection->session != NULL) {
            connection->session->connection = NULL;
            if (connection->session->is_clean) {
                session_free(connection->session);
            }
        }
        connection_free(connection);
    }
    while (!keep_sessions && broker->sessions != NULL) {
        session_free(broker->sessions);
    }
}

void broker_free(struct broker *broker)
{
    broker_restart(broker, false);
    while (broker->retained != NULL) {
        struct retained *one = broker->retained;
        broker->retained = one->next;
        free(one->topic);
        free(one->payload);
        free(one);
    }
    free(broker);
}

const struct broker_counts *broker_counts(const struct broker *broker)
{
    return &broker->counts;
}

struct broker_connection *broker_open(struct broker *broker, void *owner, uint64_t now_ms)
{
    struct broker_connection *connection = calloc(1, sizeof(*connection));

    if (connection == NULL) {
        abort();
    }
    connection->broker = broker;
    connection->owner = owner;
    connection->heard_ms = now_ms;
    connection->silence_ms = 10000; /* until CONNECT */
    connection->next = broker->connections;
    broker->connections = connection;
    return connection;
}

/* Its session is left alone or, when clean, gone; then the will. The connection stays in the list.
 */
static void leave(struct broker_connection *connection)
{
    struct broker *broker = connection->broker;
    struct will will = connection->will;

    connection->is_over = true;
    connection->will = (struct will){0};
    if (connection->session != NULL) {
        connection->session->connection = NULL;
        if (connection->session->is_clean) {
            session_free(connection->session);
        }
        connection->session = NULL;
    }
    if (will.topic != NULL) {
        broker_publish(broker, NULL, will.topic, will.payload, will.bytes, will.qos, will.retain);
    }
    will_free(&will);
}

void connection_end(struct broker_connection *connection)
{
    const struct broker_config *config = &connection->broker->config;

    if (!connection->is_over) {
        leave(connection);
        config->end(config->context, connection->owner);
    }
}

void broker_close(struct broker_connection *connection, uint64_t now_ms)
{
    (void)now_ms;
    if (!connection->is_over) {
        leave(connection);
    }
    connection_free(connection);
}

/* The length of the first packet in the buffer with its header; 0: not whole yet, SIZE_MAX: none
 * can be. */
static size_t packet_length(const struct broker_connection *connection, size_t *header)
{
    size_t length = 0;

    for (unsigned i = 0; i < 4; i++) {
        if (connection->used < i + 2u) {
            return 0;
        }
        length |= (size_t)(connection->buffer[1 + i] & 0x7F) << (7 * i);
        if ((connection->buffer[1 + i] & 0x80) == 0) {
            *header = i + 2u;
            return length > PACKET_BYTES_MAX             ? SIZE_MAX
                   : length + *header > connection->used ? 0
                                                         : length + *header;
        }
    }
    return SIZE_MAX;
}

static void keep(struct broker_connection *connection, const void *bytes, size_t count)
{
    if (connection->used + count > connection->room) {
        connection->room = connection->used + count + 256u;
        connection->buffer = realloc(connection->buffer, connection->room);
        if (connection->buffer == NULL) {
            abort();
        }
    }
    memcpy(connection->buffer + connection->used, bytes, count);
    connection->used += count;
}

void broker_input(struct broker_connection *connection, const void *bytes, size_t count,
                  uint64_t now_ms)
{
    size_t header = 0, length;

    if (connection->is_over || count == 0) {
        return;
    }
    keep(connection, bytes, count);
    while (!connection->is_over && (length = packet_length(connection, &header)) != 0) {
        if (length == SIZE_MAX) {
            (void)packet_violation(connection, "a length");
            connection_end(connection);
            return;
        }
        connection->heard_ms = now_ms;
        if (!packet_handle(connection, connection->buffer[0], connection->buffer + header,
                           length - header)) {
            connection_end(connection);
            return;
        }
        connection->used -= length;
        memmove(connection->buffer, connection->buffer + length, connection->used);
    }
}

void broker_tick(struct broker *broker, uint64_t now_ms)
{
    for (struct broker_connection *connection = broker->connections; connection != NULL;
         connection = connection->next) {
        if (!connection->is_over && connection->silence_ms != 0 &&
            now_ms - connection->heard_ms > connection->silence_ms) {
            broker->counts.keep_alive_ends++;
            connection_end(connection);
            return; /* the list may have changed: the next one in the next tick */
        }
    }
}

void retain(struct broker *broker, const char *topic, const void *payload, size_t bytes,
            unsigned qos)
{
    struct retained **at = &broker->retained;

    while (*at != NULL && strcmp((*at)->topic, topic) != 0) {
        at = &(*at)->next;
    }
    if (*at != NULL) {
        struct retained *old = *at;
        *at = old->next;
        free(old->topic);
        free(old->payload);
        free(old);
    }
    if (bytes > 0) {
        struct retained *one = calloc(1, sizeof(*one));
        if (one == NULL) {
            abort();
        }
        *one = (struct retained){broker->retained, strdup(topic), malloc(bytes), bytes, qos};
        memcpy(one->payload, payload, bytes);
        broker->retained = one;
    }
}

void broker_publish(struct broker *broker, const char *client, const char *topic,
                    const void *payload, size_t bytes, unsigned qos, bool is_retained)
{
    if (client != NULL) {
        struct session *session = session_find(broker, client);
        if (session != NULL) {
            session_queue(session, topic, payload, bytes, qos, false);
        }
        return;
    }
    if (is_retained) {
        retain(broker, topic, payload, bytes, qos);
    }
    for (struct session *session = broker->sessions; session != NULL; session = session->next) {
        const int wanted = session_wants(session, topic);
        if (wanted >= 0) {
            session_queue(session, topic, payload, bytes,
                          (unsigned)wanted < qos ? (unsigned)wanted : qos, false);
        }
    }
}

bool broker_matches(const char *filter, const char *topic)
{
    if (topic[0] == '$' && filter[0] != '$') {
        return false;
    }
    for (;;) {
        const size_t wanted = strcspn(filter, "/"), level = strcspn(topic, "/");
        if (filter[0] == '#') {
            return true;
        }
        if (!(wanted == 1 && filter[0] == '+') &&
            (wanted != level || strncmp(filter, topic, level) != 0)) {
            return false;
        }
        filter += wanted;
        topic += level;
        if (*topic == '\0') {
            return *filter == '\0' || strcmp(filter, "/#") == 0;
        }
        if (*filter == '\0') {
            return false;
        }
        filter++;
        topic++;
    }
}
