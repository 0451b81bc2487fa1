/* SPDX-License-Identifier: MIT */
#include "socket_stream.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define WAIT_MS    5
#define PIECES_MAX 16

static int32_t result(ssize_t count)
{
    return count >= 0 ? (int32_t)count : errno == EAGAIN || errno == EINTR ? 0 : -1;
}

static int32_t receive(NetworkContext_t *network, void *bytes, size_t length)
{
    struct pollfd ready = {.fd = network->fd, .events = POLLIN};

    if (poll(&ready, 1, WAIT_MS) <= 0) {
        return 0;
    }
    const ssize_t count = recv(network->fd, bytes, length, MSG_DONTWAIT);
    return count == 0 ? -1 : result(count);
}

static int32_t send_some(NetworkContext_t *network, const void *bytes, size_t length)
{
    return result(send(network->fd, bytes, length, MSG_NOSIGNAL));
}

static int32_t writev_some(NetworkContext_t *network, TransportOutVector_t *pieces, size_t count)
{
    struct iovec vector[PIECES_MAX];

    if (count > PIECES_MAX) {
        abort();
    }
    for (size_t i = 0; i < count; i++) {
        vector[i] = (struct iovec){(void *)(uintptr_t)pieces[i].iov_base, pieces[i].iov_len};
    }
    return result(writev(network->fd, vector, (int)count));
}

TransportInterface_t socket_stream_open(struct NetworkContext *network, int port)
{
    const struct sockaddr_in address = {.sin_family = AF_INET,
                                        .sin_port = htons((uint16_t)port),
                                        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

    network->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(network->fd, (const struct sockaddr *)&address, sizeof address) != 0) {
        perror("connect");
        exit(1);
    }
    return (TransportInterface_t){receive, send_some, writev_some, network};
}

void socket_stream_close(struct NetworkContext *network)
{
    close(network->fd);
}

uint32_t socket_stream_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_sec * 1000u + (uint32_t)(now.tv_nsec / 1000000);
}
