/* SPDX-License-Identifier: MIT */
/* One packet at a time, read as strictly as MQTT 3.1.1 allows. */
#include <stdlib.h>
#include <string.h>

#include "broker_parts.h"

/* What is left of a packet; once something was missing, `is_short` stays. */
struct reader {
    const uint8_t *at;
    size_t left;
    bool is_short;
};

static unsigned take_byte(struct reader *reader)
{
    if (reader->left == 0) {
        reader->is_short = true;
        return 0;
    }
    reader->left--;
    return *reader->at++;
}

static unsigned take_word(struct reader *reader)
{
    const unsigned high = take_byte(reader);

    return high << 8 | take_byte(reader);
}

/* Bytes with their length in front; a NUL is put behind the copy. */
static char *take_bytes(struct reader *reader, size_t *count)
{
    const size_t length = take_word(reader);

    if (length > reader->left) {
        reader->is_short = true;
        return NULL;
    }
    char *copy = malloc(length + 1u);
    if (copy == NULL) {
        abort();
    }
    memcpy(copy, reader->at, length);
    copy[length] = '\0';
    reader->at += length;
    reader->left -= length;
    *count = length;
    return copy;
}

static bool is_utf8(const uint8_t *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        const uint8_t lead = text[i];
        const size_t more = lead < 0x80   ? 0
                            : lead < 0xC2 ? 9
                            : lead < 0xE0 ? 1
                            : lead < 0xF0 ? 2
                            : lead < 0xF5 ? 3
                                          : 9;
        if (lead == 0 || more > length - i - 1u) {
            return false;
        }
        for (size_t k = 1; k <= more; k++) {
            if ((text[i + k] & 0xC0) != 0x80) {
                return false;
            }
        }
        if ((lead == 0xE0 && text[i + 1] < 0xA0) || (lead == 0xED && text[i + 1] > 0x9F) ||
            (lead == 0xF0 && text[i + 1] < 0x90) || (lead == 0xF4 && text[i + 1] > 0x8F)) {
            return false;
        }
        i += more + 1u;
    }
    return true;
}

/* A string; NULL: missing, or no UTF-8. */
static char *take_text(struct reader *reader)
{
    size_t length = 0;
    char *text = take_bytes(reader, &length);

    if (text != NULL && !is_utf8((const uint8_t *)text, length)) {
        reader->is_short = true;
        free(text);
        return NULL;
    }
    return text;
}

bool packet_violation(struct broker_connection *connection, const char *what)
{
    connection->broker->counts.violations++;
    connection->broker->counts.last_violation = what;
    return false;
}

void packet_send(struct broker_connection *connection, uint8_t first, const void *body,
                 size_t bytes)
{
    uint8_t header[5] = {first};
    size_t length = 1, left = bytes;

    do {
        header[length] = (uint8_t)(left % 128u);
        left /= 128u;
        header[length] = (uint8_t)(header[length] | (left > 0 ? 0x80u : 0u));
        length++;
    } while (left > 0);
    uint8_t *packet = malloc(length + bytes);
    if (packet == NULL) {
        abort();
    }
    memcpy(packet, header, length);
    if (bytes > 0) {
        memcpy(packet + length, body, bytes);
    }
    const struct broker_config *config = &connection->broker->config;
    config->send(config->context, connection->owner, packet, length + bytes);
    free(packet);
}

static void send_id(struct broker_connection *connection, uint8_t first, unsigned id)
{
    const uint8_t body[2] = {(uint8_t)(id >> 8), (uint8_t)id};

    packet_send(connection, first, body, sizeof(body));
}

/* ---- CONNECT ---- */

static bool take_will(struct broker_connection *connection, struct reader *reader, unsigned flags)
{
    struct will *will = &connection->will;

    will->topic = take_text(reader);
    will->payload = take_bytes(reader, &will->bytes);
    will->qos = flags >> 3 & 3u;
    will->retain = (flags & 0x20) != 0;
    return will->topic != NULL && will->payload != NULL && will->topic[0] != '\0' &&
           strpbrk(will->topic, "+#") == NULL;
}

static bool flags_are_good(unsigned flags)
{
    const bool has_will = (flags & 4) != 0;

    return (flags & 1) == 0 && (flags >> 3 & 3u) != 3 && (has_will || (flags & 0x38) == 0) &&
           ((flags & 0x80) != 0 || (flags & 0x40) == 0);
}

static void take_over(struct broker *broker, const char *client)
{
    struct session *session = session_find(broker, client);

    if (session != NULL && session->connection != NULL) {
        broker->counts.takeovers++;
        connection_end(session->connection);
    }
}

static bool begin_session(struct broker_connection *connection, const char *client, bool is_clean)
{
    struct broker *broker = connection->broker;
    bool is_present;

    take_over(broker, client);
    struct session *session = session_get(broker, client, is_clean, &is_present);
    session->connection = connection;
    connection->session = session;
    broker->counts.connects++;
    broker->counts.resumed += is_present;
    const uint8_t body[2] = {is_present, 0};
    packet_send(connection, CONNACK << 4, body, sizeof(body));
    session_resume(session);
    return true;
}

static bool on_connect(struct broker_connection *connection, struct reader *reader)
{
    if (connection->session != NULL) {
        return packet_violation(connection, "a second CONNECT");
    }
    char *name = take_text(reader);
    const bool is_mqtt = name != NULL && strcmp(name, "MQTT") == 0;
    free(name);
    if (!is_mqtt || take_byte(reader) != 4) {
        return packet_violation(connection, "CONNECT: not MQTT 3.1.1");
    }
    const unsigned flags = take_byte(reader);
    const uint32_t keep_alive = take_word(reader);
    connection->silence_ms = keep_alive * 1500u;
    char *client = take_text(reader);
    const bool is_good_will = (flags & 4) == 0 || take_will(connection, reader, flags);
    size_t length;
    char *user = (flags & 0x80) != 0 ? take_text(reader) : NULL;
    char *password = (flags & 0x40) != 0 ? take_bytes(reader, &length) : NULL;
    free(user);
    free(password);
    bool is_good = client != NULL && client[0] != '\0' && is_good_will && flags_are_good(flags) &&
                   !reader->is_short && reader->left == 0;
    is_good = is_good ? begin_session(connection, client, (flags & 2) != 0)
                      : packet_violation(connection, "CONNECT");
    free(client);
    return is_good;
}

/* ---- PUBLISH and its handshakes ---- */

static void distribute(struct broker *broker, const char *client, const char *topic,
                       const void *payload, size_t bytes, unsigned qos, bool is_retained)
{
    if (broker->config.message(broker->config.context, client, topic, payload, bytes, qos)) {
        broker_publish(broker, NULL, topic, payload, bytes, qos, is_retained);
    }
}

/* QoS 2: whether it is new. */
static bool note_received(struct session *session, unsigned id)
{
    uint8_t *byte = &session->received[id / 8];
    const uint8_t bit = (uint8_t)(1u << id % 8);
    const bool is_new = (*byte & bit) == 0;

    *byte |= bit;
    return is_new;
}

static bool on_publish(struct broker_connection *connection, unsigned flags, struct reader *reader)
{
    struct broker *broker = connection->broker;
    const unsigned qos = flags >> 1 & 3u;
    char *topic = take_text(reader);
    const unsigned id = qos > 0 ? take_word(reader) : 0;

    if (topic == NULL || reader->is_short || qos == 3 || (qos == 0 && (flags & 8) != 0) ||
        (qos > 0 && id == 0) || topic[0] == '\0' || strpbrk(topic, "+#") != NULL) {
        free(topic);
        return packet_violation(connection, "PUBLISH");
    }
    broker->counts.received[qos]++;
    const bool is_new = qos != 2 || note_received(connection->session, id);
    if (is_new) {
        distribute(broker, connection->session->client, topic, reader->at, reader->left, qos,
                   (flags & 1) != 0);
    } else {
        broker->counts.repeated++;
    }
    free(topic);
    if (connection->is_over) { /* taken over by what it published */
        return true;
    }
    if (qos > 0) {
        send_id(connection, qos == 1 ? PUBACK << 4 : PUBREC << 4, id);
    }
    return true;
}

static bool on_handshake(struct broker_connection *connection, enum packet_type type,
                         struct reader *reader)
{
    struct session *session = connection->session;
    const unsigned id = take_word(reader);

    if (reader->is_short || reader->left != 0 || id == 0) {
        return packet_violation(connection, "an acknowledgement without a packet id");
    }
    if (type == PUBREL) {
        session->received[id / 8] &= (uint8_t) ~(1u << id % 8);
        send_id(connection, PUBCOMP << 4, id);
        return true;
    }
    if (!session_acknowledged(session, type, (uint16_t)id)) {
        return packet_violation(connection, "an acknowledgement of what was not sent");
    }
    if (type == PUBREC) {
        send_id(connection, PUBREL << 4 | 2, id);
    }
    return true;
}

/* ---- SUBSCRIBE, UNSUBSCRIBE ---- */

static bool filter_is_good(const char *filter)
{
    const size_t length = strlen(filter);

    for (size_t i = 0; i < length; i++) {
        const bool begins = i == 0 || filter[i - 1] == '/';
        if ((filter[i] == '#' && (!begins || i + 1 != length)) ||
            (filter[i] == '+' && (!begins || (i + 1 != length && filter[i + 1] != '/')))) {
            return false;
        }
    }
    return length > 0;
}

static struct filter *place_of(struct session *session, const char *text)
{
    struct filter *free_one = NULL;

    for (unsigned i = 0; i < FILTERS_MAX; i++) {
        struct filter *filter = &session->filters[i];
        if (filter->text == NULL) {
            free_one = free_one != NULL ? free_one : filter;
        } else if (strcmp(filter->text, text) == 0) {
            return filter;
        }
    }
    return free_one;
}

/* The return code. Retained messages follow the SUBACK. */
static uint8_t subscribe(struct session *session, char *text, unsigned qos)
{
    struct filter *filter = place_of(session, text);

    if (filter == NULL) {
        free(text);
        return 0x80;
    }
    free(filter->text);
    *filter = (struct filter){text, qos};
    return (uint8_t)qos;
}

static void send_retained(struct session *session, const char *filter, unsigned qos)
{
    for (const struct retained *one = session->broker->retained; one != NULL; one = one->next) {
        if (broker_matches(filter, one->topic)) {
            session_queue(session, one->topic, one->payload, one->bytes,
                          one->qos < qos ? one->qos : qos, true);
        }
    }
}

static bool on_subscribe(struct broker_connection *connection, struct reader *reader)
{
    uint8_t answer[2 + FILTERS_MAX];
    size_t count = 0;
    const struct reader begin = *reader;
    const unsigned id = take_word(reader);

    answer[0] = (uint8_t)(id >> 8);
    answer[1] = (uint8_t)id;
    while (reader->left > 0 && !reader->is_short && count < FILTERS_MAX) {
        char *text = take_text(reader);
        const unsigned qos = take_byte(reader);
        if (text == NULL || reader->is_short || qos > 2 || !filter_is_good(text)) {
            free(text);
            return packet_violation(connection, "SUBSCRIBE: a bad filter");
        }
        answer[2 + count++] = subscribe(connection->session, text, qos);
    }
    if (id == 0 || count == 0 || reader->left > 0) {
        return packet_violation(connection, "SUBSCRIBE");
    }
    packet_send(connection, SUBACK << 4, answer, 2 + count);
    *reader = begin;
    (void)take_word(reader);
    while (reader->left > 0) {
        char *text = take_text(reader);
        send_retained(connection->session, text, take_byte(reader));
        free(text);
    }
    return true;
}

static bool on_unsubscribe(struct broker_connection *connection, struct reader *reader)
{
    const unsigned id = take_word(reader);
    unsigned count = 0;

    for (; reader->left > 0 && !reader->is_short; count++) {
        char *text = take_text(reader);
        struct filter *filter = text != NULL ? place_of(connection->session, text) : NULL;
        if (filter != NULL && filter->text != NULL) {
            free(filter->text);
            *filter = (struct filter){0};
        }
        free(text);
    }
    if (id == 0 || count == 0 || reader->is_short) {
        return packet_violation(connection, "UNSUBSCRIBE");
    }
    send_id(connection, UNSUBACK << 4, id);
    return true;
}

/* ---- All of them ---- */

static bool flags_fit(enum packet_type type, unsigned flags)
{
    const bool is_two = type == PUBREL || type == SUBSCRIBE || type == UNSUBSCRIBE;

    return type == PUBLISH || flags == (is_two ? 2u : 0u);
}

bool packet_handle(struct broker_connection *connection, uint8_t first, const uint8_t *body,
                   size_t bytes)
{
    const enum packet_type type = (enum packet_type)(first >> 4);
    struct reader reader = {body, bytes, false};

    if (!flags_fit(type, first & 15u)) {
        return packet_violation(connection, "reserved flags");
    }
    if (connection->session == NULL && type != CONNECT) {
        return packet_violation(connection, "a packet before CONNECT");
    }
    switch (type) {
    case CONNECT:
        return on_connect(connection, &reader);
    case PUBLISH:
        return on_publish(connection, first & 15u, &reader);
    case PUBACK:
    case PUBREC:
    case PUBREL:
    case PUBCOMP:
        return on_handshake(connection, type, &reader);
    case SUBSCRIBE:
        return on_subscribe(connection, &reader);
    case UNSUBSCRIBE:
        return on_unsubscribe(connection, &reader);
    case PINGREQ:
        packet_send(connection, PINGRESP << 4, NULL, 0);
        return bytes == 0 || packet_violation(connection, "PINGREQ with a body");
    case DISCONNECT:
        free(connection->will.topic);
        connection->will.topic = NULL;
        return bytes != 0 ? packet_violation(connection, "DISCONNECT with a body") : false;
    case CONNACK:
    case SUBACK:
    case UNSUBACK:
    case PINGRESP:
        break;
    }
    return packet_violation(connection, "a packet that only servers send");
}
