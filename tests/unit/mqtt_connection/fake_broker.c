/* SPDX-License-Identifier: MIT */
#include "fake_broker.h"

#include <string.h>

#include "fake_session.h"

static void protocol_error(struct fake_broker *broker, const char *what)
{
    broker->protocol_errors++;
    broker->error = what;
    fake_broker_close(broker);
}

static uint16_t get16(const uint8_t *bytes)
{
    return (uint16_t)(bytes[0] << 8 | bytes[1]);
}

/* --- out --- */

static const uint8_t no_properties = 0;

static void put(struct fake_broker *broker, const void *bytes, size_t length)
{
    if (broker->open && broker->out_length + length <= sizeof broker->out) {
        memcpy(&broker->out[broker->out_length], bytes, length);
        broker->out_length += length;
    }
}

static void put_answer(struct fake_broker *broker, uint8_t type, uint16_t packet_id)
{
    const uint8_t bytes[] = {type, 2, (uint8_t)(packet_id >> 8), (uint8_t)packet_id};

    if ((type == 0x40 && (broker->drop & FAKE_BROKER_PUBACK) != 0) ||
        (type == 0x50 && (broker->drop & FAKE_BROKER_PUBREC) != 0) ||
        (type == 0x70 && (broker->drop & FAKE_BROKER_PUBCOMP) != 0)) {
        return;
    }
    put(broker, bytes, sizeof bytes);
}

static void put_length(struct fake_broker *broker, size_t length)
{
    do {
        uint8_t digit = (uint8_t)(length % 128);
        length /= 128;
        digit = (uint8_t)(digit | (length > 0 ? 0x80 : 0));
        put(broker, &digit, 1);
    } while (length > 0);
}

static void put_publish(struct fake_broker *broker, const struct fake_broker_message *message,
                        bool duplicate)
{
    const size_t topic_length = strlen(message->topic);
    const uint8_t first = (uint8_t)(0x30 | message->qos << 1 | (duplicate ? 8 : 0));
    const uint8_t topic[] = {(uint8_t)(topic_length >> 8), (uint8_t)topic_length};
    const uint8_t id[] = {(uint8_t)(message->packet_id >> 8), (uint8_t)message->packet_id};

    put(broker, &first, 1);
    put_length(broker, 2 + topic_length + (message->qos > 0 ? 2u : 0u) + broker->speaks_5 +
                           message->length);
    put(broker, topic, sizeof topic);
    put(broker, message->topic, topic_length);
    if (message->qos > 0) {
        put(broker, id, sizeof id);
    }
    put(broker, &no_properties, broker->speaks_5);
    put(broker, message->payload, message->length);
}

static void send_waiting(struct fake_broker *broker)
{
    struct fake_broker_session *const session = &broker->session;

    for (size_t i = 0; broker->connected && i < session->outgoing_count; i++) {
        struct fake_broker_message *const message = &session->outgoing[i];
        if (message->phase != FAKE_SESSION_WAITS) {
            continue;
        }
        const bool again = message->packet_id != 0;
        if (!again && message->qos > 0) {
            session->next_id =
                (uint16_t)(session->next_id == UINT16_MAX ? 1 : session->next_id + 1);
            message->packet_id = session->next_id;
        }
        put_publish(broker, message, again);
        message->phase = FAKE_SESSION_UNDER_WAY;
        if (message->qos == 0) {
            fake_session_remove(session, i--);
        }
    }
}

/* --- in --- */

/* Behind the properties, which only MQTT 5 has; beyond `length` if they are malformed. */
static size_t skip_properties(const struct fake_broker *broker, const uint8_t *rest, size_t length,
                              size_t at)
{
    size_t bytes = 0;

    if (!broker->speaks_5) {
        return at;
    }
    for (unsigned shift = 0; at < length && shift < 28; shift += 7) {
        const uint8_t digit = rest[at++];
        bytes |= (size_t)(digit & 0x7F) << shift;
        if ((digit & 0x80) == 0) {
            return at + bytes;
        }
    }
    return SIZE_MAX / 4;
}

static void deliver(struct fake_broker *broker, const struct fake_broker_message *message,
                    bool duplicate)
{
    if (broker->delivered != NULL) {
        broker->delivered(broker->context, message, duplicate);
    }
}

static struct fake_broker_message *incoming(struct fake_broker *broker, uint16_t packet_id)
{
    for (size_t i = 0; i < FAKE_BROKER_MESSAGES; i++) {
        if (broker->session.incoming[i].packet_id == packet_id) {
            return &broker->session.incoming[i];
        }
    }
    return NULL;
}

static void on_publish_2(struct fake_broker *broker, const struct fake_broker_message *message,
                         bool duplicate)
{
    struct fake_broker_message *const known = incoming(broker, message->packet_id);
    struct fake_broker_message *const place = incoming(broker, 0);

    if (known != NULL && !duplicate) {
        protocol_error(broker, "PUBLISH takes a packet id that is in use");
    } else if (known == NULL && place == NULL) {
        protocol_error(broker, "more QoS 2 messages under way than the broker can hold");
    } else {
        if (known == NULL) {
            *place = *message;
        }
        put_answer(broker, 0x50, message->packet_id);
    }
}

static void on_publish(struct fake_broker *broker, const uint8_t *packet, const uint8_t *rest,
                       size_t length)
{
    struct fake_broker_message *const message = &broker->arriving;
    const bool duplicate = (packet[0] & 8) != 0;
    const uint8_t qos = (packet[0] >> 1) & 3;
    const size_t topic_length = length >= 2 ? get16(rest) : SIZE_MAX / 2;
    const size_t header =
        skip_properties(broker, rest, length, 2 + topic_length + (qos > 0 ? 2u : 0u));

    if (qos > 2 || header > length || topic_length == 0 || topic_length >= sizeof message->topic ||
        length - header > sizeof message->payload) {
        protocol_error(broker, "malformed or too long PUBLISH");
        return;
    }
    memset(message, 0, sizeof *message);
    message->qos = qos;
    memcpy(message->topic, rest + 2, topic_length);
    message->packet_id = qos > 0 ? get16(rest + 2 + topic_length) : 0;
    message->length = length - header;
    memcpy(message->payload, rest + header, message->length);
    if ((qos > 0) != (message->packet_id != 0) || (qos == 0 && duplicate)) {
        protocol_error(broker, "PUBLISH with a wrong packet id or DUP");
        return;
    }
    broker->publishes++;
    broker->duplicates += duplicate;
    if (qos == 2) {
        on_publish_2(broker, message, duplicate);
        return;
    }
    deliver(broker, message, duplicate);
    if (qos == 1) {
        put_answer(broker, 0x40, message->packet_id);
    }
}

static void on_answer(struct fake_broker *broker, uint8_t type, uint16_t packet_id)
{
    struct fake_broker_session *const session = &broker->session;

    for (size_t i = 0; i < session->outgoing_count; i++) {
        struct fake_broker_message *const message = &session->outgoing[i];
        if (message->packet_id != packet_id) {
            continue;
        }
        if (type == 0x50 && message->qos == 2) {
            message->phase = FAKE_SESSION_RELEASED;
            put_answer(broker, 0x62, packet_id);
        } else if ((type == 0x40 && message->qos == 1) ||
                   (type == 0x70 && message->phase == FAKE_SESSION_RELEASED)) {
            fake_session_remove(session, i);
            send_waiting(broker);
        } else {
            protocol_error(broker, "answer of the wrong kind");
        }
        return;
    }
    if (type == 0x50) { /* of a message of before: completed all the same */
        put_answer(broker, 0x62, packet_id);
    }
}

static void on_pubrel(struct fake_broker *broker, uint16_t packet_id)
{
    struct fake_broker_message *const message = incoming(broker, packet_id);

    if (message != NULL) {
        broker->arriving = *message; /* the place is free when it is told */
        memset(message, 0, sizeof *message);
        deliver(broker, &broker->arriving, false);
    }
    put_answer(broker, 0x70, packet_id);
}

static void on_subscribe(struct fake_broker *broker, const uint8_t *rest, size_t length)
{
    uint8_t answer[5 + FAKE_BROKER_SUBSCRIPTIONS] = {0x90};
    const size_t header = 4 + broker->speaks_5;
    size_t count = 0;
    size_t at = skip_properties(broker, rest, length, 2);

    while (at + 3 <= length && count < FAKE_BROKER_SUBSCRIPTIONS) {
        const size_t filter_length = get16(rest + at);
        if (at + 2 + filter_length + 1 > length) {
            break;
        }
        const uint8_t qos = rest[at + 2 + filter_length];
        if (broker->suback_code == 0) {
            fake_session_subscribe(&broker->session, rest + at + 2, filter_length, qos);
        }
        answer[header + count++] = broker->suback_code != 0 ? broker->suback_code : qos;
        at += 2 + filter_length + 1;
    }
    if (count == 0 || at != length || get16(rest) == 0) {
        protocol_error(broker, "malformed SUBSCRIBE");
        return;
    }
    broker->subscribes++;
    answer[1] = (uint8_t)(header - 2 + count);
    memcpy(&answer[2], rest, 2);
    if ((broker->drop & FAKE_BROKER_SUBACK) == 0) {
        put(broker, answer, header + count);
    }
}

/* Filters without QoS; those that it does not know are answered too. */
static void on_unsubscribe(struct fake_broker *broker, const uint8_t *rest, size_t length)
{
    const size_t first = skip_properties(broker, rest, length, 2);
    uint8_t codes[FAKE_BROKER_SUBSCRIPTIONS] = {0};
    size_t at = first, count = 0;

    while (at + 2 <= length && count < sizeof codes && at + 2 + get16(rest + at) <= length) {
        const size_t filter_length = get16(rest + at);
        fake_session_unsubscribe(&broker->session, rest + at + 2, filter_length);
        at += 2 + filter_length;
        count++;
    }
    if (count == 0 || at != length || get16(rest) == 0) {
        protocol_error(broker, "malformed UNSUBSCRIBE");
        return;
    }
    broker->unsubscribes++;
    if (!broker->speaks_5) {
        put_answer(broker, 0xB0, get16(rest));
        return;
    }
    const uint8_t head[] = {0xB0, (uint8_t)(3 + count), rest[0], rest[1], 0};
    put(broker, head, sizeof head);
    put(broker, codes, count);
}

static void take_up_session(struct fake_broker *broker)
{
    struct fake_broker_session *const session = &broker->session;

    for (size_t i = 0; i < session->outgoing_count; i++) {
        if (session->outgoing[i].phase == FAKE_SESSION_RELEASED) {
            put_answer(broker, 0x62, session->outgoing[i].packet_id);
        } else {
            session->outgoing[i].phase = FAKE_SESSION_WAITS;
        }
    }
    send_waiting(broker);
}

/* `at`: the client id. The will's properties, topic and message follow it. */
static void keep_will(struct fake_broker *broker, const uint8_t *rest, size_t length, size_t at)
{
    const size_t topic = skip_properties(broker, rest, length, at + 2u + get16(rest + at));
    struct fake_broker_message *const will = &broker->will;

    *will = (struct fake_broker_message){0};
    if ((rest[7] & 4) == 0 || topic + 2 > length) {
        return;
    }
    const size_t payload = topic + 2 + get16(rest + topic);
    if (payload + 2 > length || payload + 2 + get16(rest + payload) > length) {
        protocol_error(broker, "malformed will");
        return;
    }
    memcpy(will->topic, rest + topic + 2, get16(rest + topic));
    will->length = get16(rest + payload);
    memcpy(will->payload, rest + payload + 2, will->length);
}

/* Among the properties of a CONNECT, none above 127 bytes. */
static bool has_expiry(const uint8_t *properties, size_t length)
{
    for (size_t at = 0; at < length;) {
        const uint8_t kind = properties[at];
        if (kind == 0x11) {
            return true;
        }
        at += kind == 0x27 ? 5u : kind == 0x21 || kind == 0x22 ? 3u : 2u;
    }
    return false;
}

static void on_connect(struct fake_broker *broker, const uint8_t *rest, size_t length)
{
    static const uint8_t head[] = {0, 4, 'M', 'Q', 'T', 'T'};

    broker->speaks_5 = length > sizeof head && rest[sizeof head] == 5;
    const size_t id = skip_properties(broker, rest, length, 10);
    if (broker->connected || length < 12 || memcmp(rest, head, sizeof head) != 0 ||
        (rest[sizeof head] != 4 && !broker->speaks_5) || id + 2 > length) {
        protocol_error(broker, "second or malformed CONNECT");
        return;
    }
    broker->session_ends = broker->speaks_5 && !has_expiry(&rest[11], id - 11);
    broker->connects++;
    broker->keep_alive_s = get16(rest + 8);
    keep_will(broker, rest, length, id);
    if ((rest[7] & 2) != 0) {
        fake_broker_forget_session(broker);
    }
    const bool refused = broker->connack_code != 0;
    const uint8_t answer[] = {
        0x20, 2 + broker->speaks_5, broker->session.present && !refused,
        (uint8_t)(broker->connack_code + (refused && broker->speaks_5 ? 0x80 : 0)), 0};
    if ((broker->drop & FAKE_BROKER_CONNACK) == 0) {
        put(broker, answer, 4u + broker->speaks_5);
    }
    if (broker->connack_code == 0) {
        broker->session.present = true;
        broker->connected = true;
        take_up_session(broker);
    }
}

static void on_ping(struct fake_broker *broker)
{
    static const uint8_t answer[] = {0xD0, 0};
    const uint32_t now = broker->now_ms != NULL ? broker->now_ms() : 0;

    if (broker->ping_seen && now - broker->last_ping_ms < broker->shortest_ping_ms) {
        broker->shortest_ping_ms = now - broker->last_ping_ms;
    }
    broker->ping_seen = true;
    broker->last_ping_ms = now;
    broker->pings++;
    if ((broker->drop & FAKE_BROKER_PINGRESP) == 0) {
        put(broker, answer, sizeof answer);
    }
}

/* A packet id, and with MQTT 5 why: mostly that the id is unknown, which changes nothing here. */
static bool is_answer(const struct fake_broker *broker, size_t length)
{
    return length == 2 || (broker->speaks_5 && length > 2);
}

static void on_packet(struct fake_broker *broker, const uint8_t *packet, const uint8_t *rest,
                      size_t length)
{
    const uint8_t type = packet[0] & 0xF0;

    if ((type == 0x10) == broker->connected) {
        protocol_error(broker, "CONNECT is not the first packet, or not the only one");
    } else if (type == 0x10) {
        on_connect(broker, rest, length);
    } else if (type == 0x30) {
        on_publish(broker, packet, rest, length);
    } else if ((type == 0x40 || type == 0x50 || type == 0x70) && is_answer(broker, length)) {
        on_answer(broker, type, get16(rest));
    } else if (packet[0] == 0x62 && is_answer(broker, length)) {
        on_pubrel(broker, get16(rest));
    } else if (packet[0] == 0x82) {
        on_subscribe(broker, rest, length);
    } else if (packet[0] == 0xA2) {
        on_unsubscribe(broker, rest, length);
    } else if (packet[0] == 0xC0 && length == 0) {
        on_ping(broker);
    } else if (packet[0] == 0xE0 && length == 0) {
        broker->disconnects++;
        broker->will = (struct fake_broker_message){0};
        fake_broker_close(broker);
    } else {
        protocol_error(broker, "unknown packet");
    }
}

/* Handles the first packet of the buffer. False: it is not complete, or the stream is over. */
static bool handle_one(struct fake_broker *broker)
{
    size_t length = 0;
    size_t header = 1;

    for (unsigned shift = 0;; shift += 7) {
        if (header >= broker->in_length) {
            return false;
        }
        const uint8_t digit = broker->in[header++];
        length |= (size_t)(digit & 0x7F) << shift;
        if ((digit & 0x80) == 0) {
            break;
        }
        if (shift == 21) {
            protocol_error(broker, "malformed length");
            return false;
        }
    }
    if (header + length > broker->in_length) {
        return false;
    }
    on_packet(broker, broker->in, broker->in + header, length);
    if (!broker->open) {
        return false;
    }
    broker->in_length -= header + length;
    memmove(broker->in, broker->in + header + length, broker->in_length);
    return true;
}

/* --- the stream --- */

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many of `length` bytes get through; counts them. */
static size_t lives_for(struct fake_broker *broker, size_t length)
{
    if (broker->bytes_to_live >= 0) {
        length = smaller(length, (size_t)broker->bytes_to_live);
        broker->bytes_to_live -= (long)length;
    }
    broker->bytes += (long)length;
    return length;
}

static void die(struct fake_broker *broker)
{
    broker->bytes_to_live = -1;
    if (broker->forgets) {
        fake_broker_forget_session(broker);
    }
    fake_broker_close(broker);
}

void fake_broker_init(struct fake_broker *broker)
{
    memset(broker, 0, sizeof *broker); /* no copy of it on the stack of a small task */
    broker->bytes_to_live = -1;
    broker->shortest_ping_ms = UINT32_MAX;
}

int32_t fake_broker_open(struct fake_broker *broker)
{
    if (broker->away) {
        return -1;
    }
    fake_broker_close(broker);
    broker->open = true;
    return 0;
}

void fake_broker_close(struct fake_broker *broker)
{
    if (broker->connected && broker->will.topic[0] != '\0') {
        broker->will_sent = true;
        deliver(broker, &broker->will, false);
    }
    broker->will = (struct fake_broker_message){0};
    broker->open = false;
    if (broker->session_ends && broker->connected) {
        fake_broker_forget_session(broker);
    }
    broker->connected = false;
    broker->ping_seen = false;
    broker->in_length = 0;
    broker->out_length = 0;
}

int32_t fake_broker_send(struct fake_broker *broker, const void *bytes, size_t length)
{
    if (!broker->open) {
        return -1;
    }
    if (broker->half_open) {
        return (int32_t)length;
    }
    if (broker->bytes_at_once > 0) {
        length = smaller(length, broker->bytes_at_once);
    }
    length = smaller(length, sizeof broker->in - broker->in_length);
    const size_t through = lives_for(broker, length);
    memcpy(&broker->in[broker->in_length], bytes, through);
    broker->in_length += through;
    while (handle_one(broker)) {
    }
    if (through < length) {
        const bool silent = broker->dies_silently;
        die(broker);
        return silent ? (int32_t)length : -1;
    }
    return (int32_t)length;
}

int32_t fake_broker_recv(struct fake_broker *broker, void *bytes, size_t length)
{
    if (!broker->open) {
        return -1;
    }
    if (broker->half_open) {
        return 0;
    }
    length = smaller(length, broker->out_length);
    if (broker->bytes_at_once > 0) {
        length = smaller(length, broker->bytes_at_once);
    }
    const size_t through = lives_for(broker, length);
    if (through < length && through == 0) {
        die(broker);
        return -1;
    }
    memcpy(bytes, broker->out, through);
    broker->out_length -= through;
    memmove(broker->out, broker->out + through, broker->out_length);
    return (int32_t)through;
}

int32_t fake_broker_readable(const struct fake_broker *broker)
{
    return !broker->open || (!broker->half_open && broker->out_length > 0);
}

/* --- the broker's own side --- */

bool fake_broker_publish(struct fake_broker *broker, const char *topic, const void *payload,
                         size_t length, uint8_t qos)
{
    if (!fake_session_queue(&broker->session, topic, payload, length, qos)) {
        return false;
    }
    send_waiting(broker);
    return true;
}

void fake_broker_forget_session(struct fake_broker *broker)
{
    memset(&broker->session, 0, sizeof broker->session);
}

bool fake_broker_idle(const struct fake_broker *broker)
{
    return fake_session_idle(&broker->session);
}
