/* SPDX-License-Identifier: MIT */
/* A time server: answers SNTP requests (RFC 4330) with this machine's time.
 *
 *   0 leap, version, mode | 1 stratum | 2 poll | 3 precision | 4 delay | 8 dispersion | 12
 * reference id 16 set | 24 originate: the request's 40 | 32 received | 40 sent                   48
 * bytes */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "peers.h"
#include "room.h"

#define PACKET_BYTES         48u
#define SECONDS_1900_TO_1970 2208988800u

struct time_server {
    int socket;
    pthread_t thread;
};

static void put_time(unsigned char *at)
{
    struct timespec now;
    uint32_t words[2];

    clock_gettime(CLOCK_REALTIME, &now);
    words[0] = htonl((uint32_t)((uint64_t)now.tv_sec + SECONDS_1900_TO_1970));
    words[1] = htonl((uint32_t)(((uint64_t)now.tv_nsec << 32) / 1000000000u));
    memcpy(at, words, sizeof words);
}

static void *serve(void *context)
{
    struct time_server *server = context;
    unsigned char packet[512];
    struct sockaddr_storage from;
    socklen_t from_length = sizeof from;
    ssize_t length;

    /* Ends when stop() shuts the socket down. */
    while ((length = recvfrom(server->socket, packet, sizeof packet, 0, (struct sockaddr *)&from,
                              &from_length)) > 0) {
        if (length >= (ssize_t)PACKET_BYTES && (packet[0] & 7) == 3) {
            unsigned char answer[PACKET_BYTES] = {0x24, 1, 4, 0xec};

            memcpy(answer + 12, "LOCL", 4);
            memcpy(answer + 24, packet + 40, 8);
            put_time(answer + 16);
            put_time(answer + 32);
            put_time(answer + 40);
            (void)sendto(server->socket, answer, sizeof answer, 0, (struct sockaddr *)&from,
                         from_length);
        }
        from_length = sizeof from;
    }
    return NULL;
}

static bool wanted(const struct peers_request *request)
{
    return request->needs_time;
}

static void *start(const struct peers_request *request, struct peers_offer *offer, char **why)
{
    struct time_server *server = room_zero(sizeof *server);

    server->socket = peers_listen(request->bind, SOCK_DGRAM, PEER_PLAIN_FIRST, PEER_PLAIN_LAST,
                                  &offer->port[PEER_TIME]);
    if (server->socket >= 0 && pthread_create(&server->thread, NULL, serve, server) == 0) {
        return server;
    }
    *why = room_text("no time server on %s: %s", request->bind, strerror(errno));
    if (server->socket >= 0) {
        close(server->socket);
    }
    free(server);
    return NULL;
}

static void stop(void *state)
{
    struct time_server *server = state;

    (void)shutdown(server->socket, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->socket);
    free(server);
}

const struct peers_kind peers_time = {
    .name = "time", .wanted = wanted, .start = start, .stop = stop};
