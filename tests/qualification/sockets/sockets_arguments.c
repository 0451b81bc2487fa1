/* SPDX-License-Identifier: MIT */
/* What cannot be is refused by its own code, and nothing else happens. */
#include <string.h>

#include "sockets_cases.h"

#define SOCKETS_TRIED 40

/* Each call on something that is no open socket. */
enum call { CONNECT, RECV, SEND, CLOSE, SET_SOCK_OPT };

static int32_t call_on(Socket_t socket, enum call call)
{
    TickType_t ms = 100;

    switch (call) {
    case CONNECT:
        return kit_connect(socket, PORT_ECHO);
    case RECV:
        return SOCKETS_Recv(socket, kit_bytes, 1, 0);
    case SEND:
        return SOCKETS_Send(socket, kit_pattern, 1, 0);
    case CLOSE:
        return SOCKETS_Close(socket);
    case SET_SOCK_OPT:
        return SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &ms, sizeof ms);
    }
    return 0;
}

static void refuses_what_is_no_socket(enum call call)
{
    Socket_t closed = kit_plain();

    kit_close(closed);
    EXPECT_EQUAL(call_on(SOCKETS_INVALID_SOCKET, call), SOCKETS_EINVAL);
    EXPECT_EQUAL(call_on(NULL, call), SOCKETS_EINVAL);
    EXPECT_EQUAL(call_on(closed, call), SOCKETS_EINVAL);
}

static bool refuses_to_make(int32_t domain, int32_t type, int32_t protocol)
{
    Socket_t socket = SOCKETS_Socket(domain, type, protocol);

    if (socket != SOCKETS_INVALID_SOCKET) {
        (void)SOCKETS_Close(socket);
    }
    return socket == SOCKETS_INVALID_SOCKET;
}

void socket_invalid_input_params(void)
{
    EXPECT(refuses_to_make(SOCKETS_AF_INET6 + 100, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP));
    EXPECT(refuses_to_make(SOCKETS_AF_INET, 47, SOCKETS_IPPROTO_TCP));
    EXPECT(refuses_to_make(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, 47));
    EXPECT(refuses_to_make(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_UDP));
}

void socket_too_many(void)
{
    Socket_t made[SOCKETS_TRIED];
    size_t counts[2] = {0, 0};

    for (int round = 0; round < 2; round++) {
        size_t *const count = &counts[round];

        while (*count < SOCKETS_TRIED &&
               (made[*count] = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM,
                                              SOCKETS_IPPROTO_TCP)) != SOCKETS_INVALID_SOCKET) {
            (*count)++;
        }
        for (size_t i = 0; i < *count; i++) {
            EXPECT_EQUAL(SOCKETS_Close(made[i]), SOCKETS_ERROR_NONE);
        }
    }
    EXPECT_WITHIN(counts[0], 2, SOCKETS_TRIED - 1, "sockets");
    EXPECT_EQUAL(counts[1], counts[0]);
    qualification_measure("sockets.most", (long long)counts[0], "sockets");
}

void connect_invalid_params(void)
{
    Socket_t socket = kit_plain();
    SocketsSockaddr_t to = kit_address(PORT_ECHO);

    EXPECT_EQUAL(SOCKETS_Connect(socket, NULL, 0), SOCKETS_EINVAL);
    to.ucSocketDomain = SOCKETS_AF_INET6;
    EXPECT_EQUAL(SOCKETS_Connect(socket, &to, sizeof to), SOCKETS_EINVAL);
    to = kit_address(PORT_ECHO);
    to.usPort = 0;
    EXPECT_EQUAL(SOCKETS_Connect(socket, &to, sizeof to), SOCKETS_EINVAL);
    to = kit_address(PORT_ECHO);
    to.ulAddress = 0;
    EXPECT_EQUAL(SOCKETS_Connect(socket, &to, sizeof to), SOCKETS_EINVAL);
    EXPECT_EQUAL(kit_connect(socket, PORT_ECHO), SOCKETS_ERROR_NONE); /* it is as it was */
}

void connect_invalid_socket(void)
{
    refuses_what_is_no_socket(CONNECT);
}

void recv_invalid_params(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);

    EXPECT_EQUAL(SOCKETS_Recv(socket, NULL, 1, 0), SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, 0, 0), SOCKETS_EINVAL);
    EXPECT(kit_echo(socket, 10, 10, 10));
}

void recv_invalid_socket(void)
{
    refuses_what_is_no_socket(RECV);
}

void recv_not_connected(void)
{
    Socket_t socket = kit_plain();
    TickType_t start = xTaskGetTickCount();

    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, 1, 0), SOCKETS_ENOTCONN);
    EXPECT_WITHIN(kit_ms_since(start), 0, KIT_SLACK_MS, "ms");
}

void send_invalid_params(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);

    EXPECT_EQUAL(SOCKETS_Send(socket, NULL, 1, 0), SOCKETS_EINVAL);
    EXPECT(kit_echo(socket, 10, 10, 10));
}

void send_invalid_socket(void)
{
    refuses_what_is_no_socket(SEND);
}

void send_not_connected(void)
{
    Socket_t socket = kit_plain();
    TickType_t start = xTaskGetTickCount();

    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 1, 0), SOCKETS_ENOTCONN);
    EXPECT_WITHIN(kit_ms_since(start), 0, KIT_SLACK_MS, "ms");
}

void send_zero_bytes(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);

    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 0, 0), 0);
    EXPECT(kit_echo(socket, 10, 10, 10));
}

void shutdown_invalid_params(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);

    EXPECT_EQUAL(SOCKETS_Shutdown(SOCKETS_INVALID_SOCKET, SOCKETS_SHUT_RDWR), SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_Shutdown(NULL, SOCKETS_SHUT_RDWR), SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_Shutdown(socket, 3), SOCKETS_EINVAL);
    EXPECT(kit_echo(socket, 10, 10, 10));
}

void shutdown_not_connected(void)
{
    EXPECT_EQUAL(SOCKETS_Shutdown(kit_plain(), SOCKETS_SHUT_RDWR), SOCKETS_ENOTCONN);
}

void close_invalid_params(void)
{
    refuses_what_is_no_socket(CLOSE);
}

void set_sock_opt_invalid_params(void)
{
    Socket_t socket = kit_plain();
    TickType_t ms = 100;

    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, NULL, sizeof ms),
                 SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDTIMEO, &ms, 1), SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, NULL, 1), SOCKETS_EINVAL);
}

void set_sock_opt_invalid_socket(void)
{
    refuses_what_is_no_socket(SET_SOCK_OPT);
}

void set_sock_opt_unknown_option(void)
{
    Socket_t socket = kit_plain();
    TickType_t ms = 100;

    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, 4711, &ms, sizeof ms), SOCKETS_ENOPROTOOPT);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, -1, &ms, sizeof ms), SOCKETS_ENOPROTOOPT);
}

void set_server_name_invalid(void)
{
    static char too_long[securesocketsMAX_DNS_NAME_LENGTH + 2];
    Socket_t socket = kit_plain();

    memset(too_long, 'a', sizeof too_long - 1u);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, too_long,
                                    sizeof too_long - 1u),
                 SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "", 1),
                 SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, NULL, 5),
                 SOCKETS_EINVAL);
}

void set_trusted_invalid(void)
{
    Socket_t socket = kit_plain();

    EXPECT_EQUAL(
        SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, kit_pattern, 0),
        SOCKETS_EINVAL);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, NULL, 100),
                 SOCKETS_EINVAL);
}

void set_sock_opt_after_connect(void)
{
    const char *protocols[] = {"mqtt"};
    Socket_t socket = kit_connected(PORT_ECHO);

    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), SOCKETS_EISCONN);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "a", 1),
                 SOCKETS_EISCONN);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                    qualification_parameters.root, 20),
                 SOCKETS_EISCONN);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, protocols, 1),
                 SOCKETS_EISCONN);
    EXPECT(kit_echo(socket, 10, 10, 10));
}
