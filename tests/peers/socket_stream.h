/* SPDX-License-Identifier: MIT */
/* A transport over a TCP socket of the host, to 127.0.0.1. */
#ifndef SOCKET_STREAM_H
#define SOCKET_STREAM_H

#include "transport_interface.h"

struct NetworkContext {
    int fd;
};

/* Connects; ends the program when it cannot. */
TransportInterface_t socket_stream_open(struct NetworkContext *network, int port);

void socket_stream_close(struct NetworkContext *network);

/* Milliseconds of the host. */
uint32_t socket_stream_now(void);

#endif
