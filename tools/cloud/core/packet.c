/* SPDX-License-Identifier: MIT */
#include "packet.h"

#include <string.h>

struct reader {
    const uint8_t *at, *end;
    bool is_short;
};

static unsigned int read_byte(struct reader *reader)
{
    if (reader->at == reader->end) {
        reader->is_short = true;
        return 0;
    }
    return *reader->at++;
}

static unsigned int read_two(struct reader *reader)
{
    const unsigned int high = read_byte(reader);

    return high << 8 | read_byte(reader);
}

static const uint8_t *read_bytes(struct reader *reader, size_t bytes)
{
    const uint8_t *from = reader->at;

    if ((size_t)(reader->end - reader->at) < bytes) {
        reader->is_short = true;
        reader->at = reader->end;
        return from;
    }
    reader->at += bytes;
    return from;
}

static struct reader read_string(struct reader *reader)
{
    const size_t bytes = read_two(reader);
    const uint8_t *from = read_bytes(reader, bytes);

    return (struct reader){from, reader->is_short ? from : from + bytes, false};
}

/* Properties of MQTT 5: their bytes. */
static struct reader read_properties(struct reader *reader)
{
    size_t bytes = 0;
    unsigned int shift = 0, byte;

    do {
        byte = read_byte(reader);
        bytes |= (size_t)(byte & 0x7fu) << shift;
        shift += 7;
    } while ((byte & 0x80u) != 0 && shift <= 21);
    const uint8_t *from = read_bytes(reader, bytes);
    return (struct reader){from, reader->is_short ? from : from + bytes, false};
}

/* Session Expiry Interval, which may be anywhere among a CONNECT's properties. */
static bool has_expiry(struct reader properties)
{
    static const uint8_t sizes[] = {
        [0x11] = 4, [0x17] = 1, [0x19] = 1, [0x21] = 2, [0x22] = 2, [0x27] = 4};

    while (properties.at < properties.end) {
        const unsigned int id = read_byte(&properties);
        if (id == 0x11u) {
            return (read_two(&properties) | read_two(&properties)) != 0;
        }
        if (id == 0x26u) {
            (void)read_string(&properties);
            (void)read_string(&properties);
        } else if (id == 0x15u || id == 0x16u) {
            (void)read_string(&properties);
        } else {
            (void)read_bytes(&properties, id < sizeof(sizes) && sizes[id] != 0
                                              ? sizes[id]
                                              : (size_t)(properties.end - properties.at));
        }
    }
    return false;
}

static bool is_text(struct reader text, const char *wanted)
{
    const size_t bytes = (size_t)(text.end - text.at);

    return bytes == strlen(wanted) && memcmp(text.at, wanted, bytes) == 0;
}

/* Protocol, flags and keep-alive are those that are known; the session outlives the connection. */
static bool read_head(struct reader *reader, const struct packet_expected *expected,
                      unsigned int *flags, bool *is_persistent)
{
    const struct reader name = read_string(reader);
    const unsigned int level = read_byte(reader) & 0x7fu;

    *flags = read_byte(reader);
    const unsigned int keep_alive = read_two(reader);
    const bool is_clean = (*flags & 2u) != 0;
    *is_persistent = level == 5 ? has_expiry(read_properties(reader)) : !is_clean;
    return (is_text(name, "MQTT") || is_text(name, "MQIsdp")) && (int)level == expected->version &&
           (int)keep_alive == expected->keep_alive && is_clean == expected->is_clean;
}

bool packet_read_connect(const uint8_t *body, size_t bytes, const struct packet_expected *expected,
                         struct packet_connect *connect)
{
    struct reader reader = {body, body + bytes, false};
    unsigned int flags;

    *connect = (struct packet_connect){.will_topic = NULL};
    if (!read_head(&reader, expected, &flags, &connect->is_persistent)) {
        return false;
    }
    const struct reader id = read_string(&reader);
    connect->has_no_id = id.at == id.end;
    if (!connect->has_no_id && !is_text(id, expected->id)) {
        return false;
    }
    connect->has_will = (flags & 4u) != 0;
    if (connect->has_will) {
        if (expected->version == 5) {
            (void)read_properties(&reader);
        }
        const struct reader topic = read_string(&reader), payload = read_string(&reader);
        connect->will_is_retained = (flags & 0x20u) != 0;
        connect->will_topic = topic.at;
        connect->will_topic_bytes = (size_t)(topic.end - topic.at);
        connect->will_payload_bytes = (size_t)(payload.end - payload.at);
    }
    for (unsigned int flag = 0x80u; flag >= 0x40u; flag >>= 1) {
        if ((flags & flag) != 0) {
            (void)read_string(&reader);
        }
    }
    return !reader.is_short && reader.at == reader.end;
}

/* A SUBSCRIBE's properties are user properties of two strings, and this one. */
static bool is_identified(struct reader properties)
{
    while (properties.at < properties.end) {
        if (read_byte(&properties) != 0x26u) {
            return properties.at[-1] == 0x0bu;
        }
        (void)read_string(&properties);
        (void)read_string(&properties);
    }
    return false;
}

const uint8_t *packet_first_filter(const uint8_t *body, size_t bytes, bool is_version_5,
                                   bool *has_identifier)
{
    struct reader reader = {body, body + bytes, false};

    (void)read_two(&reader);
    *has_identifier = is_version_5 && is_identified(read_properties(&reader));
    return reader.is_short || reader.at == reader.end ? NULL : reader.at;
}

int packet_filter_options(const uint8_t *at, const uint8_t *end, const char *filter,
                          const uint8_t **next)
{
    struct reader reader = {at, end, false};
    const struct reader text = read_string(&reader);
    const unsigned int options = read_byte(&reader);

    if (reader.is_short || !is_text(text, filter)) {
        return -1;
    }
    *next = reader.at;
    return (int)options;
}
