/* SPDX-License-Identifier: MIT */
/* Bytes arrive once, all, and in order, however they are cut. Each also tells its speed. */
#include "sockets_cases.h"

#define LARGE_TIMES 5u

static void exchange(enum qualification_port port, size_t bytes, size_t send_piece,
                     size_t receive_piece)
{
    Socket_t socket = kit_connected(port);

    if (socket != SOCKETS_INVALID_SOCKET) {
        EXPECT(kit_echo(socket, bytes, send_piece, receive_piece));
        kit_close(socket);
    }
}

void send_recv_happy_case(void)
{
    exchange(PORT_ECHO, 100, 100, 100);
}

void secure_send_recv_happy_case(void)
{
    exchange(PORT_TLS_ECHO, 100, 100, 100);
}

void recv_byte_by_byte(void)
{
    exchange(PORT_ECHO, 60, 60, 1);
}

void secure_recv_byte_by_byte(void)
{
    exchange(PORT_TLS_ECHO, 60, 60, 1);
}

void send_byte_by_byte(void)
{
    exchange(PORT_ECHO, 40, 1, 1);
}

/* Around what buffers, segments and records like to be. */
static void vary_length(enum qualification_port port)
{
    static const size_t lengths[] = {1, 2, 3, 7, 255, 256, 257, 511, 512, 513, 1459, 1460, 1461};
    Socket_t socket = kit_connected(port);

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        if (socket == SOCKETS_INVALID_SOCKET ||
            !EXPECT(kit_echo(socket, lengths[i], lengths[i], KIT_BYTES))) {
            return;
        }
    }
}

void send_recv_vary_length(void)
{
    vary_length(PORT_ECHO);
}

void secure_send_recv_vary_length(void)
{
    vary_length(PORT_TLS_ECHO);
}

static void large(enum qualification_port port, const char *name)
{
    Socket_t socket = kit_connected(port);
    TickType_t start = xTaskGetTickCount();
    TickType_t ms;

    for (size_t i = 0; i < LARGE_TIMES; i++) {
        if (socket == SOCKETS_INVALID_SOCKET ||
            !EXPECT(kit_echo(socket, KIT_LARGE, KIT_LARGE, KIT_BYTES))) {
            return;
        }
    }
    ms = kit_ms_since(start);
    qualification_measure(name, (long long)(2u * LARGE_TIMES * KIT_LARGE / (ms != 0 ? ms : 1u)),
                          "kB/s");
}

void send_recv_large(void)
{
    large(PORT_ECHO, "tcp.rate");
}

void secure_send_recv_large(void)
{
    large(PORT_TLS_ECHO, "tls.rate");
}
