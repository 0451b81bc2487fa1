/* SPDX-License-Identifier: MIT */
/* A name server that knows one name: that of this host. RFC 1035:
 *
 *   id flags questions answers authorities additional | labels 0 type class | pointer type class
 *    2     2         2       2           2          2 |                2  2 |  time-to-live length
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "peers.h"
#include "room.h"

#define HEAD_BYTES     12u
#define RECORD_BYTES   16u
#define DATAGRAM_BYTES 1500u
#define TYPE_A         1u

struct name_server {
    int socket, bell[2];
    pthread_t thread;
    struct in_addr address;
    char *name;
};

/* The question's name with dots; index behind it, 0: it is none. */
static size_t read_name(const uint8_t *query, size_t length, char name[256])
{
    size_t at = HEAD_BYTES, filled = 0;

    while (at < length && query[at] != 0) {
        const size_t label = query[at];

        if (label > 63u || at + 1u + label >= length || filled + label + 1u > 254u) {
            return 0;
        }
        memcpy(&name[filled], &query[at + 1u], label);
        filled += label;
        name[filled++] = '.';
        at += 1u + label;
    }
    name[filled != 0 ? filled - 1u : 0] = '\0';
    return at < length && at + 5u <= length ? at + 1u : 0;
}

/* The answer to a query; its length, 0: none. There is room for a record behind the query. */
static size_t answer_query(const struct name_server *server, uint8_t *query, size_t length)
{
    char name[256];
    const size_t type_at = length > HEAD_BYTES ? read_name(query, length, name) : 0;
    const size_t end = type_at + 4u;
    bool known, given;

    if (type_at == 0) {
        return 0;
    }
    known = strcasecmp(name, server->name) == 0;
    given = known && query[type_at] == 0 && query[type_at + 1u] == TYPE_A;
    query[2] = 0x81;
    query[3] = known ? 0x80 : 0x83;
    memcpy(&query[4], (const uint8_t[]){0, 1, 0, given ? 1 : 0, 0, 0, 0, 0}, 8);
    if (!given) {
        return end;
    }
    memcpy(&query[end], (const uint8_t[]){0xC0, HEAD_BYTES, 0, TYPE_A, 0, 1, 0, 0, 0, 60, 0, 4},
           12);
    memcpy(&query[end + 12u], &server->address, 4);
    return end + RECORD_BYTES;
}

static void *serve(void *argument)
{
    const struct name_server *const server = argument;
    uint8_t query[DATAGRAM_BYTES + RECORD_BYTES];
    struct pollfd waiting[] = {{server->socket, POLLIN, 0}, {server->bell[0], POLLIN, 0}};

    for (;;) {
        struct sockaddr_in from;
        socklen_t from_bytes = sizeof from;
        ssize_t length;

        if (poll(waiting, 2, -1) < 0) {
            continue;
        }
        if (waiting[1].revents != 0) {
            return NULL;
        }
        length = recvfrom(server->socket, query, DATAGRAM_BYTES, MSG_DONTWAIT,
                          (struct sockaddr *)&from, &from_bytes);
        if (length > 0 && (length = (ssize_t)answer_query(server, query, (size_t)length)) > 0) {
            (void)sendto(server->socket, query, (size_t)length, 0, (struct sockaddr *)&from,
                         from_bytes);
        }
    }
}

static void give_back(struct name_server *server)
{
    const int files[] = {server->socket, server->bell[0], server->bell[1]};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (files[i] >= 0) {
            close(files[i]);
        }
    }
    free(server->name);
    free(server);
}

static bool wanted(const struct peers_request *request)
{
    return request->needs_echo;
}

static void *start(const struct peers_request *request, struct peers_offer *offer, char **why)
{
    struct name_server *const server = room_zero(sizeof *server);

    server->bell[0] = server->bell[1] = -1;
    server->name = room_text("%s", offer->host_name);
    server->socket = peers_listen(request->bind, SOCK_DGRAM, PEER_PLAIN_FIRST, PEER_PLAIN_LAST,
                                  &offer->port[PEER_NAMES]);
    if (server->socket >= 0 && inet_aton(offer->host, &server->address) != 0 &&
        pipe2(server->bell, O_CLOEXEC) == 0 &&
        pthread_create(&server->thread, NULL, serve, server) == 0) {
        return server;
    }
    *why =
        room_text("no name server on %s for %s: %s", request->bind, offer->host, strerror(errno));
    give_back(server);
    return NULL;
}

static void stop(void *state)
{
    struct name_server *const server = state;

    while (write(server->bell[1], "", 1) < 0 && errno == EINTR) {
    }
    pthread_join(server->thread, NULL);
    give_back(server);
}

const struct peers_kind peers_names = {
    .name = "names", .wanted = wanted, .start = start, .stop = stop};
