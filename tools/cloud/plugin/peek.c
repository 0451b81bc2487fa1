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

static char *copy_text(const uint8_t *text, size_t bytes)
{
    return text != NULL ? strndup((const char *)text, bytes) : NULL;
}

static bool is_connect(const struct mosquitto *client, size_t at, struct peek_connect *connect)
{
    const size_t bytes = word32(client, at + LENGTH_AT);
    const void *body;

    memcpy(&body, (const char *)client + at, sizeof(body));
    if ((byte_at(client, at + COMMAND_AT) & 0xf0u) != CONNECT || bytes < 10 || bytes > (1u << 20)) {
        return false;
    }
    const struct packet_expected expected = {
        mosquitto_client_protocol_version(client), mosquitto_client_keepalive(client),
        mosquitto_client_clean_session(client), mosquitto_client_id(client)};
    uint8_t *text = malloc(bytes);
    const bool is_found = text != NULL && copy(text, body, bytes) &&
                          packet_read_connect(text, bytes, &expected, &connect->packet);
    if (is_found) {
        connect->will_topic =
            copy_text(connect->packet.will_topic, connect->packet.will_topic_bytes);
        connect->packet.will_topic = NULL;
    }
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
