/* SPDX-License-Identifier: MIT */
/* The object of a client, as far as it is used. All offsets are from the packet's place, which is
 * found by content; they are believed only when they agree with the CONNECT packet found there.
 *
 *     id, user name, password, keep-alive ...   the id's place is found by its value
 *     last_msg_in, next_msg_out, ping_t
 *     packet: body, next, mult, length, packet length, to process, position, mid, command, count
 */
#define _GNU_SOURCE /* process_vm_readv */
#include "peek.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define WORD          sizeof(void *)
#define REACH         256u /* from the id to the packet */
#define LENGTH_AT     20u
#define TO_PROCESS_AT 28u
#define COMMAND_AT    38u
#define COUNT_AT      39u
#define LAST_IN_AT    (-24)
#define KEEP_ALIVE_AT 24u /* from the id */

#define CONNECT    0x10u
#define DISCONNECT 0xe0u

static size_t packet_at; /* 0: not known */
static size_t id_at;
static bool knows_clock;
static clockid_t clock_id;

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

/* The body of this client's CONNECT packet; every byte of it must have its meaning. */
static bool parse(struct reader body, const struct mosquitto *client, struct peek_connect *connect)
{
    const struct reader name = read_string(&body);
    const unsigned int level = read_byte(&body) & 0x7fu, flags = read_byte(&body);
    const unsigned int keep_alive = read_two(&body);
    const bool is_clean = (flags & 2u) != 0;

    if ((!is_text(name, "MQTT") && !is_text(name, "MQIsdp")) ||
        (int)level != mosquitto_client_protocol_version(client) ||
        (int)keep_alive != mosquitto_client_keepalive(client) ||
        is_clean != mosquitto_client_clean_session(client)) {
        return false;
    }
    *connect = (struct peek_connect){.has_will = (flags & 4u) != 0,
                                     .will_is_retained = (flags & 0x20u) != 0};
    connect->is_persistent = level == 5 ? has_expiry(read_properties(&body)) : !is_clean;
    const struct reader id = read_string(&body);
    connect->has_no_id = id.at == id.end;
    if (!connect->has_no_id && !is_text(id, mosquitto_client_id(client))) {
        return false;
    }
    struct reader will = {NULL, NULL, false};
    if (connect->has_will) {
        if (level == 5) {
            (void)read_properties(&body);
        }
        will = read_string(&body);
        const struct reader payload = read_string(&body);
        connect->will_payload_bytes = (size_t)(payload.end - payload.at);
    }
    for (unsigned int flag = 0x80u; flag >= 0x40u; flag >>= 1) {
        if ((flags & flag) != 0) {
            (void)read_string(&body);
        }
    }
    if (body.is_short || body.at != body.end) {
        return false;
    }
    if (connect->has_will) {
        connect->will_topic = strndup((const char *)will.at, (size_t)(will.end - will.at));
    }
    return true;
}

/* Through the kernel: an address that is none is an error. */
static bool copy(void *to, const void *from, size_t bytes)
{
    const struct iovec local = {to, bytes}, remote = {(void *)(uintptr_t)from, bytes};

    return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) == (ssize_t)bytes;
}

static uint32_t word32(const struct mosquitto *client, size_t at)
{
    uint32_t value;

    memcpy(&value, (const char *)client + at, sizeof(value));
    return value;
}

static uint8_t byte_at(const struct mosquitto *client, size_t at)
{
    return ((const uint8_t *)client)[at];
}

static bool is_connect(const struct mosquitto *client, size_t at, struct peek_connect *connect)
{
    const size_t bytes = word32(client, at + LENGTH_AT);
    const void *body;

    memcpy(&body, (const char *)client + at, sizeof(body));
    if ((byte_at(client, at + COMMAND_AT) & 0xf0u) != CONNECT || bytes < 10 || bytes > (1u << 20)) {
        return false;
    }
    uint8_t *text = malloc(bytes);
    const bool is_found = text != NULL && copy(text, body, bytes) &&
                          parse((struct reader){text, text + bytes, false}, client, connect);
    free(text);
    return is_found;
}

/* The broker counts seconds of a clock that it does not name; a client that has just come was last
 * heard within the last minutes. */
static void find_clock(const struct mosquitto *client)
{
    static const clockid_t clocks[] = {CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_REALTIME};
    time_t last;

    memcpy(&last, (const char *)client + packet_at + LAST_IN_AT, sizeof(last));
    for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]) && !knows_clock; i++) {
        struct timespec now;
        (void)clock_gettime(clocks[i], &now);
        clock_id = clocks[i];
        knows_clock = last >= now.tv_sec - 300 && last <= now.tv_sec + 1;
    }
}

bool peek_connect(struct mosquitto *client, struct peek_connect *connect)
{
    const size_t bytes = malloc_usable_size(client);
    const char *id = mosquitto_client_id(client);

    for (size_t i = 0; id != NULL && i + REACH + WORD <= bytes; i += WORD) {
        if (memcmp((const char *)client + i, &id, sizeof(id)) != 0) {
            continue;
        }
        for (size_t at = i + WORD; at < i + REACH - COUNT_AT; at += WORD) {
            if (is_connect(client, at, connect)) {
                id_at = i;
                packet_at = at;
                find_clock(client);
                return true;
            }
        }
    }
    return false;
}

const uint8_t *peek_packet(const struct mosquitto *client, uint8_t *command, size_t *bytes)
{
    const uint8_t *body;

    if (packet_at == 0) {
        return NULL;
    }
    memcpy(&body, (const char *)client + packet_at, sizeof(body));
    *command = byte_at(client, packet_at + COMMAND_AT);
    *bytes = word32(client, packet_at + LENGTH_AT);
    return body;
}

enum peek_end peek_end(const struct mosquitto *client)
{
    struct timespec now;
    time_t last;

    if (packet_at == 0) {
        return PEEK_UNKNOWN;
    }
    const uint8_t command = byte_at(client, packet_at + COMMAND_AT);
    const bool is_whole = (int8_t)byte_at(client, packet_at + COUNT_AT) > 0 &&
                          word32(client, packet_at + TO_PROCESS_AT) == 0;
    if (command != 0 && is_whole) {
        return (command & 0xf0u) == DISCONNECT ? PEEK_CLIENT_SAID_SO : PEEK_BAD_PACKET;
    }
    memcpy(&last, (const char *)client + packet_at + LAST_IN_AT, sizeof(last));
    const int keep_alive = mosquitto_client_keepalive(client);
    if (knows_clock && keep_alive > 0 && clock_gettime(clock_id, &now) == 0 &&
        now.tv_sec - last > keep_alive * 3 / 2) {
        return PEEK_SILENT;
    }
    return PEEK_LOST;
}

bool peek_set_keep_alive(struct mosquitto *client, uint16_t seconds)
{
    uint16_t *place = (uint16_t *)(void *)((char *)client + id_at + KEEP_ALIVE_AT);
    const uint16_t before = *place;

    if (packet_at == 0 || (int)before != mosquitto_client_keepalive(client)) {
        return false;
    }
    *place = seconds;
    if (mosquitto_client_keepalive(client) != (int)seconds) {
        *place = before; /* it only looked like it */
        return false;
    }
    return true;
}
