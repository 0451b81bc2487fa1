/* SPDX-License-Identifier: MIT */
/* Sessions: subscriptions, and the queue of a client from "published" to "acknowledged". */
#include <stdlib.h>
#include <string.h>

#include "broker_parts.h"

static void *copy_of(const void *bytes, size_t count)
{
    void *copy = malloc(count + 1u);

    if (copy == NULL) {
        abort();
    }
    if (count > 0) {
        memcpy(copy, bytes, count);
    }
    return copy;
}

struct session *session_find(struct broker *broker, const char *client)
{
    struct session *session = broker->sessions;

    while (session != NULL && strcmp(session->client, client) != 0) {
        session = session->next;
    }
    return session;
}

static void outgoing_free(struct outgoing *message)
{
    free(message->topic);
    free(message->payload);
    free(message);
}

void session_free(struct session *session)
{
    struct session **at = &session->broker->sessions;

    while (*at != session) {
        at = &(*at)->next;
    }
    *at = session->next;
    while (session->first != NULL) {
        struct outgoing *message = session->first;
        session->first = message->next;
        outgoing_free(message);
    }
    for (unsigned i = 0; i < FILTERS_MAX; i++) {
        free(session->filters[i].text);
    }
    free(session->client);
    free(session);
}

struct session *session_get(struct broker *broker, const char *client, bool is_clean,
                            bool *is_present)
{
    struct session *session = session_find(broker, client);

    if (session != NULL && (is_clean || session->is_clean)) {
        session_free(session);
        session = NULL;
    }
    *is_present = session != NULL;
    if (session == NULL) {
        session = calloc(1, sizeof(*session));
        if (session == NULL) {
            abort();
        }
        session->broker = broker;
        session->client = strdup(client);
        session->last = &session->first;
        session->next = broker->sessions;
        broker->sessions = session;
    }
    session->is_clean = is_clean;
    return session;
}

int session_wants(const struct session *session, const char *topic)
{
    int qos = -1;

    for (unsigned i = 0; i < FILTERS_MAX; i++) {
        const struct filter *filter = &session->filters[i];
        if (filter->text != NULL && (int)filter->qos > qos && broker_matches(filter->text, topic)) {
            qos = (int)filter->qos;
        }
    }
    return qos;
}

void session_queue(struct session *session, const char *topic, const void *payload, size_t bytes,
                   unsigned qos, bool retain)
{
    if (qos == 0 && session->connection == NULL) {
        return;
    }
    struct outgoing *message = calloc(1, sizeof(*message));
    if (message == NULL) {
        abort();
    }
    *message = (struct outgoing){.topic = strdup(topic),
                                 .payload = copy_of(payload, bytes),
                                 .bytes = bytes,
                                 .qos = qos,
                                 .retain = retain};
    *session->last = message;
    session->last = &message->next;
    session_pump(session);
}

static void send_publish(struct session *session, const struct outgoing *message, bool is_repeated)
{
    const size_t topic = strlen(message->topic);
    uint8_t *body = malloc(topic + message->bytes + 4u), *at = body;

    if (body == NULL) {
        abort();
    }
    *at++ = (uint8_t)(topic >> 8);
    *at++ = (uint8_t)topic;
    memcpy(at, message->topic, topic);
    at += topic;
    if (message->qos > 0) {
        *at++ = (uint8_t)(message->id >> 8);
        *at++ = (uint8_t)message->id;
    }
    memcpy(at, message->payload, message->bytes);
    at += message->bytes;
    session->broker->counts.delivered++;
    packet_send(session->connection,
                (uint8_t)(PUBLISH << 4 | (is_repeated ? 8u : 0u) | message->qos << 1 |
                          (message->retain ? 1u : 0u)),
                body, (size_t)(at - body));
    free(body);
}

static void send_id(struct session *session, uint8_t first, uint16_t id)
{
    const uint8_t body[2] = {(uint8_t)(id >> 8), (uint8_t)id};

    packet_send(session->connection, first, body, sizeof(body));
}

static void take_out(struct session *session, struct outgoing **at)
{
    struct outgoing *message = *at;

    *at = message->next;
    if (session->last == &message->next) {
        session->last = at;
    }
    outgoing_free(message);
}

static bool is_used(const struct session *session, uint16_t id)
{
    for (const struct outgoing *message = session->first; message != NULL;
         message = message->next) {
        if (message->id == id) {
            return true;
        }
    }
    return false;
}

static uint16_t new_id(struct session *session)
{
    do {
        session->last_id = (uint16_t)(session->last_id == UINT16_MAX ? 1 : session->last_id + 1);
    } while (is_used(session, session->last_id));
    return session->last_id;
}

void session_pump(struct session *session)
{
    unsigned under_way = 0;
    struct outgoing **at = &session->first;

    while (session->connection != NULL && *at != NULL && under_way < INFLIGHT_MAX) {
        struct outgoing *message = *at;
        if (message->qos == 0) {
            send_publish(session, message, false);
            take_out(session, at);
            continue;
        }
        if (message->id == 0) {
            message->id = new_id(session);
            send_publish(session, message, false);
        }
        under_way++;
        at = &message->next;
    }
}

void session_resume(struct session *session)
{
    for (struct outgoing *message = session->first; message != NULL; message = message->next) {
        if (message->id != 0 && message->is_released) {
            send_id(session, PUBREL << 4 | 2, message->id);
        } else if (message->id != 0) {
            send_publish(session, message, true);
        }
    }
    session_pump(session);
}

bool session_acknowledged(struct session *session, enum packet_type type, uint16_t id)
{
    struct outgoing **at = &session->first;

    while (*at != NULL && (*at)->id != id) {
        at = &(*at)->next;
    }
    if (*at == NULL || id == 0) {
        return type == PUBREC; /* of one that is over: it is released once more */
    }
    struct outgoing *message = *at;
    if (type == PUBACK ? message->qos != 1 : message->qos != 2) {
        return false;
    }
    if (type == PUBREC) {
        message->is_released = true;
        return true;
    }
    if (type == PUBCOMP && !message->is_released) {
        return false;
    }
    take_out(session, at);
    session_pump(session);
    return true;
}
